/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.render.DomainHtml;
import io.github.smtpprobe.render.DomainText;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is wrong with the records and the policy of a domain is said by its cause, with what to do about just that. */
@Tag("waits")
class SaidOfRecordsTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final String V4 = "8.8.8.8";
    private static final String POLICY_V4 = "8.8.4.4";
    private static final Issued KEY = CA.issue(HOST, DOMAIN);

    private static World one() {
        return World.unsigned(DOMAIN).mx(10, HOST).a(HOST, V4);
    }

    private static World enforcing(World world) {
        return world.txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;").a("mta-sts." + DOMAIN, POLICY_V4);
    }

    /** Nothing is left out without a word: who reads the report knows of each exchanger that was not tested. */
    @Test
    void exchangersBeyondTheTwentiethAreToldOfAsNotTested() throws Exception {
        World world = World.unsigned(DOMAIN);
        for (int i = 10; i < 34; i++) {
            world.mx(i, "mx" + i + ".example.test");
        }
        try (MailWorld mail = new MailWorld(world)) {
            DomainReport report = mail.survey(DOMAIN);
            Finding said = SaidFindings.of(report, "mx.too-many");
            assertThat(said.summary()).contains("more mail exchangers than are looked at here (20)");
            assertThat(said.explanation())
                    .contains("not tested: mx30.example.test, mx31.example.test, mx32.example.test and 1 more");
            String text = DomainText.render(report);
            String page = DomainHtml.render(report);
            for (int i = 30; i < 34; i++) {
                assertThat(said.evidence()).contains("not tested: mx" + i + ".example.test");
                String words = "The exchanger mx" + i + ".example.test was not tested:";
                assertThat(text.replaceAll("\\s+", " ")).contains(words);
                assertThat(page).contains(words);
            }
            assertThat(text).contains("not tested, a survey looks at the first 20 exchangers");
            assertThat(page).contains("Not tested: a survey looks at the first 20 exchangers.");
            assertThat(text).doesNotContain("mx29.example.test was not tested: a survey looks");
        }
    }

    /** A domain that takes no mail leads nobody to a policy, and to no server that it could be about. */
    @Test
    void recordsThatANullMxLeavesWithoutUseAreToldOf() throws Exception {
        World world = World.unsigned(DOMAIN)
                .nullMx()
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;")
                .txt("_smtp._tls." + DOMAIN, "v=TLSRPTv1; rua=mailto:tls@example.test")
                .a("mta-sts." + DOMAIN, POLICY_V4);
        try (MailWorld mail = new MailWorld(world)) {
            DomainReport report = mail.survey(DOMAIN);
            Finding said = SaidFindings.of(report, "mx.null-leftover");
            assertThat(said.severity()).isEqualTo(Severity.INFO);
            assertThat(said.summary()).contains("_mta-sts.example.test, _smtp._tls.example.test");
            assertThat(SaidFindings.ids(report)).noneMatch(id -> id.startsWith("sts.") || id.startsWith("rpt."));
        }
        try (MailWorld mail = new MailWorld(World.unsigned(DOMAIN).nullMx())) {
            assertThat(SaidFindings.ids(mail.survey(DOMAIN)))
                    .contains("mx.null")
                    .doesNotContain("mx.null-leftover");
        }
    }

    /** A name server may find wrong what is not: its clock or its trust anchors are its own. */
    @Test
    void aNameServerThatAloneObjectsIsNotTheZonesFault() throws Exception {
        World world = World.signed(DOMAIN)
                .mx(10, HOST)
                .a(HOST, V4)
                .servfailUnlessUnchecked(DOMAIN, "MX")
                .servfailUnlessUnchecked(HOST, "A");
        try (MailWorld mail = new MailWorld(world).server(V4, KEY)) {
            DomainReport report = mail.survey(DOMAIN);
            Finding said = SaidFindings.of(report, "dns.resolver-objects");
            assertThat(said.severity()).isEqualTo(Severity.WARNING);
            assertThat(said.actor()).isEqualTo(Actor.YOU);
            assertThat(said.summary()).contains("answers example.test MX only if it need not check signatures");
            assertThat(SaidFindings.ids(report)).doesNotContain("dns.expired", "mx.lookup-error");
        }
        World servers = World.signed(DOMAIN).mx(10, HOST).a(HOST, V4);
        try (MailWorld mail = new MailWorld(servers).server(V4, KEY)) {
            assertThat(SaidFindings.ids(mail.survey(DOMAIN))).doesNotContain("dns.resolver-objects");
        }
    }

    @Test
    void anUnderscoreIsNoHostName() throws Exception {
        String odd = "mail_1.example.test";
        World world = World.unsigned(DOMAIN).mx(10, odd).a(odd, V4);
        try (MailWorld mail = new MailWorld(world).server(V4, KEY)) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "mx.not-host-name");
            assertThat(said.severity()).isEqualTo(Severity.WARNING);
            assertThat(said.remedy()).contains("MX record");
        }
    }

    @Test
    void localhostNeedsNoAddress() throws Exception {
        try (MailWorld mail = new MailWorld(World.unsigned(DOMAIN).mx(0, "localhost"))) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(SaidFindings.of(report, "mx.localhost").severity()).isEqualTo(Severity.ERROR);
            assertThat(SaidFindings.of(report, "mx.localhost").explanation()).doesNotContain("so did");
            assertThat(SaidFindings.ids(report)).doesNotContain("mx.dangling");
        }
    }

    @Test
    void aDomainTwiceIsAMissingDot() throws Exception {
        try (MailWorld mail = new MailWorld(World.unsigned(DOMAIN).mx(10, "mx.example.test.example.test"))) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "mx.dangling");
            assertThat(said.explanation()).contains("twice");
            assertThat(said.remedy())
                    .contains("mx.example.test.")
                    .doesNotContain("publish an address for mx.example.test.example.test");
        }
    }

    @Test
    void oneFamilyThatCannotBeLookedUpIsSaid() throws Exception {
        try (MailWorld mail = new MailWorld(one().servfail(HOST, "AAAA")).server(V4, KEY)) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "dns.family-unknown");
            assertThat(said.severity()).isEqualTo(Severity.WARNING);
            assertThat(said.summary())
                    .contains("IPv6 addresses of " + HOST, "SERVFAIL")
                    .doesNotContain("SERVFAIL (");
        }
    }

    @Test
    void aNullMxAmongOthersIsLeftToEachSender() throws Exception {
        try (MailWorld mail = new MailWorld(one().nullMx()).server(V4, KEY)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(SaidFindings.ids(report)).contains("mx.null-mixed");
            assertThat(report.outlook().standing()).isEqualTo(Standing.NOT_KNOWN);
            assertThat(report.outlook().sender("gmail").orElseThrow().domain().prospect())
                    .isEqualTo(Prospect.NOT_KNOWN);
        }
    }

    @Test
    void aNullMxHasThePreferenceZero() throws Exception {
        try (MailWorld mail = new MailWorld(World.unsigned(DOMAIN).mx(10, "."))) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "mx.null").remedy())
                    .contains("this one has 10", "RFC 7505 §3");
        }
        try (MailWorld mail = new MailWorld(World.unsigned(DOMAIN).nullMx())) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "mx.null").remedy()).doesNotContain("preference");
        }
    }

    /** The zone of the domain is signed; the one that its alias leads to is not (RFC 4035 §5.2). */
    @Test
    void theZoneBehindAnAliasIsTheOneThatIsNotSigned() throws Exception {
        World world = World.signed("test")
                .cname(DOMAIN, "real.example")
                .andUnsigned("real.example")
                .mx("real.example", 10, HOST)
                .in("test")
                .a(HOST, V4);
        try (MailWorld mail = new MailWorld(world).server(V4, KEY)) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "dns.insecure").summary())
                    .contains("an alias of real.example, whose zone")
                    .doesNotContain("the zone of " + DOMAIN);
        }
    }

    @Test
    void aPrivateAddressExplainsTheSilence() throws Exception {
        try (MailWorld mail = new MailWorld(World.unsigned(DOMAIN).mx(10, HOST).a(HOST, "10.0.0.5"))) {
            assertThat(SaidFindings.ids(mail.survey(DOMAIN)))
                    .contains("mx.private")
                    .doesNotContain("mx.all-silent", "mx.silent", "ptr.none");
        }
    }

    @Test
    void aPrivatePolicyHostIsNamed() throws Exception {
        World world = one().txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;").a("mta-sts." + DOMAIN, "10.0.0.5");
        try (MailWorld mail = new MailWorld(world).server(V4, KEY)) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "sts.unreachable");
            assertThat(said.summary()).contains("10.0.0.5", "private");
            assertThat(said.remedy()).contains("public address");
        }
    }

    @Test
    void aByteOrderMarkIsNamed() throws Exception {
        String policy = "\u00EF\u00BB\u00BFversion: STSv1\nmode: enforce\nmax_age: 604800\nmx: " + HOST + "\n";
        try (MailWorld mail = new MailWorld(enforcing(one())).server(V4, KEY).policy(DOMAIN, POLICY_V4, policy)) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "sts.invalid");
            assertThat(said.summary()).contains("byte order mark");
            assertThat(said.remedy()).contains("without a byte order mark (BOM)");
        }
    }

    @Test
    void aMailboxWithoutItsSchemeIsKept() throws Exception {
        World world = one().txt("_smtp._tls." + DOMAIN, "v=TLSRPTv1; rua=ada@example.test");
        try (MailWorld mail = new MailWorld(world).server(V4, KEY)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(SaidFindings.of(report, "rpt.syntax").remedy()).contains("mailto: in front of ada@example.test");
            assertThat(report.snippets()).anyMatch(each -> each.text().contains("rua=mailto:ada@example.test"));
        }
    }

    @Test
    void aWishThatCannotBeLookedUpIsSaid() throws Exception {
        try (MailWorld mail = new MailWorld(one().servfail("_smtp._tls." + DOMAIN, "TXT")).server(V4, KEY)) {
            assertThat(SaidFindings.ids(mail.survey(DOMAIN))).contains("rpt.txt-error");
        }
    }

    /** Other names of the zone are answered for, so the way to its servers is open. */
    @Test
    void aSingleSilentQuestionIsTheZonesOwn() throws Exception {
        try (MailWorld mail = new MailWorld(one().silent(DOMAIN, "MX")).server(V4, KEY)) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "mx.lookup-error").actor())
                    .isEqualTo(Actor.DNS_OWNER);
        }
    }

    @Test
    void aSingleLabelHasADotTooMuch() throws Exception {
        try (MailWorld mail = new MailWorld(World.unsigned(DOMAIN).mx(10, "mail"))) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "mx.dangling").remedy())
                    .contains("final dot after mail");
        }
    }

    @Test
    void aPlaceholderNeedsNoAddress() throws Exception {
        try (MailWorld mail = new MailWorld(World.unsigned(DOMAIN).mx(10, "ms123.invalid"))) {
            assertThat(SaidFindings.ids(mail.survey(DOMAIN)))
                    .contains("mx.placeholder")
                    .doesNotContain("mx.dangling");
        }
    }

    /** What is asked for is not left open where the record was seen. */
    @Test
    void reportsThatAreAskedForAreSent() throws Exception {
        String policy = "version: STSv1\nmode: testing\nmax_age: 604800\nmx: " + HOST + "\n";
        World asking = enforcing(one()).txt("_smtp._tls." + DOMAIN, "v=TLSRPTv1; rua=mailto:ada@example.test");
        try (MailWorld mail = new MailWorld(asking).server(V4, KEY).policy(DOMAIN, POLICY_V4, policy)) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "sts.testing");
            assertThat(said.explanation()).contains("They report failures").doesNotContain(" if ");
            assertThat(said.severity()).isEqualTo(Severity.INFO);
            assertThat(said.actor()).isEqualTo(Actor.POLICY_HOST);
        }
    }
}
