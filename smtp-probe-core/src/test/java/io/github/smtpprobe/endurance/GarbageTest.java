/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.harness.OverTls;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.tls.TlsSettings;
import java.lang.management.ManagementFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a probe leaves to the collector, report and findings included: octets that this thread allocates, counted by the JVM. The servers in
 * memory make some of them. The limits are a tenth above what was measured with the simplest compiler.
 */
@Tag("serial")
class GarbageTest {
    private static final int TIMES = 400;

    /** Handshakes take longer. */
    private static final int HANDSHAKES = 50;

    private static final int ROUNDS = 5;

    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private static long octetsEach(ProbeRequest.Builder request) throws Exception {
        SmtpProbe probe = SmtpProbe.builder().transport(new ManyServers()).build();
        return octetsEach(
                TIMES, () -> assertThat(probe.probe(request.build()).passed()).isTrue());
    }

    private static long octetsEach(int times, Task task) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run(times, task); // what is made once is made
        long least = Long.MAX_VALUE; // the JDK makes some things anew that other tests' hunger for memory took away
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            run(times / ROUNDS, task);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / (times / ROUNDS);
    }

    private static void run(int times, Task task) throws Exception {
        for (int i = 0; i < times; i++) {
            task.run();
        }
    }

    @FunctionalInterface
    private interface Task {
        void run() throws Exception;
    }

    private static ProbeRequest.Builder plain() {
        return ProbeRequest.to("192.0.2.1", 25).tls(TlsMode.PLAIN).heloName("client.example.com");
    }

    @Test
    void aGreetingAndEhlo() throws Exception {
        assertThat(octetsEach(plain())).isLessThan(33 * 1024);
    }

    @Test
    void anEnvelope() throws Exception {
        assertThat(octetsEach(plain().envelope("ada@example.com", "bob@example.com")))
                .isLessThan(51 * 1024);
    }

    /** The JDK's own handshake makes most of it, so what a bare client leaves is taken off; the log of the tests is not. */
    @Test
    void startTls() throws Exception {
        ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse(Scripts.WORKS_WITH_STARTTLS))
                .tls(AUTHORITY.issue(DialogueFile.HOST).serverContext()));
        SmtpProbe probe = SmtpProbe.builder()
                .tlsSettings(
                        TlsSettings.builder().trustStore(AUTHORITY.trustStore()).build())
                .build();
        ProbeRequest.Builder request = ProbeRequest.to(DialogueFile.HOST, server.port())
                .connectTo("127.0.0.1")
                .tls(TlsMode.STARTTLS)
                .deadline(OverTls.LONG);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(AUTHORITY.trustStore());
        long bare = octetsEach(HANDSHAKES, () -> BareClient.talk(server.port(), trust.getTrustManagers()));
        long ours = octetsEach(
                HANDSHAKES,
                () -> assertThat(probe.probe(request.build()).passed()).isTrue());
        assertThat(ours - bare).isLessThan(54 * 1024);
    }
}
