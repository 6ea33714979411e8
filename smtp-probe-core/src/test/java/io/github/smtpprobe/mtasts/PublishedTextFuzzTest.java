/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import static io.github.smtpprobe.mtasts.Texts.octets;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.smtpprobe.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets as what a domain publishes: nothing throws, all that is shown is visible, and what is valid can be used. */
class PublishedTextFuzzTest {
    static Stream<byte[]> policies() {
        return Stream.of(
                octets(
                        "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.example.net\r\nmax_age: 604800\r\n"),
                octets("version: STSv1\nmode: none\nmax_age: 31557601"),
                octets("mode: Testing\n\nmx: a, b\nmx: c.\nnmx: d\nversion : STSv1"),
                octets("\uFEFFversion: STSv1\rmode: none\0\n<html>"),
                "version: STSv1\n".getBytes(StandardCharsets.UTF_16));
    }

    @MethodSource("policies")
    @FuzzTest(maxDuration = "2m")
    void z23PoliciesOfAnyOctets(byte[] octets) {
        ParsedPolicy parsed = StsPolicy.parse(octets);
        assertThat(parsed.problems()).hasSizeLessThanOrEqualTo(100).allMatch(each -> Printable.visible(each.text()));
        assertThat(parsed.version().orElse("")).matches(Printable::visible);
        long lines = new String(octets, StandardCharsets.ISO_8859_1)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        assertThat(parsed.problems()).allMatch(each -> each.line() >= 1 && each.line() <= lines);
        boolean fatal = parsed.problems().stream().anyMatch(each -> each.code().fatal());
        assertThat(parsed.valid() && fatal).isFalse();
        parsed.policy().ifPresent(policy -> {
            assertThat(policy.patterns())
                    .allMatch(
                            each -> policy.lists(each.text().replace("*", "a")).isPresent());
            assertThat(parsed.mode()).contains(policy.mode());
        });
        assertThat(parsed.asMap()).isNotEmpty();
    }

    static Stream<byte[]> records() {
        return Stream.of(
                octets("v=STSv1; id=20160831085700Z;\0\1v=spf1 -all"),
                octets("v=TLSRPTv1; rua=mailto:a@example.com,https://example.com/?a=b%2C\0v=stsv1; id=1"),
                octets("v=STS\1v1;id=a;id=b-c; ID=d;;\0v=STSv1 ; x"),
                octets("\"v=TLSRPTv1\"; rua = http://a, !\0v=TLSRPTv1; rua=,"));
    }

    /** NUL parts records, and 1 parts their strings. */
    @MethodSource("records")
    @FuzzTest(maxDuration = "2m")
    void z24RecordsOfAnyOctets(byte[] octets) {
        List<List<byte[]>> records =
                parts(octets, 0).stream().map(each -> parts(each, 1)).toList();
        StsRecord sts = StsRecord.of(records);
        ReportingRecord reporting = ReportingRecord.of(records);
        assertThat(Stream.concat(sts.problems().stream(), reporting.problems().stream()))
                .hasSizeLessThanOrEqualTo(200)
                .allMatch(each -> Printable.visible(each.text()) && each.record() <= records.size());
        assertThat(sts.id().isPresent()).isEqualTo(sts.state() == RecordState.ONE);
        assertThat(reporting.addresses().isEmpty()).isEqualTo(reporting.state() != RecordState.ONE);
        assertThat(reporting.addresses()).allMatch(Printable::visible);
        assertThat(sts.asMap()).isNotEmpty();
    }

    private static List<byte[]> parts(byte[] octets, int separator) {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= octets.length; i++) {
            if (i == octets.length || octets[i] == separator) {
                parts.add(Arrays.copyOfRange(octets, from, i));
                from = i + 1;
            }
        }
        return parts;
    }
}
