/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * DATA and the message. The stage is {@link Stage#DATA} if it ended before the message was sent. In LMTP, there is a reply, and
 * so a fact, for each accepted recipient (RFC 2033 §4.2).
 */
public final class MessageTransfer extends Fact {
    private final Optional<Mailbox> recipient;

    private MessageTransfer(Outcome outcome, Duration took, Stage stage, Optional<Mailbox> recipient) {
        super("message-transfer", stage, outcome, took);
        this.recipient = recipient;
    }

    /**
     * Makes a fact about a message as a whole.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param stage   {@link Stage#DATA} if it ended before the message was sent, else {@link Stage#END_OF_DATA}
     * @return the fact
     * @throws IllegalArgumentException if it is any other stage
     */
    public static MessageTransfer of(Outcome outcome, Duration took, Stage stage) {
        if (Objects.requireNonNull(stage, "stage") != Stage.DATA && stage != Stage.END_OF_DATA) {
            throw new IllegalArgumentException("stage: " + stage + " transfers no message");
        }
        return new MessageTransfer(outcome, took, stage, Optional.empty());
    }

    /**
     * Makes a fact about the delivery to one recipient, as LMTP reports it. Its stage is {@link Stage#END_OF_DATA}.
     *
     * @param outcome   how it ended
     * @param took      the time since the previous reply
     * @param recipient the mailbox
     * @return the fact
     */
    public static MessageTransfer forRecipient(Outcome outcome, Duration took, Mailbox recipient) {
        Objects.requireNonNull(recipient, "recipient");
        return new MessageTransfer(outcome, took, Stage.END_OF_DATA, Optional.of(recipient));
    }

    /** {@return in LMTP, the recipient that the fact is about; empty if it is about all of them} */
    public Optional<Mailbox> recipient() {
        return recipient;
    }

    /**
     * The id that the server gave the message when it accepted it, under which its log and its operator know the message. RFC
     * 5321 defines no form for it, so the forms of common servers are recognised, such as
     * {@code 250 2.0.0 Ok: queued as 4F21C0A3} and {@code 250 OK id=1xVdno-0005Jv-0n}. It is given as the server wrote it, in
     * printable ASCII of at most 100 characters, and is not a secret.
     *
     * @return the queue id; empty if the message was not accepted, or no id was recognised in the reply
     */
    public Optional<String> queueId() {
        return stage() == Stage.END_OF_DATA && outcome().succeeded()
                ? outcome().reply().flatMap(QueueId::in)
                : Optional.empty();
    }

    @Override
    public String label() {
        return super.label()
                + recipient.map(mailbox -> " for" + FactWords.path(mailbox)).orElse("");
    }

    @Override
    Fact shortened(FewerWords words) {
        return new MessageTransfer(words.of(outcome()), took(), stage(), recipient);
    }

    @Override
    void values(Node node) {
        node.put("recipient", recipient.map(Mailbox::wire)).put("queueId", queueId());
    }

    static Fact read(KeptNode kept) {
        MessageTransfer whole = of(KeptParts.outcome(kept), KeptParts.took(kept), KeptParts.stage(kept));
        return kept.text("recipient")
                .map(KeptParts::mailbox)
                .map(each -> forRecipient(whole.outcome(), whole.took(), each))
                .orElse(whole);
    }
}
