/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.SenderOutlook;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.tls.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Counts results as they arrive and provides figures over them. A batch does this by itself; this class is for those who run
 * probes in another way. Its size does not grow with the number of results. Not thread-safe.
 */
public final class BatchTally {
    /** The largest number of senders that an outlook may have. */
    private static final int MOST_SENDERS = 100;

    private final Operators byHost;
    long targets;
    long doneBefore;
    long leftOut;
    long probedAgain;
    long sharedAttempts;
    Optional<String> listenerFailure = Optional.empty();
    long unknownOperators;
    Optional<String> operatorsFailure = Optional.empty();
    final Map<BatchResult.State, Long> states = new EnumMap<>(BatchResult.State.class);
    final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    final Map<Standing, Long> standings = new EnumMap<>(Standing.class);
    final Map<String, Map<Prospect, Long>> outlook = new LinkedHashMap<>();
    final Map<String, Long> findings = new HashMap<>();
    final Map<String, Long> tlsVersions = new HashMap<>();
    final Map<Expiry, Long> expiry = new EnumMap<>(Expiry.class);
    final Map<Stage, Histogram> latency = new EnumMap<>(Stage.class);
    OperatorTally operators = new OperatorTally();

    /**
     * Starts counting.
     *
     * @param operators tells who runs a server
     */
    public BatchTally(Operators operators) {
        this.byHost = Objects.requireNonNull(operators, "operators");
    }

    /**
     * Counts a result.
     *
     * @param result of a target
     */
    public void add(BatchResult result) {
        targets++;
        Counts.count(states, Objects.requireNonNull(result, "result").state());
        probedAgain += result.probedAgain() ? 1 : 0;
        result.report().ifPresent(report -> {
            report.decisive().ifPresent(attempt -> operators.add(operator(attempt.route()), result));
            report.attempts().forEach(attempt -> attempt(attempt, report.started()));
            if (result.state() == BatchResult.State.PROBED) {
                Counts.count(verdicts, report.verdict());
                findings(report.findings());
            }
        });
        result.domainReport().ifPresent(report -> surveyed(report, result));
    }

    /** Counts a survey. The domain counts for the operator of the first exchanger that was talked to. */
    private void surveyed(DomainReport report, BatchResult result) {
        report.attempts().stream().findFirst().ifPresent(attempt -> operators.add(operator(attempt.route()), result));
        report.attempts().forEach(attempt -> attempt(attempt, report.facts().started()));
        if (result.state() == BatchResult.State.PROBED) {
            Counts.count(standings, report.outlook().standing());
            report.outlook().senders().forEach(this::foretold);
            findings(report.findings());
        }
    }

    private void foretold(SenderOutlook sender) {
        if (outlook.size() < MOST_SENDERS || outlook.containsKey(sender.sender())) {
            Counts.count(
                    outlook.computeIfAbsent(sender.sender(), token -> new EnumMap<>(Prospect.class)),
                    sender.domain().prospect());
        }
    }

    private void findings(List<Finding> found) {
        found.stream().map(Finding::id).distinct().forEach(id -> Counts.count(findings, id));
    }

    /**
     * Counts targets that an earlier run has finished.
     *
     * @param targets how many more
     * @throws IllegalArgumentException if it is negative
     */
    public void doneBefore(int targets) {
        doneBefore += Arguments.notNegative(targets, "targets");
    }

    /**
     * Counts targets that were left out.
     *
     * @param targets how many more
     * @throws IllegalArgumentException if it is negative
     */
    public void leftOut(int targets) {
        leftOut += Arguments.notNegative(targets, "targets");
    }

    /**
     * Records how a listener failed; only the first failure is kept.
     *
     * @param failure in words
     */
    public void listenerFailed(String failure) {
        Objects.requireNonNull(failure, "failure");
        listenerFailure = listenerFailure.or(() -> Optional.of(failure));
    }

    /**
     * Counts hosts for which the rule for operators failed.
     *
     * @param hosts   how many more
     * @param failure what the rule did, in words; only the first failure is kept
     * @throws IllegalArgumentException if the number is negative
     */
    public void operatorsFailed(int hosts, String failure) {
        Objects.requireNonNull(failure, "failure");
        unknownOperators += Arguments.notNegative(hosts, "hosts");
        operatorsFailure = operatorsFailure.or(() -> Optional.of(failure));
    }

    private String operator(Route route) {
        return Operators.of(byHost, route);
    }

    private void attempt(Attempt attempt, Instant seen) {
        if (attempt.age().isPresent()) {
            sharedAttempts++;
            return;
        }
        for (Fact fact : attempt.facts()) {
            if (answered(fact)) {
                latency.computeIfAbsent(fact.stage(), stage -> new Histogram()).add(fact.took());
            }
            if (fact instanceof TlsHandshake handshake) {
                handshake(handshake, seen);
            }
        }
    }

    /**
     * Whether the time of a step is the server's alone: the step succeeded or was refused by a reply, and its time includes no
     * start-up costs of this client.
     */
    private static boolean answered(Fact fact) {
        boolean ours = fact instanceof TlsHandshake handshake && handshake.includesStartUp();
        return !ours && (fact.outcome().succeeded() || fact.outcome().reply().isPresent());
    }

    private void handshake(TlsHandshake handshake, Instant seen) {
        Outcome outcome = handshake.outcome();
        if (outcome.succeeded()) {
            handshake.tls().protocol().ifPresent(version -> Counts.count(tlsVersions, version));
        }
        List<Certificate> chain = handshake.tls().chain();
        if (!chain.isEmpty()) {
            Counts.count(expiry, Expiry.of(chain.get(0).notAfter(), seen));
        }
    }

    /**
     * The figures so far.
     *
     * @param took     since the batch began
     * @param complete whether all targets are done
     * @return a snapshot, which does not change when more is counted
     * @throws IllegalArgumentException if the time is negative
     */
    public BatchSummary summary(Duration took, boolean complete) {
        return new BatchSummary(copy(), Arguments.notNegative(took, "took"), complete);
    }

    private BatchTally copy() {
        BatchTally copy = new BatchTally(byHost);
        copy.targets = targets;
        copy.doneBefore = doneBefore;
        copy.leftOut = leftOut;
        copy.probedAgain = probedAgain;
        copy.sharedAttempts = sharedAttempts;
        copy.listenerFailure = listenerFailure;
        copy.unknownOperators = unknownOperators;
        copy.operatorsFailure = operatorsFailure;
        copy.states.putAll(states);
        copy.verdicts.putAll(verdicts);
        copy.standings.putAll(standings);
        outlook.forEach((sender, counts) -> copy.outlook.put(sender, new EnumMap<>(counts)));
        copy.findings.putAll(findings);
        copy.tlsVersions.putAll(tlsVersions);
        copy.expiry.putAll(expiry);
        latency.forEach((stage, histogram) -> copy.latency.put(stage, histogram.copy()));
        copy.operators = operators.copy();
        return copy;
    }
}
