/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.OwnTime;
import io.github.smtpprobe.text.Redacted;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** README, Security: what is promised of secrets that a server repeats, form by form and length by length. */
class ScrubberTest {
    private static String scrub(Scrubber scrubber, String line) {
        return scrub(scrubber, line, 4);
    }

    private static String scrub(Scrubber scrubber, String line, int read) {
        return new String(scrubber.scrub(octets(line), read), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(octets(text));
    }

    private static Scrubber knowing(String... secrets) {
        Scrubber scrubber = new Scrubber();
        for (String secret : secrets) {
            scrubber.learn(octets(secret));
        }
        return scrubber;
    }

    @Test
    void nothingIsMaskedBeforeItIsSent() {
        Scrubber scrubber = new Scrubber();
        assertThat(scrub(scrubber, "220 correct-horse-battery\r\n")).isEqualTo("220 correct-horse-battery\r\n");
        assertThat(scrubber.masked()).isFalse();
    }

    @Test
    void wholeAndPartialSecretsAreMasked() {
        Scrubber scrubber = knowing("correct-horse-battery");
        assertThat(scrub(scrubber, "535 bad correct-horse-battery!\r\n")).isEqualTo("535 bad [redacted]!\r\n");
        assertThat(scrub(scrubber, "535 horse-batt\r\n")).isEqualTo("535 [redacted]\r\n");
        assertThat(scrub(scrubber, "535 " + base64("correct-horse-battery") + "\r\n"))
                .isEqualTo("535 [redacted]\r\n");
        assertThat(scrubber.masked()).isTrue();
        assertThat(scrub(scrubber, "535 horse-b\r\n"))
                .as("seven octets may be chance")
                .isEqualTo("535 horse-b\r\n");
    }

    // README, Security: "letter by letter with the same separator between each two, and with what a terminal does
    // not draw in it"
    @Test
    void whatIsWrittenLetterByLetterIsMasked() {
        Scrubber scrubber = knowing("Zebra-Wolke77", "o'reilly");
        for (String sign : List.of(" ", ".", "_", ",", "-", ":", "*")) {
            assertThat(scrub(scrubber, "535 you sent " + String.join(sign, "Zebra-Wolke77".split("")) + " here\r\n"))
                    .as(sign)
                    .contains("[redacted]")
                    .doesNotContain(String.join(sign, "ebra".split("")))
                    .doesNotContain(String.join(sign, "olke7".split("")));
        }
        assertThat(scrub(scrubber, "535 o ' r e i l l y\r\n")).isEqualTo("535 [redacted]\r\n");
        assertThat(scrub(scrubber, "535 a b c, 1.2.3.4 - - x\r\n")).isEqualTo("535 a b c, 1.2.3.4 - - x\r\n");
    }

    /** Each up to three times the longest run that is no chance, and some beyond: base64 has its own forms for every third. */
    private static final int[] LENGTHS = IntStream.concat(
                    IntStream.rangeClosed(1, 24), IntStream.of(31, 32, 33, 47, 48, 62, 63, 64))
            .toArray();

    private static List<String> alphabets() {
        return List.of(
                "abcdefghijklmnopqrstuvwxyz",
                "2505357042535",
                "[redacted]",
                "x[redacted]y",
                "AGFkYQBjYW5hcnk+/9=",
                "p w  d ! x",
                "\u00FCb\u00E9r\u00DF\u4E16\u754C",
                "\uD83D\uDE00x\uD83D\uDC0Ey",
                "\u043F\u0430\u0440\u043E\u043B\u044C",
                "one two-three four.",
                "a.b-c_d@e/f",
                "\"'<&%\\=");
    }

    // README, Security: "Any eight consecutive octets of a secret are found, in any case and also backwards; a secret
    // of four to seven octets is found as a whole,"
    // README, Security: "They are found in plain form, in base64 and base64url"
    // README, Security: "(even with blanks in it), in hexadecimal and as a list of numbers in any base (of four octets
    // or more, with or without signs and short words between them), escaped or quoted as in URLs, quoted-printable,
    // HTML, XML, CSS, JSON, programming languages, shells, SQL, LDAP and SMTP's xtext,"
    @Tag("sweep")
    @Test
    void everyFormOfEveryLengthIsMasked() {
        int tried = 0;
        for (String alphabet : alphabets()) {
            for (int length : LENGTHS) {
                String secret = alphabet.repeat(1 + 64 / alphabet.length()).substring(0, length);
                if (secret.isBlank() || Character.isHighSurrogate(secret.charAt(length - 1))) {
                    continue;
                }
                Scrubber scrubber = knowing(secret);
                for (String form : EchoForms.of(secret)) {
                    if (secret.equals(Redacted.MASK) && form.contains(Redacted.MASK)) {
                        continue; // then nobody can see a difference
                    }
                    String left = scrub(scrubber, "535 5.7.8 zq " + form + " qz\r\n");
                    assertThat(left).startsWith("535 5.7.8 ").endsWith("\r\n").doesNotContain("zq " + form + " qz");
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThan(7_000);
    }

    /** Of four to seven octets, every character of base64 that is made of the secret alone. */
    // README, Security: "base64 and base64url at any offset"
    @Test
    void base64OfShortSecretsIsMaskedAtEveryOffset() {
        for (int length = 4; length < 8; length++) {
            String secret = "kQ9~zWx".substring(0, length);
            for (String before : List.of("", "x", "xy", "xyz", "\0ada\0")) {
                for (String behind : List.of("", "a", "ab", "abc")) {
                    String line = "334 " + base64(before + secret + behind) + "\r\n";
                    int first = (before.length() * 8 + 5) / 6;
                    int last = (before.length() + length) * 8 / 6;
                    assertThat(scrub(knowing(secret), line))
                            .as(line)
                            .contains("[redacted]")
                            .doesNotContain(line.substring(4 + first, 4 + last));
                }
            }
        }
    }

    /** Escapes of few octets among others, where each has a form of its own. */
    @Test
    void escapesAreUndoneEachByItsOwnRule() {
        for (String form : List.of(
                "tab\\there, \\'twice\\' \\x{e9}t\\x{E9}",
                "tab\\011here, \\'twice\\' \\303\\251t\\xc3\\xA9",
                "tab&#9;here,&nbsp;&apos;twice&#x27; &Eacute;t&eacute;",
                "tab\there,+''twice'' \u00E9t\u00C9",
                "tab+09here,+20+27twice+27+20+C3+A9t+C3+A9",
                "74:61:62:09:68-65 72,65 2C 20 0x27 0x74 0X77:69 63",
                "[116 97 98 9 104, 101,114, 101 44]",
                "[-61, -87, 116, -61, -87]",
                "tab\\9 here, \\27 twice\\27  \\e9 t\\C9 ",
                "tab\\0009here, \\0027twice\\0027 \\00e9t\\00C9",
                "tab\\09here\\2c \\27twice\\27 \\c3\\a9t\\C3\\A9",
                "tab\there, '\\''twice'\"'\"' \u00E9t\u00C9",
                "tab\there, ' || \"'\" || 'twice'\\'' \u00E9t\u00C9",
                "116|97|98|9);(104||101&114 <b>101</b> CHR(44",
                "&#116; &#97; &#x62 &#9; &#104 &#101; &#114; &#101; &#44;",
                "0x74; 0x61; \\x62 \\u0009 \\u{68} U+0065 [0x72] {65h} 2Ch",
                "dGFi CWhl cmUs ICd0 d2lj ZQ==")) {
            String secret = form.startsWith("[-") ? "\u00E9t\u00E9" : "tab\there, 'twice' \u00E9t\u00E9";
            assertThat(scrub(knowing(secret), "535 no: " + form + "!\r\n"))
                    .as(form)
                    .isEqualTo("535 no: " + masked(form) + "!\r\n");
        }
    }

    /** Brackets of lists and the padding's neighbours stay. */
    private static String masked(String form) {
        return form.startsWith("[") ? "[[redacted]]" : form.startsWith("&#116; ") ? "&#[redacted];" : Redacted.MASK;
    }

    /** One language's escapes are signs of the secret in another. */
    @Test
    void whatIsAnEscapeElsewhereMayBePartOfASecret() {
        assertThat(scrub(knowing("a%41b\"cdefghij"), "535 no: {\"a%41b\\\"cdefghij\"}\r\n"))
                .isEqualTo("535 no: {\"[redacted]\"}\r\n");
        assertThat(scrub(knowing("a=41&#66;b'c"), "535 no: a=41&#66;b\\'c.\r\n"))
                .isEqualTo("535 no: [redacted].\r\n");
        assertThat(scrub(knowing("a%%b`c'defg"), "535 no: 'a%%b`c''defg'\r\n")).isEqualTo("535 no: '[redacted]'\r\n");
    }

    /** Numbers that are no secret: of replies, addresses, sizes, times, versions and queues. */
    @Test
    void innocentNumbersStay() {
        Scrubber scrubber = knowing("Zebra-Wolke77", "2505", "\u00FCb\u00E9r");
        for (String line : List.of(
                "250-SIZE 10485760; 90 101 98 to 114, 97",
                "220 mx1.example.com ESMTP 8.17.1/8.17.1; Thu, 12 Mar 2026 08:01:02 +0100 (CET)",
                "250 2.0.0 Ok: queued as 4QX32A5035 (50.53.48.54) [2001:db8::50:53:48]",
                "421 4.7.0 [198.51.100.7] 90 messages in 101 s, 98 % of 114 recipients; limit 98 at 45",
                "550 0x5a 0x65 0x62; \\132\\145 &#90;&#101;&#98; 5a|65|62",
                "535 'o'\\''reilly' said ''no'' \"'\"'\"' C:\\new\\table ^a^b `code`",
                "252 252 98 233 113 50 53 48 52")) {
            assertThat(scrub(scrubber, line + "\r\n")).isEqualTo(line + "\r\n");
        }
    }

    /** README, Security: nothing over a server's text costs more than its length. */
    @Tag("sweep")
    @Test
    void everyReadingIsLinear() {
        Scrubber scrubber = knowing("Zebra-Wolke77", "2505", "o'reil'ly");
        for (String part : List.of(
                "'", "\"'", "'\\", "'\\'", "' ", "\\", "\\9", "&#", "&", "9 ", "0x", "u", "]]><![CDATA[", "%u", "9-")) {
            byte[] line = octets("535 " + part.repeat(1_000_000 / part.length()) + "\r\n");
            assertThat(OwnTime.of(() -> scrubber.scrub(line, 4))).as(part).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void onlyACodeThatWasReadIsLeft() {
        assertThat(scrub(knowing("535"), "535 535 no\r\n")).isEqualTo("535 [redacted] no\r\n");
        assertThat(scrub(knowing("535"), "535 no\r\n", 0)).isEqualTo("[redacted] no\r\n");
        assertThat(scrub(knowing("secret-word"), "secret-word\r\n", 0)).isEqualTo("[redacted]\r\n");
        assertThat(scrub(knowing("2505"), "2505 2505\r\n", 0)).isEqualTo("[redacted] [redacted]\r\n");
        assertThat(scrub(knowing("250 hello"), "250 hello\r\n"))
                .as("what goes on behind the code")
                .isEqualTo("250 [redacted]\r\n");
    }

    // README, Security: "and one of one to three octets as a whole word or a whole token of base64."
    // README, Security: "nor are secrets of up to three blanks"
    @Test
    void shortSecretsAreMaskedAsWholeWords() {
        Scrubber scrubber = knowing("abc", "7", "!");
        assertThat(scrub(scrubber, "535 abc 'abc' (abc), abc. abc:7\r\n"))
                .isEqualTo("535 [redacted] '[redacted]' ([redacted]), [redacted]. [redacted]:[redacted]\r\n");
        assertThat(scrub(scrubber, "535 ! no! abcd mx.abc.example 5.7.8 a7\r\n"))
                .as("parts of words, names and numbers are not it")
                .isEqualTo("535 [redacted] no! abcd mx.abc.example 5.7.8 a7\r\n");
        assertThat(scrub(scrubber, "535 YWJj x YWJj= Nw== YWJjZA==\r\n"))
                .as("a whole token of base64")
                .isEqualTo("535 [redacted] x [redacted] [redacted] YWJjZA==\r\n");
        assertThat(scrub(scrubber, "535-abc\r\n"))
                .as("the hyphen belongs to the code")
                .isEqualTo("535-[redacted]\r\n");
        assertThat(scrub(scrubber, "535-YWJj\r\n")).isEqualTo("535-[redacted]\r\n");
        assertThat(scrub(knowing("   "), "250 a   b\r\n")).isEqualTo("250 a   b\r\n");
    }

    @Test
    void theMaskItselfIsNoHidingPlace() {
        assertThat(scrub(knowing("[redacted]"), "535 [redacted]\r\n")).isEqualTo("535 [redacted]\r\n");
        Scrubber scrubber = knowing("a[redacted]b-and-more");
        assertThat(scrub(scrubber, "535 a[redacted]b-and-more\r\n")).isEqualTo("535 [redacted]\r\n");
        assertThat(scrub(scrubber, "535 [redacted]b-and\r\n")).isEqualTo("535 [redacted]\r\n");
    }

    @Test
    void aLineThatIsCutOffMayEndWithTheBeginningOfASecret() {
        Scrubber scrubber = knowing("hunter2-the-second", "short7!");
        assertThat(scrub(scrubber, "535 hunter2")).isEqualTo("535 [redacted]");
        assertThat(scrub(scrubber, "535 hunt")).isEqualTo("535 [redacted]");
        assertThat(scrub(scrubber, "535 hun")).as("three may be chance").isEqualTo("535 hun");
        assertThat(scrub(scrubber, "535 short7")).isEqualTo("535 [redacted]");
        assertThat(scrub(scrubber, "535 hunter2\r\n")).as("this line is whole").isEqualTo("535 hunter2\r\n");
    }

    @Test
    void boundariesOfLength() {
        Scrubber eight = new Scrubber();
        eight.learnRuns(octets("12345678"));
        assertThat(scrub(eight, "250 12345678")).isEqualTo("250 [redacted]");
        assertThat(scrub(eight, "250 a12345678b12345678c")).isEqualTo("250 a[redacted]b[redacted]c");
        Scrubber four = new Scrubber();
        four.learnRuns(octets("abcd"));
        four.learnRuns(octets("xyz"));
        assertThat(scrub(four, "250 abcd")).isEqualTo("250 [redacted]");
        assertThat(scrub(four, "250 abcdabcd xyz")).isEqualTo("250 [redacted] [redacted]");
        assertThat(scrub(eight, "250 [redacted]12345678")).isEqualTo("250 [redacted][redacted]");
        assertThat(scrub(eight, "250 12345678[redacted]")).isEqualTo("250 [redacted][redacted]");
    }

    /** The limits of what is promised: parts, character sets, and other encodings or two of them. */
    // README, Security: "A secret that a server echoes in pieces shorter than eight octets (even across lines), in
    // another character set, or encoded in other ways or twice is not masked;"
    @Test
    void whatIsNotPromisedStays() {
        Scrubber scrubber = knowing("correct-horse-battery");
        for (String line : List.of(
                "correct",
                "c - o - r - r - e - c - t - h - o - r - s - e",
                "pbeerpg-ubefr-onggrel", // ROT13
                "MNXXE4TFMN2C22DPOJZWKLLCMF2HIZLSPE======", // base32
                "%2563%256F%2572%2572%2565%2563%2574%252D%2568%256F%2572%2573%2565")) {
            assertThat(scrub(scrubber, "535 " + line + "\r\n")).isEqualTo("535 " + line + "\r\n");
        }
        byte[] other = "535 correct-horse-battery\r\n".getBytes(Charset.forName("IBM037"));
        assertThat(scrubber.scrub(other, 4)).isEqualTo(other);
    }

    // README, Security: "(from eight octets on also full-width)"
    @Test
    void fullWidthLettersAreTheSame() {
        String wide = "correct-horse-battery"
                .chars()
                .mapToObj(each -> Character.toString(each + 0xFEE0))
                .collect(Collectors.joining());
        Scrubber scrubber = knowing("correct-horse-battery");
        assertThat(scrub(scrubber, "535 bad " + wide + " here\r\n")).isEqualTo("535 bad [redacted] here\r\n");
        assertThat(scrub(scrubber, "535 ｂａｄ ｐａｓｓｗｏｒｄ\r\n")).isEqualTo("535 ｂａｄ ｐａｓｓｗｏｒｄ\r\n");
    }

    @Test
    void utf16IsDrawnAsAsciiIs() {
        byte[] wide = "535 correct-horse-battery\r\n".getBytes(StandardCharsets.UTF_16BE);
        String left = new String(knowing("correct-horse-battery").scrub(wide, 8), StandardCharsets.ISO_8859_1);
        assertThat(left.replace("\0", "")).isEqualTo("535 [redacted]\r\n");
    }

    @Test
    void whatIsOnlyAlikeStays() {
        Scrubber scrubber = knowing("correct-horse-battery");
        String line = "250-AUTH PLAIN LOGIN; correct horses; staple correct; 68756e746572; %41 &amp; \\x41\r\n";
        assertThat(scrub(scrubber, line)).isEqualTo(line);
        assertThat(scrubber.scrub("staple")).isEqualTo("staple");
        assertThat(scrubber.scrub("a correct-horse-battery\n")).isEqualTo("a [redacted]\\x0A");
    }
}
