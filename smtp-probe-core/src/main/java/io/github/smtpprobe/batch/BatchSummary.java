/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Node;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Figures over the results of a batch, of constant size however many there are. Immutable and thread-safe; told apart by identity. */
public final class BatchSummary {
    /** The operators that have figures of their own; those that come later are counted together. */
    public static final int MOST_OPERATORS = 1_000;

    private final BatchTally counted;
    private final Duration took;
    private final boolean complete;

    BatchSummary(BatchTally counted, Duration took, boolean complete) {
        this.counted = counted;
        this.took = took;
        this.complete = complete;
    }

    /** {@return how many targets have a result} */
    public long targets() {
        return counted.targets;
    }

    /** {@return how many targets an earlier run had done, by its journal, so that this one passed over them} */
    public long doneBefore() {
        return counted.doneBefore;
    }

    /** {@return how many targets were left out, so that they have no result} */
    public long leftOut() {
        return counted.leftOut;
    }

    /** {@return how many of the results are of targets that were being probed when an earlier run ended, see {@link BatchResult#probedAgain()}} */
    public long probedAgain() {
        return counted.probedAgain;
    }

    /** {@return whether all targets of the stream are done; not where the batch was cancelled} */
    public boolean complete() {
        return complete;
    }

    /** {@return how long it took} */
    public Duration took() {
        return took;
    }

    /** {@return how many targets came how far; all states are there} */
    public Map<BatchResult.State, Long> states() {
        return Counts.copy(BatchResult.State.class, counted.states);
    }

    /** {@return how many of the targets that were probed have each verdict; all verdicts are there} */
    public Map<Verdict, Long> verdicts() {
        return Counts.copy(Verdict.class, counted.verdicts);
    }

    /** {@return how many of the domains that were surveyed stand how, all senders together; all constants are there} */
    public Map<Standing, Long> standings() {
        return Counts.copy(Standing.class, counted.standings);
    }

    /**
     * Tells what senders would do with mail for the domains that were surveyed.
     *
     * @return by the token of each sender, in the order of the first outlook, for how many domains it has which prospect; all prospects are there
     */
    public Map<String, Map<Prospect, Long>> outlook() {
        Map<String, Map<Prospect, Long>> senders = new LinkedHashMap<>();
        counted.outlook.forEach((sender, counts) -> senders.put(sender, Counts.copy(Prospect.class, counts)));
        return Collections.unmodifiableMap(senders);
    }

    /** {@return in how many reports of probed targets each finding is, by its id, the most frequent first} */
    public Map<String, Long> findings() {
        return Counts.sorted(counted.findings);
    }

    /** {@return how many TLS handshakes that succeeded had each version of TLS, such as {@code TLSv1.3}} */
    public Map<String, Long> tlsVersions() {
        return Counts.sorted(counted.tlsVersions);
    }

    /** {@return how long the servers' certificates were still valid, one a handshake; all spans are there} */
    public Map<Expiry, Long> certificateExpiry() {
        return Counts.copy(Expiry.class, counted.expiry);
    }

    /** {@return how long steps took that were answered; a step that no server answered is not in it} */
    public Map<Stage, Latency> latency() {
        Map<Stage, Latency> latency = new LinkedHashMap<>();
        counted.latency.forEach((stage, histogram) -> latency.put(stage, histogram.latency()));
        return Collections.unmodifiableMap(latency);
    }

    /** {@return how many attempts were made for another target and shared} */
    public long sharedAttempts() {
        return counted.sharedAttempts;
    }

    /** {@return what came of each operator's targets, of the first {@value #MOST_OPERATORS} operators that were met, the greatest first} */
    public Map<String, OperatorFigures> operators() {
        return counted.operators.figures();
    }

    /** {@return what came of the targets of all further operators together} */
    public OperatorFigures furtherOperators() {
        return counted.operators.further();
    }

    /** {@return what a listener of the batch did that failed, in words} */
    public Optional<String> listenerFailure() {
        return counted.listenerFailure;
    }

    /**
     * Tells how often the caller's rule failed.
     *
     * @return of how many hosts it told no operator, so that {@link Operators#lastTwoLabels()} did; one that is met again long after may
     *         count again
     */
    public long unknownOperators() {
        return counted.unknownOperators;
    }

    /**
     * Tells how the caller's rule for operators failed first.
     *
     * @return its class and what it did, in words; never what an exception of its says, which may hold a secret
     */
    public Optional<String> operatorsFailure() {
        return counted.operatorsFailure;
    }

    /** {@return all of it as plain maps for any JSON library} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("targets", targets())
                .put("doneBefore", doneBefore())
                .put("leftOut", leftOut())
                .put("probedAgain", probedAgain())
                .put("complete", complete)
                .put("tookMs", Node.millis(took))
                .put("states", Counts.byToken(states(), BatchResult.State::token))
                .put("verdicts", Counts.byToken(verdicts(), Verdict::token))
                .put("standings", Counts.byToken(standings(), Standing::token))
                .put("outlook", outlookMaps())
                .put("findings", findings())
                .put("tlsVersions", tlsVersions())
                .put("certificateExpiry", Counts.byToken(certificateExpiry(), Expiry::token))
                .put("latency", Counts.byToken(latencyMaps(), Stage::token))
                .put("sharedAttempts", sharedAttempts())
                .put("operators", operatorMaps())
                .put("furtherOperators", furtherOperators().asMap())
                .put("listenerFailure", listenerFailure())
                .put("unknownOperators", unknownOperators())
                .put("operatorsFailure", operatorsFailure())
                .map();
    }

    private Map<String, Object> outlookMaps() {
        Map<String, Object> maps = new LinkedHashMap<>();
        outlook().forEach((sender, counts) -> maps.put(sender, Counts.byToken(counts, Prospect::token)));
        return Collections.unmodifiableMap(maps);
    }

    private Map<Stage, Object> latencyMaps() {
        Map<Stage, Object> maps = new LinkedHashMap<>();
        latency().forEach((stage, latency) -> maps.put(stage, latency.asMap()));
        return maps;
    }

    private Map<String, Object> operatorMaps() {
        Map<String, Object> maps = new LinkedHashMap<>();
        operators().forEach((operator, figures) -> maps.put(operator, figures.asMap()));
        return Collections.unmodifiableMap(maps);
    }

    /** {@return targets and verdicts on one line} */
    @Override
    public String toString() {
        return targets() + " targets, " + verdicts() + (complete ? "" : ", not complete");
    }
}
