/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value of an option that the caller has set. If the caller set it to null, that is a problem to be reported under the
 * option's name, and not the same as the default.
 *
 * @param value as it was given
 */
record Given<T>(@Nullable T value) {
    /** The value of an option; empty if it was never set, or set to null. */
    static <T> Optional<T> of(@Nullable Given<T> option) {
        return option == null ? Optional.empty() : Optional.ofNullable(option.value());
    }
}
