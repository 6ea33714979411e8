/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.dns.SecureDns;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A look-up that fails by us is no fault of the domain's, wherever it fails; one that fails by the name servers is, and holds mail. */
@Timeout(Patience.HANGING)
class OwnTroubleTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final Issued KEY = CA.issue(HOST);

    private static final Set<Trouble> OURS = Set.of(
            Trouble.CANCELLED,
            Trouble.DEADLINE,
            Trouble.NO_SOCKET,
            Trouble.EXTENSION_FAILED,
            Trouble.UNREACHABLE,
            Trouble.TOO_MANY,
            Trouble.TOO_MUCH_WORK);

    /** By the question: what is said of it where the name servers failed. */
    private static final Map<String, String> SAID = Map.of(
            DOMAIN + " MX", "mx.lookup-error",
            HOST + " A", "mx.lookup-error",
            "_25._tcp." + HOST + " TLSA", "tlsa.lookup-error",
            "_mta-sts." + DOMAIN + " TXT", "sts.txt-error",
            "mta-sts." + DOMAIN + " A", "sts.unreachable");

    static Stream<Arguments> theirs() {
        return SAID.keySet().stream()
                .flatMap(question -> Stream.of(Trouble.SERVER_FAILURE, Trouble.SILENT, Trouble.REFUSED)
                        .map(trouble -> Arguments.of(question, trouble)));
    }

    static Stream<Arguments> ours() {
        return SAID.keySet().stream()
                .flatMap(question -> OURS.stream().map(trouble -> Arguments.of(question, trouble)));
    }

    private static DomainReport failing(String question, Trouble why) throws Exception {
        World world = World.signed(DOMAIN)
                .mx(10, HOST)
                .a(HOST, "8.8.8.8")
                .tlsa("_25._tcp." + HOST, tlsa(3, 1, 1, KEY))
                .a("mta-sts." + DOMAIN, "8.8.4.4")
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;");
        try (MailWorld mail = new MailWorld(world).server("8.8.8.8", KEY)) {
            return mail.wiring(probe -> {
                        SecureDns good = world.resolver();
                        return probe.secureResolver(OddResolver.changing(
                                good,
                                answer -> answer.question().toString().equals(question)
                                        ? DnsAnswer.to(answer.question(), Security.FAILED)
                                                .trouble(why)
                                                .build()
                                        : answer));
                    })
                    .survey(DomainSurvey.of(DOMAIN).without(Aspect.TLS_RPT, Aspect.REVERSE_NAMES));
        }
    }

    private static List<String> ids(DomainReport report) {
        return report.findings().stream().map(Finding::id).toList();
    }

    private static Prospect dane(DomainReport report) {
        return report.outlook().sender("postfix-dane").orElseThrow().domain().prospect();
    }

    private static boolean daneAsks(String question) {
        return !question.contains("mta-sts");
    }

    @ParameterizedTest
    @MethodSource("theirs")
    void theirs(String question, Trouble why) throws Exception {
        DomainReport report = failing(question, why);
        assertThat(ids(report)).contains(SAID.get(question));
        if (daneAsks(question)) {
            assertThat(dane(report)).isEqualTo(Prospect.QUEUED);
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void ours(String question, Trouble why) throws Exception {
        DomainReport report = failing(question, why);
        assertThat(ids(report)).doesNotContain("mx.lookup-error", "tlsa.lookup-error", "sts.txt-error");
        assertThat(ids(report)).doesNotContain(SAID.get(question));
        if (daneAsks(question)) {
            assertThat(dane(report)).isEqualTo(Prospect.NOT_KNOWN);
        }
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void itIsToldApart(Trouble trouble) {
        assertThat(trouble.ours()).isEqualTo(OURS.contains(trouble));
    }

    static Stream<Trouble> troubles() {
        return Stream.of(Trouble.values());
    }
}
