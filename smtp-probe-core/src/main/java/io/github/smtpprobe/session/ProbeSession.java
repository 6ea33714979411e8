/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Cancellation;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.ExtensionError;
import io.github.smtpprobe.plan.Next;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.smtp.AddressLiteral;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Command;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.TlsOutcome;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One conversation, top to bottom. What to do is decided by what was given: credentials mean AUTH, an envelope means MAIL and
 * RCPT, a message means DATA. Every step is called, and the {@link Gate} says which of them are taken.
 */
public final class ProbeSession {
    /** The literal that many mail clients send who do not know their address (RFC 5321 §4.1.3 asks for one that has no name). */
    private static final String NOBODY = "[127.0.0.1]";

    private final Next job;
    private final ProbeContext context;
    private final ProbeRequest request;
    private final TlsMode mode;
    private final Recorder recorder;
    private final Gate gate;
    private final Optional<BooleanSupplier> firstSpoke;
    private final List<Attempt> attempts = new ArrayList<>();
    private final LaterListener later;
    private @Nullable GuardedConnection connection;
    private Optional<Cancellation.Watch> watch = Optional.empty();
    private Capabilities capabilities = Capabilities.NONE;
    private TlsOutcome tls;
    private Optional<byte[]> endPoint = Optional.empty();

    /**
     * Prepares a conversation.
     *
     * @param job     what to do
     * @param context what all attempts of the probe have in common
     */
    public ProbeSession(Next job, ProbeContext context) {
        this(job, context, Optional.empty());
    }

    /** One that looks while another connection is silent, until that one speaks. */
    private ProbeSession(Next job, ProbeContext context, Optional<BooleanSupplier> firstSpoke) {
        this.job = job;
        this.context = context;
        this.request = context.request();
        this.mode = job.route().mode();
        this.recorder = new Recorder(context.deadline().ticker(), context.listener());
        this.gate = new Gate(job, context, recorder, firstSpoke.orElse(() -> false));
        this.firstSpoke = firstSpoke;
        this.later = new LaterListener(context.listener());
        this.tls = TlsOutcome.unseen(job.route().host());
    }

    /**
     * Has the conversation. Whatever the peer does is in the result.
     *
     * @return the attempt, and the second look if one was taken meanwhile
     */
    public List<Attempt> converse() {
        context.listener().started(job.route(), job.purpose());
        try {
            talk();
        } finally {
            watch.ifPresent(Cancellation.Watch::close);
            close();
        }
        attempts.add(
                0,
                new Attempt(
                        job.index(),
                        job.route(),
                        job.purpose(),
                        recorder.facts(),
                        recorder.transcript(),
                        recorder.elapsed()));
        later.tell();
        return attempts;
    }

    private void talk() {
        connect();
        if (mode == TlsMode.IMPLICIT_TLS) {
            handshake();
        }
        new GreetingStep(gate, recorder, context.untrusted()).run();
        if (!job.purpose().looks()) {
            hello();
            startTls();
            authenticate();
            envelope();
        }
        quit();
    }

    private void connect() {
        gate.need(gate.pass(Stage.CONNECT, this::connection, Fact.Connect::new));
    }

    private Outcome connection() {
        Deadline limit = gate.limit(Stage.CONNECT);
        Transport transport = context.transport();
        try {
            GuardedConnection made = new GuardedConnection(
                    context.guard().connect(transport, limit, () -> connect(transport, limit)),
                    context.guard(),
                    gate.whole(),
                    transport == Transport.sockets());
            connection = made;
            watch = Optional.of(context.cancellation().watch(gate.whole(), made::abort));
            gate.connected(new Dialogue(shared(made), recorder, context.scrubber(), context.cancellation()));
            if (context.untrusted()) {
                recorder.hold();
            }
            return Outcome.done();
        } catch (IOException failure) {
            return unconnected(Failures.connecting(failure, limit, context.cancellation()));
        }
    }

    private Connection connect(Transport transport, Deadline limit) throws IOException {
        Optional<InetAddress> source = request.sourceAddress();
        return source.isPresent()
                ? transport.connect(job.route(), source.get(), limit)
                : transport.connect(job.route(), limit);
    }

    /** One thread serves two connections while a second look is taken: each gives way to the other. */
    private Connection shared(GuardedConnection made) {
        if (firstSpoke.isPresent()) {
            return new YieldingConnection(made, firstSpoke.get());
        }
        return job.time().patience().isPresent() ? new PatientConnection(made, job.time(), this::look) : made;
    }

    private void look(Deadline wait, BooleanSupplier spoke) {
        Next look = job.look(wait.remaining());
        attempts.addAll(new ProbeSession(look, context.heardBy(later), Optional.of(spoke)).converse());
    }

