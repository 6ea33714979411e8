/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.diagnosis.domain.Conditions;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No condition is known from facts that were made by hand alone. */
class EveryConditionTest {
    private static Set<String> ids(boolean withNeighbour) {
        return ZonedCases.all().stream()
                .filter(each -> !withNeighbour || !each.beside().isEmpty())
                .map(Zoned::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyConditionHasASignedZone() {
        assertThat(ids(false)).isEqualTo(new TreeSet<>(Conditions.IDS)).hasSize(97);
    }

    @Test
    void everyConditionHasANeighbour() {
        assertThat(ids(true)).isEqualTo(ids(false));
    }

    @Test
    void noTwoCasesHaveTheSameName() {
        assertThat(ZonedCases.all()).extracting(Zoned::toString).doesNotHaveDuplicates();
    }
}
