/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Cancellation;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Guard;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.diagnosis.Check;
import io.github.smtpprobe.diagnosis.Checks;
import io.github.smtpprobe.diagnosis.FailedExtensions;
import io.github.smtpprobe.diagnosis.GuardedCheck;
import io.github.smtpprobe.plan.Budget;
import io.github.smtpprobe.plan.ProbePlan;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.ProbeListener;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.route.TargetLookup;
import io.github.smtpprobe.session.Assignment;
import io.github.smtpprobe.session.ProbeSession;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One probe from the request to the report: names, then attempts until the plan has enough, then checks. */
final class ProbeRun {
    private static final Duration LEAST_SHARE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(3);
    private static final Duration TO_JUDGE = Duration.ofMillis(150);

    /** Holder idiom: a logger costs milliseconds at first use, so it waits until the first probe. */
    private static final class Log {
        static final Logger LOGGER = LoggerFactory.getLogger(SmtpProbe.class);
    }

    private final long number;
    private final ProbeRequest request;
    private final SmtpProbe.Wiring wiring;
    private final Audience audience;
    private final Cancellation cancellation;
    private final Guard guard;
    private final Ticker ticker;
    private final Deadline deadline;
    private final TargetLookup lookup;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Budget budget = new Budget();

    ProbeRun(ProbeCall call, SmtpProbe.Wiring wiring, List<ProbeListener> listeners, Cancellation cancellation) {
        this.number = call.number();
        this.request = call.request();
        this.wiring = wiring;
        this.cancellation = cancellation;
        this.guard = new Guard(cancellation);
        this.ticker = guard.ticker(wiring.ticker());
        this.deadline = Deadline.after(request.deadline(), ticker);
        this.audience = new Audience(number, listeners, guard, deadline);
        this.lookup = new TargetLookup(request, wiring.resolver(), wiring.policy(), wiring.random())
                .limitedTo(wiring.maxRoutes());
    }

    ProbeReport run() {
        Instant started = Instant.now();
        long start = ticker.nanos();
        Log.LOGGER.debug("probe {}: {}", number, request);
        Resolution resolution = lookup.run(deadline, guard);
        audience.tell((listener, call) -> listener.resolved(call, resolution));
        ProbePlan plan = new ProbePlan(request, resolution);
        for (Optional<ProbePlan.Next> next = next(plan); next.isPresent(); next = next(plan)) {
            attempts.add(attempt(plan, next.get()));
            budget.settle(attempts, () -> decisive(resolution), true);
        }
        resolution
                .denied()
                .forEach(route -> attempts.add(
                        unconnected(route, denial(lookup.undecided().get(route)))));
        budget.settle(attempts, () -> decisive(resolution), false);
        Duration took = Duration.ofNanos(ticker.nanos() - start);
        Observation seen =
                new Observation(RequestView.of(request), resolution, attempts, started, took, audience.failure());
        ProbeReport report = new ProbeReport(seen, Checks.examine(checks(), seen, wiring.catalogue(), outOfTime()));
        Log.LOGGER.debug("probe {}: {}", number, report.verdict());
        audience.tell((listener, call) -> listener.finished(call, report));
        return report;
    }

    /** The caller's checks behind the guard; what failed aside from any step comes last. */
    private List<Check> checks() {
        List<Check> all = new ArrayList<>();
        wiring.checks().forEach(each -> all.add(GuardedCheck.around(each, guard, deadline)));
        all.add(new FailedExtensions(guard::notes));
        return all;
    }

    private Outcome denial(@Nullable String undecided) {
        if (undecided == null) {
            return Outcome.failed(Reason.ADDRESS_DENIED, "the address policy says no");
        }
        return cancellation.cancelled()
                ? Outcome.failed(Reason.PROBE_CANCELLED, "the probe was cancelled")
                : Outcome.failed(Reason.EXTENSION_FAILED, "the address policy did not decide: " + undecided);
    }

