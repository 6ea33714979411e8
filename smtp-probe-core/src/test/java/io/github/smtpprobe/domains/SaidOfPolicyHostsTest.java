/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps a policy from being fetched is named, as far as it was seen. */
class SaidOfPolicyHostsTest {
    private static final String DOMAIN = "example.test";
    private static final String MX = "mx.example.test";
    private static final String HOST = "mta-sts." + DOMAIN;
    private static final String V4 = "8.8.8.8";
    private static final String FIRST = "8.8.4.4";
    private static final String SECOND = "9.9.9.9";
    private static final Issued MX_KEY = CA.issue(MX, DOMAIN);
    private static final Issued HOST_KEY = CA.issue(HOST);

    private static World announcing() {
        return World.unsigned(DOMAIN).mx(10, MX).a(MX, V4).txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;");
    }

    private static Finding unreachable(MailWorld world) throws Exception {
        try (MailWorld mail = world.server(V4, MX_KEY)) {
            return SaidFindings.of(mail.survey(DOMAIN), "sts.unreachable");
        }
    }

    private static String answer(int code) {
        return "HTTP/1.1 " + code + " Sorry\r\nContent-Length: 0\r\n\r\n";
    }

    private static Finding answering(int code) throws Exception {
        return unreachable(new MailWorld(announcing().a(HOST, FIRST)).policyHost(FIRST, HOST_KEY, answer(code)));
    }

    @Test
    void aPolicyHostThatCannotBeLookedUpIsForItsNameServers() throws Exception {
        Finding said =
                unreachable(new MailWorld(announcing().servfail(HOST, "A").servfail(HOST, "AAAA")));
        assertThat(said.actor()).isEqualTo(Actor.DNS_OWNER);
        assertThat(said.remedy()).startsWith("Make the name servers");
    }

    @Test
    void anAliasThatLeadsNowhereIsNamed() throws Exception {
        Finding said = unreachable(new MailWorld(announcing().cname(HOST, "gone.example.test")));
        assertThat(said.summary()).contains("an alias of gone.example.test, which does not exist");
        assertThat(said.remedy()).startsWith("Replace the alias");
    }

    @ParameterizedTest
    @CsvSource({"401, without a login", "403, without a rule that forbids it", "429, without a limit"})
    void whatTheCodeSaysOfABarrierIsNamed(int code, String what) throws Exception {
        assertThat(answering(code).remedy()).contains(what, "If other networks get the policy");
    }

    @Test
    void aCodeThatSaysNothingOfABarrierIsNotExplained() throws Exception {
        assertThat(answering(404).remedy()).doesNotContain("without");
        assertThat(answering(404).summary()).endsWith("404.");
    }

    @Test
    void otherAddressesMayHaveThePolicy() throws Exception {
        assertThat(unreachable(new MailWorld(announcing().a(HOST, FIRST).a(HOST, SECOND))
                                .policyHost(FIRST, HOST_KEY, answer(404))
                                .policyHost(SECOND, HOST_KEY, answer(404)))
                        .summary())
                .contains("404 at ", "no other address that was asked gave a policy");
    }

    private static final String POLICY = "version: STSv1\nmode: enforce\nmax_age: 604800\nmx: " + MX + "\n";

    /** Which address a sender uses is left to chance, and so is whether it gets the policy. */
    @Test
    void aPolicyThatOneAddressHasAndAnotherHasNotIsSaidAndLeftOpen() throws Exception {
        for (boolean missing : new boolean[] {true, false}) {
            try (MailWorld mail = new MailWorld(announcing().a(HOST, FIRST).a(HOST, SECOND))
                    .server(V4, MX_KEY)
                    .policyHost(FIRST, missing ? HOST_KEY : MX_KEY, missing ? answer(404) : PolicyServer.ok(POLICY))
                    .policyHost(SECOND, HOST_KEY, PolicyServer.ok(POLICY))) {
                DomainReport report = mail.survey(DOMAIN);
                assertThat(SaidFindings.of(report, missing ? "sts.unreachable" : "sts.certificate")
                                .summary())
                        .contains("at " + FIRST + ", while");
                assertThat(report.outlook()
                                .sender("gmail")
                                .orElseThrow()
                                .domain()
                                .prospect())
                        .isEqualTo(Prospect.NOT_KNOWN);
            }
        }
    }

    @Test
    void whereTheFileIsMissingItIsToBePutThere() throws Exception {
        assertThat(answering(404).remedy()).startsWith("Put the policy at https://mta-sts.example.test/");
        assertThat(answering(503).remedy()).startsWith("Repair the web host");
    }
}
