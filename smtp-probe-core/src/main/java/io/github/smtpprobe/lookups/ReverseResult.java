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
    /** What comes of looking for the addresses of the names. */
    public enum Forward {
        /** Each name was answered for. */
        LEARNED,
        /** Of one at least nothing was learned: it might have led back. */
        UNSURE,
        /** The asking was cancelled. */
        CANCELLED
    }

    /**
     * Reads a name as one that can be asked for. What is none leads nowhere.
     *
     * @param name as a PTR record has it
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
     * Says that there is a name that is none.
     *
     * @param why in words, may be empty
     * @return the fact
     */
    public ReverseName.Builder unusable(String why) {
        return failed(Reason.NO_RECORD, because("the PTR record of " + text() + " cannot be used", why))
                .iprev(Iprev.PERMERROR);
    }

    /**
     * Says that nothing was learned of its names.
     *
     * @param why in words, may be empty
     * @return the fact
     */
    public ReverseName.Builder unknown(String why) {
        return failed(Reason.DNS_FAILED, because("the PTR record of " + text() + " could not be looked up", why))
                .iprev(Iprev.TEMPERROR);
    }

    /** {@return the fact that the asking was cancelled} */
    public ReverseName.Builder cancelled() {
        return ended(Outcome.cancelled());
    }

    /**
     * Says that it was not looked up.
     *
     * @param why the reason
     * @return the fact
     */
    public ReverseName.Builder skipped(SkipReason why) {
        return ended(Outcome.skipped(why));
    }

    /**
     * Says what its names come to.
     *
     * @param names     those that were looked up, at least one, safe to show
     * @param unread    how many there are beside them
     * @param confirmed those that lead back to the address
     * @param forward   what came of looking for the addresses of all
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
