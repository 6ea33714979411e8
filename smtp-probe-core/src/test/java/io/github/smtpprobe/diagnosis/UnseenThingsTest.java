/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.diagnosis.signs.Protocol;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server did is told as it was seen: nothing is claimed of whom or of what nobody saw. */
class UnseenThingsTest {
    private static final String RCPT_TAKEN = """
            S: 220 mx.example.com ESMTP
            C: EHLO me
            S: 250 mx.example.com
            C: MAIL FROM:<ada@example.org>
            S: 250 ok
            C: RCPT TO:<bob@example.com>
            S: 250 ok
            C: RSET
            S: 250 ok
            C: QUIT
            S: 221 bye
            """;

    private static ProbeReport probed(ProbeRequest.Builder request, String dialogue) {
        return SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, Script.parse(dialogue)))
                .build()
                .probe(request.build());
    }

    private static ProbeRequest.Builder server() {
        return ProbeRequest.to("mx.example.com", 25).connectTo("192.0.2.25").heloName("me");
    }

    private static ProbeReport enveloped(String dialogue) {
        return probed(server().tls(TlsMode.PLAIN).envelope("ada@example.org", "bob@example.com"), dialogue);
    }

    /** Only a login is refused so, and none was tried. */
    @ParameterizedTest
    @ValueSource(ints = {432, 534, 535, 538})
    void aRefusedLoginAtQuitDoubtsNoRecipient(int code) {
        ProbeReport report = enveloped(RCPT_TAKEN.replace("221 bye", code + " Authentication failed"));
        assertThat(report.passed()).as(report.summary()).isTrue();
    }

    @Test
    void aRefusalOfRecipientsAtQuitDoesDoubtOne() {
        assertThat(enveloped(RCPT_TAKEN.replace("221 bye", "550 5.1.1 unknown")).passed())
                .isFalse();
    }

    @Test
    void aByteOrderMarkNegotiatesNoTerminal() {
        assertThat(Protocol.of("\\xFF\\xFE2\\x002\\x000\\x00")).isEmpty();
        assertThat(Protocol.of("\\xFF\\xFE\\x01\\xFF\\xFD\\x03"))
                .map(Protocol::name)
                .contains("Telnet");
        assertThat(Protocol.of("\\xFF\\xFD\\x18\\xFF\\xFD "))
                .map(Protocol::name)
                .contains("Telnet");
    }

    /** They may be of TLS as well. */
    @Test
    void whatFollowsStartTlsIsNotCalledClearText() {
        ProbeReport report = probed(server().tls(TlsMode.STARTTLS), """
                S: 220 mx.example.com ESMTP
                C: EHLO me
                S: 250-mx.example.com
                S: 250 STARTTLS
                C: STARTTLS
                S: 220 go
                S: 250 injected
                """);
        assertThat(report.has("starttls.injected")).isTrue();
        assertThat(report.summary()).doesNotContainIgnoringCase("clear text");
    }

    @Test
    void aCodeThatSmtpDoesNotDefineIsTold() {
        assertThat(enveloped(RCPT_TAKEN.replace("bob@example.com>\nS: 250", "bob@example.com>\nS: 299"))
                        .findings())
                .anySatisfy(finding -> assertThat(finding.summary())
                        .contains("is accepted with 299, which SMTP does not define for it"));
        assertThat(enveloped(RCPT_TAKEN).has("reply.anomaly")).isFalse();
    }
}
