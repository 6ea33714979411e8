/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Cancellation;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.ExtensionError;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Command;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Scrubber;
import io.github.smtpprobe.tls.TlsOutcome;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One conversation, top to bottom. What to do is decided by what was given: credentials mean AUTH, an envelope means MAIL and
 * RCPT, a message means DATA. Each verb ends in one fact and says whether the conversation goes on.
 */
public final class ProbeSession {
    private final Assignment.Job job;
    private final Assignment.Tools tools;
    private final ProbeRequest request;
    private final TlsMode mode;
    private final Recorder recorder;
    private final Scrubber scrubber = new Scrubber();
    private @Nullable Dialogue dialogue;
    private Capabilities capabilities = Capabilities.NONE;
    private boolean verified;
    private Optional<byte[]> endPoint = Optional.empty();
    private boolean inStep = true;
    private boolean stopped;

    /**
     * Prepares a conversation.
     *
     * @param job   what to do
     * @param tools with what
     */
    public ProbeSession(Assignment.Job job, Assignment.Tools tools) {
        this.job = job;
        this.tools = tools;
        this.request = tools.request();
        this.mode = job.route().mode();
        this.recorder = new Recorder(job.deadline().ticker(), tools.lines(), tools.facts());
    }

    /**
     * Has the conversation. Whatever the peer does is in the result.
     *
     * @return the attempt
     */
    public Attempt converse() {
        GuardedConnection connection = connect();
        if (connection != null) {
            Cancellation.Watch watch = tools.cancellation().watch(job.deadline(), connection::abort);
            try {
                if (tools.reticent()) {
                    recorder.hold();
                }
                talk();
                recorder.withhold();
                completed();
                leave(connection);
            } finally {
                watch.close();
                close(connection);
            }
        } else {
            completed();
        }
        return new Attempt(
                job.index(), job.route(), job.purpose(), recorder.facts(), recorder.transcript(), recorder.elapsed());
    }

    private void completed() {
        if (job.purpose() == Purpose.SECOND_LOOK) {
            return; // it was not asked to do anything more
        }
        new Unreached(job, request, recorder, stopped).complete();
    }

    /** As far as it takes to see what the port speaks. */
    private void look() {
        if (mode != TlsMode.IMPLICIT_TLS || handshake()) {
            greeting();
        }
    }

    private void talk() {
        if (job.purpose() == Purpose.SECOND_LOOK) {
            look();
            return;
        }
        boolean open = goesOn(Stage.CONNECT)
                && (mode != TlsMode.IMPLICIT_TLS || (handshake() && goesOn(Stage.STARTTLS) && goesOn(Stage.TLS)))
                && greeting()
                && goesOn(Stage.GREETING)
                && hello()
                && startTls()
                && goesOn(Stage.EHLO)
                && authenticate()
                && goesOn(Stage.AUTH);
        if (open) {
            envelope();
        }
    }

    private @Nullable GuardedConnection connect() {
        long start = recorder.now();
        try {
            Transport transport = tools.transport();
            GuardedConnection made = new GuardedConnection(
                    tools.guard()
                            .connect(transport, job.connectBy(), () -> transport.connect(job.route(), job.connectBy())),
                    tools.guard(),
                    job.deadline(),
                    transport == Transport.sockets());
            dialogue = new Dialogue(made, recorder, scrubber, tools.cancellation());
            recorder.fact(new Fact.Connect(Outcome.done(), recorder.since(start)));
            return made;
        } catch (IOException failure) {
            unconnected(Failures.connecting(failure, job.connectBy(), tools.cancellation()), start);
        }
        return null;
    }

    private void unconnected(Outcome.Failed why, long start) {
        Event.Kind kind = why.reason() == Reason.PROBE_CANCELLED
                ? Event.Kind.CANCELLED
                : why.reason() == Reason.CONNECT_TIMEOUT ? Event.Kind.TIMEOUT : null;
        if (kind != null) {
            recorder.event(kind);
        }
        recorder.fact(new Fact.Connect(why, recorder.since(start)));
    }

    private boolean greeting() {
        long start = recorder.now();
        Deadline limit =
                request.timeouts().greeting().map(firstOctets()::sooner).orElse(firstOctets());
        Outcome outcome = settle(Stage.GREETING, dialogue().reply(limit));
        if (outcome.succeeded()) {
            recorder.release();
        } else if (tools.reticent()) {
            recorder.fact(new Fact.Greeting(Settlement.withoutText(outcome), recorder.since(start), ""));
            return false;
        }
        String opening = outcome instanceof Outcome.Failed ? opening() : "";
        recorder.fact(new Fact.Greeting(outcome, recorder.since(start), opening));
        return outcome.succeeded();
    }

    /** What the peer said first, where it was no greeting. */
    private String opening() {
        StringBuilder out = new StringBuilder();
        for (Entry entry : recorder.transcript().entries()) {
            if (entry.direction() == Entry.Direction.SERVER && out.length() < 200) {
                out.append(out.length() == 0 ? "" : "\n").append(entry.text());
            }
        }
        return out.toString();
    }

    private boolean hello() {
        // Where TLS is wanted and not yet on, HELO leads nowhere: it offers nothing.
        boolean heloWillDo = dialogue().encrypted() || mode != TlsMode.STARTTLS;
        HelloStep step = new HelloStep(dialogue(), recorder, request, this::settle, limit());
        boolean accepted = step.run(heloWillDo);
        capabilities = step.capabilities();
        return accepted;
    }

