/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.harness.Sampled;
import io.github.smtpprobe.render.DomainHtml;
import io.github.smtpprobe.render.DomainText;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.TlsResult;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers may see of a survey, in every form in which it can be shown. */
class DomainForStrangersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final String ADDRESS = "8.8.8.8";
    private static final String OWN = "198.51.100.77";
    private static final String GREETING = "needle-of-the-greeting";
    private static final String REPLY = "needle-of-a-reply";

    private static String all(DomainReport report) {
        return DomainText.render(report)
                + DomainHtml.render(report)
                + DomainHtml.fragment(report)
                + JSON.valueToTree(report.asMap())
                + report.findings()
                + report;
    }

    private static List<ServerHandshake> handshakes(DomainReport report) {
        return report.facts().exchangers().stream()
                .flatMap(each -> each.handshakes().stream())
                .toList();
    }

    private static World world(Issued key) {
        return World.signed(DOMAIN).mx(10, HOST).a(HOST, ADDRESS).tlsa("_25._tcp." + HOST, tlsa(3, 1, 1, key));
    }

    /** Whatever a survey found: no address of ours, no server that was asked, no word that was said. */
    @ParameterizedTest
    @ValueSource(strings = {"454 4.7.0 " + REPLY, "220 go"})
    void leavesOutWhatWasSaidAndWhatNamesUs(String answer) throws Exception {
        Issued key = CA.issue(HOST);
        try (MailWorld mail = new MailWorld(world(key))) {
            DomainReport whole = mail.from(OWN)
                    .talking(
                            ADDRESS,
                            key,
                            """
                            S: 220 %s ESMTP
                            C: EHLO x
                            S: 250-%s Hello [%s], %s
                            S: 250 STARTTLS
                            C: STARTTLS
                            S: %s
                            """.formatted(GREETING, HOST, OWN, REPLY, answer)
                                    + (answer.startsWith("220")
                                            ? "* tls any\nC~ QUIT\nS~ 221 " + REPLY + "\n"
                                            : "C: QUIT\nS: 221 " + REPLY + "\n"))
                    .survey(DOMAIN);
            List<String> traces = new ArrayList<>(List.of(OWN, "[" + OWN + "]", GREETING, REPLY, "EHLO ["));
            mail.world().addresses().forEach(each -> traces.add("127.0.0.1:" + each.getPort()));
            assertThat(all(whole)).as("the whole report has them").contains(traces);
            DomainReport told = whole.forStrangers();
            assertThat(all(told)).doesNotContain(traces.toArray(String[]::new));
            assertThat(told.asMap()).containsEntry("forStrangers", true);
            assertThat(whole.asMap()).doesNotContainKey("forStrangers");
            assertThat(told.forStrangers()).isSameAs(told);
            same(told, whole);
        }
    }

    /** A refusal may name the address by which this client goes out, which no other part of the report has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Client host [203.0.113.7] blocked",
                "Client host [203.0.113.7] blocked; see https://list.example/203.0.113.7?why=this-is-a-long-way-to-say-it-and-longer-still"
            })
    void leavesOutTheWordsOfARefusal(String words) throws Exception {
        Issued key = CA.issue(HOST);
        try (MailWorld mail = new MailWorld(world(key))) {
            DomainReport whole = mail.talking(ADDRESS, key, "S: 554 5.7.1 " + words + "\n* closed\n")
                    .survey(DOMAIN);
            assertThat(all(whole)).contains("203.0.113.7");
            assertThat(all(whole.forStrangers())).contains("554 5.7.1").doesNotContain("203.0.113.7", "Client host");
        }
    }

    /** What is told is told as it was found. */
    private static void same(DomainReport told, DomainReport whole) {
        assertThat(told.outlook().asMap()).isEqualTo(whole.outlook().asMap());
        assertThat(told.findings())
                .extracting(Finding::id)
                .isEqualTo(whole.findings().stream().map(Finding::id).toList());
        assertThat(handshakes(told))
                .extracting(ServerHandshake::state)
                .isEqualTo(
                        handshakes(whole).stream().map(ServerHandshake::state).toList());
        assertThat(handshakes(told))
                .extracting(ServerHandshake::chain)
                .isEqualTo(
                        handshakes(whole).stream().map(ServerHandshake::chain).toList());
        assertThat(told.facts().exchangers().stream().flatMap(each -> each.records().stream()))
                .containsExactlyElementsOf(whole.facts().exchangers().stream()
                        .flatMap(each -> each.records().stream())
                        .toList());
        assertThat(handshakes(told)).allSatisfy(each -> {
            assertThat(each.attempt().transcript().entries()).isEmpty();
            assertThat(each.attempt().facts())
                    .allSatisfy(fact -> assertThat(fact.outcome().reply().stream())
                            .allSatisfy(reply -> assertThat(reply.lines()).containsExactly("")));
        });
    }

    @Test
    void saysOfARefusalItsCode() throws Exception {
        Issued key = CA.issue(HOST);
        try (MailWorld mail = new MailWorld(world(key)).refusingTls(ADDRESS)) {
            DomainReport told = mail.survey(DOMAIN).forStrangers();
            assertThat(handshakes(told).get(0).state()).isEqualTo(TlsResult.REFUSED);
            assertThat(DomainText.render(told)).contains("STARTTLS is refused: 454");
        }
    }

    /** States of all kinds: what they are stays, and the name servers do not. */
    @Test
    @Sampled(few = 6, many = 60)
    void isTheSameReportOtherwise(int seeds) {
        for (long seed = 0; seed < seeds; seed++) {
            DomainReport whole = VariedSurveys.of(seed);
            DomainReport told = whole.forStrangers();
            assertThat(all(told)).as("seed " + seed).doesNotContain("192.0.2.53");
            assertThat(told.facts().lookUps()).hasSameSizeAs(whole.facts().lookUps());
            assertThat(told.facts().exchangers().stream()
                            .flatMap(each -> each.addresses().stream())
                            .map(SurveyedAddress::state)
                            .toList())
                    .as("seed " + seed)
                    .isEqualTo(whole.facts().exchangers().stream()
                            .flatMap(each -> each.addresses().stream())
                            .map(SurveyedAddress::state)
                            .toList());
            assertThat(DomainFaults.of(JSON.valueToTree(told.asMap())))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }
}
