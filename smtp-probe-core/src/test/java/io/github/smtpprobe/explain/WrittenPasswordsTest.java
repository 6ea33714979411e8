/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.OutputForms;
import io.github.smtpprobe.report.ProbeReport;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** README, Security, "Pasted dialogues": where settings, programs and command lines write a password, it is masked and learnt. */
class WrittenPasswordsTest {
    private static final String PASSWORD = "hunter2-Canary";

    /** With {@code ^} for the password and {@code ~} for PLAIN's response. */
    static Stream<String> notations() {
        return Stream.of(
                "$mail->Password = \"^\"",
                "password: >-\n  ^",
                "mailer.setPassword(\"^\")",
                "MailerBuilder.withSMTPServer(\"smtp.example.com\", 587, \"ada\", \"^\")",
                "auth: [\"ada\", \"^\"]",
                "auth = (\"ada\", \"^\")",
                "sendEmail -f a@b.example -xu ada -xp ^",
                "swaks -au ada -ap '^' -s mx",
                "props.put(\"mail.smtp.password\", \"^\");",
                "transport.connect(\"mx.example.com\", \"ada\", \"^\");",
                "transport.connect(\"mx.example.com\", 587, \"ada\", \"^\");",
                "transport.connect(host, user, \"^\");",
                "new NetworkCredential(\"ada\", \"^\", \"corp\")",
                "smtp.PlainAuth(\"\", \"ada\", \"^\", \"mx.example.com\")",
                "gomail.NewDialer(\"smtp.example.com\", 587, \"ada\", \"^\")",
                "mail.NewClient(\"mx\", mail.WithUsername(\"ada\"), mail.WithPassword(\"^\"))",
                "Credentials::new(\"ada\".to_owned(), \"^\".to_owned())",
                "$transport->setUsername('ada')->setPassword('^');",
                "Net::SMTP.start('mx.example.com', 587, 'localhost', 'ada', '^', :login)",
                "$smtp->auth('ada', '^');",
                "cdoConfig.Item(\"http://schemas.microsoft.com/cdo/configuration/sendpassword\") = \"^\"",
                "<add key=\"SmtpPassword\" value=\"^\" />",
                "<param name=\"password\">^</param>",
                "<smtp:password>^</smtp:password>",
                "<bean><property name=\"password\"><value>^</value></property></bean>",
                "smtp_password ^",
                "user ada password ^",
                "USER ada\nPASS ^",
                "define('SMTP_PASS', '^');",
                "os.environ[\"SMTP_PASS\"] = \"^\"",
                "X-Api-Key: ^",
                "\"private_key\": \"^\"",
                "ConvertTo-SecureString \"^\" -AsPlainText -Force",
                "printf '\\0ada\\0^' | base64",
                "echo -ne '\\000ada\\000^' | openssl base64",
                "AUTH PLAIN \\000ada\\000^",
                "Password for 'ada@mx': ^",
                "login=ada pw=^",
                "smtps://ada@corp.example:^@mx.example.com",
                "{'user': 'ada', 'password': u'^'}",
                "password: Some(\"^\")",
                "password=Secret(\"^\")",
                "std::string password(\"^\");",
                "password&#61;^",
                "password%3D^%26x",
                "%22password%22%3A%22^%22",
                "password\\u003d^",
                "&quot;password&quot;:&quot;^&quot;",
                "using password '^'",
                "password was '^'",
                "has\u0142o: ^",
                "\u043F\u0430\u0440\u043E\u043B\u044C: ^",
                "\u5BC6\u7801\uFF1A^",
                "\u30D1\u30B9\u30EF\u30FC\u30C9: ^",
                "\uBE44\uBC00\uBC88\uD638: ^",
                "l\u00F6senord: ^",
                "--passwd ^",
                "--smtp-pass=^",
                "<AUTH PLAIN ~>",
                "user=ada\u0001auth=Bearer ^\u0001\u0001",
                "auth=Bearer ^");
    }

    /** The line may stand before the dialogue or in it; the server repeats the password, which is so seen to be learnt. */
    // README, Security: "values named like a password, and what calls, options, settings and URLs of well-known mail
    // programs log in with."
    @ParameterizedTest
    @MethodSource("notations")
    void aPasswordIsMaskedAndLearnt(String notation) {
        byte[] plain = ("\0ada\0" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        String response = Base64.getEncoder().encodeToString(plain);
        String line = notation.replace("~", response).replace("^", PASSWORD);
        assertThat(line).as("the sweep itself").isNotEqualTo(notation);
        String refusal = "535 5.7.8 no, " + PASSWORD + " is wrong\n";
        for (String text : List.of(
                line + "\nS: 220 mx\nC: EHLO me\nS: " + refusal,
                "S: 220 mx\nC: EHLO me\nS: 250 ok\n" + line + "\n" + refusal)) {
            ProbeReport report = Explain.dialogue(text);
            assertThat(String.join("\n", OutputForms.of(report)))
                    .doesNotContain(PASSWORD)
                    .contains("no, [redacted] is wrong");
        }
    }

    /** Nothing is taken for a password in what only speaks of one. */
    @Test
    void sentencesStay() {
        for (String line : List.of(
                "535 5.7.8 Error: authentication failed: bad password",
                "535 5.7.3 The password is not correct, \"try again\"",
                "454 4.7.0 \"invalid_token\", \"The access token expired\"",
                "Error: connect(\"ECONNREFUSED\")",
                "smtp.connect(\"smtp.example.com\", 587)",
                "The login(\"LOGIN\") mechanism is not supported",
                "password authentication is off",
                "no password was given",
                "Username and Password not accepted",
                "550 5.1.1 <token@example.com>: no such user",
                "authorization: none",
                "passive = true")) {
            assertThat(LoginMaskTest.masked(line)).isEqualTo(line);
        }
    }
}
