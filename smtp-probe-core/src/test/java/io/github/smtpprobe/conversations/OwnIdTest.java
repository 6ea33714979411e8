/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.arguments.OwnId;
import io.github.smtpprobe.catalogue.CatalogueRow;
import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.text.tables.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids that an application gives: one rule for findings, rows and kinds of facts, and none is the library's. */
class OwnIdTest {
    private static final String PLAIN = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";

    private static ProbeReport probe(SmtpProbe.Builder builder) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(PLAIN));
        ProbeReport report = builder.transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 587).tls(TlsMode.PLAIN).build());
        Invariants.check(report);
        return report;
    }

    private static TargetFact fact(String kind) {
        return TargetFact.builder(kind, "label", Outcome.done()).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recipient.unknown",
                "recipient.mine",
                "tls.mine",
                "lookup.failed",
                "smtp.c",
                "unclassified.mine",
                "acme",
                "unclassified",
                "Acme.x",
                "",
                "acme.",
                ".x",
                "acme..x",
                "-acme.x",
                "acme.x-",
                "1acme.x",
                "acme.a.b.c.d"
            })
    void whatIsNoneOfAnApplicationIsRefused(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatalogueRow.builder(id, Stage.RCPT_TO))
                .withMessageContaining("acme");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetFact.builder(id, "label", Outcome.done()))
                .withMessageContaining("acme");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpProbe.builder().lookUp(id, context -> List.of()))
                .withMessageContaining("acme");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpProbe.builder().check(id, (seen, catalogue) -> List.of()))
                .withMessageContaining("acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.x", "acme.a.b.c", "acme-mail.too-slow", "a1.2"})
    void whatHasANameOfItsOwnIsTaken(String id) {
        assertThatNoException().isThrownBy(() -> CatalogueRow.builder(id, Stage.RCPT_TO));
        ProbeReport report = probe(SmtpProbe.builder()
                .lookUp(id, context -> List.of(fact(id)))
                .check(
                        "acme.check",
                        (seen, catalogue) ->
                                List.of(Finding.builder(id).summary("It is so.").build())));
        assertThat(report.targetFacts(id)).hasSize(1);
        assertThat(report.finding(id)).isPresent();
        assertThat(report.finding("check.failed")).isEmpty();
        assertThat(report.finding("lookup.failed")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipient.unknown", "tls.mine", "acme", "acme-", "1.x"})
    void aFindingWithAnotherIdIsReportedByItsCheck(String id) {
        ProbeReport report = probe(SmtpProbe.builder()
                .check(
                        "acme.check",
                        (seen, catalogue) ->
                                List.of(Finding.builder(id).summary("It is so.").build())));
        assertThat(report.finding(id)).isEmpty();
        assertThat(report.finding("check.failed")).hasValueSatisfying(each -> {
            assertThat(each.summary()).contains(id);
            assertThat(each.evidence().toString()).contains("It is so.");
        });
    }

    @Test
    void aLookUpHasTheKindOfItsRegistration() {
        ProbeReport report = probe(SmtpProbe.builder()
                .lookUp("acme.q", context -> List.of(fact("acme.q"), fact("acme.other"), fact("acme.q"))));
        assertThat(report.targetFacts("acme.other")).isEmpty();
        assertThat(report.targetFacts("acme.q")).hasSize(3).anySatisfy(each -> {
            assertThat(each.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(Reason.EXTENSION_FAILED));
            assertThat(each.description()).contains("acme.other");
        });
        assertThat(report.finding("lookup.failed"))
                .hasValueSatisfying(each -> assertThat(each.summary()).contains("acme.q", "acme.other"));
    }

    /** Two lambdas of one class are told apart, tonight and tomorrow. */
    @Test
    void aCheckHasANameOfItsOwn() {
        SmtpProbe.Builder builder = SmtpProbe.builder()
                .check("acme.first", (seen, catalogue) -> {
                    throw new IllegalStateException();
                })
                .check("acme.second", (seen, catalogue) -> {
                    throw new IllegalStateException();
                });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.check("acme.second", (seen, catalogue) -> List.of()))
                .withMessageContaining("acme.second");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.build().toBuilder().check("acme.first", (seen, catalogue) -> List.of()))
                .withMessageContaining("acme.first");
        assertThat(probe(builder).findings().stream()
                        .filter(each -> each.id().equals("check.failed"))
                        .map(Finding::key))
                .containsExactlyInAnyOrder("check.failed acme.first", "check.failed acme.second");
    }

    @Test
    void whyAFindingIsNotTakenIsSaid() {
        ProbeReport report = probe(SmtpProbe.builder()
                .check(
                        "acme.odd",
                        (seen, catalogue) -> Arrays.asList(
                                Finding.builder("acme.x")
                                        .summary("It is so.")
                                        .attempt(99)
                                        .build(),
                                null)));
        assertThat(report.finding("check.failed"))
                .hasValueSatisfying(each -> assertThat(each.summary())
                        .contains(
                                "acme.odd", "acme.x is about attempt 99, which does not exist", "null is among them"));
    }

    @Test
    void noIdOfTheLibraryIsAnApplications() {
        List<String> findings = Tables.of(FindingText.class, "findings.tsv", cells -> cells[0]);
        assertThat(Stream.concat(
                        findings.stream(),
                        ReplyCatalogue.standard().meanings().stream().map(Meaning::id)))
                .hasSizeGreaterThan(200)
                .allSatisfy(id ->
                        assertThat(OwnId.fault(id.split("\\.")[0] + ".x")).contains("begins as those of the library"));
    }
}
