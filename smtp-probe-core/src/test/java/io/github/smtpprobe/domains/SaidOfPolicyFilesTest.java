/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy that is none, or another than it looks, is told by the line that slipped, with what to write in its place. */
class SaidOfPolicyFilesTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final String V4 = "8.8.8.8";
    private static final String POLICY_V4 = "8.8.4.4";
    private static final Issued KEY = CA.issue(HOST, DOMAIN);

    private static World enforcing() {
        return World.unsigned(DOMAIN)
                .mx(10, HOST)
                .a(HOST, V4)
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;")
                .a("mta-sts." + DOMAIN, POLICY_V4);
    }

    private static Finding invalid(String policy) throws Exception {
        try (MailWorld mail = new MailWorld(enforcing()).server(V4, KEY).policy(DOMAIN, POLICY_V4, policy)) {
            return SaidFindings.of(mail.survey(DOMAIN), "sts.invalid");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "version: STSv1|mode: enforce|nmx: mx.example.test|max_age: 604800, line 3 is passed over (nmx:"
                + " mx.example.test)",
        "version: STSv1|mode: enforce|mx: mx.example.test|max-age: 604800, line 4 is passed over (max-age: 604800)",
        "version: STSv1; mode: enforce; mx: mx.example.test, several keys stand in one line",
        "version: STSv1^mode: enforce^mx: mx.example.test^max_age: 604800, a CR without LF ends no line",
        "{\"version\": \"STSv1\"}, the file is JSON",
        "version: STSv1|mode: enforce|mx: mx.example.test:25|max_age: 604800, the mx has a port",
        "version: STSv1|mode: enforce|mx: .example.test|max_age: 604800, the mx begins with a dot"
    })
    void aPolicyIsToldByItsSlip(String policy, String what) throws Exception {
        assertThat(invalid(policy.replace('|', '\n').replace('^', '\r')).summary())
                .contains(what);
    }

    @Test
    void aCompressedPolicyIsNamed() throws Exception {
        Finding said = invalid("\u001F\u008B\u0008\u0000\u0000\u0000");
        assertThat(said.summary()).contains("compressed");
        assertThat(said.remedy()).startsWith("Make the policy host send the file as it is");
    }

    @Test
    void aWildcardIsWrittenOut() throws Exception {
        assertThat(invalid("version: STSv1\nmode: enforce\nmx: .example.test\nmax_age: 604800\n")
                        .remedy())
                .startsWith("Write *.example.test for a wildcard");
    }

    @ParameterizedTest
    @CsvSource({
        "<!doctype html>, Make the web server send the policy for this path",
        "version: STSv1|mode: Enforce|mx: mx.example.test|max_age: 604800, 'Write enforce, testing or none'",
        "version: stsv1|mode: enforce|mx: mx.example.test|max_age: 604800, Write STSv1 for the version",
        "version: STSv1|mode: enforce|mx: mx.example.test|max_age: 7d, Write max_age as a number of seconds",
        "version: STSv1|mode: enforce|mx: mx.example.test|max_age: 99999999, Set max_age to 31557600",
        "version: STSv1|mode: enforce|mx: mx.example.test.|max_age: 604800, Take the dot at the end",
        "version: STSv1|mode: enforce|mx: mx.example.test:25|max_age: 604800, Take the port away",
        "version: STSv1|mode: enforce|mx: mx.example.test b.example.test|max_age: 604800, Give each name a line",
        "version: STSv1|mode: enforce|mx: mx.example.test # first|max_age: 604800, Write the exchanger's name alone",
        "{\"version\": \"STSv1\"}, Write each key with its value on a line of its own",
        "version: STSv1|mode : enforce|mx: mx.example.test|max_age: 604800, Take the blanks away that stand before keys",
        "version: STSv1|  mode: enforce|  mx: mx.example.test|max_age: 604800, Take the blanks away that stand before",
        "version: STSv1|mode: enforce|max_age: 604800, Correct the file: it needs version"
    })
    void aPolicyIsCorrectedByItsSlip(String policy, String what) throws Exception {
        assertThat(invalid(policy.replace('|', '\n')).remedy()).startsWith(what);
    }

    @Test
    void aCommentIsNoSecondName() throws Exception {
        assertThat(invalid("version: STSv1\nmode: enforce\nmx: mx.example.test # first\nmax_age: 604800\n")
                        .summary())
                .contains("no domain name")
                .doesNotContain("more than one name");
    }

    /** RFC 8461 §3.2: of several the first counts, and a policy that looks enforced is in testing. */
    @Test
    void aLineThatIsPassedOverIsSaidOfAValidPolicy() throws Exception {
        for (String line : List.of("mode: enforce", "Mode: none", "mx 8.8.8.8", "mx: 8.8.8.8")) {
            String policy = "version: STSv1\nmode: testing\nmx: mx.example.test\nmax_age: 604800\n" + line + "\n";
            try (MailWorld mail = new MailWorld(enforcing()).server(V4, KEY).policy(DOMAIN, POLICY_V4, policy)) {
                Finding said = SaidFindings.of(mail.survey(DOMAIN), "sts.odd-line");
                assertThat(said.summary()).contains("(line 5): " + line);
            }
        }
    }

    @Test
    void anExtensionOfAPolicyIsNotOdd() throws Exception {
        String policy = "version: STSv1\nmode: testing\nmx: mx.example.test\nmax_age: 604800\nx-note: 1\n";
        try (MailWorld mail = new MailWorld(enforcing()).server(V4, KEY).policy(DOMAIN, POLICY_V4, policy)) {
            assertThat(SaidFindings.ids(mail.survey(DOMAIN))).doesNotContain("sts.odd-line");
        }
    }
}
