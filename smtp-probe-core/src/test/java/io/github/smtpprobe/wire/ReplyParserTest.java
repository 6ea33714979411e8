/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.wire.ReplyParser.Progress;
import io.github.smtpprobe.wire.ReplyParser.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {
    private static Object parse(String octets) {
        return parse(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The first reply or violation, or null where more is needed. */
    private static Object parse(byte[] octets) {
        ReplyParser parser = new ReplyParser();
        for (byte octet : octets) {
            Progress progress = parser.octet(octet);
            if (progress == Progress.REPLY) {
                return parser.reply();
            }
            if (progress == Progress.VIOLATION) {
                return parser.violation();
            }
        }
        return null;
    }

    @Test
    void aMultiLineReplyKeepsTextThatLooksLikeACode() { // RFC 5321 §4.2.1
        Reply reply = (Reply)
                parse("250-First line\r\n250-Second line\r\n250-234 text that begins with digits\r\n250 last\r\n");
        assertThat(reply.code().value()).isEqualTo(250);
        assertThat(reply.lines())
                .containsExactly("First line", "Second line", "234 text that begins with digits", "last");
        assertThat(reply.anomalies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"250\r\n", "250 \r\n"})
    void textMayBeMissing(String octets) {
        assertThat(((Reply) parse(octets)).lines()).containsExactly("");
    }

    @ParameterizedTest
    @CsvSource({
        "25, BAD_CODE",
        "2, BAD_CODE",
        "abc, BAD_CODE",
        "2500 ok, BAD_CODE",
        "1234, BAD_CODE",
        "+25 ok, BAD_CODE",
        "-22 ok, BAD_CODE",
        "0x1 ok, BAD_CODE",
        "2 5 ok, BAD_CODE",
        "' 250 ok', BAD_CODE",
        "٢٥٠ ok, BAD_CODE",
        "２５０ ok, BAD_CODE",
        "250a, BAD_SEPARATOR",
        "250_a, BAD_SEPARATOR",
        "250=a, BAD_SEPARATOR",
        "000 a, CODE_RANGE",
        "099 a, CODE_RANGE",
        "100 a, CODE_RANGE",
        "199 a, CODE_RANGE",
        "600 a, CODE_RANGE",
        "999 a, CODE_RANGE"
    })
    void malformedLines(String line, Violation expected) {
        assertThat(parse((line + "\r\n").getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 255, 299, 399, 499, 599})
    void anyCodeFrom200To599IsOne(int code) {
        assertThat(((Reply) parse(code + " x\r\n")).code().value()).isEqualTo(code);
    }

    @Test
    void codesMustNotFlipInsideAReply() {
        assertThat(parse("250-a\r\n251 b\r\n")).isEqualTo(Violation.CODE_MISMATCH);
        assertThat(parse("550-a\r\n250 b\r\n")).isEqualTo(Violation.CODE_MISMATCH);
        assertThat(parse("250-a\r\nhello\r\n")).isEqualTo(Violation.BAD_CODE);
        assertThat(parse("250-a\r\n\r\n")).isEqualTo(Violation.BLANK_LINE);
    }

    @ParameterizedTest
    @CsvSource({
        "250 ok, ''",
        "250, no-text",
        "250-, ''",
        "250 \u00E9t\u00E9, non-ascii",
    })
    void odditiesAreNoted(String line, String oddity) {
        String rest = line.endsWith("-") ? "\r\n250 end\r\n" : "\r\n";
        assertThat(String.join(" ", ((Reply) parse(line + rest)).anomalies())).isEqualTo(oddity);
    }

    @Test
    void linesOfMoreThan512OctetsAreNotedUnlessTheyAreChallenges() { // RFC 5321 §4.5.3.1.5, RFC 4954 §4
        assertThat(((Reply) parse("250 " + "x".repeat(506) + "\r\n")).anomalies())
                .isEmpty();
        assertThat(((Reply) parse("250 " + "x".repeat(507) + "\r\n")).anomalies())
                .containsExactly("long-line");
        assertThat(((Reply) parse("334 " + "x".repeat(507) + "\r\n")).anomalies())
                .isEmpty();
    }

    @Test
    void lineEndsAreStrictWhereItMatters() {
        assertThat(parse("250 a\n"))
                .isInstanceOfSatisfying(
                        Reply.class, reply -> assertThat(reply.anomalies()).containsExactly("bare-lf"));
        assertThat(parse("250 a\rb\r\n")).isEqualTo(Violation.BARE_CR);
        assertThat(parse("250 a\r\r\n")).isEqualTo(Violation.BARE_CR);
        assertThat(parse("250 a\0\r\n")).isEqualTo(Violation.NUL);
        assertThat(parse("250 a")).as("a line without end is no reply").isNull();
    }

    // README, Security: "Lines end at 12,288 octets"
    @Test
    void linesHaveABound() {
        int text = ReplyParser.MAX_LINE - 6;
        assertThat(parse("250 " + "a".repeat(text) + "\r\n")).isInstanceOf(Reply.class);
        assertThat(parse("250 " + "a".repeat(text + 1) + "\r\n")).isEqualTo(Violation.LINE_TOO_LONG);
        assertThat(parse("250 " + "a".repeat(1_000_000))).isEqualTo(Violation.LINE_TOO_LONG);
    }

    // README, Security: "replies at 256 lines and 64 KiB"
    @Test
    void repliesHaveABound() {
        assertThat(parse("250-\r\n".repeat(255) + "250 \r\n")).isInstanceOf(Reply.class);
        assertThat(parse("250-\r\n".repeat(10_000))).isEqualTo(Violation.TOO_MANY_LINES);
        assertThat(parse(("250-" + "a".repeat(10_000) + "\r\n").repeat(256))).isEqualTo(Violation.REPLY_TOO_LONG);
    }

    @Test
    void textIsMadeSafeToShow() {
        Reply reply = (Reply) parse("550 \u001B[2J\u009B \u00FF\r\n");
        assertThat(reply.lines()).containsExactly("\\x1B[2J\\x9B \\xFF");
    }

    @Test
    void anyOctetsGiveAResultAndNeverAnException() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(60)];
            random.nextBytes(octets);
            if (random.nextBoolean()) {
                System.arraycopy("250-".getBytes(StandardCharsets.US_ASCII), 0, octets, 0, Math.min(4, octets.length));
            }
            Object result = parse(octets);
            assertThat(result == null || result instanceof Reply || result instanceof Violation)
                    .isTrue();
        }
    }

    @Test
    void enhancedStatusCodesAreReadOnlyWhereTheyAreWellFormed() { // RFC 2034 §4
        assertThat(Reply.of(550, "5.1.1 no").enhanced()).map(Object::toString).contains("5.1.1");
        for (String junk : List.of("5.", "5.1.", "999.999.999", "5.1.1.1 x", "5..1", "5.1.1x", "3.1.1 x", "5.01.1 x")) {
            assertThat(Reply.of(550, junk).enhanced()).as(junk).isEmpty();
        }
        assertThat(Reply.of(334, "2.0.0 x").enhanced()).as("3xx has none").isEmpty();
        assertThat(Reply.of(250, "5.1.1 no").code().positive())
                .as("the code decides")
                .isTrue();
    }

    @Test
    void boundsAreMetExactly() {
        String longest = "250 " + "x".repeat(12_288 - 6) + "\r\n";
        assertThat(parse(longest)).isInstanceOf(Reply.class);
        assertThat(parse(longest.replace("x\r", "xx\r"))).isEqualTo(Violation.LINE_TOO_LONG);
        assertThat(parse("250-a\r\n".repeat(255) + "250 a\r\n")).isInstanceOf(Reply.class);
        assertThat(parse("250-a\r\n".repeat(256) + "250 a\r\n")).isEqualTo(Violation.TOO_MANY_LINES);
        String line = "250-" + "x".repeat(8_192 - 6) + "\r\n";
        assertThat(parse(line.repeat(7) + line.replace("250-", "250 "))).isInstanceOf(Reply.class);
        assertThat(parse(line.repeat(8) + "250 x\r\n")).isEqualTo(Violation.REPLY_TOO_LONG);
        for (int code : new int[] {200, 599}) {
            assertThat(parse(code + " x\r\n")).isInstanceOf(Reply.class);
        }
        for (int code : new int[] {199, 600}) {
            assertThat(parse(code + " x\r\n")).isEqualTo(Violation.CODE_RANGE);
        }
        assertThat(parse("\r\n")).isEqualTo(Violation.BLANK_LINE);
        assertThat(parse("\n")).isEqualTo(Violation.BLANK_LINE);
        assertThat(parse("25\r\n")).isEqualTo(Violation.BAD_CODE);
    }

    /** One reply leaves nothing behind for the next: neither octets, nor lines, nor anomalies. */
    @Test
    void repliesDoNotTouchEachOther() {
        ReplyParser parser = new ReplyParser();
        String line = "250-" + "x".repeat(8_000) + "\n";
        for (int round = 0; round < 20; round++) {
            Progress last = Progress.MORE;
            for (byte octet : (line.repeat(2) + "250 end\n").getBytes(StandardCharsets.US_ASCII)) {
                assertThat(parser.midReply())
                        .isEqualTo(last == Progress.MORE ? parser.midReply() : last == Progress.LINE);
                last = parser.octet(octet);
            }
            assertThat(last).isEqualTo(Progress.REPLY);
            assertThat(parser.midReply()).isFalse();
            assertThat(parser.reply().lines()).hasSize(3);
            assertThat(parser.reply().anomalies()).containsExactlyInAnyOrder("bare-lf", "long-line");
        }
        for (byte octet : "550 no\r\n".getBytes(StandardCharsets.US_ASCII)) {
            parser.octet(octet);
        }
        assertThat(parser.reply().anomalies()).isEmpty();
        assertThat(new String(parser.challenge(), StandardCharsets.US_ASCII)).isEqualTo("no\r\n");
        assertThat(parser.partial()).isEmpty();
        parser.octet((byte) '2');
        assertThat(parser.midReply()).isTrue();
        assertThat(parser.partial()).hasSize(1);
    }

    /** A server may cut its base64 into lines of one reply: what it asks is all of them, and a reply that asks nothing is its last line. */
    @Test
    void aChallengeIsAllOfItsLines() {
        ReplyParser parser = new ReplyParser();
        for (byte octet : "334-VXNl \r\n334-cm5h\n334 bWU6\r\n".getBytes(StandardCharsets.US_ASCII)) {
            parser.octet(octet);
        }
        assertThat(new String(parser.challenge(), StandardCharsets.US_ASCII)).isEqualTo("VXNlcm5hbWU6\r\n");
        for (byte octet : "235-one\r\n235 two\r\n".getBytes(StandardCharsets.US_ASCII)) {
            parser.octet(octet);
        }
        assertThat(new String(parser.challenge(), StandardCharsets.US_ASCII)).isEqualTo("two\r\n");
    }

    /** What a parser says of octets, each by itself or as many at once as it takes of pieces of any size. */
    private static List<String> told(byte[] octets, @Nullable Random pieces) {
        ReplyParser parser = new ReplyParser();
        List<String> told = new ArrayList<>();
        int from = 0;
        int to = 0;
        while (from < octets.length) {
            to = from < to || pieces == null ? to : Math.min(octets.length, from + 1 + pieces.nextInt(700));
            from += pieces == null ? 0 : parser.inside(octets, from, to);
            if (pieces != null && from == to) {
                continue;
            }
            Progress progress = parser.octet(octets[from++]);
            if (progress != Progress.MORE) {
                told.add(from + " " + progress + " " + parser.line().length);
            }
            if (progress == Progress.VIOLATION) {
                told.add(String.valueOf(parser.violation()));
                return told;
            }
        }
        told.add(String.valueOf(parser.partial().length));
        return told;
    }

    /** The limits of a line and of a reply hold to the octet. */
    @Test
    void manyAtOnceAreReadAsOneByOne() {
        List<String> samples = List.of(
                "220 mx ESMTP\r\n250-a\r\n250 b\r\n",
                "250 a\rb\r\n",
                "250 a\0b\r\n",
                "250-a\r\n\r\n",
                "250 \u00fc\u00e4\r\n250 x",
                "250 " + "x".repeat(ReplyParser.MAX_LINE - 7) + "\r\n250 ok\r\n",
                "250 " + "x".repeat(ReplyParser.MAX_LINE - 6) + "\r\n250 ok\r\n",
                "250 " + "x".repeat(ReplyParser.MAX_LINE) + "\r\n",
                ("250-" + "x".repeat(8_186) + "\r\n").repeat(8) + "250 ok\r\n",
                ("250-" + "x".repeat(8_185) + "\r\n").repeat(8) + "250 o\r\n",
                "250-a\r\n".repeat(ReplyParser.MAX_LINES + 1));
        Random pieces = new Random(5);
        for (String sample : samples) {
            byte[] octets = sample.getBytes(StandardCharsets.ISO_8859_1);
            List<String> alone = told(octets, null);
            for (int round = 0; round < 20; round++) {
                assertThat(told(octets, pieces)).isEqualTo(alone);
            }
        }
    }

    @Test
    void whatWasRefusedIsKept() {
        ReplyParser nul = new ReplyParser();
        nul.octet((byte) '2');
        assertThat(nul.octet((byte) 0)).isEqualTo(Progress.VIOLATION);
        assertThat(nul.line()).containsExactly('2', 0);
        ReplyParser bare = new ReplyParser();
        bare.octet((byte) '\r');
        assertThat(bare.octet((byte) 'x')).isEqualTo(Progress.VIOLATION);
        assertThat(bare.line()).containsExactly('\r', 'x');
        assertThat(bare.violation()).isEqualTo(Violation.BARE_CR);
    }
}
