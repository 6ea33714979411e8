/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.arguments;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Finds the constants of an enum by the tokens that programs store and compare. */
public final class Tokens {
    private Tokens() {}

    /**
     * Finds a constant.
     *
     * @param all   the constants
     * @param token gives the token of one
     * @param given the token to look for, exactly
     * @param <E>   the enum
     * @return the constant; empty if none has that token
     */
    public static <E extends Enum<E>> Optional<E> find(E[] all, Function<E, String> token, String given) {
        Objects.requireNonNull(given, "token");
        return Arrays.stream(all)
                .filter(each -> token.apply(each).equals(given))
                .findFirst();
    }
}
