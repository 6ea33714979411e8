/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.XClient;
import io.github.smtpprobe.plan.Next;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.wire.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One conversation, from top to bottom. The request decides what is done: credentials mean AUTH, an envelope means MAIL and RCPT,
 * a message means DATA. Every step is called, and the {@link Gate} decides which of them are taken.
 */
public final class ProbeSession {
    private final Next job;
    private final ProbeContext context;
    private final ProbeRequest request;
    private final TlsMode mode;
    private final Optional<BooleanSupplier> firstSpoke;
    private final Recorder recorder;
    private final Gate gate;
    private final SessionConnection connection;
    private final TlsStep tls;
    private final LaterListener later;
    private final List<Attempt> looks = new ArrayList<>();
    private Capabilities capabilities = Capabilities.NONE;

    /**
     * Prepares a conversation.
     *
     * @param job     what to do
     * @param context what all attempts of the probe have in common
     */
    public ProbeSession(Next job, ProbeContext context) {
        this(job, context, Optional.empty());
    }

    /** A conversation that looks at a port while another connection to it is silent, until that one receives something. */
    private ProbeSession(Next job, ProbeContext context, Optional<BooleanSupplier> firstSpoke) {
        this.job = job;
        this.context = context;
        this.request = context.request();
        this.mode = job.route().mode();
        this.firstSpoke = firstSpoke;
        this.recorder = new Recorder(job.index(), context.deadline().ticker(), context.listener(), context.untrusted());
        this.gate = new Gate(job, context, recorder, firstSpoke.orElse(() -> false));
        this.connection = new SessionConnection(job, context, gate, recorder);
        this.tls = new TlsStep(gate, context, recorder, job.route());
        this.later = new LaterListener(context.listener());
    }

    /**
     * Has the conversation. Whatever the peer does is in the result.
     *
     * @return the attempt, and the second look if one was taken meanwhile
     */
    public List<Attempt> converse() {
        context.listener().started(job.index(), job.route(), job.purpose());
        try {
            talk();
        } finally {
            connection.close();
        }
        List<Attempt> attempts = new ArrayList<>();
        attempts.add(Attempt.builder(job.route(), job.purpose())
                .index(job.index())
                .facts(recorder.facts())
                .transcript(recorder.transcript())
                .began(recorder.began(context.begun()))
                .took(recorder.elapsed())
                .build());
        attempts.addAll(looks);
        later.tell();
        return attempts;
    }

    private void talk() {
        connection.connect(waiting());
        context.admission().connected();
        if (mode == TlsMode.IMPLICIT_TLS) {
            handshake();
        }
        new GreetingStep(gate, recorder, context.untrusted()).run();
        if (!job.purpose().looks()) {
            hello();
            startTls();
            poseAsAnother();
            authenticate();
            if (job.mechanism().isEmpty()) {
                envelope();
            }
        }
        recorder.withhold();
        connection.quit();
    }

    /** During a second look, one thread serves two connections, each of which gives way to the other. */
    private Wait waiting() {
        if (firstSpoke.isPresent()) {
            return new YieldingWait(firstSpoke.get(), job.time().connect());
        }
        return job.time().patience().isPresent() ? new WaitWithLook(job.time(), this::look) : Wait.ALONE;
    }

    private boolean look(Deadline end, BooleanSupplier spoke) {
        Duration connected = recorder.facts().get(0).took(); // the first fact is that of connecting
        Next look = job.look(end.remaining(), connected);
        looks.addAll(context.admission()
                .look(look, () -> new ProbeSession(look, context.heardBy(later), Optional.of(spoke)).converse()));
        return looks.stream().anyMatch(Hearing::ofWhatItSpeaks);
    }

    private void handshake() {
        capabilities = Capabilities.NONE; // what was learned in clear text is forgotten (RFC 3207 §4.2)
        if (job.purpose().looks()) {
            tls.look();
        } else {
            tls.run(mode == TlsMode.STARTTLS_IF_OFFERED);
        }
    }

    private void hello() {
        // If TLS is required but not yet on, HELO is of no use, since it offers no extensions.
        boolean heloWillDo = gate.encrypted() || mode != TlsMode.STARTTLS;
        capabilities = new HelloStep(gate, context, job.route()).run(heloWillDo);
    }

    private void startTls() {
        boolean optional = mode == TlsMode.STARTTLS_IF_OFFERED;
        if (mode != TlsMode.STARTTLS
                && !(optional && gate.obstacle(Stage.STARTTLS).isEmpty())) {
            return;
        }
        Outcome outcome = gate.pass(Stage.STARTTLS, this::askForTls, StartTls::of);
        if (outcome.succeeded() || !optional) {
            gate.need(outcome);
            handshake();
        }
        if (outcome.succeeded() && gate.obstacle(Stage.EHLO).isEmpty()) {
            hello();
        }
    }

    private Outcome askForTls() {
        if (!capabilities.startTls() && !request.startsTlsEvenIfNotOffered()) {
            return Outcome.skipped(HelloStep.without(request, SkipReason.NOT_OFFERED));
        }
        Outcome outcome = gate.ask(Stage.STARTTLS, Command.alone(Stage.STARTTLS));
        return outcome.succeeded()
                ? gate.dialogue().unasked().map(ProbeSession::behindStartTls).orElse(outcome)
                : outcome;
    }

    /** Unexpected octets are an injection. If checking for them failed or was cancelled, none were seen. */
    private static Outcome behindStartTls(Answer unasked) {
        boolean seen =
                !(unasked instanceof Answer.Unanswered none) || none.why().reason() == Reason.UNSOLICITED_REPLY;
        return seen
                ? Outcome.failed(
                        Reason.STARTTLS_INJECTION,
                        "the server sent more behind its reply to STARTTLS, before TLS began")
                : unasked.outcome(Stage.STARTTLS);
    }

    /** XCLIENT, after which the session starts over: its 220 is the greeting, and the previous offers are forgotten. */
    private void poseAsAnother() {
        if (request.xclient().isEmpty()) {
            return;
        }
        Outcome outcome = gate.pass(Stage.XCLIENT, this::askForAnother, XClient::of);
        gate.need(outcome);
        if (outcome.succeeded() && !gate.stops(Stage.AUTH)) {
            capabilities = Capabilities.NONE;
            hello();
        }
    }

    private Outcome askForAnother() {
        return capabilities.parameters("XCLIENT").containsAll(request.xclient().keySet())
                ? gate.ask(Stage.XCLIENT, Command.xclient(request.xclient()))
                : Outcome.skipped(HelloStep.without(request, SkipReason.NOT_OFFERED));
    }

    private void authenticate() {
        request.credentials()
                .ifPresent(credentials -> new Authenticator(job, context, gate)
                        .run(credentials, capabilities, tls.seen().authenticated(), tls.channelBindings()));
    }

    private void envelope() {
        request.envelope().ifPresent(envelope -> new EnvelopeSteps(gate, request, capabilities, envelope).run());
    }
}
