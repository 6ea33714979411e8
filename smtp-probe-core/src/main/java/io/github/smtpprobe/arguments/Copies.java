/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.arguments;

import java.util.concurrent.Callable;

/**
 * Copies builders. Their fields hold immutable values, so a shallow copy is enough. A built object keeps such a copy, and does
 * not change when the builder is used again.
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
            throw new AssertionError(impossible); // every builder here is Cloneable
        }
    }
}
