/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.diagnosis.words.TextStyle;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.text.Printable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each condition of a mail domain is said where it is, with its severity, and is not said of what is next to it. */
class ConditionsTest {
    /** Conditions that this library adds to those of the domain's facts. */
    private static final Set<String> OURS = Set.of("mx.no-starttls");

    static Stream<Case> cases() {
        return Stream.of(MailHostCases.all(), ZoneCases.all(), TlsaCases.all(), PolicyCases.all())
                .flatMap(List::stream);
    }

    private static List<Finding> of(List<Finding> all, String id) {
        return all.stream().filter(each -> each.id().equals(id)).toList();
    }

    @Test
    void everyConditionHasACase() {
        Set<String> named = cases().map(Case::id).collect(Collectors.toSet());
        named.removeAll(OURS);
        assertThat(new TreeSet<>(named))
                .isEqualTo(new TreeSet<>(Conditions.IDS))
                .hasSize(97);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itIsSaidWhereItIs(Case one) {
        List<Finding> all = Reports.findings(one.said().build());
        List<Finding> said = of(all, one.id());
        assertThat(said).as("%s", all).hasSize(1);
        assertThat(said.get(0).severity()).isEqualTo(one.severity());
        assertThat(said.get(0).subject()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itIsNotSaidOfWhatIsNextToIt(Case one) {
        List<Finding> all = Reports.findings(one.not().build());
        assertThat(of(all, one.id())).as("%s", all).isEmpty();
    }

    /** The texts as people get them, with the values that the checks put into them. */
    @ParameterizedTest
    @MethodSource("cases")
    void itsTextsArePlainSentences(Case one) {
        assertThat(Reports.findings(one.said().build())).allSatisfy(each -> {
            String name = each.id() + ": ";
            for (String text : List.of(each.summary(), each.explanation(), each.remedy())) {
                assertThat(name + text).doesNotContain("{", "  ", "Optional");
                assertThat(Printable.visible(text)).as(text).isTrue();
                assertThat(name + text).matches("(?s).*[.!?]");
                assertThat(TextStyle.banned(text)).as(name + text).isEmpty();
            }
            assertThat(each.summary().length()).as(each.summary()).isLessThan(260);
        });
    }
}
