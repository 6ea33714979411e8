/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.Rset;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.OneStory;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.ResolvedHost;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.TlsInfo;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever was observed, verdict, root cause and decisive attempt tell one story: over generated observations. */
class DecisionTest {
    private static final Set<Purpose> BESIDE =
            EnumSet.of(Purpose.SECOND_LOOK, Purpose.MECHANISM, Purpose.EARLIER_DIALOGUE);
    private static final int CASES = 2_000;
    private static final int[] CODES = {421, 450, 451, 500, 535, 550, 554};
    private static final Mailbox MAILBOX = Mailbox.parse("bob@example.com");

    private static Outcome outcome(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new Outcome.Rejected(Reply.of(CODES[random.nextInt(CODES.length)], "words"));
            case 1 -> Outcome.failed(Reason.values()[random.nextInt(Reason.values().length)], "detail");
            case 2 -> Outcome.skipped(SkipReason.values()[random.nextInt(SkipReason.values().length)]);
            default -> Outcome.done(Reply.of(250, "mx.example.com"));
        };
    }

    private static Fact fact(Random random, Outcome outcome) {
        Duration took = Duration.ZERO;
        return switch (random.nextInt(9)) {
            case 0 -> Greeting.of(outcome, took, "");
            case 1 ->
                Ehlo.builder(outcome, took)
                        .verb(random.nextBoolean() ? "EHLO" : "HELO")
                        .encrypted(random.nextBoolean())
                        .build();
            case 2 -> StartTls.of(outcome, took);
            case 3 -> TlsHandshake.of(outcome, took, TlsInfo.unseen("mx.example.com"));
            case 4 -> Authentication.builder(outcome, took).mechanism("PLAIN").build();
            case 5 -> MailFrom.of(outcome, took, Optional.empty());
            case 6 -> MessageTransfer.of(outcome, took, random.nextBoolean() ? Stage.DATA : Stage.END_OF_DATA);
            case 7 -> random.nextBoolean() ? Rset.of(outcome, took) : Quit.of(outcome, took);
            default -> RcptTo.of(outcome, took, MAILBOX);
        };
    }

    private static Attempt attempt(int index, Random random) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Connect.of(random.nextInt(4) == 0 ? outcome(random) : Outcome.done(), Duration.ZERO));
        for (int i = random.nextInt(7); i > 0; i--) {
            facts.add(fact(random, random.nextInt(3) == 0 ? outcome(random) : Outcome.done()));
        }
        TlsMode mode = TlsMode.values()[random.nextInt(TlsMode.values().length)];
        Route route = new Route("mx" + index + ".example.com", false, InetAddress.getLoopbackAddress(), 25, mode);
        Purpose purpose = Purpose.values()[random.nextInt(6) == 0 ? random.nextInt(Purpose.values().length) : 0];
        return Attempt.builder(route, purpose).index(index).facts(facts).build();
    }

    private static Observation observation(Coverage coverage, Resolution resolution, List<Attempt> attempts) {
        RequestView view = RequestView.of(
                ProbeRequest.toMxOf("example.com").coverage(coverage).build());
        return Observation.builder(view, resolution).attempts(attempts).build();
    }

    private static Resolution resolution(List<ResolvedHost> hosts, Optional<Status> exchangers, boolean nullMx) {
        Resolution.Builder resolution =
                Resolution.builder("example.com").nullMx(nullMx).hosts(hosts);
        exchangers.ifPresent(resolution::exchangers);
        return resolution.build();
    }

    private static final Resolution FOUND = resolution(
            List.of(ResolvedHost.builder("mx.example.com", Status.FOUND)
                    .preference(1)
                    .build()),
            Optional.of(Status.FOUND),
            false);

    private static ProbeReport report(Observation seen) {
        return ProbeReport.of(seen, Checks.examine(Checks.checklist(), seen, ReplyCatalogue.standard()));
    }

    @Test
    void attemptsDecide() {
        Random random = new Random(10);
        for (int i = 0; i < CASES; i++) {
            List<Attempt> attempts = new ArrayList<>();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                attempts.add(attempt(attempts.size(), random));
            }
            Coverage coverage = Coverage.values()[random.nextInt(Coverage.values().length)];
            if (attempts.stream().allMatch(each -> BESIDE.contains(each.purpose()))) {
                continue; // a second look follows an attempt, and an earlier dialogue stands before one
            }
            Observation seen = observation(coverage, FOUND, attempts);
            OneStory.check(report(seen));
            worstCounts(coverage, seen);
            orderMatters(coverage, attempts, random, seen);
        }
    }

    private static void worstCounts(Coverage coverage, Observation seen) {
        List<Verdict> probes = seen.attempts().stream()
                .filter(each -> each.purpose() == Purpose.PROBE)
                .filter(each -> !(each.facts().get(0).outcome() instanceof Outcome.Failed))
                .map(Attempt::verdict)
                .toList();
        if (coverage == Coverage.ALL && probes.contains(Verdict.FAILED)) {
            assertThat(seen.verdict()).isEqualTo(Verdict.FAILED);
        }
        if (coverage == Coverage.ALL && probes.contains(Verdict.INCONCLUSIVE)) {
            assertThat(seen.verdict()).isNotEqualTo(Verdict.PASSED);
        }
        if (coverage != Coverage.ALL && probes.contains(Verdict.PASSED)) {
            assertThat(seen.verdict()).isEqualTo(Verdict.PASSED);
        }
    }

    /** An audit comes to the same in any order; where the deepest attempt decides, ties go to the first. */
    private static void orderMatters(Coverage coverage, List<Attempt> attempts, Random random, Observation before) {
        List<Attempt> shuffled = new ArrayList<>(attempts);
        Collections.shuffle(shuffled, random);
        Observation after = observation(coverage, FOUND, shuffled);
        if (coverage == Coverage.ALL || before.verdict() == Verdict.PASSED) {
            assertThat(after.verdict()).isEqualTo(before.verdict());
        } else {
            assertThat(after.verdict()).isNotEqualTo(Verdict.PASSED);
        }
    }

    @Test
    void theOrderOfRecipientsDoesNotMatter() {
        Random random = new Random(11);
        for (int i = 0; i < CASES; i++) {
            List<Fact> paths = new ArrayList<>();
            for (int n = 2 + random.nextInt(4); n > 0; n--) {
                int code = random.nextInt(3) == 0 ? 250 : CODES[random.nextInt(CODES.length)];
                Reply reply = Reply.of(code, "words");
                paths.add(RcptTo.of(Outcome.answered(Stage.RCPT_TO, reply), Duration.ZERO, MAILBOX));
            }
            Attempt before = recipients(paths);
            Collections.shuffle(paths, random);
            Attempt after = recipients(paths);
            assertThat(after.verdict()).isEqualTo(before.verdict());
            assertThat(digit(after)).isEqualTo(digit(before));
            OneStory.check(report(observation(Coverage.ALL, FOUND, List.of(after))));
        }
    }

    private static Attempt recipients(List<Fact> paths) {
        Route route = new Route("mx.example.com", false, InetAddress.getLoopbackAddress(), 25, TlsMode.PLAIN);
        List<Fact> facts = new ArrayList<>(paths);
        facts.add(0, Connect.of(Outcome.done(), Duration.ZERO));
        return Attempt.builder(route, Purpose.PROBE).facts(facts).build();
    }

    private static int digit(Attempt attempt) {
        return attempt.decidingFact()
                .flatMap(fact -> fact.outcome().reply())
                .map(reply -> reply.code().value() / 100)
                .orElse(0);
    }

    @Test
    void namesDecideWhereThereIsNoAttempt() {
        Random random = new Random(12);
        List<Status> statuses = Arrays.stream(Status.values())
                .filter(each -> each != Status.LEFT_TO_ROAD)
                .toList();
        for (int i = 0; i < CASES; i++) {
            boolean nullMx = random.nextInt(9) == 0;
            List<ResolvedHost> hosts = new ArrayList<>();
            for (int n = nullMx ? 0 : random.nextInt(4); n > 0; n--) {
                Status status = statuses.get(random.nextInt(statuses.size()));
                if (status != Status.FOUND) {
                    hosts.add(ResolvedHost.builder("mx" + n + ".example.com", status)
                            .preference(n)
                            .build());
                }
            }
            Optional<Status> exchangers = nullMx || !hosts.isEmpty()
                    ? Optional.of(Status.FOUND)
                    : Optional.of(statuses.get(random.nextInt(statuses.size())));
            Resolution resolution = resolution(hosts, exchangers, nullMx);
            ProbeReport report = report(observation(Coverage.FIRST_CONVERSATION, resolution, List.of()));
            OneStory.check(report);
            boolean unanswered = Set.of(
                            "dns.timeout",
                            "extension.failed",
                            "extension.slow",
                            "dns.server-failure",
                            "dns.truncated",
                            "probe.cancelled")
                    .contains(report.rootCause().orElseThrow().id());
            assertThat(unanswered).as(report::toString).isEqualTo(report.verdict() == Verdict.INCONCLUSIVE);
            assertThat(report.decisive()).isEmpty();
        }
    }
}
