/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.SenderOutlook;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a survey sees fail at an exchanger is not left in the evidence: it is a finding, with what to do. */
class SaidOfServersTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final String BACKUP = "backup.example.test";
    private static final String V4 = "8.8.8.8";
    private static final String OTHER_V4 = "1.1.1.1";
    private static final String POLICY_V4 = "8.8.4.4";
    private static final Issued KEY = CA.issue(HOST, BACKUP, DOMAIN);

    private static World one() {
        return World.unsigned(DOMAIN).mx(10, HOST).a(HOST, V4);
    }

    private static World two() {
        return one().mx(DOMAIN, 20, BACKUP).a(BACKUP, OTHER_V4);
    }

    private static World enforcing(World world) {
        return world.txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;").a("mta-sts." + DOMAIN, POLICY_V4);
    }

    private static DomainReport enforced(MailWorld mail) throws Exception {
        return mail.policy(
                        DOMAIN, POLICY_V4, "version: STSv1\r\nmode: enforce\r\nmax_age: 604800\r\nmx: " + HOST + "\r\n")
                .survey(DOMAIN);
    }

    @Test
    void aServerThatTurnsEverybodyAwayIsAnError() throws Exception {
        try (MailWorld mail = new MailWorld(one()).talking(V4, KEY, "S: 554 No SMTP service here\n* closed\n")) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "mx.turned-away");
            assertThat(said.severity()).isEqualTo(Severity.ERROR);
            assertThat(said.actor()).isEqualTo(Actor.SERVER_OPERATOR);
            assertThat(said.summary()).contains(HOST, "1 of 1", "554 No SMTP service here");
            assertThat(said.explanation()).doesNotContain("temporary");
        }
    }

    @Test
    void aServerThatIsBusyIsTemporary() throws Exception {
        try (MailWorld mail = new MailWorld(one()).talking(V4, KEY, "S: 421 4.3.2 try later\n* closed\n")) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "mx.turned-away");
            assertThat(said.severity()).isEqualTo(Severity.WARNING);
            assertThat(said.explanation()).contains("temporary");
            assertThat(said.remedy()).startsWith("Repeat the survey later");
        }
    }

    @Test
    void anotherExchangerTakesTheMail() throws Exception {
        try (MailWorld mail = new MailWorld(two())
                .talking(V4, KEY, "S: 554 No SMTP service here\n* closed\n")
                .server(OTHER_V4, KEY)) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "mx.turned-away");
            assertThat(said.severity()).isEqualTo(Severity.WARNING);
            assertThat(said.subject()).isEqualTo(HOST);
        }
    }

    @Test
    void aServerThatClosesAtOnceIsSaid() throws Exception {
        try (MailWorld mail =
                new MailWorld(two()).talking(V4, KEY, "* closed\n").server(OTHER_V4, KEY)) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "mx.no-conversation")
                            .subject())
                    .isEqualTo(HOST);
        }
    }

    @Test
    void oneOfSeveralAddressesIsClosed() throws Exception {
        try (MailWorld mail = new MailWorld(one().a(HOST, OTHER_V4)).server(V4, KEY)) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "mx.silent");
            assertThat(said.severity()).isEqualTo(Severity.WARNING);
            assertThat(said.summary()).contains("1 of 2", OTHER_V4);
        }
    }

    @Test
    void oldTlsIsSaidWithoutAnyPolicy() throws Exception {
        String alert = "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n* client-hello\n"
                + Entry.server(new byte[] {21, 3, 1, 0, 2, 2, 70}, false, false, Duration.ZERO);
        try (MailWorld mail = new MailWorld(one()).talking(V4, KEY, alert)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(SaidFindings.of(report, "mx.old-tls").severity()).isEqualTo(Severity.WARNING);
            assertThat(SaidFindings.of(report, "mx.old-tls").reference()).isEqualTo("RFC 8996");
            assertThat(SaidFindings.ids(report)).doesNotContain("mx.no-starttls");
        }
    }

    @Test
    void aCertificateThatEndsSoonIsSaidWhereAPolicyRestsOnIt() throws Exception {
        Instant now = Instant.now();
        Issued ending = CA.issue(now.minus(Duration.ofDays(87)), now.plus(Duration.ofDays(3)), HOST);
        try (MailWorld mail = new MailWorld(enforcing(one())).server(V4, ending)) {
            Finding said = SaidFindings.of(enforced(mail), "mx.certificate-ends");
            assertThat(said.severity()).isEqualTo(Severity.WARNING);
            assertThat(said.remedy()).startsWith("Renew");
        }
        try (MailWorld mail = new MailWorld(one()).server(V4, ending)) {
            assertThat(SaidFindings.ids(mail.survey(DOMAIN))).doesNotContain("mx.certificate-ends", "mx.certificate");
        }
    }

    @Test
    void aCertificateThatHasEndedIsToldWithoutAnyPolicy() throws Exception {
        Instant now = Instant.now();
        Issued ended = CA.issue(now.minus(Duration.ofDays(90)), now.minus(Duration.ofDays(1)), HOST);
        try (MailWorld mail = new MailWorld(one()).server(V4, ended)) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "mx.certificate");
            assertThat(said.severity()).isEqualTo(Severity.INFO);
            assertThat(said.summary()).contains("it has expired");
        }
    }

    /** The server offers STARTTLS: what is wrong is behind it. */
    @Test
    void aHandshakeThatBreaksIsNoMissingStartTls() throws Exception {
        String script = "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n* closed\n";
        try (MailWorld mail = new MailWorld(enforcing(one())).talking(V4, KEY, script)) {
            assertThat(SaidFindings.of(enforced(mail), "sts.mx-no-tls").remedy())
                    .contains("certificate", "log")
                    .doesNotContain("offer STARTTLS");
        }
        try (MailWorld mail = new MailWorld(one()).talking(V4, KEY, script)) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "mx.no-starttls").remedy())
                    .doesNotContain("offer STARTTLS");
        }
    }

    @Test
    void anIssuerThatIsNotSentIsNamed() throws Exception {
        Issued leaf = CA.intermediate().issue(HOST).withoutIntermediates();
        try (MailWorld mail = new MailWorld(enforcing(one())).server(V4, leaf)) {
            Finding said = SaidFindings.of(enforced(mail), "sts.mx-certificate");
            assertThat(said.remedy()).contains("full chain");
        }
    }

    @Test
    void aCommonNameIsNoName() throws Exception {
        Issued common = CA.issueCommonNameOnly(HOST);
        try (MailWorld mail = new MailWorld(enforcing(one())).server(V4, common)) {
            Finding said = SaidFindings.of(enforced(mail), "sts.mx-certificate");
            assertThat(said.summary()).contains("common name (CN)").doesNotContain("not for this host");
            assertThat(said.remedy()).contains("subjectAltName");
        }
    }

    @Test
    void anotherNameIsNamed() throws Exception {
        Issued other = CA.issue("www.example.test");
        try (MailWorld mail = new MailWorld(enforcing(one())).server(V4, other)) {
            assertThat(SaidFindings.of(enforced(mail), "sts.mx-certificate").summary())
                    .contains("www.example.test");
        }
        try (MailWorld mail =
                new MailWorld(enforcing(one())).server(V4, KEY).policyHost(POLICY_V4, other, "version: STSv1\n")) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "sts.certificate").summary())
                    .contains("www.example.test");
        }
    }

    @Test
    void aPolicyHostWhoseCertificateEndsSoonIsSaid() throws Exception {
        Instant now = Instant.now();
        Issued ending = CA.issue(now.minus(Duration.ofDays(87)), now.plus(Duration.ofDays(3)), "mta-sts.example.test");
        String policy = "version: STSv1\nmode: enforce\nmax_age: 604800\nmx: " + HOST + "\n";
        try (MailWorld mail = new MailWorld(enforcing(one()))
                .server(V4, KEY)
                .policyHost(POLICY_V4, ending, PolicyServer.ok(policy))) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "sts.certificate-ends")
                            .severity())
                    .isEqualTo(Severity.WARNING);
        }
    }

    /** What is met at a private address is another host for each who asks. */
    @Test
    void aCertificateAtAPrivateAddressIsNobodysFault() throws Exception {
        World world = enforcing(one().a(HOST, "10.0.0.5"));
        try (MailWorld mail = new MailWorld(world).server(V4, KEY).server("10.0.0.5", CA.issue("other.test"))) {
            assertThat(SaidFindings.ids(enforced(mail))).contains("mx.private").doesNotContain("sts.mx-certificate");
        }
    }

    @Test
    void theIssuerThatIsNotSentIsSentFirst() throws Exception {
        Issued leaf = CA.intermediate().issue(HOST);
        World world = World.signed(DOMAIN)
                .mx(10, HOST)
                .a(HOST, V4)
                .tlsa("_25._tcp." + HOST, MailWorld.tlsa(2, 1, 1, leaf.chain().get(1)));
        try (MailWorld mail = new MailWorld(world).server(V4, leaf.withoutIntermediates())) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "tlsa.ta-not-sent").remedy())
                    .startsWith("Make the server send the full chain");
        }
    }

    @Test
    void aShortKeyIsSaidWhoeverVerifiesIt() throws Exception {
        Issued weak = CA.issueRsa(1024, HOST);
        World signed = World.signed(DOMAIN).mx(10, HOST).a(HOST, V4);
        try (MailWorld mail =
                new MailWorld(signed.tlsa("_25._tcp." + HOST, MailWorld.tlsa(3, 1, 1, weak))).server(V4, weak)) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "cert.weak");
            assertThat(said.subject()).isEqualTo(HOST);
            assertThat(said.summary()).contains("an RSA key of 1024 bits");
        }
        try (MailWorld mail = new MailWorld(one()).server(V4, CA.issueRsa(2048, HOST))) {
            assertThat(SaidFindings.ids(mail.survey(DOMAIN))).doesNotContain("cert.weak");
        }
    }

    /** Nolisting, or an outage: whoever cannot connect to the first one takes the next. */
    @Test
    void anExchangerThatTakesNoConnectionIsPassedOver() throws Exception {
        try (MailWorld mail = new MailWorld(two()).server(OTHER_V4, KEY)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(report.outlook().standing()).isEqualTo(Standing.FINE);
            SenderOutlook gmail = report.outlook().sender("gmail").orElseThrow();
            assertThat(gmail.hosts().get(0).forecast().prospect()).isEqualTo(Prospect.QUEUED);
            assertThat(gmail.hosts().get(0).forecast().condition()).isEqualTo("no-connection");
        }
    }
}
