/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.route.Route;
import java.util.Locale;
import java.util.Objects;

/**
 * Tells from its name who runs a mail server. Servers of one operator share the limits on what a batch may ask of it.
 * Implementations must be thread-safe, and fast, since they are called for each target. If an implementation throws, or returns
 * null or a blank text, {@link #lastTwoLabels()} is used for that host. If a call takes longer than a second, the batch
 * interrupts it and uses {@link #lastTwoLabels()} for all further hosts. {@link BatchSummary#operatorsFailure()} tells of both.
 */
@FunctionalInterface
public interface Operators {
    /**
     * The operator of a host.
     *
     * @param host a name in A-labels and lower case, such as {@code mx1.example.com}; never an address, since each address counts
     *     as its own operator
     * @return any text that is the same for all hosts of one operator, such as {@code example.com}
     */
    String operator(String host);

    /**
     * The operator of a route's server, even if the caller's rule fails: an address counts as its own operator, and
     * {@link #lastTwoLabels()} is used for a host if the rule throws an exception, or returns null or a blank text.
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
            return lastTwoLabels().operator(host); // a failure of the rule must not stop the batch
        }
    }

    /**
     * {@return a rule that takes the last two labels of a name, {@code example.com} for {@code mx1.example.com}, and the last
     * three below common national suffixes such as {@code co.uk}; a library with the public suffix list knows more of those}
     */
    static Operators lastTwoLabels() {
        return LastTwoLabels.INSTANCE;
    }
}
