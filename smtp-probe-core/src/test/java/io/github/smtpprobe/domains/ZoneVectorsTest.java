/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.zones.World;
import org.junit.jupiter.api.Test;

/** The {@link Vectors} about zones: signed or not, with aliases, and with proofs that do not hold. */
class ZoneVectorsTest extends Vectors {
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
}
