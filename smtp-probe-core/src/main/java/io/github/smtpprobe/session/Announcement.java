/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.request.ProxyHeader;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transcript.Event;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The PROXY header, which is sent before anything else on a connection: before TLS, and before the greeting is waited for. */
final class Announcement {
    private final Route route;
    private final ProbeContext context;
    private final Recorder recorder;

    Announcement(Route route, ProbeContext context, Recorder recorder) {
        this.route = route;
        this.context = context;
        this.recorder = recorder;
    }

    /**
     * Sends the header, if there is one to send.
     *
     * @param limit the deadline for connecting
     * @return why it could not be sent; empty if it could, or if there is none
     */
    Optional<Outcome.Failed> send(GuardedConnection connection, Deadline limit) {
        return context.request().proxyHeader().flatMap(header -> send(header, connection, limit));
    }

    private Optional<Outcome.Failed> send(ProxyHeader asked, GuardedConnection connection, Deadline limit) {
        if (route.address() == Route.NO_ADDRESS && asked.needsEnds()) {
            return Optional.of(Outcome.failed(
                    Reason.LOCAL_TROUBLE,
                    "the PROXY header has to tell the server's address, which only the proxy on the way knows"));
        }
        ProxyHeader header = asked.on(
                new InetSocketAddress(connection.localAddress(), connection.localPort()),
                new InetSocketAddress(route.address(), route.port()));
        try {
            connection.write(header.octets(), limit);
        } catch (IOException failure) {
            return Optional.of(unsent(Failures.talking(failure, limit, context.cancellation())));
        }
        recorder.event(new Event(Event.Kind.PROXY_HEADER, header.toString()));
        return Optional.empty();
    }

    /** A time-out here means that the connection did not accept the header; nothing else has been waited for yet. */
    private static Outcome.Failed unsent(Outcome.Failed why) {
        return why.reason() == Reason.REPLY_TIMEOUT
                ? Outcome.failed(Reason.PROXY_HEADER_UNSENT, "the PROXY header could not be sent in time")
                : why;
    }
}
