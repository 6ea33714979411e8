/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fact about the target holds of what a look-up of an application's gave it: little, harmless, and never changed. */
class TargetFactTest {
    private static TargetFact.Builder fact() {
        return TargetFact.builder("acme.fact", "a fact", Outcome.done());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Acme", "acme..fact", "acme fact", "-acme", "acme-", "acme.\u0430", "a\nb"})
    void aKindIsAToken(String kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetFact.builder(kind, "a fact", Outcome.done()))
                .withMessageContaining("kind");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fact().value(kind + " ", "Label", "text"))
                .withMessageContaining("key");
    }

    @Test
    void whatDoesNotFitIsLeftOutAndCounted() {
        TargetFact full = fact().value("one", "One", Collections.nCopies(1_000, "x".repeat(100)))
                .value("two", "Two", "more")
                .build();
        assertThat(full.asMap().toString()).hasSizeLessThan(10_000);
        assertThat(full.values().get("one")).hasSizeGreaterThan(10);
        assertThat(full.leftOut()).isEqualTo(1_000 - full.values().get("one").size() + 1);
        assertThat(full.asMap()).containsEntry("valuesLeftOut", full.leftOut());
    }

    /** A list of the application's that has no end, and does not tell its size. */
    @Test
    void aListWithoutEndEndsHere() {
        List<String> endless = new AbstractList<>() {
            @Override
            public String get(int index) {
                return "again";
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        };
        assertThat(fact().value("endless", "Endless", endless).build().leftOut())
                .isPositive();
    }

    @Test
    void manyKeysAreBoundedToo() {
        TargetFact.Builder builder = fact();
        for (int i = 0; i < 100_000; i++) {
            builder.value("k" + i, "Label", List.of());
        }
        assertThat(builder.build().values()).hasSizeLessThan(1_000);
    }

    @Test
    void textsAreMadeHarmlessAndCut() {
        TargetFact odd = TargetFact.builder("acme.odd", "\u001B[2J" + "l".repeat(1_000), Outcome.done())
                .description("\u202E" + "d".repeat(10_000))
                .value("odd", "\u0007", "\u0000")
                .build();
        assertThat(odd.label()).hasSizeLessThan(100).doesNotContain("\u001B");
        assertThat(odd.description()).hasSizeLessThan(600).doesNotContain("\u202E");
        assertThat(odd.values().get("odd").get(0)).doesNotContain("\u0000");
        assertThat(odd.labels().get("odd")).doesNotContain("\u0007");
    }

    @Test
    void aBuilderThatGoesOnChangesNoFact() {
        TargetFact.Builder builder = fact().value("one", "One", "1");
        TargetFact first = builder.build();
        TargetFact second =
                builder.value("two", "Two", "2").took(Duration.ofSeconds(-1)).build();
        assertThat(first.values()).containsOnlyKeys("one");
        assertThat(second.values()).containsOnlyKeys("one", "two");
        assertThat(second.took()).isZero();
        assertThat(first).isNotEqualTo(second);
    }
}
