/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.zones.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A policy is fetched by the way that the application has chosen for its probes, and judged as a sender judges it. */
class WayToPoliciesTest {
    private static final String POLICY = "version: STSv1\nmode: enforce\nmx: mx.example.test\nmax_age: 86400\n";

    private static World world() {
        return World.unsigned("example.test")
                .mx(10, "mx.example.test")
                .a("mx.example.test", "8.8.8.8")
                .a("mta-sts.example.test", "8.8.4.4")
                .txt("_mta-sts.example.test", "v=STSv1; id=1;");
    }

    @Test
    void nothingGoesPastAProxy() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                MailWorld mail = new MailWorld(world())) {
            Thread serving = new Thread(() -> serve(proxy, asked), "proxy");
            serving.setDaemon(true);
            serving.start();
            Road road = Road.through(Proxy.http("127.0.0.1", proxy.getLocalPort()));
            mail.wiring(probe -> probe.road(road)).survey("example.test");
        }
        assertThat(asked).anyMatch(each -> each.startsWith("CONNECT 8.8.4.4:443 "));
        assertThat(asked).anyMatch(each -> each.startsWith("CONNECT 8.8.8.8:25 "));
    }

    private static void serve(ServerSocket proxy, List<String> asked) {
        while (!proxy.isClosed()) {
            try (Socket client = proxy.accept()) {
                asked.add(
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))
                                .readLine());
            } catch (IOException gone) {
                // the client went away, or the test is over: the loop tells
            }
        }
    }

    /** The name that the application asks other servers for is neither the exchanger's nor the policy host's. */
    @Test
    void allAreAskedByTheirOwnNames() throws Exception {
        try (MailWorld mail = new MailWorld(world())
                .server("8.8.8.8", MailWorld.CA.issue("mx.example.test"))
                .policy("example.test", "8.8.4.4", POLICY)) {
            DomainReport report = mail.wiring(probe -> probe.tlsSettings(trusting("other.example")))
                    .survey("example.test");
            assertThat(report.facts()
                            .exchangers()
                            .get(0)
                            .handshakes()
                            .get(0)
                            .tls()
                            .orElseThrow()
                            .serverName())
                    .contains("mx.example.test");
            PolicyFetch fetch = report.facts().mtaSts().orElseThrow().fetch().orElseThrow();
            assertThat(fetch.tls().orElseThrow().serverName()).contains("mta-sts.example.test");
            assertThat(fetch.outcome()).isEqualTo(PolicyFetch.Outcome.FETCHED);
        }
    }

    private static TlsSettings trusting(String name) {
        try {
            return TlsSettings.builder()
                    .trustStore(MailWorld.CA.trustStore())
                    .serverName(name)
                    .build();
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the application has pinned says nothing of what a public authority has vouched for. */
    @Test
    void aPinnedCertificateIsNoPublicOne() throws Exception {
        Issued key = io.github.smtpprobe.testkit.CertificateAuthority.selfSigned("mx.example.test");
        String pin = Certificate.fingerprint(key.chain().get(0));
        try (MailWorld mail = new MailWorld(world()).server("8.8.8.8", key).policy("example.test", "8.8.4.4", POLICY)) {
            DomainReport report = mail.wiring(probe -> probe.tlsSettings(
                            TlsSettings.builder().trustCertificate(pin).build()))
                    .survey("example.test");
            assertThat(report.facts()
                            .mtaSts()
                            .orElseThrow()
                            .fetch()
                            .orElseThrow()
                            .outcome())
                    .isEqualTo(PolicyFetch.Outcome.LOCAL);
            assertThat(report.outlook().sender("gmail").orElseThrow().domain().prospect())
                    .isEqualTo(Prospect.NOT_KNOWN);
            assertThat(report.findings())
                    .noneMatch(
                            each -> each.id().startsWith("sts.mx-") || each.id().equals("sts.certificate"));
        }
    }
}
