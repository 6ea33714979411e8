/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.explain.lines.Excerpt;
import io.github.smtpprobe.explain.lines.ReadingTime;
import io.github.smtpprobe.explain.secrets.LoginMask;
import io.github.smtpprobe.harness.OutputForms;
import io.github.smtpprobe.report.ProbeReport;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** README, Security, "Pasted dialogues": a login in them is masked, in whatever notation it was pasted. */
class LoginMaskTest {
    static final String PASSWORD = "hunter2-Canary";
    static final String USER = "ada@corp.example";
    private static final String FAILED = "535 5.7.8 Authentication failed";

    /** The text as it is read. */
    static String masked(String text) {
        ReadingTime time = ReadingTime.until(Deadline.after(Explain.TIME_LIMIT, Ticker.system()));
        return String.join("\n", LoginMask.over(Excerpt.whole(text, time)).lines());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Dialogues with {@code R} for PLAIN's response, {@code P} for the password, {@code B} for it in base64, {@code U} for the user. */
    static Stream<Arguments> pasted() {
        return Stream.of(
                Arguments.of("334 UGFzc3dvcmQ6\nB\nF", ""),
                Arguments.of("S: 334 UGFzc3dvcmQ6\nC: B\nS: F", ""),
                Arguments.of("S: 334 UGFzc3dvcmQ6\nC: P\nS: F", ""),
                Arguments.of("334 UGFzc3dvcmQ6\nP\nF", ""),
                Arguments.of("C:  AUTH PLAIN R\nS: F", "auth.rejected"),
                Arguments.of("C:\tAUTH PLAIN R\nS: F", "auth.rejected"),
                Arguments.of("  AUTH PLAIN R\nF", "auth.rejected"),
                Arguments.of("C: AUTH\tPLAIN\tR\nS: F", "auth.rejected"),
                Arguments.of("C: AUTH PLAIN\tR\nS: F", "auth.rejected"),
                Arguments.of("C: AUTH  PLAIN  R\nS: F", "auth.rejected"),
                Arguments.of("C: auth plain R\nS: F", "auth.rejected"),
                Arguments.of("AUTH=PLAIN R\nF", "auth.rejected"),
                Arguments.of("S: 535 5.7.8 no P\nC: AUTH PLAIN R\n", ""),
                Arguments.of(
                        "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: U\nS: 334 UGFzc3dvcmQ6\nS: F\nC: B\n", "auth.rejected"),
                Arguments.of("C: AUTH PLAIN\nR\nS: F", "auth.rejected"),
                Arguments.of("S: 220 mx\nC: AUTH LOGIN\nC: U\nC: P\nC: MAIL FROM:<a@b.example>\nS: 250 ok", ""),
                Arguments.of("{\"auth\":{\"user\":\"ada\",\"pass\":\"P\"}}\nF", "auth.rejected"),
                Arguments.of("{\\\"pass\\\":\\\"P\\\"}\nF", "auth.rejected"),
                Arguments.of("668rt 586 (S\n{\"auth\":{\"user\":\"ada\",\"pass\":\"P\"}}\nF", ""),
                Arguments.of("auth: { user: 'ada', pass: 'P' }\nF", "auth.rejected"),
                Arguments.of("mail.smtp.password=P\nF", "auth.rejected"),
                Arguments.of("SMTP_PASS=P\nF", "auth.rejected"),
                Arguments.of("pwd = P\nF", "auth.rejected"),
                Arguments.of("password: P\nF", "auth.rejected"),
                Arguments.of("{'auth': {'password': 'P'}}\nF", "auth.rejected"),
                Arguments.of("Authorization: Bearer P\nF", "auth.rejected"),
                Arguments.of("smtp://ada:P@mx.example.com:587\nF", "auth.rejected"),
                Arguments.of("swaks --to x@y.example -ap P\n<-  F", "auth.rejected"),
                Arguments.of(
                        " -> AUTH LOGIN\n<-  334 VXNlcm5hbWU6\n -> U\n<-  334 UGFzc3dvcmQ6\n -> B\n<** F",
                        "auth.rejected"),
                Arguments.of("send: 'AUTH PLAIN R\\r\\n'\nreply: b'F\\r\\n'\n", "auth.rejected"),
                Arguments.of(
                        "send: 'AUTH LOGIN U\\r"
                                + "\\n"
                                + "'\n"
                                + "reply: b'334 UGFzc3dvcmQ6\\r"
                                + "\\n"
                                + "'\n"
                                + "reply: retcode (334); Msg: b'UGFzc3dvcmQ6'\n"
                                + "send: 'B\\r"
                                + "\\n"
                                + "'\n"
                                + "reply: b'F\\r"
                                + "\\n"
                                + "'\n",
                        "auth.rejected"),
                Arguments.of(
                        "09:01:33 CLIENT -> SERVER: AUTH LOGIN\n"
                                + "09:01:33 SERVER -> CLIENT: 334 VXNlcm5hbWU6\n"
                                + "09:01:33 CLIENT -> SERVER: U\n"
                                + "09:01:33 SERVER -> CLIENT: 334 UGFzc3dvcmQ6\n"
                                + "09:01:33 CLIENT -> SERVER: B\n"
                                + "F",
                        ""),
                Arguments.of("<- \"AUTH PLAIN R\\r\\n\"\n-> \"F\\r\\n\"\nF", ""),
                Arguments.of("> AUTH LOGIN\n< 334 VXNlcm5hbWU6\n> U\n< 334 UGFzc3dvcmQ6\n> B\n< F\nF", "auth.rejected"),
                Arguments.of("\u2514\u2500\u2500AUTH PLAIN R\nF", "auth.rejected"),
                Arguments.of("  292   AUTH PLAIN R\nF", ""),
                Arguments.of("12:00:01,335 C: AUTH PLAIN R\nF", "auth.rejected"),
                Arguments.of("> > C: AUTH PLAIN R\n> > S: F\nF", "auth.rejected"),
                Arguments.of("C: AUTH PLAIN R\rS: F", "auth.rejected"),
                Arguments.of("C:\u00A0AUTH\u00A0PLAIN\u00A0R\nS: F", ""),
                Arguments.of("[2023] DEBUG [abc] C: AUTH PLAIN R\n[2023] DEBUG [abc] S: F", "auth.rejected"),
                Arguments.of("AUTH LOGIN\nC: R\nS: F", ""),
                Arguments.of("334 VXNlcm5hbWU6\nC:\u00A0AUTH\u00A0PLAIN\u00A0R\nS: F", ""),
                Arguments.of("curl -v smtp://mx.example.com -u ada:P\nF", ""),
                Arguments.of("curl --user 'ada:P' smtp://mx.example.com\nF", ""),
                Arguments.of("server.login(\"ada@corp.example\", \"P\")\nF", ""),
                Arguments.of("smtp.login('ada', 'P')\nF", ""),
                Arguments.of("$mail->Password = 'P';\nF", ""),
                Arguments.of("'password' => 'P',\nF", ""),
                Arguments.of(":password => \"P\"\nF", ""),
                Arguments.of("new NetworkCredential(\"ada\", \"P\")\nF", ""),
                Arguments.of("PasswordAuthentication(\"ada\", \"P\")\nF", ""),
                Arguments.of("smtp.PlainAuth(\"\", \"ada\", \"P\", host)\nF", ""),
                Arguments.of("<password>P</password>\nF", ""),
                Arguments.of("<input type=\"password\" value=\"P\">\nF", ""),
                Arguments.of("\"pass\":\n  \"P\"\nF", ""),
                Arguments.of("password:\n  P\nF", ""),
                Arguments.of("export SMTP_PASSWORD=\"P\"\nF", ""),
                Arguments.of("docker run -e SMTP_PASS=P image\nF", ""),
                Arguments.of("smtps://ada%40corp.example:P@mx.example.com\nF", ""),
                Arguments.of("https://mx.example.com/?user=ada&password=P&x=1\nF", ""),
                Arguments.of("spring.mail.password: P\nF", ""),
                Arguments.of("password P\nF", ""),
                Arguments.of("machine mx.example.com login ada password P\nF", ""),
                Arguments.of("Authorization: Basic R\nF", ""),
                Arguments.of("Authorization: Basic B\nF", ""),
                Arguments.of("C: AUTH CRAM-MD5\nS: 334 PDEyM0BteD4=\nC: R\nS: F", ""),
                Arguments.of("C: AUTH SCRAM-SHA-256 R\nS: F", ""),
                Arguments.of("C: AUTH XOAUTH2 R\nS: F", ""),
                Arguments.of("C: AUTH LOGIN U\nS: 334 UGFzc3dvcmQ6\nC: B\nS: F", ""),
                Arguments.of("passphrase = \"P\"\nF", ""),
                Arguments.of("SmtpPassword=P;Server=x\nF", ""),
                Arguments.of("sasl_passwd: [mx.example.com]:587 ada:P\nF", ""),
                Arguments.of("--auth-password=P\nF", ""),
                Arguments.of("-ap=P\nF", ""),
                Arguments.of("{\"Password\" : \"P\"}\nF", ""),
                Arguments.of("Passwort: P\nF", ""),
                Arguments.of("mot de passe : P\nF", ""),
                Arguments.of("C: R\nS: F", ""));
    }

    // README, Security: "Explain masks what could be a login before it reads anything: what follows AUTH, what stands
    // between AUTH (also a mistyped one) or a 334 and the reply that ends the login, what looks like base64 and is not
    // a reply,
    // values named like a password, and what calls, options, settings and URLs of well-known mail programs log in
    // with."
    @ParameterizedTest
    @MethodSource("pasted")
    void noLoginComesOut(String pasted, String finding) {
        ProbeReport report = Explain.dialogue(filled(pasted));
        holdsNoLogin(String.join("\n", OutputForms.of(report)));
        if (!finding.isEmpty()) {
            assertThat(report.rootCause().orElseThrow().id())
                    .as(report.toString())
                    .isEqualTo(finding);
            assertThat(report.toString()).contains("Authentication failed, [redacted] is wrong");
        }
    }

    static String filled(String pasted) {
        return pasted.replaceAll("\\bR\\b", base64("\0" + USER + "\0" + PASSWORD))
                .replaceAll("\\bB\\b", base64(PASSWORD))
                .replaceAll("\\bU\\b", base64(USER))
                .replaceAll("\\bF\\b", FAILED + ", " + PASSWORD + " is wrong")
                .replaceAll("\\bP\\b", PASSWORD);
    }

    static void holdsNoLogin(String shown) {
        assertThat(shows(shown)).as("a login is shown").isFalse();
    }

    static boolean shows(String text) {
        String response = base64("\0" + USER + "\0" + PASSWORD);
        return Stream.of(
                        "hunter2",
                        base64(PASSWORD).substring(0, 12),
                        response.substring(12, 24),
                        response.substring(response.length() - 14, response.length() - 4))
                .anyMatch(text::contains);
    }

    @Test
    void repliesAndErrorsKeepTheirWords() {
        for (String each : List.of(
                "S: 250-AUTH PLAIN LOGIN XOAUTH2\n",
                "S: 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6\n",
                "503 5.5.1 Error: AUTH command used when not advertised\n",
                "S: 334 VXNlcm5hbWU6\n",
                "DEBUG SMTP: AUTH LOGIN command trace suppressed\n",
                "DEBUG SMTP: AUTH LOGIN failed\n",
                "C: MAIL FROM:<ada@example.com> SIZE=1000\n",
                "Caused by: javax.net.ssl.SSLHandshakeException: PKIX path building failed\n",
                "535 5.7.8 Username and Password not accepted. For more information: see https://support.example/\n",
                "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted')\n",
                "C: EHLO localhost\n")) {
            assertThat(masked(each)).isEqualTo(each);
        }
    }

    /** A line is not the client's by being indented: behind a refused login stands what a program writes about it. */
    @Test
    void anIndentedTraceBehindARefusedLoginKeepsItsWords() {
        for (String each : List.of(
                "        at com.example.smtp.Transport$Authenticator.authenticate(Transport.java:947)\n"
                        + "        at com.example.mail.Service.connect(Service.java:364)\n",
                "  Traceback (most recent call last):\n"
                        + "    File \"/usr/lib/python3.11/smtplib.py\", line 750, in login\n"
                        + "      raise last_exception\n")) {
            String masked = masked("C: AUTH PLAIN " + base64("\0ada\0" + PASSWORD) + "\nS: " + FAILED + "\n" + each);
            assertThat(masked).isEqualTo("C: AUTH PLAIN [redacted]\nS: " + FAILED + "\n" + each);
        }
    }

    // README, Security: "In a pasted text a password in clear, in a line that says nothing of what it is, cannot be
    // known; a word of letters only behind "password:", which may be one of a sentence, is masked there and not
    // elsewhere."
    /** A name that is no word is spelt with the letters of base64, and an equals sign may be its end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker run -e ALLOWED_HOSTS=$IP mail",
                "docker run -e ALLOWED_HOSTS=\"$IP\" mail",
                "set ALLOWED_HOSTS=%IP%",
                "SENDMAIL_PATH=/usr/sbin/sendmail",
                "ALLOWED_HOSTS=~/hosts",
                "ALLOWED_HOSTS={{ hosts }}"
            })
    void aNameBeforeItsValueIsNoResponse(String line) {
        String pasted = line + "\n220 mx\n550 you are not allowed hosts for sendmail path\n";
        assertThat(masked(pasted)).isEqualTo(pasted);
    }

    @Test
    void aPasswordThatNothingNamesCannotBeKnown() {
        String pasted = "I tried hunter2-Canary first\nS: 220 mx\n";
        assertThat(masked(pasted)).isEqualTo(pasted);
        assertThat(masked("Password: incorrect\n535 Incorrect data\n"))
                .isEqualTo("Password: [redacted]\n535 Incorrect data\n");
    }

    @Test
    void passwordsOfThreeCharactersToo() {
        assertThat(masked("334 UGFzc3dvcmQ6\n" + base64("abc") + "\n535 abc is wrong\n"))
                .isEqualTo("334 UGFzc3dvcmQ6\n[redacted]\n535 [redacted] is wrong\n");
    }
}
