/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Test messages, octet by octet. */
class ProbeMessageTest {
    private static final ZonedDateTime MADE = ZonedDateTime.of(2026, 3, 1, 9, 5, 7, 0, ZoneOffset.ofHours(1));

    private static ProbeMessage message() {
        return new ProbeMessage(
                Optional.of("ada@example.com"),
                List.of("bob@example.com", "eve@example.com"),
                new ProbeMessage.Marks(MADE, "1.abc", "client.example.com", "smtp-probe 1.2.3"));
    }

    private static String text(ProbeMessage message) {
        return new String(message.octets(), StandardCharsets.ISO_8859_1);
    }

    private static void fit(String message) {
        assertThat(message).endsWith("\r\n");
        assertThat(message.replace("\r\n", "")).doesNotContain("\r", "\n").matches("[\\x00-\\x7F]*");
        assertThat(message.split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
    }

    @Test
    void aMessageOfItsOwnSaysThatItIsATest() {
        String text = text(message());
        fit(text);
        assertThat(text).isEqualTo("""
                Date: Sun, 1 Mar 2026 09:05:07 +0100
                From: ada@example.com
                To: bob@example.com, eve@example.com
                Subject: smtp-probe test Sun, 1 Mar 2026 09:05:07 +0100
                Message-ID: <1.abc@client.example.com>
                X-Mailer: smtp-probe 1.2.3
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: 7bit

                This is a test message of smtp-probe 1.2.3.
                It shows that mail from the sender gets through to this mailbox. It needs no answer and can be deleted.
                """.replace("\n", "\r\n"));
    }

    @Test
    void aFieldTakesThePlaceOfThoseOfItsName() {
        String text = text(message()
                .add(HeaderField.read("subject:  Hello "))
                .add(HeaderField.read("X-Trace: 1"))
                .add(HeaderField.read("X-Trace: 2"))
                .add(HeaderField.read("X-Empty:"))
                .body(Body.of("<p>hi")));
        assertThat(text)
                .doesNotContain("smtp-probe test")
                .contains("\r\nsubject: Hello\r\nX-Trace: 1\r\nX-Trace: 2\r\nX-Empty: \r\n");
        assertThat(text(message().add(HeaderField.read("content-type: text/html; charset=UTF-8"))))
                .containsOnlyOnce("ontent-Type")
                .contains("Content-Type: text/html; charset=UTF-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Subject: Grüße|Subject: =?UTF-8?B?R3LDvMOfZQ==?=",
                "Subject: a Grüße b|Subject: a =?UTF-8?B?R3LDvMOfZQ==?= b",
                "Subject: ü ü b ü|Subject: =?UTF-8?B?w7wgw7w=?= b =?UTF-8?B?w7w=?=",
                "Subject: =?UTF-8?B?w7w=?= a|Subject: =?UTF-8?B?w7w=?= a",
                "From: Ada Lü <a@x.example>|From: Ada =?UTF-8?B?TMO8?= <a@x.example>",
                "From: \"Lü, Ada\" <a@x.example>|From: =?UTF-8?B?TMO8LCBBZGE=?= <a@x.example>",
                "To: \"Ada L\" <a@x.example>, Ü <b@x.example>|To: \"Ada L\" <a@x.example>, =?UTF-8?B?w5w=?= <b@x.example>",
                "Cc: a@x.example (Lü)|Cc: a@x.example (=?UTF-8?B?TMO8?=)",
                "To: \"a b\"@x.example|To: \"a b\"@x.example"
            })
    void whatIsNotAsciiIsEncoded(String given, String written) {
        String text = text(message().add(HeaderField.read(given)));
        fit(text);
        assertThat(text).contains("\r\n" + written + "\r\n");
    }

    @Test
    void longFieldsAreFolded() {
        String text = HeaderField.read("Subject: " + "ünd ".repeat(60)).line();
        assertThat(text.split("\r\n"))
                .hasSizeGreaterThan(3)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
        StringBuilder read = new StringBuilder();
        for (String word : text.strip().substring("Subject:".length()).strip().split("\\s+")) {
            assertThat(word).matches("=\\?UTF-8\\?B\\?[A-Za-z0-9+/=]+\\?=").hasSizeLessThanOrEqualTo(75);
            read.append(new String(
                    Base64.getDecoder().decode(word.substring(10, word.length() - 2)), StandardCharsets.UTF_8));
        }
        assertThat(read).hasToString("ünd ".repeat(60).strip());
        assertThat(HeaderField.read("X: " + "a".repeat(40) + "  " + "b".repeat(40))
                        .line())
                .isEqualTo("X: " + "a".repeat(40) + "\r\n  " + "b".repeat(40) + "\r\n");
        assertThat(HeaderField.read("X: " + "a".repeat(997)).line()).isEqualTo("X:\r\n " + "a".repeat(997) + "\r\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderField.read("X: " + "a".repeat(998)).line())
                .withMessage("has a word of more than 998 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                ": canary",
                "can ary: x",
                "canäry: x",
                "X: canary\r\nBcc: eve@example.com",
                "X: canary\nBcc: eve@example.com",
                "X: canary\r",
                "X\r\nBcc: canary",
                "X: canary\u0000",
                "X: canary\u007F",
                "To: canäry@example.com",
                "Content-Type: multipart/canary",
                "Content-Type: text/canäry",
                "Content-Transfer-Encoding: canary",
                "MIME-Version: canary"
            })
    void whatIsNoFieldIsRefusedAndNotRepeated(String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> message().add(HeaderField.read(field)))
                .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("canary", "canäry"));
    }

