/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.Misdeed;
import io.github.smtpprobe.zones.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;

/** Slips that real domains show are told by what slipped, and not by what follows from it. */
class SaidOfSlipsTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final String V4 = "8.8.8.8";
    private static final String POLICY_V4 = "8.8.4.4";
    private static final Issued KEY = CA.issue(HOST, DOMAIN);
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static World one() {
        return World.unsigned(DOMAIN).mx(10, HOST).a(HOST, V4);
    }

    private static World enforcing() {
        return one().txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;").a("mta-sts." + DOMAIN, POLICY_V4);
    }

    private static DomainReport survey(World world) throws Exception {
        try (MailWorld mail = new MailWorld(world).server(V4, KEY)) {
            return mail.survey(DOMAIN);
        }
    }

    @Test
    void marksOfTheZoneFileAreNamed() throws Exception {
        assertThat(SaidFindings.of(survey(one().txt("_mta-sts." + DOMAIN, "\"v=STSv1; id=1;\"")), "sts.txt-syntax")
                        .remedy())
                .startsWith("Remove the quotation marks from the text");
        assertThat(SaidFindings.of(
                                survey(one().txt("_smtp._tls." + DOMAIN, "v=TLSRPTv1\\; rua=mailto:a@example.test")),
                                "rpt.syntax")
                        .remedy())
                .startsWith("Remove the backslash before the semicolon from the text");
    }

    /** The grammar has it, and the sorting of records has not (RFC 8461 §3.1). */
    @Test
    void aBlankBeforeTheSemicolonIsTakenBySome() throws Exception {
        Finding said = SaidFindings.of(survey(one().txt("_mta-sts." + DOMAIN, "v=STSv1 ; id=1234;")), "sts.txt-syntax");
        assertThat(said.summary()).contains("counts only for some senders").doesNotContain("not valid");
        assertThat(said.explanation()).doesNotContain("treat it as none");
    }

    /** RFC 4074 §4.2: there is such a name, since it has an address of the other family. */
    @Test
    void aNameThatIsDeniedForOneFamilyIsSaid() throws Exception {
        Finding said = SaidFindings.of(
                survey(one().answering(HOST, "AAAA", Misdeed.code(Rcode.NXDOMAIN))), "dns.family-unknown");
        assertThat(said.summary()).contains("no such name", "IPv6");
    }

    @Test
    void aPortIsNoAddress() throws Exception {
        Finding said = SaidFindings.of(survey(World.unsigned(DOMAIN).mx(10, "mx.example.test:25")), "mx.literal");
        assertThat(said.summary()).contains("a port").doesNotContain("the address");
        assertThat(said.remedy()).contains("without a port");
        Finding url = SaidFindings.of(survey(World.unsigned(DOMAIN).mx(10, "https://mx.example.test/")), "mx.literal");
        assertThat(url.summary()).contains("URL").doesNotContain("the address");
    }

    @Test
    void namesThatAreNoExchangersNeedNoPlaceInAPolicy() throws Exception {
        String policy = "version: STSv1\nmode: enforce\nmx: mx.example.test\nmax_age: 604800\n";
        World world = enforcing().mx(DOMAIN, 32_767, "ms46086885.msv1.invalid").mx(DOMAIN, 50, "localhost");
        try (MailWorld mail = new MailWorld(world).server(V4, KEY).policy(DOMAIN, POLICY_V4, policy)) {
            assertThat(SaidFindings.ids(mail.survey(DOMAIN)))
                    .contains("mx.placeholder", "mx.localhost")
                    .doesNotContain("sts.mx-partly");
        }
    }

    @Test
    void aLoopbackAddressIsNoDeadServer() throws Exception {
        assertThat(SaidFindings.ids(survey(one().aaaa(HOST, "::1"))))
                .contains("mx.private")
                .doesNotContain("mx.v6-dead");
    }

    @Test
    void aParkedDomainIsToldOfTheNullMx() throws Exception {
        try (MailWorld mail = new MailWorld(World.unsigned(DOMAIN).a(DOMAIN, V4))) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "mx.all-silent");
            assertThat(said.remedy()).contains("null MX record");
            assertThat(said.actor()).isEqualTo(Actor.DNS_OWNER);
        }
    }

    @Test
    void anAliasHidesTheMxRecords() throws Exception {
        World world = World.unsigned("test").cname(DOMAIN, "www.test").a("www.test", V4);
        try (MailWorld mail = new MailWorld(world).server(V4, KEY)) {
            Finding said = SaidFindings.of(mail.survey(DOMAIN), "mx.implicit");
            assertThat(said.summary()).contains("an alias of www.test");
            assertThat(said.remedy()).contains("beside the alias");
        }
        World parked = World.unsigned("test").cname(DOMAIN, "www.test").a("www.test", V4);
        try (MailWorld mail = new MailWorld(parked)) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "mx.all-silent").remedy())
                    .contains("beside the alias from example.test to www.test");
        }
    }

    @Test
    void anExchangerOfAnotherDomainIsAskedForThere() throws Exception {
        World world = World.unsigned("test")
                .mx(DOMAIN, 0, "example-test.mail.provider.test")
                .andUnsigned("provider.test");
        assertThat(SaidFindings.of(survey(world), "mx.dangling").remedy())
                .contains("as its operator gives it")
                .doesNotContain("publish an address");
    }

    @Test
    void anExchangerInADomainThatNobodyHasIsSaidToBeThat() throws Exception {
        Finding said = SaidFindings.of(survey(one().mx(DOMAIN, 20, "mx.gone.test")), "mx.dangling");
        assertThat(said.explanation()).contains("Nor does the domain gone.test: whoever registers it");
        assertThat(said.remedy()).startsWith("Remove the MX record");
    }

    @Test
    void anAliasOfTheRecordThatLeadsNowhereIsNamed() throws Exception {
        String policy = "version: STSv1\nmode: enforce\nmx: mx.example.test\nmax_age: 604800\n";
        World world = one().cname("_mta-sts." + DOMAIN, "gone.example.test").a("mta-sts." + DOMAIN, POLICY_V4);
        try (MailWorld mail = new MailWorld(world).server(V4, KEY).policy(DOMAIN, POLICY_V4, policy)) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "sts.orphan").remedy())
                    .contains("gone.example.test");
        }
    }

    @Test
    void aSemicolonBetweenAddressesIsNamed() throws Exception {
        World world = one().txt("_smtp._tls." + DOMAIN, "v=TLSRPTv1; rua=mailto:a@example.test;mailto:b@example.test");
        assertThat(SaidFindings.of(survey(world), "rpt.syntax").remedy())
                .contains("a comma before mailto:b@example.test");
    }

    @Test
    void aDigestOfNothingWasNeverRight() throws Exception {
        World world = World.signed(DOMAIN).mx(10, HOST).a(HOST, V4).tlsa("_25._tcp." + HOST, "3 1 1 " + NOTHING);
        Finding said = SaidFindings.of(survey(world), "tlsa.mismatch");
        assertThat(said.summary()).contains("the digest of nothing");
        assertThat(said.remedy()).doesNotContain("Going back");
    }

    @Test
    void aFormerCertificateIsNoFormerKey() throws Exception {
        World world =
                World.signed(DOMAIN).mx(10, HOST).a(HOST, V4).tlsa("_25._tcp." + HOST, "3 0 1 " + "ab".repeat(32));
        assertThat(SaidFindings.of(survey(world), "tlsa.mismatch").remedy()).contains("previous certificate");
    }

    @ParameterizedTest
    @CsvSource({
        "v=TLSRPTv1; rua=mailto:a@example.test!10m, has in it what must be encoded: mailto:a@example.test!10m",
        "v=TLSRPTv1; rua=mailto:a@example.test rua=mailto:b@example.test, a@example.test rua=mailto:b@example.test"
    })
    void anAddressThatIsNoUriIsShown(String record, String what) throws Exception {
        Finding said = SaidFindings.of(survey(one().txt("_smtp._tls." + DOMAIN, record)), "rpt.syntax");
        assertThat(said.summary()).contains(what);
        assertThat(said.remedy()).contains("commas between");
    }

    @Test
    void aFieldThatIsNoPairIsShown() throws Exception {
        assertThat(SaidFindings.of(
                                survey(one().txt("_mta-sts." + DOMAIN, "v=STSv1;\u00A0id=20261101;")), "sts.txt-syntax")
                        .summary())
                .contains("a field is no pair of a name and a value, and has a character that is not ASCII");
    }

    @Test
    void aNameBehindWhichTheDomainStandsMayLackADot() throws Exception {
        Finding said =
                SaidFindings.of(survey(World.unsigned(DOMAIN).mx(10, "mx.provider.test.example.test")), "mx.dangling");
        assertThat(said.explanation()).contains("final dot");
        assertThat(said.remedy()).startsWith("If mx.provider.test is meant, end it with a dot in the zone file");
        assertThat(SaidFindings.of(survey(World.unsigned(DOMAIN).mx(10, "mx.eu.example.test")), "mx.dangling")
                        .remedy())
                .doesNotContain("a dot in the zone file");
    }

    @Test
    void aPlaceholderAloneNeedsAnExchangerBesideIt() throws Exception {
        assertThat(SaidFindings.of(survey(World.unsigned(DOMAIN).mx(0, "ms46086885.msv1.invalid")), "mx.placeholder")
                        .remedy())
                .contains("publish an MX record");
        assertThat(SaidFindings.of(survey(one().mx(DOMAIN, 90, "ms46086885.msv1.invalid")), "mx.placeholder")
                        .remedy())
                .doesNotContain("publish an MX record");
    }

    @Test
    void aWildcardOfACertificateStandsForOneLabel() throws Exception {
        Issued wide = CA.issue("*.example.test");
        String deep = "mx.in.example.test";
        World world = World.unsigned(DOMAIN)
                .mx(10, deep)
                .a(deep, V4)
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;")
                .a("mta-sts." + DOMAIN, POLICY_V4);
        String policy = "version: STSv1\nmode: enforce\nmx: mx.in.example.test\nmax_age: 604800\n";
        try (MailWorld mail = new MailWorld(world).server(V4, wide).policy(DOMAIN, POLICY_V4, policy)) {
            assertThat(SaidFindings.of(mail.survey(DOMAIN), "sts.mx-certificate")
                            .summary())
                    .contains("it is for *.example.test, and * stands for exactly one label");
        }
    }

    /** A backup whose zone is broken holds no mail back that the first exchanger takes. */
    @Test
    void aBrokenZoneOfOneExchangerIsSaidOfThatExchanger() throws Exception {
        World world = World.signed(DOMAIN)
                .mx(10, HOST)
                .a(HOST, V4)
                .mx(DOMAIN, 20, "mx.provider.test")
                .andSigned("provider.test")
                .dsOrphan()
                .a("mx.provider.test", "1.1.1.1");
        Finding said = SaidFindings.of(survey(world), "dns.ds-orphan");
        assertThat(said.explanation())
                .contains("mx.provider.test", "use another exchanger")
                .doesNotContain("where mail for");
    }
}
