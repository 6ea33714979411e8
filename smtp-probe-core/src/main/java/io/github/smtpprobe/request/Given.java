/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value of an option that the caller set. The value may be null: that is a problem with a name, not a default.
 *
 * @param value as it was given
 */
record Given<T>(@Nullable T value) {
    /** The value of an option; empty where it was never set, or set to null. */
    static <T> Optional<T> of(@Nullable Given<T> option) {
        return option == null ? Optional.empty() : Optional.ofNullable(option.value());
    }
}
