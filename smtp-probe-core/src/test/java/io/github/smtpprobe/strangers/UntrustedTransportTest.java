/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A transport of the application's on a probe for names that strangers typed. */
class UntrustedTransportTest {
    /** Connects to nothing, and says that it looks names up, but not when it is asked first. */
    private static final class Changing implements Transport {
        private final List<String> given = new ArrayList<>();
        private boolean asked;

        @Override
        public Connection connect(Route route, Deadline deadline) throws ConnectException {
            given.add(route.host() + " " + route.addressText());
            throw new ConnectException("Connection refused");
        }

        @Override
        public boolean resolvesNames() {
            boolean resolves = asked;
            asked = true;
            return resolves;
        }
    }

    // README, Security: "The application may supply a transport, unless it looks names up: it is given judged addresses
    // only."
    @Test
    void isToldJudgedAddressesOnly() {
        Changing transport = new Changing();
        SmtpProbe probe = SmtpProbe.forUntrustedTargets().toBuilder()
                .transport(transport)
                .resolver(Zone.ofExchangers(
                        "a.example.com 8.8.8.8", "b.example.com 10.0.0.1 127.0.0.1", "c.example.com ::1"))
                .build();
        ProbeReport report = probe.probe(ProbeRequest.toMxOf("example.com").build());
        assertThat(transport.given).containsExactly("a.example.com 8.8.8.8");
        assertThat(report.has("policy.denied")).as(report.toString()).isTrue();
        probe.toBuilder().build().probe(ProbeRequest.to("10.0.0.1", 25).build());
        assertThat(transport.given).hasSize(1);
    }
}
