/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookups;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.names.DomainName;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The result of the answers about an address by the method {@code iprev} (RFC 8601 §2.7.3), whoever asked for them, and in
 * whatever order.
 *
 * @param whose   the side that the address belongs to
 * @param address the address whose names were looked up
 */
public record ReverseResult(Whose whose, InetAddress address) {
    /** The result of looking up the addresses of the names. */
    public enum Forward {
        /** There was an answer for each name. */
        LEARNED,
        /** At least one name could not be looked up, and might lead back. */
        UNSURE,
        /** The look-up was cancelled. */
        CANCELLED
    }

    /**
     * Reads a name as one that can be looked up. An invalid name leads nowhere.
     *
     * @param name the name in a PTR record
     * @return the name in A-labels
     */
    public static Optional<String> host(String name) {
        try {
            return Optional.of(DomainName.parse(name).ascii());
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** {@return the fact that there is no name} */
    public ReverseName.Builder nameless() {
        return failed(Reason.NO_RECORD, text() + " has no PTR record").iprev(Iprev.PERMERROR);
    }

    /**
     * Makes a fact that says that there is a name, but an invalid one.
     *
     * @param why in words, may be empty
     * @return the fact
     */
    public ReverseName.Builder unusable(String why) {
        return failed(Reason.NO_RECORD, because("the PTR record of " + text() + " cannot be used", why))
                .iprev(Iprev.PERMERROR);
    }

    /**
     * Makes a fact that says that the names could not be looked up.
     *
     * @param why in words, may be empty
     * @return the fact
     */
    public ReverseName.Builder unknown(String why) {
        return failed(Reason.DNS_FAILED, because("the PTR record of " + text() + " could not be looked up", why))
                .iprev(Iprev.TEMPERROR);
    }

    /** {@return the fact that the look-up was cancelled} */
    public ReverseName.Builder cancelled() {
        return ended(Outcome.cancelled());
    }

    /**
     * Makes a fact that says that the address was not looked up.
     *
     * @param why the reason
     * @return the fact
     */
    public ReverseName.Builder skipped(SkipReason why) {
        return ended(Outcome.skipped(why));
    }

    /**
     * Makes a fact about the names.
     *
     * @param names     those that were looked up, at least one, safe to show
     * @param unread    how many further names there are
     * @param confirmed those that lead back to the address
     * @param forward   the result of looking up the addresses of all names
     * @return the fact
     */
    public ReverseName.Builder named(List<String> names, int unread, List<String> confirmed, Forward forward) {
        return led(String.join(", ", names), !confirmed.isEmpty(), forward)
                .names(names, unread)
                .confirmed(confirmed);
    }

    private ReverseName.Builder led(String names, boolean back, Forward forward) {
        if (back) {
            return ended(Outcome.done()).iprev(Iprev.PASS);
        }
        return switch (forward) {
            case CANCELLED -> cancelled();
            case UNSURE ->
                failed(Reason.DNS_FAILED, "the addresses of " + names + " could not be looked up")
                        .iprev(Iprev.TEMPERROR);
            case LEARNED ->
                failed(Reason.RECORD_UNCONFIRMED, names + " does not lead back to " + text())
                        .iprev(Iprev.FAIL);
        };
    }

    private ReverseName.Builder failed(Reason reason, String detail) {
        return ended(Outcome.failed(reason, detail));
    }

    private ReverseName.Builder ended(Outcome outcome) {
        return ReverseName.builder(whose, outcome).address(address);
    }

    private String text() {
        return AddressLiteral.text(address);
    }

    private static String because(String words, String why) {
        return why.isEmpty() ? words : words + ": " + why;
    }
}
