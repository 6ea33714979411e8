/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A probe in a process of its own that is told to end, as by Ctrl-C: what was found until then is shown. */
class InterruptedProbeTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @Test
    void whatWasFoundUntilThenIsShown() throws Exception {
        int port = servers.start(
                        ScriptedServer.playing(Script.parse("S: 220 mx.example.com ESMTP\nC: EHLO x\n* silence"))
                                .lenient()) // a command is shown before it is sent
                .port();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        "127.0.0.1",
                        "--port",
                        "" + port,
                        "--tls=plain",
                        "--deadline=600",
                        "--color=never"))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.startsWith("C: EHLO")) {
                line = out.readLine();
            }
            process.toHandle().destroy(); // SIGTERM, which a JVM takes as it takes Ctrl-C, and the output stays open
            String rest = out.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(rest).isEqualTo(143);
            assertThat(rest).contains("INCONCLUSIVE  127.0.0.1", "220 mx.example.com ESMTP");
        } finally {
            process.destroyForcibly();
        }
    }
}
