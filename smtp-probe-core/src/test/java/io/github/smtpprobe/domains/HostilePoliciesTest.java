/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.HostileWorlds.DOMAIN;
import static io.github.smtpprobe.domains.HostileWorlds.HOST;
import static io.github.smtpprobe.domains.HostileWorlds.POLICY_KEY;
import static io.github.smtpprobe.domains.HostileWorlds.TLSA;
import static io.github.smtpprobe.domains.HostileWorlds.ids;
import static io.github.smtpprobe.domains.HostileWorlds.looking;
import static io.github.smtpprobe.domains.HostileWorlds.shown;
import static io.github.smtpprobe.domains.HostileWorlds.signed;
import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts of policies that swell, never end or say something else: each survey ends in time with a report that says so and can be shown. */
@Timeout(Patience.HANGING)
class HostilePoliciesTest {
    private static DomainReport policy(Issued certificate, PolicyServer.Answer answer, Duration deadline)
            throws Exception {
        World world = World.unsigned(DOMAIN)
                .mx(10, HOST)
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;")
                .a("mta-sts." + DOMAIN, "8.8.4.4");
        try (MailWorld mail = new MailWorld(world).policyHost("8.8.4.4", certificate, answer)) {
            return shown(mail, mail, looking(mail, deadline));
        }
    }

    private static void endless(OutputStream out, String piece) throws IOException {
        byte[] octets = piece.getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            out.write(octets);
        }
    }

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

    @ParameterizedTest
    @CsvSource({
        "gigabyte, sts.big",
        "endless, sts.big",
        "chunks, sts.big",
        "headers, sts.unreachable",
        "header, sts.unreachable",
        "status, sts.unreachable",
        "interim, sts.unreachable"
    })
    void policiesWithoutEnd(String how, String id) throws Exception {
        String mebibyte = "x".repeat(64 * 1024);
        DomainReport report = policy(
                POLICY_KEY,
                out -> {
                    switch (how) {
                        case "gigabyte" -> {
                            out.write((OK + "Content-Length: 1073741824\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                            endless(out, mebibyte);
                        }
                        case "endless" -> {
                            out.write((OK + "\r\n").getBytes(StandardCharsets.US_ASCII));
                            endless(out, mebibyte);
                        }
                        case "chunks" -> {
                            out.write((OK + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                            endless(out, "10000\r\n" + mebibyte + "\r\n");
                        }
                        case "headers" -> {
                            out.write(OK.getBytes(StandardCharsets.US_ASCII));
                            endless(out, "X: y\r\n");
                        }
                        case "header" -> {
                            out.write((OK + "X: ").getBytes(StandardCharsets.US_ASCII));
                            endless(out, mebibyte);
                        }
                        case "interim" -> endless(out, "HTTP/1.1 100 Continue\r\n\r\n");
                        default -> endless(out, mebibyte);
                    }
                },
                Duration.ofSeconds(20));
        assertThat(ids(report)).contains(id);
    }

    @Test
    void aPolicyThatComesInDropsEndsWithTheDeadline() throws Exception {
        DomainReport report = policy(
                POLICY_KEY,
                out -> {
                    out.write((OK + "\r\nv").getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    try {
                        new CountDownLatch(1)
                                .await(Patience.AMPLE.toMillis(), TimeUnit.MILLISECONDS); // until the client has gone
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                Duration.ofMillis(1_200));
        assertThat(report.facts().mtaSts().orElseThrow().policy()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16, sts.invalid",
        "BOM, sts.invalid",
        "NUL, sts.invalid",
        "HTML, sts.invalid",
        "empty, sts.invalid",
        "gzip, sts.invalid",
        "colons, sts.invalid",
        "mx, sts.mx-gone"
    })
    void policiesOfAnotherKind(String how, String id) throws Exception {
        String policy = "version: STSv1\r\nmode: enforce\r\nmx: " + HOST + "\r\nmax_age: 604800\r\n";
        byte[] body = switch (how) {
            case "UTF-16" -> policy.getBytes(Charset.forName("UTF-16"));
            case "BOM" -> ("\uFEFF" + policy).getBytes(StandardCharsets.UTF_8);
            case "NUL" -> policy.replace("enforce", "enforce\u0000").getBytes(StandardCharsets.UTF_8);
            case "HTML" -> "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
            case "gzip" -> new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0};
            case "colons" -> ":".repeat(60_000).getBytes(StandardCharsets.UTF_8);
            case "mx" -> (policy + "mx: *.x.test\r\n".repeat(4_000)).getBytes(StandardCharsets.UTF_8);
            default -> new byte[0];
        };
        DomainReport report = policy(
                POLICY_KEY,
                out -> {
                    out.write((OK + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.write(body);
                },
                Duration.ofSeconds(20));
        assertThat(ids(report)).contains(id);
    }

    @Test
    void chainsOf200Certificates() throws Exception {
        CertificateAuthority authority = CA;
        for (int i = 0; i < 200; i++) {
            authority = authority.intermediate();
        }
        Issued deep = authority.issue("mta-sts." + DOMAIN);
        DomainReport report = policy(
                deep,
                out -> out.write((OK + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII)),
                Duration.ofSeconds(20));
        assertThat(ids(report)).containsAnyOf("sts.certificate", "sts.unreachable");
        World world = signed().tlsa(TLSA, tlsa(2, 0, 1, CA.certificate()));
        try (MailWorld mail = new MailWorld(world).server("8.8.8.8", authority.issue(HOST))) {
            DomainReport exchanger = shown(mail, mail, looking(mail, Duration.ofSeconds(20)));
            assertThat(exchanger
                            .outlook()
                            .sender("postfix-dane")
                            .orElseThrow()
                            .domain()
                            .prospect()
                            .letter())
                    .isIn('Q', '?');
        }
    }
}
