/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * README, Security, "Pasted dialogues": a password is masked in every notation wherever the notation stands: in settings, beside an
 * error, in what either side said, in a stack frame, in JSON within JSON. What the text says besides is read as if the password
 * had been masked before.
 */
class LoginPlacesTest {
    private static final String PASSWORD = "Zq7!hunterXy9";

    /** What programs print in the place of a password, and {@link Explain} knows. */
    private static final String MASKED = "********";

    /** What is found in a text in which there is no reply. */
    private static final List<String> NOTHING = List.of("none");

    /** With {@code ^} for the password and {@code ~} for PLAIN's response; those of {@link WrittenPasswordsTest} too. */
    private static final List<String> NOTATIONS = List.of(
            "smtp://ada:p@ss^@mx.example.com:25",
            "smtp://ada:p/^@mx.example.com:25",
            "smtps://ada@corp.example:p#^?@mx.example.com:465/",
            "smtp://:^@mx.example.com",
            "[{name: SMTP_PASSWORD, value: ^}]",
            "{\"name\":\"SMTP_PASSWORD\",\"value\":\"^\"}",
            "{\"value\": \"^\", \"name\": \"SMTP_PASSWORD\"}",
            "- name: SMTP_PASSWORD\n  value: ^",
            "- name: SMTP_PASSWORD\n  value: \"^\"",
            "\"key\": \"smtp.password\",\n\"value\": \"^\"",
            "<add key=\"SmtpPassword\" value=\"^\"/>",
            "<property><name>mail.smtp.password</name><value>^</value></property>",
            "<key>SMTPPassword</key><string>^</string>",
            "<credential-reference clear-text=\"^\"/>",
            "PHPMailer\\PHPMailer\\SMTP->authenticate('ada@x.example', '^', 'LOGIN', NULL)",
            "#0 Swift_SmtpTransport->setPassword('^')",
            "LoginAuthenticator->authenticate(Object(EsmtpTransport), 'ada', '^')",
            "Net::SMTP.start('mx', 587, 'me', 'ada', '^', :login)",
            "yagmail.SMTP('ada@x.example', '^').send()",
            "PSCredential ('ada', (ConvertTo-SecureString '^' -AsPlainText -Force))",
            "new UsernamePasswordCredentials(\"ada\", \"^\")",
            "sasl.NewPlainClient(\"\", \"ada\", \"^\")",
            "curl --url smtp://mx.example.com --user ada:^",
            "curl smtp://mx.example.com -u 'ada:^'",
            "C: PASS ^",
            "C: a1 LOGIN ada ^",
            "a1 LOGIN \"ada\" \"^\"",
            "C: APOP ada ^",
            "AUTHINFO PASS ^",
            "AUTHENTICATE \"PLAIN\" \"~\"",
            "a1 AUTHENTICATE PLAIN ~",
            "Authorization: Basic ~",
            "Authorization: Bearer ^",
            "Array ( [host] => mx [password] => ^ )",
            "[\"password\"]=> string(13) \"^\"",
            "&{Host:mx Port:587 Username:ada Password:^ Auth:<nil>}",
            "{password,<<\"^\">>}",
            "Server=mx;Uid=ada;Pwd=^;",
            "smtps://mx.example.com:465?username=ada&password=RAW(^)&to=x",
            "user='ada' password='^'",
            "refreshToken: '^'",
            "AUTH PLAIN ~",
            "(in reply to AUTH PLAIN ~)",
            "uncoded response ~");