    private Outcome unconnected(Outcome.Failed why) {
        switch (why.reason()) {
            case PROBE_CANCELLED -> recorder.event(Event.Kind.CANCELLED);
            case CONNECT_TIMEOUT -> recorder.event(Event.Kind.TIMEOUT);
            default -> {}
        }
        return why;
    }

    private void hello() {
        boolean secured = gate.encrypted();
        // Where TLS is wanted and not yet on, HELO leads nowhere: it offers nothing.
        capabilities = new HelloStep(gate, this::name).run(secured, secured || mode != TlsMode.STARTTLS);
    }

    private String name() {
        return request.heloName()
                .orElseGet(() -> literal(gate.dialogue().connection().localAddress()));
    }

    /** A stranger's server learns no inner address of ours; behind a translated address ours would tell it nothing anyway. */
    private String literal(InetAddress ours) {
        boolean shown = !context.untrusted()
                || AddressPolicy.publicInternet()
                        .allows(job.route().host(), ours, job.route().port());
        return shown ? AddressLiteral.of(ours) : NOBODY;
    }

    private void startTls() {
        boolean optional = mode == TlsMode.STARTTLS_IF_OFFERED;
        if (mode != TlsMode.STARTTLS
                && !(optional && gate.obstacle(Stage.STARTTLS).isEmpty())) {
            return;
        }
        Outcome outcome = gate.pass(Stage.STARTTLS, this::askForTls, Fact.StartTls::new);
        if (outcome.succeeded() || !optional) {
            gate.need(outcome);
            handshake();
        }
        if (outcome.succeeded() && gate.obstacle(Stage.EHLO).isEmpty()) {
            hello();
        }
    }

    private Outcome askForTls() {
        if (!capabilities.startTls()) {
            return Outcome.skipped(SkipReason.NOT_OFFERED);
        }
        Outcome outcome = gate.ask(Stage.STARTTLS, Command.startTls());
        boolean injected = outcome.succeeded() && gate.dialogue().unasked().isPresent();
        return injected
                ? Outcome.failed(Reason.STARTTLS_INJECTION, "the server sent clear text behind its reply to STARTTLS")
                : outcome;
    }

    private void handshake() {
        gate.pass(Stage.TLS, this::secure, (outcome, took) -> new Fact.TlsHandshake(outcome, took, tls));
    }

    /** A bad certificate ends the conversation unless TLS was optional or the caller wants to see on. */
    private Outcome secure() {
        capabilities = Capabilities.NONE; // RFC 3207 §4.2: what was learned in clear text is forgotten
        TlsStep.Done done =
                shake(mode == TlsMode.STARTTLS_IF_OFFERED || job.purpose().looks());
        tls = done.fact().tls();
        endPoint = done.endPoint();
        if (!done.secured()) {
            gate.dialogue().lose();
        }
        return done.fact().outcome();
    }

    /** Trust managers and providers may be the caller's, so the whole handshake runs behind the guard. */
    private TlsStep.Done shake(boolean optional) {
        boolean lenient = optional || request.inspectsInvalidCertificate();
        Deadline limit = gate.limit(Stage.TLS);
        TlsStep step = new TlsStep(gate.dialogue(), recorder, context.tls(), context.cancellation());
        try {
            return context.guard().call(context.tls(), limit, () -> step.shake(job.route(), limit, lenient, optional));
        } catch (ExtensionError bug) {
            Outcome outcome = context.cancellation().cancelled()
                    ? Failures.cancelled()
                    : Outcome.failed(Reason.TRANSPORT_FAILED, "TLS failed in code of the application: " + bug.what());
            return new TlsStep.Done(new Fact.TlsHandshake(outcome, Duration.ZERO, tls), false, Optional.empty());
        }
    }

    private void authenticate() {
        request.credentials()
                .ifPresent(credentials -> new Authenticator(job, context, gate, context.scrubber())
                        .run(credentials, capabilities, tls.authenticated(), endPoint));
    }

    private void envelope() {
        request.envelope().ifPresent(envelope -> new EnvelopeSteps(gate, request, capabilities, envelope).run());
    }

    private void quit() {
        recorder.withhold();
        if (connection == null) {
            return;
        }
        watch.ifPresent(Cancellation.Watch::close);
        watch = Optional.of(context.cancellation().watch(gate.limit(Stage.QUIT), connection::abort));
        Outcome outcome = gate.command(Stage.QUIT, Command::quit, Fact.Farewell::new);
        try {
            if (!(outcome instanceof Outcome.Skipped)) {
                gate.dialogue().connection().finish(gate.limit(Stage.QUIT));
            }
        } catch (IOException gone) {
            // close_notify is a courtesy; the socket is closed next.
        }
    }

    /** Closing is all that is left to do; a connection that cannot even be closed is reported nowhere because nothing rests on it. */
    private void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException gone) {
            // see above
        }
    }
}
