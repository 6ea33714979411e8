/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import static io.github.smtpprobe.mtasts.Texts.octets;
import static io.github.smtpprobe.mtasts.Texts.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.mtasts.PolicyProblem.Code;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a policy that was read is shown, kept and compared, whatever stands in it. */
class ReadPolicyTest {
    private static final String GOOD = "version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 604800\n";

    @Test
    void whatIsShownIsCleanAndCut() {
        PolicyProblem problem = policy(GOOD + "x: \u202E\u001B[31m" + "\u00E4".repeat(100_000)).problems().stream()
                .filter(each -> each.code() == Code.UNKNOWN_KEY)
                .findFirst()
                .orElseThrow();
        assertThat(problem.text())
                .startsWith("x: \\u{202E}\\x1B[31m\u00E4\u00E4")
                .endsWith("\u2026")
                .hasSize(121);
        assertThat(policy("version: " + "x".repeat(5_000)).version().orElseThrow())
                .hasSize(121);
    }

    @Test
    void problemsAreBoundedAndAllCount() {
        ParsedPolicy parsed = policy("x: y\n".repeat(1_000) + GOOD + "mx: a b\n");
        assertThat(parsed.problems()).hasSize(100);
        assertThat(parsed.valid()).isFalse();
        assertThat(policy("x: y\n".repeat(1_000) + GOOD).valid()).isTrue();
    }

    @Test
    void whatIsGivenIsNotKept() {
        byte[] octets = octets(GOOD);
        ParsedPolicy parsed = StsPolicy.parse(octets);
        Arrays.fill(octets, (byte) 'x');
        assertThat(parsed).isEqualTo(policy(GOOD));
    }

    @Test
    void theMapsHaveTheTokens() {
        assertThat(policy(GOOD + "a: b").asMap())
                .isEqualTo(Map.of(
                        "valid",
                        true,
                        "version",
                        "STSv1",
                        "mode",
                        "enforce",
                        "maxAge",
                        604800L,
                        "mx",
                        List.of("mail.example.com"),
                        "problems",
                        List.of(Map.of("code", "unknown-key", "line", 5, "fatal", false, "text", "a: b"))));
        assertThat(policy(GOOD).policy().orElseThrow().asMap())
                .isEqualTo(Map.of("mode", "enforce", "maxAge", 604800L, "mx", List.of("mail.example.com")));
        assertThat(policy("").asMap())
                .isEqualTo(Map.of(
                        "valid",
                        false,
                        "mx",
                        List.of(),
                        "problems",
                        List.of(Map.of("code", "empty", "line", 1, "fatal", true))));
    }

    @Test
    void equalPoliciesAreEqual() {
        assertThat(policy(GOOD))
                .isEqualTo(policy(GOOD))
                .hasSameHashCodeAs(policy(GOOD))
                .isNotEqualTo(policy(GOOD + "a: b"))
                .isNotEqualTo(policy(GOOD.replace("enforce", "testing")))
                .isNotEqualTo("x")
                .hasToString("enforce 604800 s [mail.example.com] []");
        assertThat(policy("<")).hasToString("invalid [html in line 1: <]");
        StsPolicy one = policy(GOOD).policy().orElseThrow();
        assertThat(one)
                .isEqualTo(policy(GOOD + "a: b").policy().orElseThrow())
                .hasSameHashCodeAs(policy(GOOD + "a: b").policy().orElseThrow())
                .isNotEqualTo(policy(GOOD.replace("604800", "1")).policy().orElseThrow())
                .isNotEqualTo("x");
        PolicyProblem problem = policy("a: b\n").problems().get(0);
        assertThat(problem)
                .isEqualTo(policy("a: b").problems().get(0))
                .hasSameHashCodeAs(policy("a: b").problems().get(0))
                .isNotEqualTo(policy("a: c").problems().get(0))
                .isNotEqualTo(policy("\na: b").problems().get(1))
                .isNotEqualTo(policy("a_: b").problems().get(0))
                .isNotEqualTo(policy("MX: b").problems().get(0))
                .isNotEqualTo("x");
    }

    @Test
    void policiesThatCannotBeAreRefused() {
        List<MxPattern> patterns = List.of(MxPattern.read("a.example").orElseThrow());
        assertThat(StsPolicy.of(PolicyMode.ENFORCE, Duration.ofMillis(1_999), patterns)
                        .maxAge())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(StsPolicy.of(PolicyMode.ENFORCE, StsPolicy.LONGEST_MAX_AGE, patterns)
                        .maxAge())
                .isEqualTo(Duration.ofSeconds(31_557_600));
        assertThatThrownBy(() -> StsPolicy.of(PolicyMode.ENFORCE, StsPolicy.LONGEST_MAX_AGE.plusSeconds(1), patterns))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StsPolicy.of(PolicyMode.ENFORCE, Duration.ofSeconds(-1), patterns))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StsPolicy.of(PolicyMode.TESTING, Duration.ZERO, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
