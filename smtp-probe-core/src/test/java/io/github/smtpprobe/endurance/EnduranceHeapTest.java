/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.ChildJvm;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for many probes in little memory, and for the scripted server under load: run by {@code -P endurance}, too. */
@Tag("endurance")
class EnduranceHeapTest {
    private static final int PROBES = 1_000;

    /** The prober in 64 MiB; what it talks to is here. */
    static final class SmallHeap {
        public static void main(String[] arguments) throws Exception {
            ExecutorService pool = Executors.newFixedThreadPool(50);
            List<Future<ProbeReport>> all = new ArrayList<>();
            for (int i = 0; i < PROBES; i++) {
                ProbeRequest request = ProbeRequest.to("127.0.0.1", Integer.parseInt(arguments[i % arguments.length]))
                        .tls(TlsMode.PLAIN)
                        .deadline(Duration.ofSeconds(60))
                        .build();
                all.add(pool.submit(() -> {
                    ProbeReport report = SmtpProbe.run(request);
                    return report.has("session.limit") ? null : report; // kept only if it is wrong
                }));
            }
            int good = 0;
            for (Future<ProbeReport> each : all) {
                good += each.get(2, TimeUnit.MINUTES) == null ? 1 : 0;
            }
            pool.shutdown();
            System.out.println(
                    "limits " + good + ", heap " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB");
        }
    }

    @Test
    void aThousandEndlessRepliesFitIntoASmallHeap(@TempDir Path directory) throws Exception {
        String lines = "S: 250-" + "x".repeat(1_000) + "\n";
        String line = "S: 250-" + "x".repeat(20_000) + "\\-\n";
        String empty = "S: 250-\n";
        try (ScriptedServer many = ScriptedServer.start("S: 220 mx\nC: EHLO x\n" + lines.repeat(200));
                ScriptedServer one = ScriptedServer.start("S: 220 mx\nC: EHLO x\n" + line.repeat(10));
                ScriptedServer none = ScriptedServer.start("S: 220 mx\nC: EHLO x\n" + empty.repeat(20_000))) {
            String output = new ChildJvm(directory, "-Xmx64m")
                    .run(SmallHeap.class, "" + many.port(), "" + one.port(), "" + none.port());
            System.out.println("ENDURANCE 1,000 probes, 50 at a time: " + output.strip());
            assertThat(output).contains("limits " + PROBES);
        }
    }

    /** Every attack that there is a table of, in the smallest machine that anybody rents. */
    @Test
    void allAttacksFitIntoASmallHeapOnOneProcessor(@TempDir Path directory) throws Exception {
        String output = new ChildJvm(directory, "-Xmx64m", "-XX:ActiveProcessorCount=1").run(Attacks.class);
        output.lines()
                .filter(line -> line.contains("cases") || line.startsWith("heap"))
                .forEach(line -> System.out.println("ENDURANCE attacks: " + line));
        assertThat(output).contains("stages and behaviours: ", "domains", "refusals", "certificates", "pasted texts");
    }

    @Test
    void theScriptedServerLosesNoConnection() throws Exception {
        int connections = 10_000;
        ExecutorService pool = Executors.newFixedThreadPool(200);
        try (ScriptedServer server = ScriptedServer.start("S: 220 mx")) {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(pool.submit(() -> {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                    }
                }));
            }
            for (Future<String> each : all) {
                assertThat(each.get(1, TimeUnit.MINUTES)).isEqualTo("220 mx\r\n");
            }
            assertThat(server.connections()).isEqualTo(connections);
            assertThat(Script.parse("S: 220 mx").lines()).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
        System.out.println("ENDURANCE scripted server: " + connections + " connections, none lost");
    }
}
