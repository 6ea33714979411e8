/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GreenMail is a server that works, and keeps what it is sent: for tests of what arrives. A scripted server is for all that goes wrong. */
class MailThatArrivesTest {
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        mail.setUser("ada@example.com", "ada", "correct-horse-battery");
        mail.start();
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    @Test
    void theMessageArrives() throws Exception {
        ProbeReport report =
                SmtpProbe.run(ProbeRequest.to("127.0.0.1", mail.getSmtp().getPort())
                        .tls(TlsMode.PLAIN)
                        .allowCleartextCredentials()
                        .password("ada", "correct-horse-battery".toCharArray())
                        .envelope("ada@example.com", "bob@example.com")
                        .message("Subject: Your order\r\n\r\nIt is on its way.\r\n".getBytes())
                        .build());

        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo("Your order");
    }
}
