/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.mtasts.MxPattern.NearMiss;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8461 §4.1 with the wildcard of RFC 6125 §6.4.3: exactly one label, the left-most and the whole of it. */
class MxPatternTest {
    private static MxPattern pattern(String text) {
        return MxPattern.read(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.com, mail.example.com, true",
        "mail.example.com, MAIL.Example.COM., true",
        "MAIL.example.com, mail.example.com, true",
        "mail.example.com, mail.example.com.., false",
        "mail.example.com, amail.example.com, false",
        "mail.example.com, example.com, false",
        "mail.example.com, a.mail.example.com, false",
        "mail.example.com, mail.example.com.evil.example, false",
        "*.example.com, mail.example.com, true",
        "*.Example.com, MAIL.example.COM., true",
        "*.example.com, example.com, false",
        "*.example.com, example.com., false",
        "*.example.com, a.b.example.com, false",
        "*.example.com, .example.com, false",
        "*.example.com, mailexample.com, false",
        "*.example.com, mail.example.com.evil.example, false",
        "*.com, example.com, true",
        "*.example.com, a\\.b.example.com, false",
        "*.b.example.com, a\\.b.example.com, false",
        "*.example.com, \\097.example.com, false",
        "localhost, localhost, true",
        "*.xn--bcher-kva.example, mx.xn--bcher-kva.example, true",
    })
    void covers(String pattern, String name, boolean covered) {
        assertThat(pattern(pattern).covers(name)).isEqualTo(covered);
    }

    @Test
    void anEmptyNameIsCoveredByNone() {
        assertThat(pattern("*.example.com").covers("")).isFalse();
        assertThat(pattern("*.example.com").covers(".")).isFalse();
        assertThat(pattern("a").covers("")).isFalse();
        assertThat(pattern("*.example.com").near("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*.example.com, example.com, BARE",
        "*.example.com, EXAMPLE.com., BARE",
        "*.example.com, a.b.example.com, DEEPER",
        "*.example.com, A.B.C.Example.com., DEEPER",
        "*.example.com, a.example.com,",
        "*.example.com, mailexample.com,",
        "*.example.com, .example.com,",
        "*.example.com, other.example,",
        "example.com, a.example.com,",
        "example.com, example.com,",
    })
    void nearMisses(String pattern, String name, NearMiss near) {
        assertThat(pattern(pattern).near(name).orElse(null)).isEqualTo(near);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                ".",
                "a.",
                "a..b",
                ".a",
                "*a.example",
                "a.*.example",
                "*.*.example",
                "**.example",
                "-a.example",
                "a-.example",
                "a_b.example",
                "a b",
                "a,b",
                "b\u00FCcher.example",
                "[192.0.2.1]",
                "a\n",
                "http://a"
            })
    void whatIsNoPattern(String text) {
        assertThat(MxPattern.read(text)).isEmpty();
    }

    @Test
    void labelsAndNamesHaveTheirLength() {
        String label = "a".repeat(63);
        assertThat(MxPattern.read(label + ".example")).isPresent();
        assertThat(MxPattern.read(label + "a.example")).isEmpty();
        assertThat(MxPattern.read(String.join(".", label, label, label, label.substring(2))))
                .isPresent();
        assertThat(MxPattern.read(String.join(".", label, label, label, label.substring(1))))
                .isEmpty();
    }

    @Test
    void aPatternIsItsText() {
        assertThat(pattern("*.Example.com"))
                .isEqualTo(pattern("*.example.com"))
                .hasSameHashCodeAs(pattern("*.example.com"))
                .hasToString("*.example.com")
                .isNotEqualTo(pattern("example.com"))
                .isNotEqualTo("*.example.com");
        assertThat(pattern("*.example.com").wildcard()).isTrue();
        assertThat(pattern("example.com").wildcard()).isFalse();
        assertThat(pattern("Example.com").text()).isEqualTo("example.com");
    }

    @Test
    void aPolicyListsByItsFirstPattern() {
        StsPolicy policy = StsPolicy.of(
                PolicyMode.ENFORCE,
                Duration.ofDays(1),
                Stream.of("*.example.com", "a.example.com", "*.b.example.com")
                        .map(MxPatternTest::pattern)
                        .toList());
        assertThat(policy.lists("a.example.com.")).contains(pattern("*.example.com"));
        assertThat(policy.lists("x.b.example.com")).contains(pattern("*.b.example.com"));
        assertThat(policy.lists("example.com")).isEmpty();
        assertThat(policy.nearlyLists("example.com")).contains(pattern("*.example.com"));
        assertThat(policy.nearlyLists("y.x.b.example.com")).contains(pattern("*.example.com"));
        assertThat(policy.nearlyLists("x.b.example.com")).as("one covers it").isEmpty();
        assertThat(policy.nearlyLists("other.example")).isEmpty();
        assertThat(List.of(NearMiss.BARE.token(), NearMiss.DEEPER.token())).containsExactly("bare", "deeper");
    }
}