    /**
     * With <code>{0}</code> for a notation, <code>{1}</code> for one within JSON, <code>{2}</code> for one within JSON within JSON.
     * Those of a kind are read by the same code.
     */
    private static final List<List<String>> KINDS = List.of(
            List.of( // around a dialogue
                    "{0}\nS: 220 mx.example.com\nC: EHLO me\nS: 550 5.7.1 no",
                    "S: 220 mx.example.com\nC: EHLO me\nS: 550 5.7.1 no\n{0}",
                    "<-  220 mx.example.com\n -> EHLO me\n*** {0}\n<** 550 5.7.1 no",
                    "220 mx.example.com\nEHLO me\n{0}\n550 5.7.1 no"),
            List.of( // in what the server says
                    "S: 220 mx.example.com\nC: EHLO me\nS: 550 5.7.1 no {0}",
                    "S: 220 mx.example.com\nC: EHLO me\nS: 550-5.7.1 {0}\nS: 550 5.7.1 no",
                    "S: 220 mx.example.com\n"
                            + "C: EHLO me\n"
                            + "S: 250-mx\n"
                            + "S: 250-X {0}\n"
                            + "S: 250 OK\n"
                            + "C: MAIL FROM:<a@b.example>\n"
                            + "S: 550 no",
                    "S: 220 mx.example.com {0}\nC: EHLO me\nS: 550 5.7.1 no",
                    "<-  220 mx.example.com\n -> EHLO me\n=== 550 {0}\n<** 550 5.7.1 no"),
            List.of( // in what the client says
                    "S: 220 mx.example.com\nC: EHLO me\nC: {0}\nS: 550 5.7.1 no",
                    "S: 220 mx.example.com\nC: NOOP {0}\nS: 550 5.7.1 no",
                    "S: 220 mx.example.com\nC: EHLO me {0}\nS: 550 5.7.1 no"),
            List.of( // beside the error of a login
                    "smtplib.SMTPAuthenticationError: (535, b'5.7.8 no') {0}",
                    "{0} smtplib.SMTPAuthenticationError: (535, b'5.7.8 no')",
                    "Error: Invalid login: 535 5.7.8 no {0}",
                    "Error: Invalid login: 535 5.7.8 no. {0} again",
                    "{0}: Error: Invalid login: 535 5.7.8 no",
                    "Net::SMTPAuthenticationError (535 5.7.8 no): {0}"),
            List.of( // beside an exception, in a stack trace
                    "java.net.ConnectException: Connection refused: {0}",
                    "{0} java.net.ConnectException: Connection refused",
                    "Caused by: java.net.ConnectException: Connection refused ({0})",
                    "java.net.ConnectException: Connection refused\n\tat x.Main.main(Main.java:1) {0}",
                    "PHP Fatal error: Uncaught Exception: SMTP Error: Could not authenticate. in /x.php:33 Stack "
                            + "trace: #0 /x.php(33): {0}",
                    "The server response was: 5.7.57 Client was not authenticated {0}"),
            List.of( // in logs, reports and mark-up
                    "Nov  1 09:00:00 mx postfix/smtp[1]: 4X: to=<x@y.example>, relay=mx.example.com[192.0.2.1]:25,"
                            + " status=bounced (host mx.example.com[192.0.2.1] said: 550 5.7.1 no (in reply to RCPT TO"
                            + " command)) {0}",
                    "Nov  1 09:00:00 mx postfix/smtp[1]: 4X: to=<x@y.example>, {0}, status=bounced (host"
                            + " mx.example.com[192.0.2.1] said: 550 5.7.1 no (in reply to RCPT TO command))",
                    "Diagnostic-Code: smtp; 550 5.7.1 no\n    {0}",
                    "curl: (67) Login denied; {0}",
                    "error \"535 5.7.8 no {0}\"",
                    "error: |\n  535 5.7.8 no\n  {0}",
                    "<error>535 5.7.8 no {0}</error>"),
            List.of( // within JSON
                    "{\"level\":\"error\",\"msg\":\"{1}\"}\nS: 535 5.7.8 no",
                    "{\"level\":\"error\",\"err\":\"535 5.7.8 no\",\"context\":\"{1}\"}",
                    "{\"level\":\"error\",\"message\":\"Error: Invalid login: 535 5.7.8 no {1}\"}",
                    "{\"exc\":\"Traceback\\n  {1}\\nsmtplib.SMTPAuthenticationError: (535, b'5.7.8 no')\"}",
                    "{\"log\":\"{\\\"msg\\\":\\\"{2}\\\"}\\n\"}\nS: 535 5.7.8 no",
                    "{\"log\":\"{\\\"err\\\":\\\"535 5.7.8 no\\\",\\\"context\\\":\\\"{2}\\\"}\\n\"}"));

    private static final List<String> PLACES =
            KINDS.stream().flatMap(List::stream).toList();

