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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** MAIL, RCPT for each recipient, and then DATA if there is a message, otherwise RSET. */
final class EnvelopeSteps {
    private final Gate gate;
    private final ProbeRequest request;
    private final Capabilities capabilities;
    private final Envelope envelope;
    private final List<Mailbox> accepted = new ArrayList<>();
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
        for (int i = 0; i < envelope.recipients().size(); i++) {
            recipient(i);
        }
        request.message().ifPresent(this::message);
        if (gate.sent(Stage.RSET) || (open && gate.obstacle(Stage.RSET).isEmpty())) {
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

    /** If the server does not offer SIZE, it cannot be asked whether a message is too large. */
    private Outcome sized(Optional<Mailbox> sender) {
        return request.messageSize().isPresent() && !capabilities.offers("SIZE")
                ? without(SkipReason.NOT_OFFERED)
                : gate.ask(Stage.MAIL_FROM, Command.mail(sender, parameters()), () -> sendableAhead(0));
    }

    /** The parameters of MAIL, only those that the server offers (RFC 5321 §4.1.1.11). */
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

    private void recipient(int place) {
        Mailbox recipient = envelope.recipients().get(place);
        Outcome outcome = gate.pass(
                Stage.RCPT_TO,
                () -> offered(
                        recipient.needsSmtpUtf8(),
                        () -> gate.ask(Stage.RCPT_TO, Command.rcpt(recipient), () -> sendableAhead(place + 1))),
                (came, took) -> RcptTo.of(came, took, recipient));
        if (outcome.succeeded()) {
            accepted.add(recipient);
        } else {
            refused++;
        }
    }

    /**
     * The commands that may be sent before the reply to the current one: the recipients from this index on, RSET and QUIT (RFC
     * 2920 §3.1). DATA is not among them: if its 354 came although every recipient was refused, there would be no way back.
     */
    private List<Pipeline.Asked> sendableAhead(int next) {
        List<Pipeline.Asked> all = new ArrayList<>();
        if (!request.pipelines() || !capabilities.pipelining()) {
            return all;
        }
        if (!gate.stops(Stage.RCPT_TO)) {
            envelope.recipients().stream()
                    .skip(next)
                    .filter(each -> capabilities.smtpUtf8() || !each.needsSmtpUtf8())
                    .forEach(each -> all.add(new Pipeline.Asked(Stage.RCPT_TO, Command.rcpt(each))));
        }
        if (request.message().isEmpty()) {
            Stream.of(Stage.RSET, Stage.QUIT)
                    .filter(stage -> stage == Stage.QUIT || !gate.stops(stage))
                    .forEach(stage -> all.add(new Pipeline.Asked(stage, Command.alone(stage))));
        }
        return all;
    }

    private Outcome offered(boolean international, Supplier<Outcome> step) {
        return international && !capabilities.smtpUtf8() ? without(SkipReason.SMTPUTF8_NOT_OFFERED) : step.get();
    }

    private Outcome without(SkipReason notOffered) {
        return Outcome.skipped(HelloStep.without(request, notOffered));
    }

    private void message(byte[] message) {
        gate.pass(
                Stage.DATA,
                () -> obstacle(message).map(Outcome::skipped).orElseGet(() -> transfer(new MessageData(message))),
                (outcome, took) -> transferred(outcome, took, 0));
        for (int i = 1; each() && i < accepted.size(); i++) {
            int place = i;
            gate.pass(Stage.END_OF_DATA, gate::taken, (outcome, took) -> transferred(outcome, took, place));
        }
    }

    private MessageTransfer transferred(Outcome outcome, Duration took, int place) {
        return each()
                ? MessageTransfer.forRecipient(outcome, took, accepted.get(place))
                : MessageTransfer.of(outcome, took, reached);
    }

    /** Whether the message was sent and has a reply for each of its recipients (RFC 2033 §4.2). */
    private boolean each() {
        return reached == Stage.END_OF_DATA && request.speaksLmtp();
    }

    private Optional<SkipReason> obstacle(byte[] message) {
        if (accepted.isEmpty() || (refused > 0 && !request.sendsToAccepted())) {
            return Optional.of(SkipReason.RECIPIENT_REFUSED);
        }
        return MessageData.eightBit(message) && !capabilities.eightBitMime()
                ? Optional.of(HelloStep.without(request, SkipReason.EIGHT_BIT_NOT_OFFERED))
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
            gate.dialogue().lose(); // 354 cannot be undone: closing the connection is the only way to send nothing
            return gate.stops(Stage.END_OF_DATA) ? Outcome.done(replied.reply()) : obstacle.get();
        }
        Optional<Answer> early = gate.dialogue().unasked();
        if (early.isPresent()) {
            return early.get().outcome(Stage.DATA); // it came before the message, so it is not the answer to it
        }
        reached = Stage.END_OF_DATA;
        return each()
                ? gate.transfer(data, accepted.size())
                : gate.dialogue().transfer(data, gate.limit(Stage.END_OF_DATA)).outcome(Stage.END_OF_DATA);
    }
}
