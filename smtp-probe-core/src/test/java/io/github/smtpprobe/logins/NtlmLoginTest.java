/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A login by NTLM: its messages are full of zeros, which are no secret. */
class NtlmLoginTest {
    /** MS-NLMP §2.2.1.2, with a reserved field and a target of zeros. */
    private static final String CHALLENGE = Base64.getEncoder()
            .encodeToString(HexFormat.of()
                    .parseHex("4e544c4d53535000" + "02000000" + "0000000038000000" + "01828200" + "0123456789abcdef"
                            + "0000000000000000" + "0400040038000000" + "0000000000000000" + "00000000"));

    @Test
    void theChallengeIsShown() {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH NTLM\nC: AUTH NTLM [redacted]\nS: 334 "
                        + CHALLENGE + "\nC: [redacted]\nS: 535 5.7.3 no\nC: QUIT\nS: 221 bye"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 587)
                        .tls(TlsMode.PLAIN)
                        .credentials(Credentials.password("ACME\\ada", Secret.of("correct-horse-battery")))
                        .allowCleartextCredentials()
                        .build());
        assertThat(memory.problems()).as(report.toString()).isEmpty();
        String shown = report.transcript().toString();
        int random = CHALLENGE.indexOf("ASNFZ4mrze8");
        assertThat(random).as(CHALLENGE).isPositive();
        assertThat(shown).contains(CHALLENGE.substring(random)).doesNotContain("[redacted][redacted]");
    }
}
