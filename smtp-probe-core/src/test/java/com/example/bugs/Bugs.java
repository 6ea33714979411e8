/* SPDX-License-Identifier: Apache-2.0 */
package com.example.bugs;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/** What goes wrong in an application's code, outside of the library's packages, so that a report can say where. */
public final class Bugs {
    private Bugs() {}

    /** What code can throw instead of its work; each is made here. */
    public enum Bug {
        RUNTIME,
        UNDECLARED,
        THROWABLE,
        STACK,
        MISSING_CLASS,
        ASSERTION;

        /**
         * Makes it, or throws it.
         *
         * @param message what it says
         * @return what to throw
         */
        public Throwable with(String message) {
            return switch (this) {
                case RUNTIME -> new IllegalStateException(message);
                case UNDECLARED -> new SQLException(message);
                case THROWABLE -> new Throwable(message);
                case STACK -> new AssertionError(overflow(0));
                case MISSING_CLASS -> new NoClassDefFoundError(message);
                case ASSERTION -> new AssertionError(message);
            };
        }
    }

    /**
     * Throws whatever it is.
     *
     * @param thrown   to throw
     * @param <X>      inferred
     * @throws X always
     */
    @SuppressWarnings("unchecked")
    public static <X extends Throwable> void raise(Throwable thrown) throws X {
        throw (X) thrown;
    }

    /**
     * Waits until it is interrupted.
     *
     * @throws InterruptedException always
     */
    public static void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /**
     * Waits, and fails when it is interrupted.
     *
     * @param message of the failure
     */
    public static void hangAndThrow(String message) {
        try {
            hang();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(message, ended);
        }
    }

    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }
}
