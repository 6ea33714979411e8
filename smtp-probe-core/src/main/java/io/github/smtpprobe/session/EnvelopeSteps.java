/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.request.Envelope;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Command;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** MAIL, RCPT for each recipient, and then either RSET or, where a message was given, DATA. */
final class EnvelopeSteps {
    private final Dialogue dialogue;
    private final Recorder recorder;
    private final ProbeRequest request;
    private final Capabilities capabilities;
    private final UnaryOperator<Outcome> settle;
    private final Deadline deadline;
    private int accepted;
    private int refused;
    private boolean stopped;

    EnvelopeSteps(
            Dialogue dialogue,
            Recorder recorder,
            ProbeRequest request,
            Capabilities capabilities,
            UnaryOperator<Outcome> settle,
            Deadline deadline) {
        this.dialogue = dialogue;
        this.recorder = recorder;
        this.request = request;
        this.capabilities = capabilities;
        this.settle = settle;
        this.deadline = deadline;
    }

    boolean stopped() {
        return stopped;
    }

    void run(Envelope envelope, BooleanSupplier inStep) {
        if (!mail(envelope)) {
            return;
        }
        boolean transferred = false;
        if (goesOn(Stage.MAIL_FROM)) {
            for (Mailbox recipient : envelope.recipients()) {
                if (inStep.getAsBoolean()) {
                    recipient(recipient);
                }
            }
            if (request.message().isPresent() && inStep.getAsBoolean() && goesOn(Stage.RCPT_TO)) {
                transferred = message(request.message().get());
            }
        }
        if (!transferred && inStep.getAsBoolean()) {
            reset();
        }
    }

    private boolean mail(Envelope envelope) {
        Optional<Mailbox> sender = envelope.reversePath();
        if (sender.map(Mailbox::needsSmtpUtf8).orElse(false) && !capabilities.smtpUtf8()) {
            recorder.fact(
                    new Fact.ReversePath(Outcome.skipped(SkipReason.SMTPUTF8_NOT_OFFERED), Duration.ZERO, sender));
            return false;
        }
        long start = recorder.now();
        Outcome outcome =
                outcome(Stage.MAIL_FROM, dialogue.exchange(Command.mail(sender, parameters(envelope)), deadline));
        recorder.fact(new Fact.ReversePath(outcome, recorder.since(start), sender));
        return outcome.succeeded();
    }

    /** Only parameters that the server offers (RFC 5321 §4.1.1.11). */
    private String parameters(Envelope envelope) {
        StringBuilder out = new StringBuilder();
        Optional<byte[]> message = request.message();
        if (message.isPresent() && capabilities.offers("SIZE")) {
            out.append(" SIZE=").append(new MessageData(message.get()).size());
        }
        if (message.isPresent() && MessageData.eightBit(message.get()) && capabilities.eightBitMime()) {
            out.append(" BODY=8BITMIME");
        }
        boolean utf8 = envelope.reversePath().map(Mailbox::needsSmtpUtf8).orElse(false)
                || envelope.recipients().stream().anyMatch(Mailbox::needsSmtpUtf8);
        if (utf8 && capabilities.smtpUtf8()) {
            out.append(" SMTPUTF8");
        }
        return out.toString();
    }

    private void recipient(Mailbox recipient) {
        if (recipient.needsSmtpUtf8() && !capabilities.smtpUtf8()) {
            refused++;
            recorder.fact(
                    new Fact.ForwardPath(Outcome.skipped(SkipReason.SMTPUTF8_NOT_OFFERED), Duration.ZERO, recipient));
            return;
        }
        long start = recorder.now();
        Outcome outcome = outcome(Stage.RCPT_TO, dialogue.exchange(Command.rcpt(recipient), deadline));
        recorder.fact(new Fact.ForwardPath(outcome, recorder.since(start), recipient));
        if (outcome.succeeded()) {
            accepted++;
        } else {
            refused++;
        }
    }

    /** True if the transaction is over, so that no RSET is needed. */
    private boolean message(byte[] message) {
        Optional<SkipReason> obstacle = obstacle(message);
        if (obstacle.isPresent()) {
            recorder.fact(new Fact.MessageTransfer(Outcome.skipped(obstacle.get()), Duration.ZERO, Stage.DATA));
            return false;
        }
        long start = recorder.now();
        Answer answer = dialogue.exchange(Command.data(), deadline);
        if (!(answer instanceof Answer.Replied replied)
                || Stage.DATA.judge(replied.reply().code()) != Stage.Meaning.INTERMEDIATE) {
            recorder.fact(new Fact.MessageTransfer(outcome(Stage.DATA, answer), recorder.since(start), Stage.DATA));
            return false;
        }
        if (!goesOn(Stage.DATA)) {
            // A 354 cannot be taken back: only closing the connection leaves nothing behind.
            settle.apply(Outcome.failed(Reason.CONNECTION_CLOSED, "closed by us before the message"));
            recorder.fact(new Fact.MessageTransfer(Outcome.done(replied.reply()), recorder.since(start), Stage.DATA));
            return true;
        }
        MessageData data = new MessageData(message);
        Answer end = dialogue.transfer(data.wire(), data.lines(), deadline);
        Outcome outcome = outcome(Stage.END_OF_DATA, end);
        recorder.fact(new Fact.MessageTransfer(outcome, recorder.since(start), Stage.END_OF_DATA));
        return true;
    }

    private Optional<SkipReason> obstacle(byte[] message) {
        if (accepted == 0 || (refused > 0 && !request.sendsToAccepted())) {
            return Optional.of(SkipReason.RECIPIENT_REFUSED);
        }
        return MessageData.eightBit(message) && !capabilities.eightBitMime()
                ? Optional.of(SkipReason.EIGHT_BIT_NOT_OFFERED)
                : Optional.empty();
    }

    private void reset() {
        long start = recorder.now();
        Outcome outcome = outcome(Stage.RSET, dialogue.exchange(Command.rset(), deadline));
        recorder.fact(new Fact.Reset(outcome, recorder.since(start)));
    }

    private Outcome outcome(Stage stage, Answer answer) {
        return settle.apply(Settlement.of(stage, answer));
    }

    private boolean goesOn(Stage done) {
        stopped |= request.stopAfter().filter(done::equals).isPresent();
        return !stopped;
    }
}