    private Optional<Attempt> decisive(Resolution resolution) {
        return new Observation(
                        RequestView.of(request), resolution, attempts, Instant.EPOCH, Duration.ZERO, Optional.empty())
                .decision()
                .attempt();
    }

    /** Whether judging has to end: it may take a little longer than the probe, so that what took all the time is explained. */
    private BooleanSupplier outOfTime() {
        Deadline late = Deadline.after(deadline.remaining().plus(TO_JUDGE), wiring.ticker());
        Deadline soon = Deadline.after(TO_JUDGE, wiring.ticker());
        return () -> late.expired() || (cancellation.cancelled() && soon.expired());
    }

    private Optional<ProbePlan.Next> next(ProbePlan plan) {
        return plan.next(attempts, looksTwice() && !deadline.expired() && !cancellation.cancelled())
                .filter(next -> vetted(plan.resolution(), next.route()));
    }

    /** A look at a port that nobody asked for needs the policy's word as any other connection does. */
    private boolean vetted(Resolution resolution, Route route) {
        boolean asked = resolution.routes().stream()
                .anyMatch(each -> each.withMode(route.mode()).equals(route));
        return asked || lookup.allows(route, deadline, guard);
    }

    private Attempt attempt(ProbePlan plan, ProbePlan.Next next) {
        Route route = next.route();
        if (cancellation.cancelled()) {
            return unconnected(route, Outcome.failed(Reason.PROBE_CANCELLED, "the probe was cancelled"));
        }
        if (deadline.expired()) {
            return unconnected(route, Outcome.skipped(SkipReason.DEADLINE));
        }
        audience.tell((listener, call) -> listener.attemptStarted(call, route, next.purpose()));
        int left = Math.max(1, plan.resolution().routes().size() - ProbePlan.tried(attempts));
        Duration share = deadline.remaining().dividedBy(left);
        Duration fair = share.compareTo(LEAST_SHARE) < 0 ? LEAST_SHARE : share;
        Deadline whole = plan.exhaustive() ? deadline.sooner(fair) : deadline;
        boolean look = next.purpose() == Purpose.SECOND_LOOK;
        Deadline limit = look ? whole.sooner(LONGEST_LOOK) : whole;
        Deadline connectBy = limit.sooner(fair).sooner(request.timeouts().connect());
        Deadline firstOctets =
                looksTwice() && !look ? whole.sooner(whole.remaining().minus(reserve(whole))) : limit;
        Assignment.Job job = new Assignment.Job(
                attempts.size(), route, next.purpose(), connectBy, firstOctets, limit, plan.credentialsSpent(attempts));
        return new ProbeSession(job, tools()).converse();
    }

    /** Strangers' targets get no more connections than were asked for, and no TLS hello on a port that says nothing. */
    private boolean looksTwice() {
        return request.looksTwice() && !wiring.reticent();
    }

    /** What is kept of the time so that a silent port can be looked at again. */
    private static Duration reserve(Deadline whole) {
        Duration fifth = whole.remaining().dividedBy(5);
        return fifth.compareTo(LONGEST_LOOK) < 0 ? fifth : LONGEST_LOOK;
    }

    private Assignment.Tools tools() {
        return new Assignment.Tools(
                request,
                wiring.transport(),
                wiring.tls(),
                wiring.mechanisms(),
                guard,
                wiring.reticent(),
                entry -> {
                    Log.LOGGER.debug("probe {}: {}", number, entry);
                    audience.tell((listener, call) -> listener.recorded(call, entry));
                },
                fact -> audience.tell((listener, call) -> listener.observed(call, fact)));
    }

    private Attempt unconnected(Route route, Outcome why) {
        Fact fact = new Fact.Connect(why, Duration.ZERO);
        audience.tell((listener, call) -> listener.observed(call, fact));
        return new Attempt(attempts.size(), route, Purpose.PROBE, List.of(fact), Transcript.EMPTY, Duration.ZERO);
    }
}
