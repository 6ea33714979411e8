/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.OutputForms;
import io.github.smtpprobe.report.ProbeReport;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A login in the notations of many programs is masked, and its refusal is read, whatever the server repeats of it. */
class LoginNotationsTest {
    /** What stands before and behind the server's lines, then the client's. */
    private record Program(String name, String server, String client, String end) {
        String print(String line) {
            return (line.startsWith("S") ? server : client) + line.substring(2) + end + "\n";
        }
    }

    private static final List<Program> PROGRAMS = List.of(
            new Program(
                    "MDaemon",
                    "Mon 2024-05-06 07:08:09: 03: [514116] --> ",
                    "Mon 2024-05-06 07:08:09: 02: [514116] <-- ",
                    ""),
            new Program(
                    "logcat",
                    "05-06 07:08:09.659 30196 30222 V SmtpTransport: SMTP <<< ",
                    "05-06 07:08:09.660 30196 30222 D SmtpTransport: SMTP >>> ",
                    ""),
            new Program("FakeSMTP", "07:08:09 AM - Server: ", "07:08:09 AM - Client: ", ""),
            new Program(
                    "hMailServer",
                    "\"SMTPC\"\t4711\t12\t\"2024-05-06 07:08:09.123\"\t\"192.0.2.1\"\t\"RECEIVED: ",
                    "\"SMTPC\"\t4711\t12\t\"2024-05-06 07:08:09.124\"\t\"192.0.2.1\"\t\"SENT: ",
                    "\""),
            new Program(
                    "Exchange",
                    "2024-05-06T07:08:09.123Z,Internet,08DC,2,192.0.2.9:50000,192.0.2.1:25,<,",
                    "2024-05-06T07:08:09.123Z,Internet,08DC,3,192.0.2.9:50000,192.0.2.1:25,>,",
                    ","),
            new Program("Perl", "Net::SMTP=GLOB(0x1c5d0f8)<<< ", "Net::SMTP=GLOB(0x1c5d0f8)>>> ", ""),
            new Program(
                    "Haraka",
                    "2024-05-06T07:08:09.123Z [PROTOCOL] [1B2C.1.1] [outbound] S: ",
                    "2024-05-06T07:08:09.123Z [PROTOCOL] [1B2C.1.1] [outbound] C: ",
                    ""),
            new Program(
                    "pino",
                    "{\"level\":20,\"pid\":42,\"tnx\":\"server\",\"msg\":\"",
                    "{\"level\":20,\"pid\":42,\"tnx\":\"client\",\"msg\":\"",
                    "\"}"),
            new Program("words", "Got: ", "Sent: ", ""),
            new Program("Exim", "  292   SMTP<< ", "  292   SMTP>> ", ""),
            new Program("nodemailer 0.x", "SERVER 1:\n\u2514\u2500\u2500", "CLIENT 1:\n\u2514\u2500\u2500", ""),
            new Program(
                    "lettre",
                    "[2023-05-08 14:09:36.108][lettre::transport][DEBUG] << ",
                    "[2023-05-08 14:09:36.109][lettre::transport][DEBUG] Wrote: ",
                    "<CRLF>"),
            new Program("bytes", "SMTP ([192.0.2.4]:36607) <-- b'", "SMTP ([192.0.2.4]:36607) --> b'", "\\r\\n'"),
            new Program("letters", "S ", "C ", ""),
            new Program("letters in brackets", "[S] ", "[C] ", ""),
            new Program("Ruby", "-> \"", "<- \"", "\\r\\n\""),
            new Program(
                    "one logger",
                    "2024-05-06T07:08:09.123+02:00  INFO 4711 --- [exec-1] c.e.mail.DebugStream : ",
                    "2024-05-06T07:08:09.124+02:00  INFO 4711 --- [exec-1] c.e.mail.DebugStream : ",
                    ""),
            new Program(
                    "Postfix",
                    "Apr 13 16:35:46 mx postfix/smtp[7962]: < mail.example.org[192.0.2.1]:25: ",
                    "Apr 13 16:35:46 mx postfix/smtp[7962]: > mail.example.org[192.0.2.1]:25: ",
                    ""),
            new Program("Symfony", "[2024-05-06 07:08:09.123456] < ", "[2024-05-06 07:08:09.123456] > ", ""),
            new Program(
                    "PHPMailer in HTML",
                    "2024-05-06 07:08:09\tSERVER -&gt; CLIENT: ",
                    "2024-05-06 07:08:09\tCLIENT -&gt; SERVER: ",
                    "<br>"),
            new Program(
                    "colours",
                    "\u001B[2m07:08:09.123\u001B[0m \u001B[36m<<\u001B[0m ",
                    "\u001B[2m07:08:09.124\u001B[0m \u001B[33m>>\u001B[0m ",
                    ""),
            new Program("Go", "2024/05/06 07:08:09 smtp: read \"", "2024/05/06 07:08:09 smtp: write \"", "\\r\\n\""));

    /** With the letters of {@link LoginMaskTest}. */
    private static final List<String> LOGINS = List.of(
            "C AUTH PLAIN R\nS F",
            "C AUTH LOGIN\nS 334 VXNlcm5hbWU6\nC U\nS 334 UGFzc3dvcmQ6\nC B\nS F",
            "C AUTH PLAIN\nS 334 \nC R\nS F",
            "C AUTH LOGIN\nS 334 VXNlcm5hbWU6\nC " + LoginMaskTest.USER + "\nS 334 UGFzc3dvcmQ6\nC P\nS F");

    static Stream<Arguments> logins() {
        return PROGRAMS.stream()
                .flatMap(program -> LOGINS.stream().map(login -> {
                    StringBuilder text = new StringBuilder();
                    ("C EHLO me\nS 250 AUTH PLAIN LOGIN\n" + login)
                            .lines()
                            .forEach(line -> text.append(program.print(line)));
                    return Arguments.of(program.name(), login, LoginMaskTest.filled(text.toString()));
                }));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("logins")
    void noLoginComesOutAndItsRefusalIsRead(String program, String login, String text) {
        ProbeReport report = Explain.dialogue(text);
        LoginMaskTest.holdsNoLogin(String.join("\n", OutputForms.of(report)));
        assertThat(report.findings().get(0).id()).as(report.toString()).isEqualTo("auth.rejected");
    }
}
