/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import static io.github.smtpprobe.mtasts.Texts.octets;
import static io.github.smtpprobe.mtasts.Texts.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.mtasts.RecordProblem.Code;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8461 §3.1: which TXT record counts, and what a sender stumbles over. */
class StsRecordTest {
    private static List<Code> codes(StsRecord record) {
        return record.problems().stream().map(RecordProblem::code).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=STSv1; id=20160831085700Z;        | 20160831085700Z",
                "v=STSv1;id=a                        | a",
                "v=STSv1; id=Z9 ; more=x-y_1.z       | Z9",
                "v=STSv1; more=1; id=abc             | abc",
                "v=STSv1; id=01234567890123456789012345678901 | 01234567890123456789012345678901",
                "v=STSv1;\t id=a\t ;\t               | a",
                "v=STSv1; id=a; a.b-c_d=!/:<~        | a",
            })
    void oneThatCounts(String text, String id) {
        StsRecord record = StsRecord.of(records(text));
        assertThat(record.state()).isEqualTo(RecordState.ONE);
        assertThat(record.id()).contains(id);
        assertThat(record.problems()).isEmpty();
        assertThat(record.meant()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=STSv1;                            | NO_ID",
                "v=STSv1; more=1                     | NO_ID",
                "v=STSv1; id=                        | BAD_ID",
                "v=STSv1; id=2026-11-27              | BAD_ID",
                "v=STSv1; id=2026 11                 | BAD_ID",
                "v=STSv1; id=012345678901234567890123456789012 | BAD_ID",
                "v=STSv1; id=\u00E4                  | BAD_ID",
                "v=STSv1; id=a; junk                 | BAD_FIELD",
                "v=STSv1; id=a; =b                   | BAD_FIELD",
                "v=STSv1; id=a; b=                   | BAD_FIELD",
                "v=STSv1; id=a; b==                  | BAD_FIELD",
                "v=STSv1; id=a; b=c d                | BAD_FIELD",
                "v=STSv1; id=a; _b=c                 | BAD_FIELD",
                "v=STSv1; id=a; b =c                 | BAD_FIELD",
                "v=STSv1; id=a; b=\u00E4             | BAD_FIELD",
                "v=STSv1; id=a; a12345678901234567890123456789012=1 | BAD_FIELD",
                "v=STSv1; id=a;;                     | BAD_FIELD",
                "v=STSv1;; id=a                      | BAD_FIELD",
            })
    void oneThatCannotBeUsed(String text, Code code) {
        StsRecord record = StsRecord.of(records(text));
        assertThat(record.state()).isEqualTo(RecordState.BAD_SYNTAX);
        assertThat(record.id()).isEmpty();
        assertThat(codes(record)).containsExactly(code);
        assertThat(record.has(code)).isTrue();
        assertThat(record.meant()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "v=STSv1|NO_SEMICOLON",
                "v=STSv1 id=a|NO_SEMICOLON",
                "v=STSv1, id=a|NO_SEMICOLON",
                "v=STSv1: id=a;|NO_SEMICOLON",
                "v=stsv1; id=a|WRONG_CASE",
                "V=STSv1; id=a|WRONG_CASE",
                "v=STSV1;id=a|WRONG_CASE",
                " v=STSv1; id=a|BLANK",
                "v=STSv1 ; id=a|BLANK",
                "v=STSv1\t; id=a|BLANK",
                "v = STSv1; id=a|BLANK",
                "\"v=STSv1; id=a\"|QUOTED",
                " \"v=STSv1; id=a\"|QUOTED",
                "v=STSv2; id=a|OTHER_VERSION",
                "v=STSv10; id=a|OTHER_VERSION",
                "v=STSv1a; id=a|OTHER_VERSION",
                "v=STS1; id=a|OTHER_VERSION",
            })
    void droppedThoughProbablyMeant(String text, Code code) {
        StsRecord record = StsRecord.of(records(text));
        assertThat(record.state()).isEqualTo(RecordState.NONE);
        assertThat(codes(record)).containsExactly(code);
        assertThat(record.meant()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "v=spf1 -all", "id=1; v=STSv1;", "google-site-verification=x", "v=TLSRPTv1; rua=mailto:a@b"})
    void othersAreNoneOfOurs(String text) {
        StsRecord record = StsRecord.of(records(text));
        assertThat(record.state()).isEqualTo(RecordState.NONE);
        assertThat(record.problems()).isEmpty();
        assertThat(record.meant()).isFalse();
    }

    @Test
    void noRecordIsNone() {
        assertThat(StsRecord.of(List.of())).isEqualTo(StsRecord.of(records("v=spf1 -all")));
        assertThat(StsRecord.of(List.of(List.of())).state()).isEqualTo(RecordState.NONE);
    }

    @Test
    void stringsAreJoinedWithoutBlanks() {
        StsRecord record = StsRecord.of(List.of(List.of(octets("v=ST"), octets("Sv1; id=20"), octets("26;"))));
        assertThat(record.id()).contains("2026");
    }

    @Test
    void othersBesideItAreDropped() {
        StsRecord record = StsRecord.of(records("v=spf1 -all", "v=stsv1; id=b", "v=STSv1; id=a"));
        assertThat(record.id()).contains("a");
        assertThat(record.problems()).hasSize(1);
        assertThat(record.problems().get(0).code()).isEqualTo(Code.WRONG_CASE);
        assertThat(record.problems().get(0).record()).isEqualTo(2);
        assertThat(record.problems().get(0).text()).isEqualTo("v=stsv1; id=b");
    }

    @Test
    void severalCountAsNone() {
        StsRecord record = StsRecord.of(records("v=STSv1; id=a", "x", "v=STSv1; id=a", "v=STSv1;"));
        assertThat(record.state()).isEqualTo(RecordState.MANY);
        assertThat(record.id()).isEmpty();
        assertThat(record.problems())
                .extracting(RecordProblem::code, RecordProblem::record)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Code.SEVERAL, 3),
                        org.assertj.core.groups.Tuple.tuple(Code.SEVERAL, 4));
    }

    @Test
    void ofDuplicatesTheFirstCounts() {
        StsRecord record = StsRecord.of(records("v=STSv1; id=a; id=b-c"));
        assertThat(record.state()).isEqualTo(RecordState.ONE);
        assertThat(record.id()).contains("a");
        assertThat(codes(record)).containsExactly(Code.DUPLICATE_FIELD);
        assertThat(record.problems().get(0).text()).isEqualTo("id=b-c");
        assertThat(StsRecord.of(records("v=STSv1; id=b-c; id=a")).state()).isEqualTo(RecordState.BAD_SYNTAX);
    }

    @Test
    void aFieldInTheWrongCaseIsAnotherField() {
        assertThat(codes(StsRecord.of(records("v=STSv1; ID=a")))).containsExactly(Code.WRONG_CASE, Code.NO_ID);
        StsRecord both = StsRecord.of(records("v=STSv1; id=a; ID=b"));
        assertThat(both.id()).contains("a");
        assertThat(codes(both)).containsExactly(Code.WRONG_CASE);
    }

    @Test
    void whatIsShownIsCleanAndCut() {
        StsRecord record = StsRecord.of(records("v=STSv1; id=\u202E\u0007" + "x".repeat(70_000)));
        String text = record.problems().get(0).text();
        assertThat(text).startsWith("\\u{202E}\\x07xxx").endsWith("\u2026").hasSize(121);
    }

    @Test
    void problemsAreBounded() {
        StsRecord record = StsRecord.of(Collections.nCopies(10_000, List.of(octets("v=STSv1; id=a"))));
        assertThat(record.state()).isEqualTo(RecordState.MANY);
        assertThat(record.problems()).hasSize(100);
    }

    @Test
    void theMapHasTheTokens() {
        assertThat(StsRecord.of(records("v=STSv1; id=a")).asMap())
                .isEqualTo(Map.of("state", "one", "id", "a", "problems", List.of()));
        assertThat(StsRecord.of(records("v=STSv1")).asMap())
                .isEqualTo(Map.of(
                        "state",
                        "none",
                        "problems",
                        List.of(Map.of("code", "no-semicolon", "record", 1, "text", "v=STSv1"))));
    }

    @Test
    void equalRecordsAreEqual() {
        StsRecord one = StsRecord.of(records("v=STSv1; id=a; id=b"));
        assertThat(one)
                .isEqualTo(StsRecord.of(records("v=STSv1; id=a; id=b")))
                .hasSameHashCodeAs(StsRecord.of(records("v=STSv1; id=a; id=b")))
                .isNotEqualTo(StsRecord.of(records("v=STSv1; id=a; id=c")))
                .isNotEqualTo(StsRecord.of(records("v=STSv1; id=a")))
                .isNotEqualTo("one");
        assertThat(one.problems().get(0))
                .isEqualTo(
                        StsRecord.of(records("v=STSv1; id=a; id=b")).problems().get(0))
                .hasSameHashCodeAs(
                        StsRecord.of(records("v=STSv1; id=a; id=b")).problems().get(0))
                .isNotEqualTo(StsRecord.of(records("", "v=STSv1; id=a; id=b"))
                        .problems()
                        .get(0))
                .isNotEqualTo(
                        StsRecord.of(records("v=STSv1; id=a; id=c")).problems().get(0))
                .isNotEqualTo(
                        StsRecord.of(records("v=STSv1; id=a; id b")).problems().get(0))
                .isNotEqualTo("x");
        assertThat(one).hasToString("one a [duplicate-field in record 1: id=b]");
    }
}
