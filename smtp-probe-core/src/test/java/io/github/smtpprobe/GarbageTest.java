/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * What a probe leaves to the collector, report and findings included: octets that this thread allocates, counted by the JVM. The servers in
 * memory make some of them. The limits are a tenth above what was measured with the simplest compiler.
 */
class GarbageTest {
    private static final int TIMES = 400;

    private static long octetsEach(ProbeRequest.Builder request) {
        SmtpProbe probe = SmtpProbe.builder().transport(new ManyServers()).build();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run(probe, request); // what is made once is made
        long before = threads.getCurrentThreadAllocatedBytes();
        run(probe, request);
        return (threads.getCurrentThreadAllocatedBytes() - before) / TIMES;
    }

    private static void run(SmtpProbe probe, ProbeRequest.Builder request) {
        for (int i = 0; i < TIMES; i++) {
            assertThat(probe.probe(request.build()).passed()).isTrue();
        }
    }

    private static ProbeRequest.Builder plain() {
        return ProbeRequest.to("192.0.2.1", 25).tls(TlsMode.PLAIN).heloName("client.example.com");
    }

    @Test
    void aGreetingAndEhlo() {
        assertThat(octetsEach(plain())).isLessThan(36 * 1024);
    }

    @Test
    void anEnvelope() {
        assertThat(octetsEach(plain().envelope("ada@example.com", "bob@example.com")))
                .isLessThan(58 * 1024);
    }
}
