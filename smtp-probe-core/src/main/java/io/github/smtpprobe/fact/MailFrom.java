/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The MAIL FROM step. */
public final class MailFrom extends Fact {
    private final Optional<Mailbox> sender;

    private MailFrom(Outcome outcome, Duration took, Optional<Mailbox> sender) {
        super("mail-from", Stage.MAIL_FROM, outcome, took);
        this.sender = Objects.requireNonNull(sender, "sender");
    }

    /**
     * Makes a fact.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param sender  the mailbox; empty for the null reverse-path
     * @return the fact
     */
    public static MailFrom of(Outcome outcome, Duration took, Optional<Mailbox> sender) {
        return new MailFrom(outcome, took, sender);
    }

    /** {@return the mailbox; empty for the null reverse-path} */
    public Optional<Mailbox> sender() {
        return sender;
    }

    @Override
    public String label() {
        return "MAIL FROM" + sender.map(FactWords::path).orElse(" <>");
    }

    @Override
    Fact shortened(FewerWords words) {
        return new MailFrom(words.of(outcome()), took(), sender);
    }

    @Override
    void values(Node node) {
        if (sender.filter(Mailbox.UNKNOWN::equals).isEmpty()) {
            node.put("sender", sender.map(Mailbox::wire).orElse(""));
        }
    }

    static Fact read(KeptNode kept) {
        return of(KeptParts.outcome(kept), KeptParts.took(kept), sender(kept.text("sender")));
    }

    private static Optional<Mailbox> sender(Optional<String> wire) {
        return wire.isEmpty()
                ? Optional.of(Mailbox.UNKNOWN)
                : wire.map(KeptParts::mailbox).filter(each -> each != Mailbox.UNKNOWN);
    }
}
