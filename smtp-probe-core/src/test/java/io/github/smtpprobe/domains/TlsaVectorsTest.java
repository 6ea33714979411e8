/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The {@link Vectors} about TLSA records and the certificates that they match. */
class TlsaVectorsTest extends Vectors {
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
}
