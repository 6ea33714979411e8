/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verdict, root cause, decisive attempt and its deciding fact agree: true of every report, whatever the server did. */
public final class OneStory {
    /** A report of a delivery knows how that ended, whatever the code. */
    private static final Set<Purpose> DELIVERIES = Set.of(Purpose.FAILED_DELIVERY, Purpose.DELAYED_DELIVERY);

    private static final Set<FailureKind> OURS = Set.of(
            FailureKind.LOCAL, FailureKind.ROAD, FailureKind.EXTENSION, FailureKind.CANCELLED, FailureKind.DEADLINE);
    private static final Set<SkipReason> UNSURE = Set.of(
            SkipReason.DEADLINE,
            SkipReason.NO_TURN,
            SkipReason.CREDENTIALS_ALREADY_JUDGED,
            SkipReason.ENOUGH_LOGINS,
            SkipReason.LOGINS_HELD_BACK,
            SkipReason.EXTENSIONS_NOT_ASKED,
            SkipReason.NOT_SHOWN);

    private OneStory() {}

    /** Holds a report together. */
    public static void check(ProbeReport report) {
        if (report.passed()) {
            assertThat(report.rootCause()).as("what passed has no cause").isEmpty();
            assertThat(report.decisive())
                    .hasValueSatisfying(each -> assertThat(each.passed()).isTrue());
            return;
        }
        Finding cause = report.rootCause()
                .orElseThrow(() -> new AssertionError("a probe that did not pass says why: " + report));
        assertThat(cause).as(report::toString).isSameAs(report.findings().get(0));
        Optional<Fact> fact = report.decisive().flatMap(Attempt::decidingFact);
        if (fact.isEmpty()) {
            assertThat(report.attempts()).as("only names decide without a fact").isEmpty();
            assertThat(cause.attempt()).isEmpty();
            return;
        }
        if (!DELIVERIES.contains(report.decisive().orElseThrow().purpose())) {
            assertThat(lasting(fact.get().outcome()))
                    .as(report::toString)
                    .isEqualTo(report.verdict() == Verdict.FAILED);
        }
        int decisive = report.decisive().orElseThrow().index();
        assertThat(cause.attempt().orElse(decisive)).as(report::toString).isEqualTo(decisive);
        assertThat(explains(report.findings(), cause, fact.get()))
                .as(() -> "the cause is about " + fact.get() + " in " + report)
                .isTrue();
    }

    /** By the first digit; what is silent or broken counts as lasting, what is our own doing does not. */
    private static boolean lasting(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.reason().code().permanent();
        }
        if (outcome instanceof Outcome.Failed failed) {
            return !OURS.contains(failed.kind());
        }
        return outcome instanceof Outcome.Skipped skipped && !UNSURE.contains(skipped.reason());
    }

    /** Itself, or something that follows from it. */
    private static boolean explains(List<Finding> all, Finding cause, Fact fact) {
        String said = fact.outcome().reply().map(reply -> reply.toString()).orElse("");
        boolean itself = cause.evidence().stream()
                .anyMatch(line -> line.startsWith(stage(fact) + ": ") || quotes(line, fact.outcome()));
        boolean sameReply = said.isEmpty()
                || cause.evidence().stream()
                        .anyMatch(line -> line.startsWith("S ") && (line.length() > 300 || line.equals("S " + said)));
        return (itself && sameReply)
                || all.stream()
                        .filter(each ->
                                each.consequenceOf().filter(cause.id()::equals).isPresent())
                        .anyMatch(each -> explains(all, each, fact));
    }

    /** A client's own error is shown in its words, which say at which stage it came. */
    private static boolean quotes(String line, Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && failed.reason() == Reason.CLIENT_ERROR
                && line.equals(failed.detail());
    }

    private static String recipient(Fact fact) {
        return fact instanceof MessageTransfer message
                ? message.recipient().map(each -> " for " + each.wire()).orElse("")
                : "";
    }

    private static String stage(Fact fact) {
        return switch (fact.stage()) {
            case RESOLVE -> "the name look-up";
            case CONNECT -> "connecting";
            case TLS -> "the TLS handshake";
            case GREETING -> "the greeting";
            case MAIL_FROM -> "MAIL FROM";
            case RCPT_TO -> "RCPT TO";
            case END_OF_DATA -> "the end of the message" + recipient(fact);
            default -> fact.stage().name();
        };
    }
}
