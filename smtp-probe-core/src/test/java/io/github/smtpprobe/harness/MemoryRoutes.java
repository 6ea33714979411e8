/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transport.Transport;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;

/** Probes over routes in memory: what DNS says is given, and which addresses refuse or say nothing. */
public final class MemoryRoutes {
    private MemoryRoutes() {}

    /** Probes; a dead route is an address with a port where connections are refused, or an address behind the word silent. */
    public static ProbeReport probe(
            MailResolver resolver, MemoryTransport memory, ProbeRequest request, String... dead) {
        List<String> deadOnes = List.of(dead);
        Transport transport = (route, deadline) -> {
            if (deadOnes.contains(route.addressText() + ":" + route.port())) {
                throw new ConnectException("Connection refused");
            }
            if (deadOnes.contains("silent " + route.addressText())) {
                memory.ticker().advance(deadline.remaining());
                throw new SocketTimeoutException("connect");
            }
            return memory.connect(route, deadline);
        };
        ProbeReport report = SmtpProbe.builder()
                .resolver(resolver)
                .transport(transport)
                .ticker(memory.ticker())
                .seed(1)
                .build()
                .probe(request);
        Invariants.check(report);
        return report;
    }

    public static MemoryTransport memory(Script... scripts) {
        return new MemoryTransport(Delivery.WHOLE, null, scripts);
    }
}
