/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import static io.github.smtpprobe.mtasts.Texts.octets;
import static io.github.smtpprobe.mtasts.Texts.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.mtasts.RecordProblem.Code;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8460 §3: which TXT record counts, and where reports go. */
class ReportingRecordTest {
    private static List<Code> codes(ReportingRecord record) {
        return record.problems().stream().map(RecordProblem::code).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=TLSRPTv1;rua=mailto:reports@example.com | mailto:reports@example.com",
                "v=TLSRPTv1; rua=https://reporting.example.com/v1/tlsrpt; | https://reporting.example.com/v1/tlsrpt",
                "v=TLSRPTv1; rua=MailTo:a@example.com | MailTo:a@example.com",
                "v=TLSRPTv1; rua=https://[2001:db8::1]:8443/a%2Cb?c=d&e=(f)#g | https://[2001:db8::1]:8443/a%2Cb?c=d&e=(f)#g",
                "v=TLSRPTv1; ext.1 = yes; rua=mailto:a@b | mailto:a@b",
                "v=TLSRPTv1; rua=mailto:a%21b@example.com | mailto:a%21b@example.com",
            })
    void oneThatCounts(String text, String address) {
        ReportingRecord record = ReportingRecord.of(records(text));
        assertThat(record.state()).isEqualTo(RecordState.ONE);
        assertThat(record.addresses()).containsExactly(address);
        assertThat(record.problems()).isEmpty();
    }

    @Test
    void severalAddressesInTheirOrder() {
        ReportingRecord record =
                ReportingRecord.of(records("v=TLSRPTv1; rua=mailto:a@b.example ,\t https://c.example/ , mailto:d@e"));
        assertThat(record.addresses()).containsExactly("mailto:a@b.example", "https://c.example/", "mailto:d@e");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=TLSRPTv1;                        | NO_RUA",
                "v=TLSRPTv1; ext=1                  | NO_RUA",
                "v=TLSRPTv1; rua=                   | BAD_URI",
                "v=TLSRPTv1; rua=reports@example.com | BAD_URI",
                "v=TLSRPTv1; rua=mailto:            | BAD_URI",
                "v=TLSRPTv1; rua=mailto:@b          | BAD_URI",
                "v=TLSRPTv1; rua=mailto:a@          | BAD_URI",
                "v=TLSRPTv1; rua=mailto:ab          | BAD_URI",
                "v=TLSRPTv1; rua=mailto:a!b@c       | BAD_URI",
                "v=TLSRPTv1; rua=mailto:a b@c       | BAD_URI",
                "v=TLSRPTv1; rua=mailto:a%2@c       | BAD_URI",
                "v=TLSRPTv1; rua=mailto:a%g0@c      | BAD_URI",
                "v=TLSRPTv1; rua=mailto:a@c%0       | BAD_URI",
                "v=TLSRPTv1; rua=mailto:a@c%0g      | BAD_URI",
                "v=TLSRPTv1; rua=mailto:<a@c>       | BAD_URI",
                "v=TLSRPTv1; rua=mailto:\u00E4@c    | BAD_URI",
                "v=TLSRPTv1; rua=https:/a           | BAD_URI",
                "v=TLSRPTv1; rua=https://           | BAD_URI",
                "v=TLSRPTv1; rua=https:///a         | BAD_URI",
                "v=TLSRPTv1; rua=https://?a         | BAD_URI",
                "v=TLSRPTv1; rua=https://#a         | BAD_URI",
                "v=TLSRPTv1; rua=https://:443       | BAD_URI",
                "v=TLSRPTv1; rua=://a               | BAD_URI",
                "v=TLSRPTv1; rua=1a:b               | BAD_URI",
                "v=TLSRPTv1; rua=a_b:c              | BAD_URI",
                "v=TLSRPTv1; rua=http://example.com/ | BAD_SCHEME",
                "v=TLSRPTv1; rua=xhttps://example.com/ | BAD_SCHEME",
                "v=TLSRPTv1; rua=a+b-c.d:e          | BAD_SCHEME",
                "v=TLSRPTv1; rua=mailto:a@b; junk   | BAD_FIELD",
                "v=TLSRPTv1; rua=mailto:a@b;;       | BAD_FIELD",
            })
    void oneThatCannotBeUsed(String text, Code code) {
        ReportingRecord record = ReportingRecord.of(records(text));
        assertThat(record.state()).isEqualTo(RecordState.BAD_SYNTAX);
        assertThat(record.addresses()).isEmpty();
        assertThat(codes(record)).containsExactly(code);
        assertThat(record.has(code)).isTrue();
        assertThat(record.has(Code.QUOTED)).isFalse();
        assertThat(record.meant()).isTrue();
    }

    @Test
    void whatCanBeUsedIsUsed() {
        ReportingRecord record =
                ReportingRecord.of(records("v=TLSRPTv1; rua=ftp://a/,mailto:a@b,,mailto:c; rua=mailto:d@e"));
        assertThat(record.state()).isEqualTo(RecordState.ONE);
        assertThat(record.addresses()).containsExactly("mailto:a@b");
        assertThat(codes(record)).containsExactly(Code.DUPLICATE_FIELD, Code.BAD_SCHEME, Code.BAD_URI, Code.BAD_URI);
        assertThat(record.problems().get(1).text()).isEqualTo("ftp://a/");
    }

    @Test
    void aNameThatIsNearlyRuaIsAnother() {
        assertThat(codes(ReportingRecord.of(records("v=TLSRPTv1; rua =mailto:a@b"))))
                .containsExactly(Code.BLANK, Code.NO_RUA);
        assertThat(codes(ReportingRecord.of(records("v=TLSRPTv1; RUA=mailto:a@b"))))
                .containsExactly(Code.WRONG_CASE, Code.NO_RUA);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=TLSRPTv1 rua=mailto:a@b | NO_SEMICOLON",
                "v=tlsrptv1; rua=mailto:a@b | WRONG_CASE",
                "v=TLSRPT1; rua=mailto:a@b | OTHER_VERSION",
                "v= TLSRPTv1; rua=mailto:a@b | BLANK",
            })
    void droppedThoughProbablyMeant(String text, Code code) {
        ReportingRecord record = ReportingRecord.of(records(text));
        assertThat(record.state()).isEqualTo(RecordState.NONE);
        assertThat(codes(record)).containsExactly(code);
        assertThat(record.meant()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v=STSv1; id=1", "v=TLS", "v=DMARC1; rua=mailto:a@b"})
    void othersAreNoneOfOurs(String text) {
        ReportingRecord record = ReportingRecord.of(records(text));
        assertThat(record.state()).isEqualTo(RecordState.NONE);
        assertThat(record.meant()).isFalse();
    }

    @Test
    void severalCountAsNone() {
        ReportingRecord record =
                ReportingRecord.of(records("v=TLSRPTv1; rua=mailto:a@b", "v=TLSRPTv1; rua=mailto:a@b"));
        assertThat(record.state()).isEqualTo(RecordState.MANY);
        assertThat(record.addresses()).isEmpty();
        assertThat(codes(record)).containsExactly(Code.SEVERAL);
    }

    @Test
    void stringsAreJoined() {
        assertThat(ReportingRecord.of(List.of(List.of(octets("v=TLSRPTv1; rua=mail"), octets("to:a@b"))))
                        .addresses())
                .containsExactly("mailto:a@b");
    }

    @Test
    void theMapHasTheTokens() {
        assertThat(ReportingRecord.of(records("v=TLSRPTv1; rua=mailto:a@b")).asMap())
                .isEqualTo(Map.of("state", "one", "rua", List.of("mailto:a@b"), "problems", List.of()));
        assertThat(ReportingRecord.of(records("v=TLSRPTv1; rua=x:y")).asMap())
                .containsEntry("state", "bad-syntax")
                .containsEntry("problems", List.of(Map.of("code", "bad-scheme", "record", 1, "text", "x:y")));
    }

    @Test
    void equalRecordsAreEqual() {
        ReportingRecord one = ReportingRecord.of(records("v=TLSRPTv1; rua=mailto:a@b"));
        assertThat(one)
                .isEqualTo(ReportingRecord.of(records("v=TLSRPTv1;rua=mailto:a@b")))
                .hasSameHashCodeAs(ReportingRecord.of(records("v=TLSRPTv1;rua=mailto:a@b")))
                .isNotEqualTo(ReportingRecord.of(records("v=TLSRPTv1; rua=mailto:b@b")))
                .isNotEqualTo("x")
                .hasToString("one [mailto:a@b] []");
    }
}
