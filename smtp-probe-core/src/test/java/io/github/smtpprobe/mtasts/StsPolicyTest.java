/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import static io.github.smtpprobe.mtasts.Texts.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.smtpprobe.mtasts.PolicyProblem.Code;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8461 §3.2: what a policy file says, and the line of what is wrong. */
class StsPolicyTest {
    private static final String GOOD = "version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 604800\n";

    private static List<Tuple> problems(ParsedPolicy parsed) {
        return parsed.problems().stream()
                .map(each -> tuple(each.code(), each.line(), each.text()))
                .toList();
    }

    private static List<Code> codes(String text) {
        return policy(text).problems().stream().map(PolicyProblem::code).toList();
    }

    private static void invalid(String text, Code... codes) {
        assertThat(policy(text).valid()).as(text).isFalse();
        assertThat(policy(text).policy()).as(text).isEmpty();
        assertThat(codes(text)).as(text).containsExactly(codes);
    }

    private static void valid(String text, Code... codes) {
        assertThat(policy(text).valid()).as(text).isTrue();
        assertThat(codes(text)).as(text).containsExactly(codes);
    }

    /** RFC 8461 §3.2, its example. */
    @Test
    void theExampleOfTheRfc() {
        ParsedPolicy parsed = policy("version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.example.net\r\n"
                + "mx: backupmx.example.com\r\nmax_age: 604800\r\n");
        assertThat(parsed.valid()).isTrue();
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.version()).contains("STSv1");
        assertThat(parsed.mode()).contains(PolicyMode.ENFORCE);
        assertThat(parsed.maxAge()).contains(Duration.ofDays(7));
        assertThat(parsed.patterns())
                .extracting(MxPattern::text)
                .containsExactly("mail.example.com", "*.example.net", "backupmx.example.com");
        StsPolicy policy = parsed.policy().orElseThrow();
        assertThat(policy.mode()).isEqualTo(PolicyMode.ENFORCE);
        assertThat(policy.maxAge()).isEqualTo(Duration.ofDays(7));
        assertThat(policy.patterns()).isEqualTo(parsed.patterns());
    }

    /** What these domains publish, as their operators' and others' documents quote it. */
    @Test
    void policiesOfLargeDomains() {
        StsPolicy google = policy("version: STSv1\nmode: enforce\nmx: gmail-smtp-in.l.google.com\n"
                        + "mx: *.gmail-smtp-in.l.google.com\nmax_age: 86400\n")
                .policy()
                .orElseThrow();
        assertThat(google.lists("gmail-smtp-in.l.google.com")).isPresent();
        assertThat(google.lists("alt4.gmail-smtp-in.l.google.com.")).isPresent();
        StsPolicy microsoft = policy("version: STSv1\r\nmode: enforce\r\nmx: *.mail.protection.outlook.com\r\n"
                        + "max_age: 604800\r\n")
                .policy()
                .orElseThrow();
        assertThat(microsoft.lists("microsoft-com.mail.protection.outlook.com")).isPresent();
        assertThat(microsoft.lists("a.b.mail.protection.outlook.com")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GOOD,
                "version: STSv1\r\nmode: enforce\nmx: mail.example.com\r\nmax_age: 604800",
                "max_age:604800\nmx:mail.example.com\nmode:enforce\nversion:STSv1\n",
                "version: \t STSv1 \t\nmode:\tenforce \nmx:   mail.example.com\t\nmax_age: 604800  \n",
                "version: STSv1\nmode: enforce\nmx: MAIL.Example.com\nmax_age: 0000604800",
                GOOD + "\n",
                GOOD + " \t",
            })
    void formsOfOneAndTheSame(String text) {
        assertThat(policy(text).policy()).isEqualTo(policy(GOOD).policy()).isPresent();
        assertThat(policy(text).problems()).isEmpty();
    }

    @Test
    void modes() {
        assertThat(policy(GOOD.replace("enforce", "testing")).mode()).contains(PolicyMode.TESTING);
        assertThat(policy("version: STSv1\nmode: none\nmax_age: 86400").policy())
                .contains(StsPolicy.of(PolicyMode.NONE, Duration.ofDays(1), List.of()));
        valid(GOOD.replace("enforce", "none"));
    }

    @Test
    void requiredKeys() {
        invalid("mode: enforce\nmx: a.example\nmax_age: 1", Code.NO_VERSION);
        invalid("version: STSv1\nmx: a.example\nmax_age: 1", Code.NO_MODE);
        invalid("version: STSv1\nmode: none\n", Code.NO_MAX_AGE);
        invalid("version: STSv1\nmode: enforce\nmax_age: 1", Code.NO_MX);
        invalid("version: STSv1\nmode: testing\nmax_age: 1", Code.NO_MX);
        invalid("x: y", Code.UNKNOWN_KEY, Code.NO_VERSION, Code.NO_MODE, Code.NO_MAX_AGE);
        assertThat(problems(policy("version: STSv1\nmode: none\n"))).containsExactly(tuple(Code.NO_MAX_AGE, 2, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STSv2", "stsv1", "STSv1;", "STSv10", "", "STSv1 x"})
    void versions(String version) {
        invalid(GOOD.replace("STSv1", version), Code.BAD_VERSION);
        assertThat(policy(GOOD.replace("STSv1", version)).version()).contains(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Enforce", "ENFORCE", "report", "", "enforce testing", "none;"})
    void otherModes(String mode) {
        invalid(GOOD.replace("enforce", mode), Code.BAD_MODE);
        assertThat(policy(GOOD.replace("enforce", mode)).mode()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "86400, 86400",
        "0000086400, 86400",
        "31557600, 31557600",
    })
    void ages(String text, long seconds) {
        assertThat(policy(GOOD.replace("604800", text)).policy().orElseThrow().maxAge())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "31557601, MAX_AGE_TOO_LONG",
        "9999999999, MAX_AGE_TOO_LONG",
        "00000086400, BAD_MAX_AGE",
        "99999999999999999999, BAD_MAX_AGE",
        "-1, BAD_MAX_AGE",
        "+5, BAD_MAX_AGE",
        "1_000, BAD_MAX_AGE",
        "1.5, BAD_MAX_AGE",
        "1 d, BAD_MAX_AGE",
        "abc, BAD_MAX_AGE",
        "'', BAD_MAX_AGE",
        "\u0661\u0662, BAD_MAX_AGE",
    })
    void otherAges(String text, Code code) {
        invalid(GOOD.replace("604800", text), code);
        assertThat(policy(GOOD.replace("604800", text)).maxAge()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | BAD_MX",
                "*                      | BAD_MX",
                "*example.com           | BAD_MX",
                "mail.*.example.com     | BAD_MX",
                "*.*.example.com        | BAD_MX",
                ".example.com           | MX_FIRST_DOT",
                "..example.com          | BAD_MX",
                "mail.example.com:25    | MX_PORT",
                "mail.example.com:smtp  | BAD_MX",
                "a_b.example.com        | BAD_MX",
                "[192.0.2.1]            | BAD_MX",
                "https://mail.example   | BAD_MX",
                "mail..example          | BAD_MX",
                "mail.example.com..     | BAD_MX",
                "!! mail.example        | BAD_MX",
                "mail.example,          | BAD_MX",
                "mail.example.com.      | MX_LAST_DOT",
                "*.example.com.         | MX_LAST_DOT",
                "a.example, b.example   | MX_SEVERAL",
                "a.example b.example    | MX_SEVERAL",
                "*.example;b.example;c  | MX_SEVERAL",
                "m\u00FCll.example      | MX_NOT_ASCII",
            })
    void otherPatterns(String text, Code code) {
        invalid(GOOD.replace("mail.example.com", text), code);
        assertThat(policy(GOOD.replace("mail.example.com", text)).patterns()).isEmpty();
    }

    @Test
    void anAddressIsANameByItsGrammar() {
        valid(GOOD.replace("mail.example.com", "192.0.2.1"), Code.MX_ADDRESS);
        assertThat(policy(GOOD.replace("mail.example.com", "192.0.2.1")).patterns())
                .hasSize(1);
    }

    @Test
    void oneBadPatternSpoilsThePolicyAndTheOthersAreStillRead() {
        ParsedPolicy parsed = policy(GOOD + "mx: *.b.example\nmx: c.example.\n");
        assertThat(parsed.valid()).isFalse();
        assertThat(problems(parsed)).containsExactly(tuple(Code.MX_LAST_DOT, 6, "mx: c.example."));
        assertThat(parsed.patterns()).extracting(MxPattern::text).containsExactly("mail.example.com", "*.b.example");
        assertThat(parsed.mode()).contains(PolicyMode.ENFORCE);
        assertThat(parsed.maxAge()).contains(Duration.ofDays(7));
    }

    @Test
    void ofDuplicatesTheFirstCounts() {
        ParsedPolicy parsed = policy(GOOD + "mode: testing\nmax_age: x\nversion: STSv2\nmx: b.example\n");
        assertThat(parsed.valid()).isTrue();
        assertThat(parsed.mode()).contains(PolicyMode.ENFORCE);
        assertThat(parsed.patterns()).hasSize(2);
        assertThat(problems(parsed))
                .containsExactly(
                        tuple(Code.DUPLICATE_KEY, 5, "mode: testing"),
                        tuple(Code.DUPLICATE_KEY, 6, "max_age: x"),
                        tuple(Code.DUPLICATE_KEY, 7, "version: STSv2"));
        invalid("mode: x\n" + GOOD, Code.BAD_MODE, Code.DUPLICATE_KEY);
    }

    @Test
    void whatIsNoKeyIsPassedOver() {
        valid(GOOD + "nmx: b.example\n", Code.UNKNOWN_KEY);
        assertThat(policy(GOOD + "nmx: b.example\n").patterns()).hasSize(1);
        valid(GOOD + "ext.1: any thing\n", Code.UNKNOWN_KEY);
        valid(GOOD + "# a comment\n", Code.NO_COLON);
        valid(GOOD + "# a: comment\n", Code.BAD_KEY);
        valid(GOOD + "a" + "1".repeat(31) + ":x\n", Code.UNKNOWN_KEY);
        valid(GOOD + "a" + "1".repeat(32) + ":x\n", Code.BAD_KEY);
        valid(GOOD + ":x\n", Code.BAD_KEY);
        valid(GOOD + "MX: b.example\n", Code.KEY_CASE);
        valid(GOOD + "\n \nx: y", Code.EMPTY_LINE, Code.EMPTY_LINE, Code.UNKNOWN_KEY);
        invalid(GOOD.replace("mode:", "Mode:"), Code.KEY_CASE, Code.NO_MODE);
        invalid(GOOD.replace("mode:", " mode:"), Code.BAD_KEY, Code.NO_MODE);
        invalid(GOOD.replace("mode:", "mode :"), Code.BAD_KEY, Code.NO_MODE);
        invalid(GOOD.replace("mode:", "mode="), Code.NO_COLON, Code.NO_MODE);
        invalid(GOOD.replace("mx:", "nmx:"), Code.UNKNOWN_KEY, Code.NO_MX);
        invalid(GOOD.replace("max_age:", "max-age:"), Code.UNKNOWN_KEY, Code.NO_MAX_AGE);
    }

    @Test
    void eachKeyNeedsALineOfItsOwn() {
        invalid("version: STSv1; mode: none; max_age: 1", Code.SEVERAL_KEYS, Code.NO_MODE, Code.NO_MAX_AGE);
        invalid(GOOD.replace("STSv1", "STSv1;"), Code.BAD_VERSION);
    }

    @Test
    void lineEndsAreCrlfOrLf() {
        String crOnly = GOOD.replace('\n', '\r');
        invalid(crOnly, Code.BARE_CR, Code.BAD_VERSION, Code.NO_MODE, Code.NO_MAX_AGE);
        invalid(GOOD.replace("\nmode", "\r\r\nmode"), Code.BARE_CR, Code.BAD_VERSION);
        invalid(GOOD.strip() + "\r", Code.BARE_CR, Code.BAD_MAX_AGE);
        invalid(
                "version: STSv1\u000Bmode: none\u000Bmax_age: 1",
                Code.CONTROL_CHARACTER,
                Code.BAD_VERSION,
                Code.NO_MODE,
                Code.NO_MAX_AGE);
        assertThat(policy("x\n\r\ny\n").problems().get(1).line()).isEqualTo(2);
    }

    @Test
    void whatIsNoPolicyAtAllIsSaidOnce() {
        invalid("", Code.EMPTY);
        invalid("{\"version\": \"STSv1\"}", Code.JSON);
        assertThat(StsPolicy.parse(new byte[] {0x1F, (byte) 0x8B, 8}).has(Code.GZIP))
                .isTrue();
        invalid(" \r\n\t\n", Code.EMPTY);
        invalid("\uFEFF", Code.EMPTY);
        invalid("<!DOCTYPE html>\n<html>version: STSv1", Code.HTML);
        invalid("\uFEFF\r\n\t <html>", Code.HTML);
        for (Charset each : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16)) {
            ParsedPolicy parsed = StsPolicy.parse(GOOD.getBytes(each));
            assertThat(parsed.valid()).isFalse();
            assertThat(problems(parsed))
                    .extracting(found -> found.toList().get(0))
                    .containsExactly(Code.UTF_16);
            assertThat(parsed.problems().get(0).line()).isEqualTo(1);
        }
        assertThat(StsPolicy.parse(("\uFEFF" + GOOD).getBytes(StandardCharsets.UTF_16LE))
                        .has(Code.UTF_16))
                .isTrue();
    }

    @Test
    void aByteOrderMarkSpoilsTheFirstKey() {
        invalid("\uFEFF" + GOOD, Code.BYTE_ORDER_MARK, Code.BAD_KEY, Code.NO_VERSION);
        invalid(GOOD.replace("mode", "\uFEFFmode"), Code.BAD_KEY, Code.NO_MODE);
        valid("\uFEFFcomment: x\n" + GOOD, Code.BYTE_ORDER_MARK, Code.BAD_KEY);
    }

    @Test
    void oddOctets() {
        invalid(GOOD.replace("enforce", "enforce\0"), Code.CONTROL_CHARACTER, Code.BAD_MODE);
        invalid("\0" + GOOD, Code.CONTROL_CHARACTER, Code.BAD_KEY, Code.NO_VERSION);
        valid(GOOD + "x: \u007F", Code.CONTROL_CHARACTER, Code.UNKNOWN_KEY);
        valid(GOOD + "x: \u00E4\uD83D\uDE00", Code.UNKNOWN_KEY);
        byte[] latin = (GOOD + "x: \u00E4").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(StsPolicy.parse(latin).valid()).isTrue();
        assertThat(problems(StsPolicy.parse(latin)))
                .containsExactly(tuple(Code.BAD_UTF_8, 5, "x: \\xE4"), tuple(Code.UNKNOWN_KEY, 5, "x: \\xE4"));
        invalid("a\0b\0", Code.UTF_16);
        for (String each : List.of("\0\0\0\0", "a\0b", "a\0bc", "ab\0\0")) {
            invalid(each, Code.CONTROL_CHARACTER, Code.NO_COLON, Code.NO_VERSION, Code.NO_MODE, Code.NO_MAX_AGE);
        }
    }
}
