/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.DialogueFile;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** The objects that a command passes from the façade to the socket. One more has to say here what it does besides handing on. */
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
            List<String> callers = callers();
            if (callers.contains("HelloStep")) {
                way.addAll(callers);
            }
            super.write(octets, deadline);
        }
    }

    /** The classes of ours on the stack, outermost first; the guard calls back whoever called it, which is no further step. */
    private static List<String> callers() {
        List<StackTraceElement> stack =
                new ArrayList<>(Arrays.asList(Thread.currentThread().getStackTrace()));
        Collections.reverse(stack);
        List<String> classes = new ArrayList<>();
        for (StackTraceElement each : stack) {
            String name = each.getClassName();
            String simple = name.substring(name.lastIndexOf('.') + 1);
            boolean ours =
                    name.startsWith("io.github.smtpprobe.") && !name.contains("Test") && !name.contains(".testkit.");
            int last = classes.size() - 1;
            boolean known = last >= 0 && classes.get(last).equals(simple)
                    || last >= 1
                            && classes.get(last).equals("Guard")
                            && classes.get(last - 1).equals(simple);
            if (ours && !known) {
                classes.add(simple);
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
                        "Admission$1", // in a batch, the wait for a turn; here it is open
                        "ProbeRun",
                        "ProbeSession", // the conversation
                        "HelloStep", // its verb
                        "Gate", // whether it may be said, and how long it may take
                        "Pipeline", // what is sent with it, and which reply is whose
                        "Dialogue", // records it and waits for its reply
                        "GuardedConnection", // what a transport throws is a failure, closed once
                        "Guard"); // interrupts a write to a full window at the limit of its step, which no socket has
    }

    @Test
    void insideTls() {
        assertThat(way(TlsMode.IMPLICIT_TLS, SECURE))
                .containsExactly(
                        "SmtpProbe",
                        "ProbeRun",
                        "Admission$1",
                        "ProbeRun",
                        "ProbeSession",
                        "HelloStep",
                        "Gate",
                        "Pipeline",
                        "Dialogue",
                        "TlsConnection", // whom it is with, and what is left of the handshake
                        "Guard", // interrupts an engine or a trust manager of the application's
                        "RecordStream", // its records, turn by turn, each with the deadline: one class would have 300
                        // lines
                        "GuardedConnection", // so that a bug of the transport is not taken for one of TLS
                        "Guard");
    }
}
