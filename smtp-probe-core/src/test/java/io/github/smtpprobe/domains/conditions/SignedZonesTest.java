/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.domains.Unsaid;
import io.github.smtpprobe.domains.conditions.Zoned.Neighbour;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.outlook.SenderOutlook;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainReport;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each condition of a mail domain is found by a survey of zones that are signed here, and not in what is next to it. */
@Tag("sweep")
@Timeout(Patience.HANGING)
@Execution(ExecutionMode.CONCURRENT) // without it the cases run one after the other, for a minute
class SignedZonesTest {
    private static final List<String> SENDERS =
            List.of("opportunistic", "postfix-dane", "exim", "dane-only", "gmail", "exchange-online");

    static Stream<Zoned> cases() {
        return ZonedCases.all().stream();
    }

    static Stream<Zoned> casesWithNeighbour() {
        return cases().filter(each -> !each.beside().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itIsFoundWhereItIs(Zoned one) throws Exception {
        try (MailWorld mail = one.said().make()) {
            DomainReport report = one.surveying().survey(mail);
            List<Finding> all = of(report, one);
            assertThat(all)
                    .as("%s", report.findings())
                    .extracting(Finding::subject)
                    .containsExactlyInAnyOrder(one.subject().split(" "));
            assertThat(all).allSatisfy(found -> {
                assertThat(found.severity()).as("%s", found).isEqualTo(one.severity());
                one.words().forEach(each -> assertThat(found.asMap().toString()).contains(each));
            });
            assertThat(Unsaid.of(report)).as("%s", report.findings()).isEmpty();
            foretells(report, one.foretold());
        }
    }

    @ParameterizedTest
    @MethodSource("casesWithNeighbour")
    void itIsNotFoundNextToIt(Zoned one) throws Exception {
        for (Neighbour each : one.beside()) {
            try (MailWorld mail = each.world().make()) {
                DomainReport report = each.surveying().survey(mail);
                assertThat(of(report, one)).as("%s", report.findings()).isEmpty();
                assertThat(Unsaid.of(report)).as("%s", report.findings()).isEmpty();
                foretells(report, each.foretold());
            }
        }
    }

    private static List<Finding> of(DomainReport report, Zoned one) {
        return report.findings().stream()
                .filter(each -> each.id().equals(one.id()))
                .toList();
    }

    private static void foretells(DomainReport report, String expected) {
        if (expected.isEmpty()) {
            return;
        }
        String[] letters = expected.split(" ");
        assertThat(letters).hasSize(SENDERS.size());
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < letters.length; i++) {
            SenderOutlook outlook = report.outlook().sender(SENDERS.get(i)).orElseThrow();
            seen.append(seen.isEmpty() ? "" : " ")
                    .append(
                            letters[i].equals(".")
                                    ? '.'
                                    : outlook.domain().prospect().letter());
        }
        assertThat(seen).as("%s", report.findings()).hasToString(expected);
    }
}
