/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.Misdeed;
import io.github.smtpprobe.zones.World;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** Zones that were thought of without looking at what a survey says: what senders do there, and what is said of the ones that it told badly. */
@Timeout(Patience.HANGING)
class OddZonesTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final String REAL = "real.example.test";
    private static final String V4 = "8.8.8.8";
    private static final String POLICY_V4 = "8.8.4.4";
    private static final Issued KEY = CA.issue(HOST);
    private static final Issued OWN = CertificateAuthority.selfSigned(HOST);
    private static final String TLSA = "_25._tcp." + HOST;

    private static World unsigned() {
        return World.unsigned(DOMAIN).mx(10, HOST).a(HOST, V4);
    }

    private static World signed() {
        return World.signed(DOMAIN).mx(10, HOST).a(HOST, V4);
    }

    private static World announcing(World world) {
        return world.txt("_mta-sts." + DOMAIN, "v=STSv1; ", "id=1;").a("mta-sts." + DOMAIN, POLICY_V4);
    }

    private static String policy(String age) {
        return "version: STSv1\nmode: enforce\nmax_age: " + age + "\nmx: " + HOST + "\n";
    }

    /** Opportunistic TLS, Postfix with DANE, Exim, who demands DANE, Gmail, Exchange Online. */
    private static String letters(DomainReport report) {
        return Stream.of("opportunistic", "postfix-dane", "exim", "dane-only", "gmail", "exchange-online")
                .map(each -> report.outlook().sender(each).orElseThrow())
                .map(each -> String.valueOf(each.domain().prospect().letter()))
                .collect(Collectors.joining(" "));
    }

    private static void foretells(String letters, MailWorld made) throws Exception {
        try (MailWorld mail = made) {
            assertThat(letters(mail.survey(DOMAIN))).isEqualTo(letters);
        }
    }

    private static Finding said(String id, MailWorld made) throws Exception {
        try (MailWorld mail = made) {
            return SaidFindings.of(mail.survey(DOMAIN), id);
        }
    }

    @Test
    void whatSendersDo() throws Exception {
        foretells("B B B B B B", new MailWorld(World.unsigned(DOMAIN).mx(10, ".")));
        foretells(
                "T V V V T ?",
                new MailWorld(World.signed(DOMAIN)
                                .mx(10, HOST)
                                .cname(HOST, REAL)
                                .a(REAL, V4)
                                .tlsa("_25._tcp." + REAL, tlsa(3, 1, 1, KEY)))
                        .server(V4, KEY));
        foretells(
                "T V V V T V",
                new MailWorld(signed().cname(TLSA, "_dane." + DOMAIN).tlsa("_dane." + DOMAIN, tlsa(3, 1, 1, KEY)))
                        .server(V4, KEY));
        foretells(
                "T V V V Q ?",
                new MailWorld(announcing(signed().tlsa(TLSA, tlsa(3, 1, 1, OWN))))
                        .server(V4, OWN)
                        .policy(DOMAIN, POLICY_V4, policy("604800")));
        foretells(
                "T T T Q V V",
                new MailWorld(announcing(unsigned())).server(V4, KEY).policy(DOMAIN, POLICY_V4, policy("0")));
    }

    @Test
    void ofTheTlsaRecordsOfAHostThatIsNotThereNothingIsSaid() throws Exception {
        try (MailWorld mail = new MailWorld(signed().mx(20, "gone." + DOMAIN)).server(V4, KEY)) {
            assertThat(mail.survey(DOMAIN).findings().stream()
                            .filter(each -> each.id().equals("tlsa.none"))
                            .map(Finding::subject))
                    .containsExactly(HOST);
        }
    }

    @Test
    void whoGreetsAndThenGoesDoesSpeakSmtp() throws Exception {
        Finding said = said(
                "mx.no-conversation",
                new MailWorld(unsigned()).talking(V4, KEY, "S: 220 mx ESMTP\nC: EHLO x\n* closed\n"));
        assertThat(said.summary()).contains("greets at 1 of 1 addresses, but does not answer EHLO");
    }

    @Test
    void theEvidenceIsTheStepThatFailed() throws Exception {
        assertThat(said("mx.all-silent", new MailWorld(unsigned())).evidence())
                .containsExactly("8.8.8.8: connect failed: the connection was refused");
        assertThat(said("mx.no-starttls", new MailWorld(unsigned()).clear(V4)).evidence())
                .containsExactly("8.8.8.8: starttls skipped: not offered");
        assertThat(said(
                                "mx.turned-away",
                                new MailWorld(unsigned()).talking(V4, KEY, "S: 450 4.7.1 Greylisted\n* closed\n"))
                        .evidence())
                .containsExactly("8.8.8.8: greeting rejected (450 4.7.1 Greylisted)");
    }

    @Test
    void anAnswerThatNeedsTcpIsForWhoeverRunsTheWayToTheServer() throws Exception {
        Misdeed cut = query -> {
            Message answer = Misdeed.begun(query, Rcode.NOERROR);
            answer.getHeader().setFlag(Flags.TC);
            return List.of(answer.toWire());
        };
        try (MailWorld mail = new MailWorld(unsigned().answering(DOMAIN, "MX", cut))) {
            DomainReport report = mail.survey(DOMAIN);
            Finding said = SaidFindings.of(report, "mx.lookup-error");
            assertThat(said.actor()).isEqualTo(Actor.NETWORK);
            assertThat(said.remedy())
                    .startsWith("Have the name server 127.0.0.1:")
                    .contains("over TCP");
            assertThat(SaidFindings.of(report.forStrangers(), "mx.lookup-error").remedy())
                    .startsWith("Have the name server answer over TCP");
        }
    }

    private static Misdeed failing(int code, String text) {
        return query -> {
            Message answer = Misdeed.begun(query, Rcode.SERVFAIL);
            answer.addRecord(
                    new OPTRecord(1232, 0, 0, 0, List.of(new ExtendedErrorCodeOption(code, text))), Section.ADDITIONAL);
            return List.of(answer.toWire());
        };
    }

    @Test
    void theServerThatFailsIsNamed() throws Exception {
        try (MailWorld mail = new MailWorld(unsigned().answering(DOMAIN, "MX", failing(22, "at 10.0.0.3")))) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(SaidFindings.of(report, "mx.lookup-error").summary())
                    .contains(": the name server 127.0.0.1:", " says SERVFAIL (no reachable authority: at 10.0.0.3)");
            assertThat(SaidFindings.of(report.forStrangers(), "mx.lookup-error").summary())
                    .endsWith(": the name server says SERVFAIL.");
        }
    }

    /** The name server checks signatures, too, and its reason may tell more (RFC 8914); it may also name other machines. */
    @Test
    void theServersOwnReasonStandsBesideOurs() throws Exception {
        World world = signed().wrongSignature(DOMAIN, "MX");
        world.answering(
                DOMAIN,
                "MX",
                query -> query.getHeader().getFlag(Flags.CD)
                        ? List.of(world.answer(query, true).toWire(65_535))
                        : failing(6, "from 10.0.0.3").apply(query));
        try (MailWorld mail = new MailWorld(world)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(SaidFindings.of(report, "dns.bogus").explanation())
                    .contains("does not verify (the name server adds: dnssec bogus: from 10.0.0.3)");
            Map<String, Object> told = report.forStrangers().asMap();
            assertThat(told.toString()).contains("does not verify").doesNotContain("10.0.0.3", "adds");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://example.org/", "HTTP://ada:pw@example.org/x", "mailto:ada@example.org", "//example.org"
            })
    void whoTypesAUrlIsToldWhatToGive(String typed) {
        InvalidRequest refused = catchThrowableOfType(
                InvalidRequest.class, () -> DomainSurvey.of(typed).build());
        assertThat(refused.getMessage())
                .isEqualTo("domain is a URL or has a path: give the domain alone, which stands behind the @");
    }
}