    /** Each notation stands in a place of each kind, the next one in the next place: together they meet all. */
    static Stream<Arguments> notations() {
        List<String> all = Stream.concat(NOTATIONS.stream(), WrittenPasswordsTest.notations())
                .toList();
        return IntStream.range(0, all.size())
                .mapToObj(i -> Arguments.of(
                        all.get(i),
                        KINDS.stream().map(kind -> kind.get(i % kind.size())).toList()));
    }

    // README, Security: "The same masks apply to every line, whoever says it, even beside an error, in a stack frame or
    // within JSON."
    @ParameterizedTest(name = "{0}")
    @MethodSource("notations")
    void aPasswordIsMaskedWhereverItStands(String notation, List<String> places) {
        List<String> shown = new ArrayList<>();
        List<String> read = new ArrayList<>();
        for (String place : places) {
            Explained explained = Explained.of(text(place, notation, PASSWORD));
            List<String> masked = Explained.of(text(place, notation, MASKED)).ids();
            if (explained.shows()) {
                shown.add(place);
            } else if (!explained.ids().equals(masked) && !masked.equals(NOTHING)) {
                read.add(place);
            }
        }
        assertThat(shown).as("places where it is shown").isEmpty();
        assertThat(read).as("places where the mask changes what is read").isEmpty();
    }

    /** The sweep sees what is there: where nothing names a password, it is shown in most places. */
    @Test
    void theSweepSeesWhatIsThere() {
        assertThat(PLACES.stream()
                        .filter(place -> Explained.of(text(place, "colour of ^", PASSWORD))
                                .shows()))
                .hasSizeGreaterThan(PLACES.size() / 2);
    }

    /** The server's and the client's; in a telnet window none. */
    private static final String[][] MARKS = {
        {"S: ", "C: "}, {"<-  ", " -> "}, {"SERVER -> CLIENT: ", "CLIENT -> SERVER: "}, {"", ""}
    };

    static Stream<Arguments> oddAnswers() {
        return Stream.of(
                        "AUTH LOGIN",
                        "auth login",
                        "AUTH PLAIN",
                        "AUTHLOGIN",
                        "AUHT LOGIN",
                        "AUTH-LOGIN",
                        "ATUH PLAIN",
                        "LOGIN")
                .flatMap(command -> Stream.of("220", "250", "500", "501", "502", "503", "504", "530", "535", "454")
                        .map(code -> Arguments.of(command, code)));
    }

    // README, Security: "between AUTH (also a mistyped one) or a 334 and the reply that ends the login"
    @ParameterizedTest
    @MethodSource("oddAnswers")
    void whatAClientSendsBehindAnOddAnswerIsMasked(String command, String code) {
        for (String[] mark : MARKS) {
            String text = mark[0] + "220 mx.example.com\n" + mark[1] + "EHLO me\n" + mark[0] + "250 AUTH LOGIN PLAIN\n"
                    + mark[1] + command + "\n" + mark[0] + code + " what\n"
                    + mark[1] + PASSWORD + "\n" + mark[0] + "535 5.7.8 no " + PASSWORD + "\n";
            boolean window = mark[0].isEmpty(); // behind a usual refusal a sentence may stand there
            boolean odd = code.startsWith("2") || code.startsWith("50");
            assertThat(Explained.of(text).shows()).as(text).isEqualTo(window && !odd);
        }
    }

    /** What a text is read as; where it is not about SMTP, the refusal to read it. */
    private record Explained(String out, List<String> ids) {
        static Explained of(String text) {
            try {
                ProbeReport report = Explain.dialogue(text);
                return new Explained(
                        report + " " + report.asMap(),
                        report.findings().stream().map(Finding::id).toList());
            } catch (IllegalArgumentException refused) {
                return new Explained(String.valueOf(refused.getMessage()), NOTHING);
            }
        }

        boolean shows() {
            return out.contains(PASSWORD.substring(5)) || out.contains(response(PASSWORD));
        }
    }

    private static String response(String password) {
        byte[] plain = ("\0ada\0" + password).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(plain);
    }

    private static String text(String place, String notation, String password) {
        String filled = notation.replace("~", password.equals(MASKED) ? MASKED : response(password))
                .replace("^", password);
        return place.replace("{0}", filled).replace("{1}", json(filled)).replace("{2}", json(json(filled)));
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\u0001", "\\u0001");
    }
}
