/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Exchangers of which not all is learned, or which are none, or too many. */
class UnlearnedHostsTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final Issued KEY = CA.issue(HOST);

    private static DomainReport surveyed(World world) throws Exception {
        try (MailWorld mail = new MailWorld(world).server("8.8.8.8", KEY)) {
            return mail.survey(DomainSurvey.of(DOMAIN).without(Aspect.MTA_STS, Aspect.TLS_RPT, Aspect.REVERSE_NAMES));
        }
    }

    private static Prospect dane(DomainReport report) {
        return report.outlook().sender("postfix-dane").orElseThrow().domain().prospect();
    }

    private static World world() {
        return World.signed(DOMAIN).mx(10, HOST).a(HOST, "8.8.8.8");
    }

    /** RFC 7672 §2.1.2: without the addresses of one family and with none of the other, the host is passed over and mail waits. */
    @Test
    void oneFamilyFailsAndTheOtherHasNone() throws Exception {
        assertThat(dane(surveyed(world().servfail(HOST, "A")))).isEqualTo(Prospect.QUEUED);
        assertThat(dane(surveyed(world().wrongSignature(HOST, "A")))).isEqualTo(Prospect.QUEUED);
    }

    @Test
    void oneFamilyFailsAndTheOtherWorks() throws Exception {
        assertThat(dane(surveyed(world().servfail(HOST, "AAAA")))).isEqualTo(Prospect.ENCRYPTED);
        assertThat(dane(surveyed(world().aaaa(HOST, "2001:db8::1").wrongSignature(HOST, "AAAA"))))
                .isEqualTo(Prospect.ENCRYPTED);
    }

    @Test
    void aNullMxThatIsSaidTwice() throws Exception {
        DomainReport report = surveyed(World.signed(DOMAIN).mx(0, ".").mx(10, "."));
        assertThat(dane(report)).isEqualTo(Prospect.BOUNCED);
        assertThat(report.findings())
                .extracting(Finding::id)
                .contains("mx.null")
                .doesNotContain("mx.null-mixed");
    }

    /** A resolver of the application's knows no limit. */
    @Test
    void moreExchangersThanAnOutlookTakes() throws Exception {
        List<DnsRecord> many = IntStream.range(0, 1_500)
                .mapToObj(each -> DnsRecord.of(DOMAIN, RecordType.MX, Duration.ofHours(1), mx("m" + each)))
                .toList();
        World world = world();
        try (MailWorld mail = new MailWorld(world)) {
            DomainReport report = mail.wiring(probe -> probe.secureResolver(OddResolver.changing(
                            world.resolver(),
                            answer -> answer.question().type().equals(RecordType.MX)
                                    ? DnsAnswer.to(answer.question(), answer.security())
                                            .records(many)
                                            .build()
                                    : answer)))
                    .survey(DomainSurvey.of(DOMAIN)
                            .without(Aspect.MTA_STS, Aspect.TLS_RPT, Aspect.REVERSE_NAMES, Aspect.PROBES));
            assertThat(report.facts().exchangers()).hasSize(1_500);
            assertThat(report.outlook().senders()).isNotEmpty();
        }
    }

    private static byte[] mx(String host) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[] {0, 10, (byte) host.length()});
        data.writeBytes(host.getBytes(StandardCharsets.US_ASCII));
        data.write(0);
        return data.toByteArray();
    }
}
