/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.plan.Next;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connection of one conversation: it is opened inside the guard, watched until its time is over, and always closed. */
final class SessionConnection {
    private final Next job;
    private final ProbeContext context;
    private final Gate gate;
    private final Recorder recorder;
    private @Nullable GuardedConnection connection;
    private Optional<Cancellation.Watch> watch = Optional.empty();
    private Optional<String> road = Optional.empty();

    SessionConnection(Next job, ProbeContext context, Gate gate, Recorder recorder) {
        this.job = job;
        this.context = context;
        this.gate = gate;
        this.recorder = recorder;
    }

    /**
     * Connects.
     *
     * @param wait how to wait for the peer's octets
     */
    void connect(Wait wait) {
        gate.need(gate.pass(Stage.CONNECT, () -> connected(wait), this::fact));
    }

    private Fact fact(Outcome outcome, Duration took) {
        if (road.isPresent()) {
            return Connect.over(outcome, took, road.get());
        }
        Optional<InetAddress> local = Optional.ofNullable(connection)
                .filter(made -> outcome.succeeded())
                .flatMap(GuardedConnection::ownAddress);
        return local.map(known -> Connect.of(outcome, took, known)).orElseGet(() -> Connect.of(outcome, took));
    }

    private Outcome connected(Wait wait) {
        Deadline limit = gate.limit(Stage.CONNECT);
        Transport transport = context.transport();
        road = road(transport, limit);
        road.ifPresent(way -> recorder.event(Event.road(way)));
        try {
            Connection made = context.guard().connect(transport, limit, () -> made(transport, limit));
            boolean ours = transport == Transport.sockets();
            GuardedConnection guarded = new GuardedConnection(made, context.guard(), gate.whole(), ours).waiting(wait);
            connection = guarded;
            watchUntil(gate.whole(), guarded);
            gate.connected(new Dialogue(guarded, recorder, context.scrubber(), context.cancellation()));
            return new Announcement(job.route(), context, recorder)
                    .send(guarded, limit)
                    .<Outcome>map(this::unconnected)
                    .orElseGet(Outcome::done);
        } catch (IOException failure) {
            return unconnected(ourEnd(Failures.connecting(failure, limit, context.cancellation())));
        }
    }

    /** What the transport says about its road. If it cannot say it, the connection counts as direct. */
    private Optional<String> road(Transport transport, Deadline limit) {
        if (transport == Transport.sockets()) {
            return Optional.empty();
        }
        try {
            return context.guard().call(transport, limit, transport::road).map(Printable::clean);
        } catch (ExtensionError bug) {
            context.guard().note(bug);
            return Optional.empty();
        }
    }

    private Connection made(Transport transport, Deadline limit) throws IOException {
        Optional<InetAddress> source = context.request().sourceAddress();
        context.admission().connecting();
        return source.isPresent()
                ? transport.connect(job.route(), source.get(), limit)
                : transport.connect(job.route(), limit);
    }

    /** If our source address was chosen, trouble on this machine counts as trouble with that address. */
    private Outcome.Failed ourEnd(Outcome.Failed failed) {
        Outcome.Failed why = road.map(way -> RoadTrouble.orOf(way, failed)).orElse(failed);
        Optional<InetAddress> source = context.request().sourceAddress();
        return source.isPresent() && why.reason() == Reason.LOCAL_TROUBLE
                ? Outcome.failed(Reason.SOURCE_ADDRESS, AddressLiteral.text(source.get()) + ": " + why.detail())
                : why;
    }

    private Outcome unconnected(Outcome.Failed why) {
        switch (why.reason()) {
            case PROBE_CANCELLED -> recorder.event(Event.Kind.CANCELLED);
            case CONNECT_TIMEOUT, PROXY_TIMEOUT, PROXY_HEADER_UNSENT -> recorder.event(Event.Kind.TIMEOUT);
            default -> {}
        }
        return why;
    }

    private void watchUntil(Deadline end, GuardedConnection watched) {
        watch.ifPresent(Cancellation.Watch::close);
        watch = Optional.of(context.cancellation().watch(end, watched::abort));
    }

    /** Sends QUIT, which has a time limit of its own, and ends TLS properly; does nothing if there is no connection. */
    void quit() {
        if (connection == null) {
            return;
        }
        watchUntil(gate.limit(Stage.QUIT), connection);
        Outcome outcome = gate.command(Stage.QUIT, Quit::of);
        try {
            if (!(outcome instanceof Outcome.Skipped) && !notAwaited(outcome)) {
                gate.dialogue().endTls(gate.limit(Stage.QUIT));
            }
        } catch (ExtensionError bug) {
            context.guard().note(bug);
        } catch (IOException gone) {
            // close_notify is a courtesy; the socket is closed next
        }
    }

    private static boolean notAwaited(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed && failed.reason() == Reason.REPLY_NOT_AWAITED;
    }

    /** Closes the connection. If even that fails, its guard records it. */
    void close() {
        watch.ifPresent(Cancellation.Watch::close);
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException gone) {
            // nothing depends on it any more
        }
    }
}
