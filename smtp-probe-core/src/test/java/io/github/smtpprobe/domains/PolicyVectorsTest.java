/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import org.junit.jupiter.api.Test;

/** The {@link Vectors} about MTA-STS, and the one that takes no mail. */
class PolicyVectorsTest extends Vectors {
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
