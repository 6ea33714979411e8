/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.Rset;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.request.Envelope;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.wire.Command;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** MAIL, RCPT for each recipient, and then DATA where a message was given, else RSET. */
final class EnvelopeSteps {
    private final Gate gate;
    private final ProbeRequest request;
    private final Capabilities capabilities;
    private final Envelope envelope;
    private int accepted;
    private int refused;
    private boolean open;
    private Stage reached = Stage.DATA;

    EnvelopeSteps(Gate gate, ProbeRequest request, Capabilities capabilities, Envelope envelope) {
        this.gate = gate;
        this.request = request;
        this.capabilities = capabilities;
        this.envelope = envelope;
    }

    void run() {
        mail();
        envelope.recipients().forEach(this::recipient);
        request.message().ifPresent(this::message);
        if (open && gate.obstacle(Stage.RSET).isEmpty()) {
            gate.command(Stage.RSET, Rset::of);
        }
    }

    private void mail() {
        Optional<Mailbox> sender = envelope.reversePath();
        boolean international = sender.map(Mailbox::needsSmtpUtf8).orElse(false);
        Outcome outcome = gate.pass(
                Stage.MAIL_FROM,
                () -> offered(international, () -> sized(sender)),
                (came, took) -> MailFrom.of(came, took, sender));
        gate.need(outcome);
        open = outcome.succeeded();
    }

    /** A server that offers no SIZE cannot be asked whether a message is too large. */
    private Outcome sized(Optional<Mailbox> sender) {
        return request.messageSize().isPresent() && !capabilities.offers("SIZE")
                ? Outcome.skipped(SkipReason.NOT_OFFERED)
                : gate.ask(Stage.MAIL_FROM, Command.mail(sender, parameters()));
    }

    /** Only parameters that the server offers (RFC 5321 §4.1.1.11). */
    private String parameters() {
        StringBuilder out = new StringBuilder();
        Optional<byte[]> message = request.message();
        OptionalLong size = message.map(octets -> OptionalLong.of(new MessageData(octets).size()))
                .orElse(request.messageSize());
        if (size.isPresent() && capabilities.offers("SIZE")) {
            out.append(" SIZE=").append(size.getAsLong());
        }
        if (message.isPresent() && MessageData.eightBit(message.get()) && capabilities.eightBitMime()) {
            out.append(" BODY=8BITMIME");
        }
        boolean utf8 = envelope.reversePath().map(Mailbox::needsSmtpUtf8).orElse(false)
                || envelope.recipients().stream().anyMatch(Mailbox::needsSmtpUtf8);
        if (utf8 && capabilities.smtpUtf8()) {
            out.append(" SMTPUTF8");
            gate.dialogue().allowUtf8();
        }
        return out.toString();
    }

    private void recipient(Mailbox recipient) {
        Outcome outcome = gate.pass(
                Stage.RCPT_TO,
                () -> offered(recipient.needsSmtpUtf8(), () -> gate.ask(Stage.RCPT_TO, Command.rcpt(recipient))),
                (came, took) -> RcptTo.of(came, took, recipient));
        accepted += outcome.succeeded() ? 1 : 0;
        refused += outcome.succeeded() ? 0 : 1;
    }

    private Outcome offered(boolean international, Supplier<Outcome> step) {
        return international && !capabilities.smtpUtf8()
                ? Outcome.skipped(SkipReason.SMTPUTF8_NOT_OFFERED)
                : step.get();
    }

    private void message(byte[] message) {
        gate.pass(
                Stage.DATA,
                () -> obstacle(message).map(Outcome::skipped).orElseGet(() -> transfer(new MessageData(message))),
                (outcome, took) -> MessageTransfer.of(outcome, took, reached));
    }

    private Optional<SkipReason> obstacle(byte[] message) {
        if (accepted == 0 || (refused > 0 && !request.sendsToAccepted())) {
            return Optional.of(SkipReason.RECIPIENT_REFUSED);
        }
        return MessageData.eightBit(message) && !capabilities.eightBitMime()
                ? Optional.of(SkipReason.EIGHT_BIT_NOT_OFFERED)
                : Optional.empty();
    }

    private Outcome transfer(MessageData data) {
        Answer answer = gate.dialogue().exchange(Command.alone(Stage.DATA), gate.limit(Stage.DATA));
        if (!(answer instanceof Answer.Replied replied)
                || !Stage.DATA.goesOnWith(replied.reply().code())) {
            return answer.outcome(Stage.DATA);
        }
        open = false;
        Optional<Outcome> obstacle = gate.obstacle(Stage.END_OF_DATA);
        if (obstacle.isPresent()) {
            gate.dialogue().lose(); // a 354 cannot be taken back: only closing the connection leaves nothing behind
            return gate.stops(Stage.END_OF_DATA) ? Outcome.done(replied.reply()) : obstacle.get();
        }
        reached = Stage.END_OF_DATA;
        return gate.dialogue().transfer(data, gate.limit(Stage.END_OF_DATA)).outcome(Stage.END_OF_DATA);
    }
}
