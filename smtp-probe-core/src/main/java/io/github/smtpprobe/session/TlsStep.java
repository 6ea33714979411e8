/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.handshake.OngoingHandshake;
import io.github.smtpprobe.handshake.Received;
import io.github.smtpprobe.handshake.StartUp;
import io.github.smtpprobe.handshake.TlsConnection;
import io.github.smtpprobe.handshake.TlsPeer;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transcript.Event;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;

/** The TLS handshake. A bad certificate ends the conversation, unless TLS was optional or the caller wants to continue. */
final class TlsStep {
    private final Gate gate;
    private final ProbeContext context;
    private final Recorder recorder;
    private final Route route;
    private TlsInfo seen;
    private Map<String, byte[]> bindings = Map.of();
    private boolean first;

    TlsStep(Gate gate, ProbeContext context, Recorder recorder, Route route) {
        this.gate = gate;
        this.context = context;
        this.recorder = recorder;
        this.route = route;
        this.seen = TlsInfo.unseen(route.host());
    }

    /** What the handshake showed. */
    TlsInfo seen() {
        return seen;
    }

    /** The channel bindings; empty if there are none. */
    Map<String, byte[]> channelBindings() {
        return bindings;
    }

    /**
     * Takes the step.
     *
     * @param optional whether a bad certificate is not a failure, since the conversation would continue without TLS as well
     */
    void run(boolean optional) {
        boolean lenient = optional || context.request().inspectsInvalidCertificate();
        TlsSettings trust = context.request().trust().orElse(context.tls());
        pass(peer -> OngoingHandshake.judged(context.tls(), trust, peer, lenient), optional);
    }

    /** Takes the step only to see whether the peer speaks TLS; no trust manager is asked about its certificate. */
    void look() {
        pass(peer -> OngoingHandshake.looking(context.tls(), peer), true);
    }

    /** Prepares our end of a handshake. */
    @FunctionalInterface
    private interface Preparation {
        OngoingHandshake prepare(TlsPeer peer) throws GeneralSecurityException;
    }

    private void pass(Preparation ours, boolean optional) {
        gate.pass(
                Stage.TLS,
                () -> guarded(ours, optional),
                (outcome, took) -> TlsHandshake.of(outcome, took, seen, first));
    }

    /** Runs the whole handshake inside the guard, since trust managers and providers may be the caller's. */
    private Outcome guarded(Preparation ours, boolean optional) {
        Deadline limit = gate.limit(Stage.TLS);
        first = StartUp.underWay();
        Outcome outcome;
        try {
            outcome = context.guard().connect(context.tls(), limit, () -> shake(ours, limit, optional));
        } catch (IOException bug) {
            outcome = context.cancellation().cancelled()
                    ? Outcome.cancelled()
                    : TlsFailures.application(ExtensionError.threw(context.tls(), bug));
        }
        if (!gate.encrypted()) {
            gate.dialogue().lose();
        }
        return outcome;
    }

    private Outcome shake(Preparation ours, Deadline limit, boolean optional) {
        OngoingHandshake handshaking;
        try {
            TlsPeer peer = new TlsPeer(route.host(), route.literal(), route.port());
            handshaking = ours.prepare(peer);
        } catch (GeneralSecurityException | IllegalArgumentException unable) {
            return Outcome.failed(Reason.LOCAL_TLS, Failures.described(unable));
        }
        TlsConnection connection = gate.dialogue().tls(handshaking, context.guard(), gate.whole());
        try {
            connection.handshake(limit);
            handshaking.settle();
            StartUp.ended();
            seen = handshaking.outcome(true);
            bindings = context.request().credentials().isPresent() ? handshaking.channelBindings() : Map.of();
        } catch (IOException | RuntimeException failure) {
            seen = handshaking.outcome(false);
            connection.hear(
                    limit.sooner(Dialogue.LAST_WORDS),
                    opening -> opening[opening.length - 1] == '\n'
                            && !RoadPage.handshakeMayGoOn(recorder.facts(), opening));
            Received received = connection.received();
            noteEnd(received.opening());
            return failed(failure, received, limit);
        }
        recorder.event(new Event(Event.Kind.TLS, seen.protocol().orElse("unknown")));
        gate.dialogue().secured(connection);
        return optional || seen.authenticated() ? Outcome.done() : TlsFailures.certificateRefused(seen);
    }

    /**
     * Records that start-up is over. A failed handshake has also loaded everything that the next one needs if certificates came
     * or, if they are not recorded, if anything came.
     */
    private void noteEnd(byte[] opening) {
        boolean foreign = context.tls().sslContext().isPresent();
        if (foreign ? opening.length > 0 : !seen.chain().isEmpty()) {
            StartUp.ended();
        }
    }

    private Outcome failed(Exception failure, Received received, Deadline limit) {
        byte[] opening = received.opening();
        Outcome.Failed why = Failures.stopped(context.cancellation()) || Failures.overtaken(failure)
                ? Outcome.cancelled()
                : TlsFailures.orOurs(TlsFailures.of(failure, seen, received, limit), seen, context.tls());
        if (why.reason() == Reason.TLS_PLAINTEXT_PEER || why.reason() == Reason.TLS_UNKNOWN_PEER) {
            gate.dialogue().overheard(opening);
            why = RoadPage.handshake(recorder.facts(), opening, why);
        }
        recorder.event(
                switch (why.reason()) {
                    case PROBE_CANCELLED -> Event.Kind.CANCELLED;
                    case TLS_SILENT, TLS_TIMEOUT, TLS_ENDLESS -> Event.Kind.TIMEOUT;
                    case TLS_RESET, TLS_RESET_MID_ANSWER -> Event.Kind.RESET;
                    case TLS_CLOSED, TLS_CLOSED_MID_ANSWER, PROXY_CLOSED -> Event.Kind.CLOSED;
                    default -> Event.Kind.TLS_FAILED;
                });
        return why;
    }
}
