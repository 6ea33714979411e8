/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.report.ProbeReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reply of several lines is quoted whole, whatever a program puts before each of them. */
class RepliesInLinesTest {
    private static final String WHOLE = "\"535 5.7.8 Username and Password not accepted. For more information, go to"
            + " https://support.example/?p=Bad x1\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // nodemailer, with and without its fields
                "Error: Invalid login: 535-5.7.8 Username and Password not accepted. For more information, go to\n"
                        + "535 5.7.8  https://support.example/?p=Bad x1\n"
                        + "    at SMTPConnection._formatError (/app/lib/smtp-connection/index.js:784:19)",
                "Error: Invalid login: 535-5.7.8 Username and Password not accepted. For more information, go to\n"
                        + "535 5.7.8  https://support.example/?p=Bad x1\n"
                        + "    at SMTPConnection._formatError (/app/lib/smtp-connection/index.js:784:19)\n"
                        + "  code: 'EAUTH',\n"
                        + "  response: '535-5.7.8 Username and Password not accepted. For more information, go to\\n"
                        + "' +\n"
                        + "    '535 5.7.8  https://support.example/?p=Bad x1',\n"
                        + "  responseCode: 535,\n",
                // msmtp
                "msmtp: authentication failed (method PLAIN)\n"
                        + "msmtp: server message: 535-5.7.8 Username and Password not accepted. For more information, go"
                        + " to\n"
                        + "msmtp: server message: 535 5.7.8  https://support.example/?p=Bad x1\n"
                        + "msmtp: could not send mail (account default from /home/ada/.msmtprc)",
                // Python
                "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted. For more"
                        + " information, go to\\n"
                        + "5.7.8  https://support.example/?p=Bad x1')",
                // a log that stamps each line
                "Jan  1 00:00:00 mx app[1]: login failed: 535-5.7.8 Username and Password not accepted. For more"
                        + " information, go to\n"
                        + "Jan  1 00:00:00 mx app[1]: login failed: 535 5.7.8  https://support.example/?p=Bad x1"
            })
    void isQuotedWhole(String text) {
        ProbeReport report = Explain.dialogue(text);
        assertThat(report.summary()).contains(WHOLE);
        assertThat(report.decisive().orElseThrow().failures()).hasSize(1);
    }

    /** What follows with another code, or behind other words, is no line of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "msmtp: server message: 535-5.7.8 Username and Password not accepted.\n"
                        + "msmtp: server message: 221 2.0.0 bye",
                "msmtp: server message: 535-5.7.8 Username and Password not accepted.\nfax: report: 535 pages",
                "msmtp: server message: 535-5.7.8 Username and Password not accepted.\n535.8 seconds"
            })
    void whatFollowsMayBeAnother(String text) {
        assertThat(Explain.dialogue(text).summary()).contains("\"535 5.7.8 Username and Password not accepted.\"");
    }

    /** Laravel's and Symfony's errors quote one that quotes the reply, with a full stop behind each. */
    @Test
    void aReplyWithinAQuotation() {
        String said =
                "Authenticator \"LOGIN\" returned \"Expected response code \"235\" but got code \"535\", with message"
                        + " \"535 Incorrect authentication data\".\".";
        assertThat(Explain.dialogue(said + " " + said.replace("LOGIN", "PLAIN")).summary())
                .contains("\"535 Incorrect authentication data\"");
    }

    @Test
    void threeLines() {
        ProbeReport report = Explain.dialogue("msmtp: recipient address bob@example.net not accepted by the server\n"
                + "msmtp: server message: 550-5.1.1 The account does not exist. Please try\n"
                + "msmtp: server message: 550-5.1.1 double-checking the address for typos or\n"
                + "msmtp: server message: 550 5.1.1 spaces. a1 - gsmtp\n");
        assertThat(report.summary())
                .contains("\"550 5.1.1 The account does not exist. Please try double-checking the address for typos or"
                        + " spaces. a1 - gsmtp\"");
    }
}
