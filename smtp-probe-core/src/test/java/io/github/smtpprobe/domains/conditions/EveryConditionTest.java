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

    private static String family(String id) {
        return id.substring(0, id.indexOf('.'));
    }

    @Test
    void everyConditionHasASignedZone() {
        Set<String> families =
                ids(false).stream().map(EveryConditionTest::family).collect(Collectors.toSet());
        assertThat(ids(false))
                .isEqualTo(Conditions.IDS.stream()
                        .filter(each -> families.contains(family(each)))
                        .collect(Collectors.toCollection(TreeSet::new)));
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
