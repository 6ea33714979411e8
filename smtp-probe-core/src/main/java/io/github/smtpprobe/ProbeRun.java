/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.diagnosis.Checks;
import io.github.smtpprobe.diagnosis.client.FailedExtensions;
import io.github.smtpprobe.diagnosis.examination.Checklist;
import io.github.smtpprobe.diagnosis.examination.GuardedCheck;
import io.github.smtpprobe.diagnosis.examination.JudgingTime;
import io.github.smtpprobe.diagnosis.login.BarredLogin;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.handshake.StartUp;
import io.github.smtpprobe.lookups.LookUps;
import io.github.smtpprobe.lookups.ScrubbedNames;
import io.github.smtpprobe.plan.Budget;
import io.github.smtpprobe.plan.Next;
import io.github.smtpprobe.plan.ProbePlan;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.resolve.TargetLookup;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.session.Admission;
import io.github.smtpprobe.session.HeldUp;
import io.github.smtpprobe.session.ProbeContext;
import io.github.smtpprobe.session.ProbeSession;
import io.github.smtpprobe.text.masking.Scrubber;
import io.github.smtpprobe.tls.TlsSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One probe, from request to report: names first, then attempts until the plan is satisfied, then checks. */
final class ProbeRun {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number;
    private final ProbeStart start;
    private final ProbeRequest request;
    private final RequestView view;
    private final Wiring wiring;
    private final Admission admission;
    private final ProbeListening listeners;
    private final Guard guard;
    private final Cancellation cancellation;
    private final Ticker ticker;
    private final Deadline deadline;
    private final LookUps lookUps;
    /** The deadline for names and connections; the rest of the time is reserved for the look-ups. */
    private final Deadline connecting;

    private final TargetLookup lookup;
    private final ProbeContext context;
    private final Scrubber scrubber = new Scrubber();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Budget budget = new Budget();

    ProbeRun(long number, ProbeRequest request, Wiring wiring, Cancellation cancellation) {
        this(number, new ProbeStart(request, wiring, cancellation), wiring, Admission.OPEN);
    }

    /** A probe whose target may have been looked up already, and whose connections have to be admitted one by one. */
    ProbeRun(long number, ProbeStart start, Wiring wiring, Admission admission) {
        this.number = number;
        this.start = start;
        this.request = start.request();
        this.view = RequestView.of(request);
        this.wiring = wiring;
        this.admission = admission;
        this.guard = start.guard();
        this.cancellation = guard.cancellation();
        this.ticker = start.ticker();
        this.deadline = Deadline.after(start.left(), ticker);
        this.lookUps = wiring.lookUps(guard);
        this.connecting = start.connecting(deadline);
        this.listeners = new ProbeListening(number, wiring.listeners(), guard, deadline);
        this.lookup = start.lookup();
        this.context = context();
        wiring.network().road(request).ifPresent(this::learnLogins);
    }

    /**
     * Registers the logins of the road's proxies as secrets: what answers may be a proxy, which has received its login before
     * it says anything.
     */
    private void learnLogins(Road road) {
        road.proxies().stream().flatMap(proxy -> proxy.password().stream()).forEach(password -> {
            byte[] octets = password.revealUtf8();
            scrubber.learn(octets);
            Arrays.fill(octets, (byte) 0);
        });
    }

    /** A number that is unique within this process. */
    static long nextNumber() {
        return NUMBERS.incrementAndGet();
    }

    ProbeReport run() {
        try {
            return probed();
        } finally {
            cancellation.end();
        }
    }

    private ProbeReport probed() {
        Instant started = Instant.now().minus(start.spent());
        ProbeLog.write(number, request);
        listeners.started(view);
        Resolution resolution = start.resolution(connecting);
        listeners.resolved(resolution);
        attempt(resolution);
        List<TargetFact> found = lookUp(resolution);
        Observation seen = observation(resolution)
                .started(started)
                .took(Duration.ofNanos(ticker.nanos() - context.begun()))
                .targetFacts(found)
                .build();
        JudgingTime time = JudgingTime.beyond(deadline, cancellation::cancelled);
        ProbeReport report = ProbeReport.of(seen, Checks.examine(checks(), seen, wiring.catalogue(), time::over));
        ProbeLog.write(number, report.verdict());
        listeners.finished(report);
        return report;
    }

    private void attempt(Resolution resolution) {
        if (secures(resolution.routes())) {
            warmUp();
        }
        // Strangers' targets get no more connections than were asked for, and no TLS hello on a port that says nothing.
        ProbePlan plan = new ProbePlan(
                request,
                resolution,
                request.looksTwice() && !wiring.network().limits().untrusted(),
                new BarredLogin(wiring.catalogue()));
        Supplier<Optional<Attempt>> decisive =
                () -> observation(resolution).build().decisive();
        for (Optional<Next> next = next(plan); next.isPresent(); next = next(plan)) {
            attempts.addAll(attempt(next.get()));
            budget.settle(attempts, decisive, true);
        }
        for (Route route : resolution.denied()) {
            attempts.add(unconnected(route, Purpose.PROBE, List.of(Connect.of(denial(route), Duration.ZERO))));
        }
        budget.settle(attempts, decisive, false);
    }

