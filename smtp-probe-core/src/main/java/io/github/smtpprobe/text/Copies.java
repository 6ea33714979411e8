/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.util.concurrent.Callable;

/**
 * Copies of builders. Their fields hold immutable values, so a shallow copy is a whole one; what a builder has built keeps such a
 * copy, and is not changed when the builder is used again.
 */
public final class Copies {
    private Copies() {}

    /**
     * Copies a builder.
     *
     * @param clone calls its {@code clone()}
     * @param <T>   the builder
     * @return the copy
     */
    public static <T> T of(Callable<T> clone) {
        try {
            return clone.call();
        } catch (Exception impossible) {
            throw new AssertionError(impossible); // each of them is Cloneable
        }
    }
}
