/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.dane.DaneNames;
import io.github.smtpprobe.mtasts.MxPattern;
import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.PolicyText;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last dot of a name ends it, unless it is escaped and belongs to the last label (RFC 1035 §5.1). */
class LastDotTest {
    @ParameterizedTest
    @CsvSource({
        "example.com., example.com",
        "example.com, example.com",
        "example.te\\., example.te\\.",
        "example.te\\\\., example.te\\\\",
        "example.te\\\\\\., example.te\\\\\\.",
        "example.te\\.., example.te\\.",
    })
    void onlyTheDotThatEndsANameGoes(String name, String without) {
        assertThat(new Question(name, RecordType.A).name()).isEqualTo(without);
        assertThat(DaneNames.of(name).base()).isEqualTo(without);
        assertThat(DaneNames.of("x").withDomain(name).withAliasTarget(name).all())
                .containsExactly("x", without);
    }

    @Test
    void theRootHasNoOther() {
        assertThat(new Question(".", RecordType.NS).name()).isEmpty();
        assertThat(new Question("", RecordType.NS).name()).isEmpty();
    }

    @Test
    void aPolicyDoesNotListANameThatOnlyLooksLikeOneOfIts() {
        MxPattern pattern = MxPattern.read("mx.example.te").orElseThrow();
        assertThat(pattern.covers("mx.example.te.")).isTrue();
        assertThat(pattern.covers("mx.example.te\\.")).isFalse();
        assertThat(MxPattern.read("*.example.te").orElseThrow().near("example.te\\."))
                .isEmpty();
        PolicyText text = PolicyText.of(PolicyMode.ENFORCE, Duration.ofDays(1), List.of("mx.example.te\\."));
        assertThat(text.leftOut()).containsExactly("mx.example.te\\.");
    }
}
