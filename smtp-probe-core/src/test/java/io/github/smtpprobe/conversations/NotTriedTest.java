/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.FactKinds;
import io.github.smtpprobe.harness.OnVirtualTime;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.PublicOutcome;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was never asked of a server was not refused by it, also not in the line for strangers. */
class NotTriedTest {
    private static final Set<PublicOutcome> REFUSALS = Set.of(
            PublicOutcome.LOGIN_REFUSED,
            PublicOutcome.SENDER_REFUSED,
            PublicOutcome.RECIPIENT_REFUSED,
            PublicOutcome.MESSAGE_REFUSED,
            PublicOutcome.REFUSED);

    @ParameterizedTest
    @EnumSource
    void noSkippedStepThatDecidesIsCalledRefused(SkipReason reason) {
        isNotCalledRefused(Outcome.skipped(reason));
    }

    /** Who hangs up, or sends what makes no sense, has refused nothing. */
    @ParameterizedTest
    @EnumSource
    void noStepThatBrokeOffIsCalledRefused(Reason reason) {
        if (reason.kind() != FailureKind.CLIENT) { // of a pasted text, whose client says what was refused
            isNotCalledRefused(Outcome.failed(reason, "what was seen"));
        }
    }

    private static void isNotCalledRefused(Outcome outcome) {
        ProbeReport real = OnVirtualTime.probe(OnVirtualTime.request(25, TlsMode.PLAIN), OnVirtualTime.CLEAR)
                .report();
        Attempt talked = real.attempts().get(0);
        for (Fact decisive : FactKinds.all(outcome, "")) {
            if (decisive instanceof UnplacedReply) {
                continue; // of a pasted text, which shows what was refused
            }
            List<Fact> all = new ArrayList<>(talked.facts().stream()
                    .filter(fact -> fact.stage().compareTo(Stage.EHLO) <= 0)
                    .toList());
            all.add(decisive);
            ProbeReport report = ProbeReport.of(
                    Observation.builder(real.request(), real.resolution())
                            .attempts(List.of(Attempt.builder(talked.route(), Purpose.PROBE)
                                    .facts(all)
                                    .build()))
                            .build(),
                    List.of());
            if (report.verdict() == Verdict.FAILED) {
                assertThat(report.publicOutcome()).as(decisive + " " + outcome).isNotIn(REFUSALS);
            }
        }
    }

    @Test
    void aLoginThatWouldCrossClearTextWasNotTried() {
        ProbeReport report = OnVirtualTime.probe(
                        OnVirtualTime.request(25, TlsMode.STARTTLS_IF_OFFERED)
                                .credentials(Credentials.password("ada", Secret.of(DialogueFile.PASSWORD))),
                        "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH PLAIN\nC: QUIT\nS: 221 bye")
                .report();
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("auth.cleartext-refused");
        assertThat(report.rootCause().orElseThrow().remedy()).contains("does not offer STARTTLS here");
        assertThat(report.finding("starttls.absent").orElseThrow().severity()).isEqualTo(Severity.INFO);
        assertThat(report.publicOutcome()).isEqualTo(PublicOutcome.LOGIN_NOT_TRIED);
        assertThat(report.publicSummary()).doesNotContain("does not accept");
    }
}
