/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.route.Route;
import java.util.Locale;
import java.util.Objects;

/**
 * Tells who runs a mail server, by its name: servers with one operator share what a batch may ask of it. Thread-safe; it is asked
 * for each target, so it should be fast. Of hosts about which it throws, or returns null or a blank text, {@link #lastTwoLabels()} tells it,
 * and so it does of all further ones after a question that a batch has to interrupt since it takes longer than a second;
 * {@link BatchSummary#operatorsFailure()} says so.
 */
@FunctionalInterface
public interface Operators {
    /**
     * Tells the operator of a host.
     *
     * @param host a name in A-labels and lower case, such as {@code mx1.example.com}; never an address, which is its own operator
     * @return any text that is the same for all hosts of one operator, such as {@code example.com}
     */
    String operator(String host);

    /**
     * Tells the operator of a route's server, whatever the caller's own rule does: an address is its own operator, and {@link #lastTwoLabels()} tells that of
     * a host about which the rule throws an exception, or returns null or a blank text.
     *
     * @param rule  the caller's, or the standard one
     * @param route to the server
     * @return the operator
     */
    static String of(Operators rule, Route route) {
        Objects.requireNonNull(rule, "rule");
        if (Objects.requireNonNull(route, "route").literal()) {
            return route.addressText();
        }
        String host = route.host().toLowerCase(Locale.ROOT);
        try {
            String operator = rule.operator(host);
            return operator == null || operator.isBlank() ? lastTwoLabels().operator(host) : operator;
        } catch (RuntimeException broken) {
            return lastTwoLabels().operator(host); // the rule's fault must not hold up the batch
        }
    }

    /**
     * {@return the last two labels of a name, {@code example.com} of {@code mx1.example.com}, and three below the suffixes under which
     * registries of many countries register names, such as {@code co.uk}; a library with the public suffix list knows more of them}
     */
    static Operators lastTwoLabels() {
        return LastTwoLabels.INSTANCE;
    }
}