    @Test
    void aTextThatIsNotAsciiOrTooWideIsBase64() {
        for (String given : List.of("Grüße\nund mehr", "a".repeat(999), "a\0b")) {
            String text = text(message().body(Body.of(given)));
            fit(text);
            assertThat(text).contains("\r\nContent-Transfer-Encoding: base64\r\n\r\n");
            byte[] body = Base64.getMimeDecoder().decode(text.substring(text.indexOf("\r\n\r\n") + 4));
            assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(given.replace("\n", "\r\n") + "\r\n");
        }
        assertThat(text(message().body(Body.of("a\rb\nc\r\nd\r\n")))).endsWith("\r\n\r\na\r\nb\r\nc\r\nd\r\n");
        assertThat(text(message().body(Body.of("a".repeat(998))))).contains("Encoding: 7bit");
    }

    @Test
    void aFileOfAnotherCharsetNeedsItsName() {
        byte[] latin = "Grüße".getBytes(StandardCharsets.ISO_8859_1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> message().body(Body.of(latin)).octets())
                .withMessageContaining("is not in UTF-8");
        String text = text(
                message().body(Body.of(latin)).add(HeaderField.read("Content-Type: text/plain; charset=ISO-8859-1")));
        byte[] body = Base64.getMimeDecoder().decode(text.substring(text.indexOf("\r\n\r\n") + 4));
        assertThat(new String(body, StandardCharsets.ISO_8859_1)).isEqualTo("Grüße\r\n");
    }

    @Test
    void filesAreParts() {
        String text = text(message()
                .body(Body.of("see below"))
                .attach(new Attachment(
                        "a \"b\".txt", "text/plain", "x".repeat(100).getBytes(StandardCharsets.UTF_8)))
                .attach(new Attachment("Grüße und ein langer Name.pdf", "application/pdf", new byte[] {1, 2})));
        fit(text);
        assertThat(text)
                .contains(
                        "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"=_1.abc\"\r\n\r\n--=_1.abc\r\n"
                                + "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nsee below\r\n\r\n--=_1.abc\r\n"
                                + "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n"
                                + " filename=\"a \\\"b\\\".txt\"\r\n\r\n")
                .contains(
                        "\r\n filename*0*=UTF-8''Gr%C3%BC%C3%9Fe%20und%20ein%20;\r\n filename*1*=langer%20Name.pdf\r\n")
                .endsWith("\r\n\r\nAQI=\r\n\r\n--=_1.abc--\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, text/plain", "Image/PNG, image/png", "message/rfc822, application/octet-stream",
        "multipart/mixed, application/octet-stream", "canary, application/octet-stream",
                "'a/b; x=y', application/octet-stream"
    })
    void whatCannotBeBase64HasNoTypeOfItsOwn(String type, String written) {
        String part = new Attachment("ü/x\r\ny", type, new byte[0]).part();
        assertThat(part).startsWith("Content-Type: " + written + "\r\n").contains("filename*=UTF-8''%C3%BC_x__y\r\n");
    }
}
