/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.request.InvalidRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of all kinds hold numbers of three digits: a number is a reply's code only where the text shows that a server said it. */
class OtherNumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error at line 550 of file main.py",
                "error at line 421 in pom.xml",
                "mysql error 1064 at line 450 near x",
                "Error: 550 files could not be copied",
                "Build failed with 421 errors",
                "ERROR [pool-1] Failed to read row 552 of table users",
                "error: process 450 exited",
                "Error in chunk 503 of upload",
                "SyntaxError: line 451 column 12",
                "failed: 550 of 600 tests passed",
                "error TS2322 at src/app.ts 450 Type 'string' is not assignable",
                "java.lang.RuntimeException: Error 500 while calling service",
                "Server error 500 please retry",
                "error on page 452 of the manual",
                "Response: 550 Kb received",
                "disk error at sector 550 on sda",
                "The server said 450 people came",
                "message 554 has been deleted",
                " 550 files changed, 454 insertions(+), 421 deletions(-)",
                "550 items imported",
                "421 rows affected",
                "452 tests passed",
                "554 packages are looking for funding",
                "450 objects, 0 errors",
                "503 users synced",
                "503 connections",
                "421 days",
                "550 px wide",
                "550 errors found",
                "421 vulnerabilities (3 low, 400 moderate)",
                "550 points by someone 3 hours ago",
                "554 followers",
                "ftp: 550 Failed to open file.",
                "error code 550 from the printer",
                "Error: expected 450 but got 451 instead"
            })
    void isNoReply(String text) {
        assertThatThrownBy(() -> Explain.dialogue(text)).isInstanceOf(InvalidRequest.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error: 550 User unknown | recipient.unknown",
                "Server replied: 550 Blocked | dialogue.refused",
                "server returned 421 try again later | dialogue.refused",
                "smtp error 550 not here | dialogue.refused",
                "Error at line 550 of mail.php: 554 5.7.1 relay denied | relay.denied",
                "error at line 3: the mail server said: 550 in the name of all | dialogue.refused",
                "Failed to send mail: 554 no | dialogue.refused",
                "550 blocked | dialogue.refused",
                "550 not here | dialogue.refused",
                "552 attachments are not allowed | message.attachment",
                "421 too many connections | server.rate-limited",
                "554 SMTP: recipients gone | dialogue.refused",
                "Error in send.py: recipient refused with 550 no such user | recipient.unknown"
            })
    void isOne(String text, String id) {
        assertThat(Explain.dialogue(text).rootCause().map(Finding::id)).contains(id);
    }
}