    /** Warms up before the first connection, so that the time of a step is the server's alone; the probe's own clock runs meanwhile. */
    private void warmUp() {
        TlsSettings tls = wiring.network().tls();
        StartUp.warmUp(tls, request.trust().orElse(tls), guard, connecting);
    }

    private static boolean secures(List<Route> routes) {
        for (Route each : routes) {
            if (each.mode() != TlsMode.PLAIN) {
                return true;
            }
        }
        return false;
    }

    /** Runs the look-ups for what is neither a route nor a conversation. */
    private List<TargetFact> lookUp(Resolution resolution) {
        if (lookUps.most(view.looksUpReverseNames()).isZero()) {
            return List.of();
        }
        MailResolver names = new ScrubbedNames(lookup.resolver(guard), scrubber);
        return lookUps.look(observation(resolution).build(), names, deadline);
    }

    private Observation.Builder observation(Resolution resolution) {
        Observation.Builder seen = Observation.builder(view, resolution).attempts(attempts);
        listeners.failure().ifPresent(seen::listenerFailure);
        return seen;
    }

    /** The library's checks, then the caller's, guarded; failures that belong to no step come last. */
    private Checklist checks() {
        Checklist all = Checks.checklist();
        for (Map.Entry<String, Check> own : wiring.checks().entrySet()) {
            all = all.and(new GuardedCheck(own.getKey(), own.getValue(), guard, deadline));
        }
        return all.and(new FailedExtensions(guard::notes));
    }

    private Outcome denial(Route route) {
        String undecided = lookup.undecided().get(route);
        if (undecided == null) {
            return Outcome.failed(Reason.ADDRESS_DENIED, lookup.objection(route));
        }
        return cancellation.cancelled()
                ? Outcome.cancelled()
                : Outcome.failed(Reason.EXTENSION_FAILED, "the address policy did not decide: " + undecided);
    }

    /** A probe that was cancelled has no time left. */
    private Optional<Next> next(ProbePlan plan) {
        return plan.next(attempts, cancellation.cancelled() ? Duration.ZERO : connecting.remaining())
                .filter(next -> vetted(plan.resolution(), next.route()));
    }

    /** A look at a port that was not asked for needs the policy's consent like any other connection. */
    private boolean vetted(Resolution resolution, Route route) {
        boolean asked = false;
        for (Route each : resolution.routes()) {
            asked |= each == route
                    || (each.port() == route.port()
                            && each.address().equals(route.address())
                            && each.host().equals(route.host()));
        }
        return asked || lookup.allows(route, connecting, guard);
    }

    private List<Attempt> attempt(Next next) {
        if (cancellation.cancelled()) {
            return List.of(unconnected(next, Outcome.cancelled()));
        }
        if (connecting.expired()) {
            return List.of(unconnected(next, outOfTime()));
        }
        if (next.skipped().isPresent()) {
            return List.of(unconnected(next, Outcome.skipped(next.skipped().get())));
        }
        List<Attempt> admitted = admission.attempt(next, connecting, () -> new ProbeSession(next, context).converse());
        return admitted.isEmpty() ? List.of(unconnected(next, noTurn())) : reported(admitted);
    }

    /** Reports attempts that were made for another target to the listeners, who have not heard of them. */
    private List<Attempt> reported(List<Attempt> admitted) {
        for (Attempt each : admitted) {
            if (each.age().isPresent()) {
                listeners.started(each.index(), each.route(), each.purpose());
                each.facts().forEach(fact -> listeners.observed(each.index(), fact));
            }
        }
        return admitted;
    }

    private Outcome noTurn() {
        return cancellation.cancelled() ? Outcome.cancelled() : Outcome.skipped(SkipReason.NO_TURN);
    }

    private Outcome outOfTime() {
        return new HeldUp(guard, request.deadline()).unbegun(Outcome.skipped(SkipReason.DEADLINE));
    }

    private ProbeContext context() {
        return new ProbeContext(
                request,
                wiring.network().transport(request, lookup.resolver(guard)),
                wiring.network().tls(),
                wiring.mechanisms(),
                scrubber,
                guard,
                connecting,
                ticker.nanos() - start.spent().toNanos(),
                wiring.network().limits().untrusted(),
                listeners,
                admission);
    }

    private Attempt unconnected(Next next, Outcome why) {
        List<Fact> facts = new ArrayList<>(List.of(Connect.of(why, Duration.ZERO)));
        next.mechanism()
                .map(name -> Authentication.builder(why, Duration.ZERO).mechanism(name))
                .ifPresent(login -> facts.add(login.build()));
        return unconnected(next.route(), next.purpose(), facts);
    }

    private Attempt unconnected(Route route, Purpose purpose, List<Fact> facts) {
        int index = attempts.size();
        listeners.started(index, route, purpose);
        facts.forEach(fact -> listeners.observed(index, fact));
        return Attempt.builder(route, purpose).index(index).facts(facts).build();
    }
}
