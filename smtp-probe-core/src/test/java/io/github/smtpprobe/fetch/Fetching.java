/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Fetches from loopback, which is checked: where connections went, and that none stayed open. */
final class Fetching {
    static final String HOST = "mta-sts.example.com";
    static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    static final TlsSettings TRUSTING = trusting();

    private final Cancellation cancellation = new Cancellation();
    private final List<Route> connected = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private Transport transport = Transport.sockets();
    private Deadline deadline = Deadline.after(Patience.AMPLE, Ticker.system());

    private static TlsSettings trusting() {
        try {
            return TlsSettings.builder().trustStore(AUTHORITY.trustStore()).build();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    Fetching over(Transport other) {
        transport = other;
        return this;
    }

    Fetching until(Deadline end) {
        deadline = end;
        return this;
    }

    void cancel() {
        cancellation.cancel();
    }

    List<Route> connected() {
        return connected;
    }

    PolicyFetch from(PolicyHost host) {
        return from(host.port(), InetAddress.getLoopbackAddress());
    }

    PolicyFetch from(int port, InetAddress... addresses) {
        PolicyFetcher fetcher = new PolicyFetcher(this::connect, TRUSTING, new Guard(cancellation), port);
        List<Route> routes = Stream.of(addresses)
                .map(each -> new Route("ignored.example", false, each, 25, TlsMode.PLAIN))
                .toList();
        PolicyFetch fetch = fetcher.fetch(HOST, routes, deadline);
        cancellation.end();
        assertThat(leftOpen()).as("connections that stay open").isZero();
        assertThat(connected)
                .allMatch(each -> each.port() == port && each.host().equals(HOST));
        assertThat(fetch.host()).isEqualTo(HOST);
        return fetch;
    }

    /** What a cancel or the deadline closes, it closes on another thread, which may be a moment behind. */
    private int leftOpen() {
        long end = System.nanoTime() + Patience.AMPLE.toNanos();
        while (open.get() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return open.get();
    }

    private Connection connect(Route route, Deadline limit) throws IOException {
        connected.add(route);
        Connection made = transport.connect(route, limit);
        open.incrementAndGet();
        return new ForwardingConnection(made) {
            private boolean closed;

            @Override
            public synchronized void close() throws IOException {
                if (!closed) {
                    closed = true;
                    open.decrementAndGet();
                }
                super.close();
            }
        };
    }

    static PolicyFetch answer(String answer) throws Exception {
        try (PolicyHost host = PolicyHost.https(AUTHORITY.issue(HOST), answer)) {
            return new Fetching().from(host);
        }
    }

    static Deadline in(Duration length) {
        return Deadline.after(length, Ticker.system());
    }
}
