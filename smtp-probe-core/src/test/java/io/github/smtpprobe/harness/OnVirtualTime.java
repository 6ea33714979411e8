/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.ArrayList;
import java.util.List;

/** Probes of scripted servers on a virtual clock, with the times at which they connected. */
public final class OnVirtualTime {
    public static final String SILENT = "* silence";
    public static final String CLEAR = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";
    public static final String SECURE = "* tls any\nS~ 220 mx\nC~ EHLO x\nS~ 250 mx\nC~ QUIT\nS~ 221 bye";

    /** A probe, and when each of its connections was made. */
    public record Seen(ProbeReport report, List<Long> connections) {}

    private OnVirtualTime() {}

    public static Seen probe(ProbeRequest.Builder request, String... scripts) {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                DialogueFile.good().serverContext(),
                List.of(scripts).stream().map(Script::parse).toArray(Script[]::new));
        List<Long> connections = new ArrayList<>();
        ProbeReport report = SmtpProbe.builder()
                .transport((route, deadline) -> {
                    connections.add(memory.ticker().nanos() / 1_000_000);
                    return memory.connect(route, deadline);
                })
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .build()
                .probe(request.connectTo("127.0.0.1").build());
        Invariants.check(report);
        assertThat(memory.open()).isZero();
        return new Seen(report, connections);
    }

    public static ProbeRequest.Builder request(int port, TlsMode mode) {
        return ProbeRequest.to(DialogueFile.HOST, port).tls(mode);
    }
}
