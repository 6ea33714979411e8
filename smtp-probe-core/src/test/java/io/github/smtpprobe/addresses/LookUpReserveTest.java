/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.lookup.LookUp;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Look-ups have their turn also where a server took all the time that it could, and those that had none are told by their kind. */
class LookUpReserveTest {
    private static final LookUp FINDS = context ->
            List.of(TargetFact.builder("acme.found", "found", Outcome.done()).build());

    private final MemoryTransport silent =
            new MemoryTransport(Delivery.WHOLE, null, Script.parse("S: 220 mx ESMTP\nC: EHLO x\n* silence"));

    private ProbeReport probe(SmtpProbe.Builder probe, Duration deadline) {
        ProbeReport report = probe.transport(silent)
                .ticker(silent.ticker())
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25)
                        .tls(TlsMode.PLAIN)
                        .deadline(deadline)
                        .build());
        Invariants.check(report);
        return report;
    }

    @ParameterizedTest
    @CsvSource({"30000, 5000", "10000, 2000", "1000, 200"})
    void aServerThatIsSilentToTheEndLeavesTimeForThem(long deadline, long kept) {
        List<Duration> had = new ArrayList<>();
        ProbeReport report = probe(
                SmtpProbe.builder().lookUp("acme.found", context -> {
                    had.add(context.deadline().remaining());
                    return FINDS.look(context);
                }),
                Duration.ofMillis(deadline));
        assertThat(had).containsExactly(Duration.ofMillis(kept));
        assertThat(report.targetFacts("acme.found")).hasSize(1);
        assertThat(report.took()).isEqualTo(Duration.ofMillis(deadline - kept));
        assertThat(report.summary()).contains((deadline - kept) + " ms");
    }

    @Test
    void nothingIsKeptWhereNothingIsLookedUp() {
        assertThat(probe(SmtpProbe.builder(), Duration.ofSeconds(30)).took()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void oneThatHasNoTurnIsToldByItsKind() {
        ProbeReport report = probe(
                SmtpProbe.builder()
                        .lookUp("acme.slow", context -> {
                            silent.ticker().advance(Duration.ofSeconds(30));
                            return FINDS.look(context);
                        })
                        .lookUp("acme.late", FINDS),
                Duration.ofSeconds(30));
        assertThat(report.targetFacts("acme.late"))
                .hasSize(1)
                .allMatch(each -> each.outcome().skippedFor(SkipReason.DEADLINE));
    }

    @Test
    void oneThatFailsIsToldByItsKind() {
        ProbeReport report = probe(
                SmtpProbe.builder().lookUp("acme.broken", context -> {
                    throw new IllegalStateException("hunter2");
                }),
                Duration.ofSeconds(30));
        assertThat(report.targetFacts("acme.broken")).hasSize(1);
        assertThat(report.finding("lookup.failed"))
                .hasValueSatisfying(each -> assertThat(each.summary()).contains("acme.broken"))
                .hasValueSatisfying(each -> assertThat(each.key()).isEqualTo("lookup.failed acme.broken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"block-list", "server-reverse-name", "Acme.list", "", "acme."})
    void aKindIsTheApplicationsOwn(String kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpProbe.builder().lookUp(kind, FINDS))
                .withMessageContaining("kind");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetFact.builder(kind, "label", Outcome.done()))
                .withMessageContaining("kind");
    }

    @Test
    void aKindHasOneLookUp() {
        SmtpProbe.Builder once = SmtpProbe.builder().lookUp("acme.list", FINDS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> once.lookUp("acme.list", FINDS))
                .withMessageContaining("acme.list");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> once.build().toBuilder().lookUp("acme.list", FINDS))
                .withMessageContaining("acme.list");
    }
}
