/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.Objects;

/** The RCPT TO step for one recipient. */
public final class RcptTo extends Fact {
    private final Mailbox recipient;

    private RcptTo(Outcome outcome, Duration took, Mailbox recipient) {
        super("rcpt-to", Stage.RCPT_TO, outcome, took);
        this.recipient = Objects.requireNonNull(recipient, "recipient");
    }

    /**
     * Makes a fact.
     *
     * @param outcome   how it ended
     * @param took      how long it took
     * @param recipient the mailbox
     * @return the fact
     */
    public static RcptTo of(Outcome outcome, Duration took, Mailbox recipient) {
        return new RcptTo(outcome, took, recipient);
    }

    /** {@return the mailbox} */
    public Mailbox recipient() {
        return recipient;
    }

    @Override
    public String label() {
        return "RCPT TO" + FactWords.path(recipient);
    }

    @Override
    Fact shortened(FewerWords words) {
        return new RcptTo(words.of(outcome()), took(), recipient);
    }

    @Override
    void values(Node node) {
        node.put("recipient", recipient.wire());
    }

    static Fact read(KeptNode kept) {
        return of(KeptParts.outcome(kept), KeptParts.took(kept), KeptParts.mailbox(kept.words("recipient")));
    }
}