    private boolean startTls() {
        if (mode == TlsMode.PLAIN || mode == TlsMode.IMPLICIT_TLS) {
            return true;
        }
        boolean optional = mode == TlsMode.STARTTLS_IF_OFFERED;
        if (!capabilities.startTls()) {
            recorder.fact(new Fact.StartTls(Outcome.skipped(SkipReason.NOT_OFFERED), Duration.ZERO));
            return optional;
        }
        long start = recorder.now();
        Outcome outcome = settle(Stage.STARTTLS, dialogue().exchange(Command.startTls(), limit()));
        if (outcome.succeeded() && dialogue().unasked().isPresent()) {
            inStep = false;
            outcome = Outcome.failed(
                    Reason.STARTTLS_INJECTION, "the server sent clear text behind its reply to STARTTLS");
        }
        recorder.fact(new Fact.StartTls(outcome, recorder.since(start)));
        if (!outcome.succeeded()) {
            return optional && inStep;
        }
        capabilities = Capabilities.NONE; // RFC 3207 §4.2: what was learned in clear text is forgotten
        return handshake() && goesOn(Stage.STARTTLS) && goesOn(Stage.TLS) && hello();
    }

    private boolean handshake() {
        Deadline most = mode == TlsMode.IMPLICIT_TLS ? firstOctets() : job.deadline();
        Deadline limit = request.timeouts().tls().map(most::sooner).orElse(most);
        boolean optional = mode == TlsMode.STARTTLS_IF_OFFERED || job.purpose() == Purpose.SECOND_LOOK;
        TlsStep.Done done = shake(limit, optional);
        recorder.fact(done.fact());
        verified = done.fact().tls().authenticated();
        endPoint = done.endPoint();
        inStep = done.secured();
        return done.secured();
    }

    /** Trust managers and providers may be the caller's, so the whole handshake runs behind the guard. */
    private TlsStep.Done shake(Deadline limit, boolean optional) {
        long start = recorder.now();
        boolean lenient = optional || request.inspectsInvalidCertificate();
        try {
            return tools.guard()
                    .call(
                            tools.tls(),
                            limit,
                            () -> new TlsStep(dialogue(), recorder, tools.tls(), tools.cancellation())
                                    .shake(job.route(), limit, lenient, optional));
        } catch (ExtensionError bug) {
            Outcome outcome = tools.cancellation().cancelled()
                    ? Failures.cancelled()
                    : Outcome.failed(Reason.TRANSPORT_FAILED, "TLS failed in code of the application: " + bug.what());
            TlsOutcome unseen = TlsOutcome.unseen(job.route().host());
            return new TlsStep.Done(
                    new Fact.TlsHandshake(outcome, recorder.since(start), unseen), false, Optional.empty());
        }
    }

    private boolean authenticate() {
        if (request.credentials().isEmpty()) {
            return true;
        }
        Fact.Authentication fact = new Authenticator(job, tools, dialogue(), recorder, scrubber)
                .authenticate(request.credentials().get(), capabilities, verified, endPoint);
        settle(fact.outcome());
        recorder.fact(fact);
        return fact.outcome().succeeded();
    }

    private void envelope() {
        if (request.envelope().isPresent()) {
            EnvelopeSteps steps = new EnvelopeSteps(dialogue(), recorder, request, capabilities, this::settle, limit());
            steps.run(request.envelope().get(), () -> inStep);
            stopped |= steps.stopped();
        }
    }

    private void leave(GuardedConnection connection) {
        boolean greeted = recorder.facts().stream()
                .anyMatch(fact -> fact instanceof Fact.Greeting greeting
                        && greeting.outcome().reply().isPresent());
        boolean late = job.deadline().expired();
        if (!greeted || !inStep || late || tools.cancellation().cancelled()) {
            SkipReason why = late ? SkipReason.DEADLINE : SkipReason.CONNECTION_UNUSABLE;
            recorder.fact(new Fact.Farewell(Outcome.skipped(why), Duration.ZERO));
            return;
        }
        long start = recorder.now();
        Deadline limit = job.deadline().sooner(request.timeouts().quit());
        Cancellation.Watch watch = tools.cancellation().watch(limit, connection::abort);
        try {
            Outcome outcome = settle(Stage.QUIT, dialogue().exchange(Command.quit(), limit));
            recorder.fact(new Fact.Farewell(outcome, recorder.since(start)));
            dialogue().connection().finish(limit);
        } catch (IOException gone) {
            // close_notify is a courtesy; the socket is closed next.
        } finally {
            watch.close();
        }
    }

    /** Closing is all that is left to do; a connection that cannot even be closed is reported nowhere because nothing rests on it. */
    private static void close(GuardedConnection connection) {
        try {
            connection.close();
        } catch (IOException gone) {
            // see above
        }
    }

    private Outcome settle(Stage stage, Answer answer) {
        return settle(Settlement.of(stage, answer));
    }

    /** Keeps book on whether another command can be sent. */
    private Outcome settle(Outcome outcome) {
        boolean lost = outcome instanceof Outcome.Failed failed && !Settlement.keepsStep(failed);
        boolean closing =
                outcome.reply().map(reply -> reply.code().value() == 421).orElse(false);
        inStep &= !lost && !closing;
        return outcome;
    }

    private boolean goesOn(Stage done) {
        stopped |= request.stopAfter().filter(done::equals).isPresent();
        return !stopped;
    }

    /** Once TLS is up the peer has shown itself. */
    private Deadline firstOctets() {
        return dialogue().encrypted() ? job.deadline() : job.firstOctets();
    }

    private Deadline limit() {
        return request.timeouts().reply().map(job.deadline()::sooner).orElse(job.deadline());
    }

    private Dialogue dialogue() {
        if (dialogue == null) {
            throw new IllegalStateException("not connected");
        }
        return dialogue;
    }
}
