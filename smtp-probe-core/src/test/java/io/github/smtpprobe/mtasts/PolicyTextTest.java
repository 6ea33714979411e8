/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import static io.github.smtpprobe.mtasts.Texts.policy;
import static io.github.smtpprobe.mtasts.Texts.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to be pasted is what a sender reads. */
class PolicyTextTest {
    private static final Instant NOW = Instant.parse("2026-11-27T19:05:09.5Z");

    private static String quoted(String line) {
        return line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
    }

    @Test
    void aPolicyListsEachExchangerOnce() {
        PolicyText text = PolicyText.of(
                PolicyMode.ENFORCE,
                Duration.ofDays(7),
                List.of("MX1.example.com.", "mx2.example.com", "mx1.example.com"));
        assertThat(text.file())
                .contains("version: STSv1\nmode: enforce\nmx: mx1.example.com\nmx: mx2.example.com\nmax_age: 604800\n");
        assertThat(text).hasToString(text.file().orElseThrow());
        assertThat(text.leftOut()).isEmpty();
        ParsedPolicy read = policy(text.file().orElseThrow());
        assertThat(read.valid()).isTrue();
        assertThat(read.problems()).isEmpty();
        assertThat(read.policy().orElseThrow().lists("mx2.example.com")).isPresent();
    }

    @Test
    void whatCannotBeListedIsLeftOut() {
        PolicyText text = PolicyText.of(
                PolicyMode.TESTING,
                Duration.ofDays(1),
                List.of("a_b.example", "*.example", "x\nmx: evil", "mx.example", ""));
        assertThat(text.file()).contains("version: STSv1\nmode: testing\nmx: mx.example\nmax_age: 86400\n");
        assertThat(text.leftOut()).containsExactly("a_b.example", "*.example", "x\\u{A}mx: evil", "");
    }

    @Test
    void withoutHostsThereIsNone() {
        PolicyText text = PolicyText.of(PolicyMode.ENFORCE, Duration.ofDays(1), List.of("a_b.example"));
        assertThat(text.file()).isEmpty();
        assertThat(text).hasToString("no policy: there is no host to list");
        assertThat(PolicyText.of(PolicyMode.NONE, Duration.ofDays(1), List.of()).file())
                .contains("version: STSv1\nmode: none\nmax_age: 86400\n");
    }

    @Test
    void agesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> PolicyText.of(PolicyMode.NONE, Duration.ofDays(367), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLinesOfTheZone() {
        assertThat(PolicyText.stsRecord("Example.com.", NOW))
                .isEqualTo("_mta-sts.example.com. IN TXT \"v=STSv1; id=20261127T190509Z;\"");
        assertThat(StsRecord.of(records(quoted(PolicyText.stsRecord("example.com", NOW))))
                        .id())
                .contains("20261127T190509Z");
        String reports = PolicyText.reportingRecord("example.com", "mailto:tls-reports@example.com");
        assertThat(reports)
                .isEqualTo("_smtp._tls.example.com. IN TXT \"v=TLSRPTv1; rua=mailto:tls-reports@example.com\"");
        assertThat(ReportingRecord.of(records(quoted(reports))).addresses())
                .containsExactly("mailto:tls-reports@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a@b",
                "ftp://a",
                "mailto:a,b@c",
                "mailto:a;b@c",
                "mailto:a!b@c",
                "mailto:a\"@b",
                "mailto:a@b\n"
            })
    void addressesThatCannotBeAreRefused(String address) {
        assertThatThrownBy(() -> PolicyText.reportingRecord("example.com", address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "example..com", "a\n"})
    void domainsThatCannotBeAreRefused(String domain) {
        assertThatThrownBy(() -> PolicyText.stsRecord(domain, NOW)).isInstanceOf(IllegalArgumentException.class);
    }
}
