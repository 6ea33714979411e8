/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session knows of its parties is used when a reply names one of them: the same in a probe and in a pasted dialogue. */
class NamedPartiesTest {
    private static String dialogue(String hello, String reply) {
        return "S: 220 mx.example.com ESMTP\nC: EHLO box.example.net\nS: 250 " + hello
                + "\nC: MAIL FROM:<ada@example.org>\nS: 250 ok\nC: RCPT TO:<bob@example.com>\nS: " + reply;
    }

    private static ProbeReport probed(String address, String dialogue) {
        return SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, Script.parse(dialogue + "\nC: QUIT\nS: 221 bye")))
                .build()
                .probe(ProbeRequest.to("mx.example.com", 25)
                        .connectTo(address)
                        .tls(TlsMode.PLAIN)
                        .heloName("box.example.net")
                        .envelope("ada@example.org", "bob@example.com")
                        .build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        550 5.1.1 <ada@example.org>: User unknown                | sender.unverifiable    | ada@example.org
        550 5.1.1 <bob@example.com>: User unknown                | recipient.unknown      | bob@example.com
        450 4.1.2 example.org: Domain not found                  | sender.domain-unknown  | ada@example.org
        550 5.1.2 example.com: Domain not found                  | recipient.domain-unknown | bob@example.com
        554 5.7.1 <ada@example.org>... Access denied             | sender.refused         | ada@example.org
        450 4.7.1 box.example.net does not resolve               | ehlo.name-refused      | EHLO name
        """)
    void aReplyIsReadByWhoseThingItNames(String reply, String id, String named) {
        String dialogue = dialogue("mx.example.com", reply);
        assertThat(probed("192.0.2.25", dialogue).rootCause()).hasValueSatisfying(cause -> isAbout(cause, id, named));
        assertThat(Explain.dialogue(dialogue).rootCause()).hasValueSatisfying(cause -> isAbout(cause, id, named));
    }

    private static void isAbout(Finding cause, String id, String named) {
        assertThat(cause.id()).isEqualTo(id);
        assertThat(cause.summary()).contains(named);
    }

    /** Only an address that can be the client's is called so. */
    @Test
    void theAddressOfTheClientIsNotTheServersNorAnothers() {
        String reply = "554 5.7.1 [192.0.2.25] rejects [198.51.100.9], listed at bl.example";
        assertThat(sentence("192.0.2.25", dialogue("mx.example.com", reply)))
                .contains("(198.51.100.9)")
                .doesNotContain("(192.0.2.25)");
        String seen = dialogue("mx.example.com Hello box.example.net [203.0.113.7]", reply);
        assertThat(sentence("192.0.2.25", seen)).contains("this client:");
        String both = dialogue("mx.example.com Hello box.example.net [198.51.100.9]", reply);
        assertThat(sentence("192.0.2.25", both)).contains("(198.51.100.9)");
    }

    private static String sentence(String address, String dialogue) {
        Finding cause = probed(address, dialogue).rootCause().orElseThrow();
        assertThat(cause.id()).isEqualTo("client.blocked");
        return cause.summary();
    }

    /** In an inner network the address of a client is a private one, and no gateway hides it. */
    @Test
    void aPrivateAddressMeansAGatewayOnlyWhereItDoesNotBelong() {
        String reply = "554 5.7.1 <unknown[172.18.0.1]>: Client host rejected: Access denied";
        String dialogue = dialogue("mx.example.com", reply);
        assertThat(probed("203.0.113.25", dialogue).rootCause().map(Finding::id))
                .contains("client.private-address");
        assertThat(probed("10.0.0.25", dialogue).rootCause().map(Finding::id)).contains("client.blocked");
        String inner = dialogue("mx.example.com Hello box.example.net [172.18.0.1]", reply);
        assertThat(Explain.dialogue(inner).rootCause().map(Finding::id)).contains("client.blocked");
        assertThat(Explain.dialogue(dialogue).rootCause().map(Finding::id)).contains("client.private-address");
    }

    @Test
    void heloHidesTheLogin() {
        String dialogue = "S: 220 mx.example.com\nC: HELO box.example.net\nS: 250 mx.example.com\n"
                + "C: MAIL FROM:<ada@example.org>\nS: 530 5.7.0 Authentication required";
        ProbeReport report = Explain.dialogue(dialogue);
        assertThat(report.rootCause().map(Finding::id)).contains("ehlo.helo-hides-login");
        assertThat(report.finding("sender.auth-required")).hasValueSatisfying(finding -> {
            assertThat(finding.explanation()).contains("HELO");
            assertThat(finding.remedy()).contains("EHLO");
        });
    }
}
