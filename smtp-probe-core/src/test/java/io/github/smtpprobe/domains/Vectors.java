/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Twenty-five domains, each with a DNS, servers and certificates of its own, and what Postfix with DANE, Gmail and Exchange Online do with them:
 * V verified, T encrypted, C in clear, Q queued, B returned, ? not known. Expectations were written down before anything was surveyed.
 */
abstract class Vectors {
    static final String DOMAIN = "example.test";
    static final String HOST = "mx.example.test";
    static final String TLSA = "_25._tcp.mx.example.test";
    static final String ADDRESS = "8.8.8.8";
    static final String POLICY_ADDRESS = "8.8.4.4";

    final Issued k1 = CA.issue(HOST);
    final Issued k2 = CA.issue(HOST);

    static World signed() {
        return World.signed(DOMAIN).mx(10, HOST).a(HOST, ADDRESS);
    }

    static World unsigned() {
        return World.unsigned(DOMAIN).mx(10, HOST).a(HOST, ADDRESS);
    }

    static World announcing(World world) {
        return world.txt("_mta-sts.example.test", "v=STSv1; id=20261127;").a("mta-sts.example.test", POLICY_ADDRESS);
    }

    static String enforce(String mx) {
        return "version: STSv1\r\nmode: enforce\r\nmx: " + mx + "\r\nmax_age: 604800\r\n";
    }

    static String letters(DomainReport report, String... senders) {
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

    static String outlook(DomainReport report) {
        return letters(report, "postfix-dane", "gmail", "exchange-online");
    }

    static String exim(DomainReport report) {
        return letters(report, "exim");
    }

    static List<String> ids(DomainReport report) {
        return report.findings().stream().map(Finding::id).toList();
    }

    static void noTrouble(DomainReport report) {
        assertThat(report.findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .isEmpty();
    }

    /** A chain with its root, as a server sends it whose operator has read RFC 7672. */
    static Issued withRoot(CertificateAuthority root, Issued issued) {
        List<X509Certificate> chain = new ArrayList<>(issued.chain());
        chain.add(root.certificate());
        return new Issued(issued.key(), chain);
    }
}
