/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Twenty-five domains, each with a DNS, servers and certificates of its own, and what Postfix with DANE, Gmail and Exchange Online do with them:
 * V verified, T encrypted, C in clear, Q queued, B returned, ? not known. Expectations were written down before anything was surveyed.
 */
class VectorsTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final String TLSA = "_25._tcp.mx.example.test";
    private static final String ADDRESS = "8.8.8.8";
    private static final String POLICY_ADDRESS = "8.8.4.4";

    private final Issued k1 = CA.issue(HOST);
    private final Issued k2 = CA.issue(HOST);

    private static World signed() {
        return World.signed(DOMAIN).mx(10, HOST).a(HOST, ADDRESS);
    }

    private static World unsigned() {
        return World.unsigned(DOMAIN).mx(10, HOST).a(HOST, ADDRESS);
    }

    private static World announcing(World world) {
        return world.txt("_mta-sts.example.test", "v=STSv1; id=20261127;").a("mta-sts.example.test", POLICY_ADDRESS);
    }

    private static String enforce(String mx) {
        return "version: STSv1\r\nmode: enforce\r\nmx: " + mx + "\r\nmax_age: 604800\r\n";
    }

    private static String letters(DomainReport report, String... senders) {
        List<String> letters = new ArrayList<>();
        for (String each : senders) {
            letters.add(String.valueOf(report.outlook()
                    .sender(each)
                    .orElseThrow()
                    .domain()
                    .prospect()
                    .letter()));
        }
        return String.join("/", letters);
    }

    private static String outlook(DomainReport report) {
        return letters(report, "postfix-dane", "gmail", "exchange-online");
    }

    private static String exim(DomainReport report) {
        return letters(report, "exim");
    }

    private static List<String> ids(DomainReport report) {
        return report.findings().stream().map(Finding::id).toList();
    }

    private static void noTrouble(DomainReport report) {
        assertThat(report.findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .isEmpty();
    }

    @Test
    void v01_aRecordThatMatches() throws Exception {
        try (MailWorld mail = new MailWorld(signed().tlsa(TLSA, tlsa(3, 1, 1, k1))).server(ADDRESS, k1)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("V/T/V");
            noTrouble(report);
        }
    }

    @Test
    void v02_aRecordThatMatchesACertificateThatNobodyElseTakes() throws Exception {
        Issued odd = outOfDate();
        try (MailWorld mail = new MailWorld(signed().tlsa(TLSA, tlsa(3, 1, 1, odd))).server(ADDRESS, odd)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("V/T/?");
            assertThat(ids(report)).contains("tlsa.ee-expired");
        }
    }

    private static Issued outOfDate() {
        Instant now = Instant.now();
        return CertificateAuthority.create()
                .issue(now.minus(Duration.ofDays(400)), now.minus(Duration.ofDays(300)), "other.example");
    }

    @Test
    void v03_aRecordForAnotherKey() throws Exception {
        try (MailWorld mail = new MailWorld(signed().tlsa(TLSA, tlsa(3, 1, 1, k1))).server(ADDRESS, k2)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("Q/T/Q");
            assertThat(report.rootCause()).map(Finding::id).contains("tlsa.mismatch");
        }
    }

    @Test
    void v04_aRecordForTheNextKey() throws Exception {
        World world = signed().tlsa(TLSA, tlsa(3, 1, 1, k1)).tlsa(TLSA, tlsa(3, 1, 1, k2));
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, k2)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("V/T/V");
            assertThat(ids(report)).contains("tlsa.extra");
            noTrouble(report);
        }
    }

    @Test
    void v05_aStrongerDigestThatIsStale() throws Exception {
        World world = signed().tlsa(TLSA, tlsa(3, 1, 1, k2)).tlsa(TLSA, tlsa(3, 1, 2, k1));
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, k2)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("Q/T/?");
            assertThat(ids(report)).contains("tlsa.stale-parameters");
        }
    }

    @Test
    void v06_anAnchorThatIsNotSent() throws Exception {
        CertificateAuthority root = CertificateAuthority.create();
        Issued key = root.intermediate().issue(HOST);
        World world = signed().tlsa(TLSA, tlsa(2, 0, 1, root.certificate()));
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, key)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).startsWith("Q/");
            assertThat(ids(report)).contains("tlsa.ta-not-sent");
        }
    }

    /** A chain with its root, as a server sends it whose operator has read RFC 7672. */
    private static Issued withRoot(CertificateAuthority root, Issued issued) {
        List<X509Certificate> chain = new ArrayList<>(issued.chain());
        chain.add(root.certificate());
        return new Issued(issued.key(), chain);
    }

    @Test
    void v07_anAnchorThatIsSent() throws Exception {
        CertificateAuthority root = CertificateAuthority.create();
        Issued key = withRoot(root, root.intermediate().issue(HOST));
        World world = signed().tlsa(TLSA, tlsa(2, 0, 1, root.certificate()));
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, key)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("V/T/V");
            noTrouble(report);
        }
    }

    @Test
    void v08_anAnchorAboveACertificateThatHasRunOut() throws Exception {
        CertificateAuthority intermediate = CertificateAuthority.create().intermediate();
        Instant now = Instant.now();
        Issued key = intermediate.issue(now.minus(Duration.ofDays(90)), now.minus(Duration.ofDays(1)), HOST);
        World world = signed().tlsa(TLSA, tlsa(2, 1, 1, intermediate.certificate()));
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, key)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).startsWith("Q/");
            assertThat(ids(report)).contains("tlsa.ta-expired");
        }
    }

    @Test
    void v09_anAnchorAboveACertificateForTheDomainAlone() throws Exception {
        CertificateAuthority root = CertificateAuthority.create();
        Issued key = withRoot(root, root.issue(DOMAIN));
        World world = signed().tlsa(TLSA, tlsa(2, 0, 1, root.certificate()));
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, key)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).startsWith("V/");
            assertThat(exim(report)).isEqualTo("Q");
            assertThat(ids(report)).contains("tlsa.ta-domain-name");
        }
    }

    @Test
    void v10_aRecordOfAUsageThatSmtpDoesNotKnow() throws Exception {
        Issued key = CA.issue(HOST);
        World world = signed().tlsa(TLSA, "1" + tlsa(3, 0, 1, key).substring(1));
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, key)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("T/T/T");
            assertThat(exim(report)).isEqualTo("?");
            assertThat(ids(report)).contains("tlsa.pkix-only");
        }
    }

    @Test
    void v11_aDigestOfTwoOctets() throws Exception {
        try (MailWorld mail = new MailWorld(signed().tlsa(TLSA, "3 1 1 abcd")).server(ADDRESS, k1)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).startsWith("T/");
            assertThat(exim(report)).isEqualTo("?");
            assertThat(ids(report)).contains("tlsa.bad-length");
        }
    }

    @Test
    void v12_aNameServerThatFailsForTlsa() throws Exception {
        try (MailWorld mail = new MailWorld(signed().servfail(TLSA, "TLSA")).server(ADDRESS, k1)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("Q/T/Q");
            assertThat(report.rootCause()).map(Finding::id).contains("tlsa.lookup-error");
        }
    }

    @Test
    void v13_anUnsignedHostWhoseNameServerWouldFail() throws Exception {
        World world = World.signed(DOMAIN)
                .mx(10, "mx.provider.test")
                .andUnsigned("provider.test")
                .a("mx.provider.test", ADDRESS)
                .servfail("_25._tcp.mx.provider.test", "TLSA");
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, CA.issue("mx.provider.test"))) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("T/T/T");
            assertThat(ids(report)).contains("dns.host-insecure");
            assertThat(world.asked()).noneMatch(question -> question.contains("TLSA"));
        }
    }

    @Test
    void v14_aSignedHostOfAnUnsignedDomain() throws Exception {
        World world = World.unsigned(DOMAIN)
                .mx(10, "mx.provider.test")
                .andSigned("provider.test")
                .a("mx.provider.test", ADDRESS)
                .tlsa("_25._tcp.mx.provider.test", tlsa(3, 1, 1, k1));
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, k2)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("Q/T/T");
            assertThat(ids(report)).contains("dns.mx-insecure");
        }
    }

    /** The domain's name alone does behind an MX that is not signed, if Postfix asks. */
    @Test
    void v14_aCertificateForAnUnsignedDomainAlone() throws Exception {
        CertificateAuthority root = CertificateAuthority.create();
        World world = World.unsigned(DOMAIN)
                .mx(10, "mx.provider.test")
                .andSigned("provider.test")
                .a("mx.provider.test", ADDRESS)
                .tlsa("_25._tcp.mx.provider.test", tlsa(2, 0, 1, root.certificate()));
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, withRoot(root, root.issue(DOMAIN)))) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("V/T/T");
            assertThat(letters(report, "exim", "dane-only")).isEqualTo("T/Q");
            assertThat(ids(report)).contains("tlsa.ta-domain-name").doesNotContain("tlsa.ta-name");
            assertThat(report.findings())
                    .filteredOn(finding -> finding.id().equals("tlsa.ta-domain-name"))
                    .singleElement()
                    .satisfies(
                            finding -> assertThat(finding.toString() + finding.asMap())
                                    .contains(
                                            "Postfix at level dane delivers and verifies it; Exim and Exchange Online deliver without verifying it"));
        }
    }

    @Test
    void v15_signaturesThatDoNotHold() throws Exception {
        try (MailWorld mail = new MailWorld(signed().wrongSignature(DOMAIN, "MX")).server(ADDRESS, k1)) {
            DomainReport report = mail.survey(DOMAIN);
            // The table's row for such a domain leaves Gmail open, and so does this report.
            assertThat(outlook(report)).isEqualTo("Q/?/Q");
            assertThat(report.rootCause()).map(Finding::id).contains("dns.bogus");
        }
    }

    @Test
    void v16_aDenialThatDoesNotHold() throws Exception {
        try (MailWorld mail = new MailWorld(signed().brokenDenial(TLSA)).server(ADDRESS, k1)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("Q/T/Q");
            assertThat(report.rootCause()).map(Finding::id).contains("dns.denial-broken");
        }
    }

    @Test
    void v17_anAliasIntoAnUnsignedZone() throws Exception {
        World world = World.signed(DOMAIN)
                .mx(10, HOST)
                .cname(HOST, "g.provider.test")
                .tlsa(TLSA, tlsa(3, 1, 1, k1))
                .andUnsigned("provider.test")
                .a("g.provider.test", ADDRESS);
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, k1)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("V/T/?");
            assertThat(exim(report)).isEqualTo("T");
            assertThat(ids(report)).contains("mx.alias");
        }
    }

    /** Exim goes by the name at the end of a chain that is all secure, and by no other. */
    @Test
    void v17_anAliasThatIsSecureToItsEnd() throws Exception {
        for (boolean matches : new boolean[] {true, false}) {
            World world = World.signed(DOMAIN)
                    .mx(10, HOST)
                    .cname(HOST, "g.example.test")
                    .a("g.example.test", ADDRESS)
                    .tlsa("_25._tcp.g.example.test", tlsa(3, 1, 1, matches ? k1 : k2));
            try (MailWorld mail = new MailWorld(world).server(ADDRESS, k1)) {
                DomainReport report = mail.survey(DOMAIN);
                assertThat(outlook(report)).isEqualTo(matches ? "V/T/?" : "Q/T/?");
                assertThat(letters(report, "exim", "dane-only")).isEqualTo(matches ? "V/V" : "Q/Q");
            }
        }
    }

    @Test
    void v17_anAliasWithRecordsAtItsOwnName() throws Exception {
        World world = World.signed(DOMAIN)
                .mx(10, HOST)
                .cname(HOST, "g.example.test")
                .a("g.example.test", ADDRESS)
                .tlsa(TLSA, tlsa(3, 1, 1, k1));
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, k1)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("V/T/?");
            assertThat(letters(report, "exim", "dane-only")).isEqualTo("T/?");
        }
    }

    @Test
    void v18_aRecordForOneOfTwoKeys() throws Exception {
        Issued rsa = CA.issueRsa(2048, HOST);
        World world = signed().tlsa(TLSA, tlsa(3, 1, 1, rsa));
        try (MailWorld mail = new MailWorld(world).server(ADDRESS, rsa, k1)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(report.outlook()
                            .sender("postfix-dane")
                            .orElseThrow()
                            .domain()
                            .byChance())
                    .isTrue();
            assertThat(ids(report)).contains("tlsa.mismatch-algorithm");
        }
    }

    @Test
    void v19_aRecordWithoutStarttls() throws Exception {
        try (MailWorld mail = new MailWorld(signed().tlsa(TLSA, tlsa(3, 1, 1, k1))).clear(ADDRESS)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("Q/C/Q");
            assertThat(report.rootCause()).map(Finding::id).contains("tlsa.no-starttls");
        }
    }

    @Test
    void v20_aPolicyThatHolds() throws Exception {
        try (MailWorld mail = new MailWorld(announcing(unsigned()))
                .server(ADDRESS, k1)
                .policy(DOMAIN, POLICY_ADDRESS, enforce(HOST))) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("T/V/V");
            noTrouble(report);
        }
    }

    @Test
    void v21_aWildcardThatIsTooShort() throws Exception {
        World world =
                announcing(World.unsigned(DOMAIN).mx(10, "a.b.example.test").a("a.b.example.test", ADDRESS));
        try (MailWorld mail = new MailWorld(world)
                .server(ADDRESS, CA.issue("a.b.example.test"))
                .policy(DOMAIN, POLICY_ADDRESS, enforce("*.example.test"))) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("T/Q/Q");
            assertThat(ids(report)).contains("sts.wildcard");
        }
    }

    @Test
    void v22_twoRecordsOfMtaSts() throws Exception {
        World world = announcing(unsigned()).txt("_mta-sts.example.test", "v=STSv1; id=2;");
        try (MailWorld mail = new MailWorld(world)
                .server(ADDRESS, CertificateAuthority.selfSigned(HOST))
                .policy(DOMAIN, POLICY_ADDRESS, enforce(HOST))) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("T/T/T");
            assertThat(ids(report)).contains("sts.txt-many");
        }
    }

    @Test
    void v23_aPolicyThatIsElsewhere() throws Exception {
        String elsewhere = "HTTP/1.1 301 Moved Permanently\r\nLocation: https://example.test/mta-sts.txt\r\n"
                + "Content-Length: 0\r\n\r\n";
        try (MailWorld mail = new MailWorld(announcing(unsigned()))
                .server(ADDRESS, CertificateAuthority.selfSigned(HOST))
                .policyHost(POLICY_ADDRESS, CA.issue("mta-sts.example.test"), elsewhere)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("T/T/T");
            assertThat(ids(report)).contains("sts.redirect");
        }
    }

    @Test
    void v24_aRecordThatMatchesAndAPolicyThatDoesNotHold() throws Exception {
        Issued own = CertificateAuthority.selfSigned(HOST);
        try (MailWorld mail = new MailWorld(announcing(signed().tlsa(TLSA, tlsa(3, 1, 1, own))))
                .server(ADDRESS, own)
                .policy(DOMAIN, POLICY_ADDRESS, enforce(HOST))) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("V/Q/?");
            assertThat(ids(report)).contains("sts.mx-certificate");
        }
    }

    @Test
    void v25_aDomainThatTakesNoMail() throws Exception {
        World world = World.signed(DOMAIN).nullMx().txt("_mta-sts.example.test", "v=STSv1; id=1;");
        try (MailWorld mail = new MailWorld(world)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(outlook(report)).isEqualTo("B/B/B");
            assertThat(ids(report)).contains("mx.null");
        }
    }
}
