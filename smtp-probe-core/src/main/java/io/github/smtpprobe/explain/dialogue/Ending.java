/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;

/**
 * How a pasted session ended. It succeeded if a message was accepted, or if the client ended it after steps that all succeeded.
 * Whatever the text does not show does not count as success.
 */
final class Ending {
    /** An error that a program reports in unknown words; empty if there is none. */
    private String trouble = "";

    private String other = "";
    private Outcome refusal = Outcome.done();
    private boolean left;

    void trouble(String words) {
        trouble = trouble.isEmpty() ? words : trouble;
    }

    /** Notes the refusal of a command that is not a step of a probe, such as VRFY. */
    void refused(String command, Outcome how) {
        if (other.isEmpty()) {
            other = command.strip().split("\\s", 2)[0].toUpperCase(java.util.Locale.ROOT);
            refusal = how;
        }
    }

    /** Notes that the client took its leave, or that a report says how it ended. */
    void left() {
        left = true;
    }

    /**
     * Handles a session that did not get beyond STARTTLS. If the client reports an error, the handshake failed; if it just
     * left, nobody knows.
     *
     * @param shown whether the text shows that TLS was on
     */
    void withoutTls(SessionFacts facts, String host, boolean shown) {
        if (!trouble.isEmpty() && facts.good()) {
            facts.tlsFailed(Outcome.failed(Reason.TLS_HANDSHAKE, Printable.clean(trouble)), host);
        } else if (left && !shown && facts.good()) {
            facts.tlsFailed(Outcome.skipped(SkipReason.NOT_SHOWN), host);
        }
    }

    /**
     * Adds what is missing, if nothing failed before.
     *
     * @param heard whether the text contains a reply
     */
    void complete(SessionFacts facts, boolean heard) {
        facts.refusedAlone();
        if (!facts.good()) {
            return;
        }
        if (!heard) {
            facts.unheard();
        }
        if (!trouble.isEmpty()) {
            facts.unknown(trouble);
        } else if (!facts.any(Stage.EHLO, Stage.RSET) && other.isEmpty() && !facts.has(Quit.class)) {
            facts.noHello();
        } else if (!facts.done(Stage.END_OF_DATA)) {
            notDelivered(facts);
        }
    }

    private void notDelivered(SessionFacts facts) {
        left |= facts.done(Stage.GREETING)
                && facts.done(Stage.QUIT); // a shell shows what was received, and not what was sent
        boolean asked = facts.any(Stage.AUTH, Stage.RSET);
        if (!other.isEmpty()) {
            facts.other(refusal, java.util.Optional.empty(), other);
        } else if (!left) {
            facts.command(Stage.END_OF_DATA, "", Outcome.skipped(SkipReason.NOT_SHOWN), false);
        } else if (!asked && facts.has(Quit.class) && facts.offersNoLogin()) {
            facts.notLoggedIn(SkipReason.NOT_SHOWN);
        }
    }
}
