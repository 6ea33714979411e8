/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The types that a command passes from the façade to the socket. One more has to say here what it does besides handing on. */
class WayToTheSocketTest {
    private static final String CLEAR = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";
    private static final String SECURE =
            "* tls any\n" + CLEAR.replace("S:", "S~").replace("C:", "C~");

    /** A connection that remembers the way of EHLO. */
    private static final class Watched extends ForwardingConnection {
        private final List<String> way;

        Watched(Connection inner, List<String> way) {
            super(inner);
            this.way = way;
        }

        @Override
        public void write(byte[] octets, Deadline deadline) throws IOException {
            Set<String> callers = caller();
            if (callers.contains("HelloStep")) {
                way.addAll(callers);
            }
            super.write(octets, deadline);
        }
    }

    /** The classes of ours on the stack, outermost first, each once. */
    private static Set<String> caller() {
        Set<String> classes = new LinkedHashSet<>();
        List<StackTraceElement> stack =
                new ArrayList<>(Arrays.asList(Thread.currentThread().getStackTrace()));
        Collections.reverse(stack);
        for (StackTraceElement each : stack) {
            String name = each.getClassName();
            if (name.startsWith("io.github.smtpprobe.") && !name.contains("Test") && !name.contains(".testkit.")) {
                classes.add(name.substring(name.lastIndexOf('.') + 1));
            }
        }
        return classes;
    }

    private static List<String> way(TlsMode mode, String script) {
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, DialogueFile.good().serverContext(), Script.parse(script));
        List<String> way = new ArrayList<>();
        ProbeReport report = SmtpProbe.builder()
                .transport((route, deadline) -> new Watched(memory.connect(route, deadline), way))
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .build()
                .probe(ProbeRequest.to(DialogueFile.HOST, 4465)
                        .connectTo("127.0.0.1")
                        .tls(mode)
                        .build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        return way;
    }

    @Test
    void inClear() {
        assertThat(way(TlsMode.PLAIN, CLEAR))
                .containsExactly(
                        "SmtpProbe", // wiring and request
                        "ProbeRun", // names, plan, attempts, checks
                        "ProbeSession", // the conversation
                        "HelloStep", // its verb
                        "Gate", // whether it may be said, and how long it may take
                        "Dialogue", // records it and waits for its reply
                        "GuardedConnection", // what a transport throws is a failure, closed once
                        "Guard"); // interrupts it at the deadline
    }

    @Test
    void insideTls() {
        assertThat(way(TlsMode.IMPLICIT_TLS, SECURE))
                .containsExactly(
                        "SmtpProbe",
                        "ProbeRun",
                        "ProbeSession",
                        "HelloStep",
                        "Gate",
                        "Dialogue",
                        "GuardedConnection", // of the layer and of the connection below it
                        "Guard",
                        "TlsConnection", // whom it is with, and what is left of the handshake
                        "RecordStream"); // its records
    }
}
