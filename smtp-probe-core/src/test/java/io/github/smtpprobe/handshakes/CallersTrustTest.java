/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.bugs.Bugs.Bug;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.callers.Sabotage;
import io.github.smtpprobe.callers.Sabotage.Misdeed;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.TlsSettings;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trust managers of the application, which wait or throw in the middle of a handshake. */
class CallersTrustTest {
    /** Waits in the middle of a handshake, or throws what its interface does not declare. */
    // README, Security: "TLS managers"
    @ParameterizedTest(name = "a trust manager that waits: {0}")
    @ValueSource(booleans = {true, false})
    void trustManagers(boolean waits) {
        X509TrustManager bad = new X509TrustManager() {
            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {
                if (waits) {
                    new Sabotage("trust", Misdeed.WAITS_AND_THROWS).at("trust", () -> null, () -> null);
                }
                throw Sabotage.undeclared(Bug.UNDECLARED.with(Sabotage.CANARY));
            }

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE, DialogueFile.good().serverContext(), Script.parse("* tls any\nS~ 220 mx"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .tlsSettings(TlsSettings.builder().trustManager(bad).build())
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 465)
                        .deadline(waits ? Duration.ofSeconds(2) : Patience.AMPLE)
                        .build());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        Invariants.check(report);
        assertThat(report.passed()).isFalse();
        assertThat(report.asMap().toString()).doesNotContain("canary");
        assertThat(report.summary()).contains(waits ? "Bugs.java:" : "trust manager");
        assertThat(report.took()).isLessThan(Patience.AMPLE.plusSeconds(2));
        assertThat(Patience.leftOpen(memory)).isZero();
    }

    /** Asked by the JDK, which wraps what it throws. */
    @Test
    void aTrustManagerOfAnOwnContextThatThrowsIsNoFaultOfTheServers() throws Exception {
        X509TrustManager bad = new X509TrustManager() {
            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {
                throw Sabotage.undeclared(Bug.RUNTIME.with(Sabotage.CANARY));
            }

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        SSLContext own = SSLContext.getInstance("TLS");
        own.init(null, new TrustManager[] {bad}, null);
        ProbeReport report = SmtpProbe.builder()
                .transport(new MemoryTransport(
                        Delivery.WHOLE, DialogueFile.good().serverContext(), Script.parse("* tls any\nS~ 220 mx")))
                .tlsSettings(TlsSettings.builder().sslContext(own).build())
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 465).build());
        Invariants.check(report);
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("extension.failed");
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.summary())
                .contains("IllegalStateException at com.example.bugs.Bugs")
                .doesNotContain("canary");
    }
}
