/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Figures over the results of a batch. Their size does not grow with the number of results. Immutable and thread-safe; compared
 * by identity.
 */
public final class BatchSummary {
    /** How many operators have figures of their own; those met later are counted together. */
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

    /** {@return how many targets were skipped because an earlier run had done them, according to its journal} */
    public long doneBefore() {
        return counted.doneBefore;
    }

    /** {@return how many targets were left out, so that they have no result} */
    public long leftOut() {
        return counted.leftOut;
    }

    /**
     * {@return how many results belong to targets that were being probed when an earlier run ended, see
     * {@link BatchResult#probedAgain()}}
     */
    public long probedAgain() {
        return counted.probedAgain;
    }

    /** {@return whether all targets of the stream are done; false if the batch was cancelled} */
    public boolean complete() {
        return complete;
    }

    /** {@return how long it took} */
    public Duration took() {
        return took;
    }

    /** {@return the number of targets by state, with an entry for every state} */
    public Map<BatchResult.State, Long> states() {
        return Counts.copy(BatchResult.State.class, counted.states);
    }

    /** {@return the number of probed targets by verdict, with an entry for every verdict} */
    public Map<Verdict, Long> verdicts() {
        return Counts.copy(Verdict.class, counted.verdicts);
    }

    /** {@return the number of surveyed domains by standing over all senders, with an entry for every standing} */
    public Map<Standing, Long> standings() {
        return Counts.copy(Standing.class, counted.standings);
    }

    /**
     * What senders would do with mail for the surveyed domains.
     *
     * @return by the token of each sender, in the order of the first outlook, the number of domains by prospect, with an entry
     *     for every prospect
     */
    public Map<String, Map<Prospect, Long>> outlook() {
        Map<String, Map<Prospect, Long>> senders = new LinkedHashMap<>();
        counted.outlook.forEach((sender, counts) -> senders.put(sender, Counts.copy(Prospect.class, counts)));
        return Collections.unmodifiableMap(senders);
    }

    /** {@return the number of reports that contain each finding, by its id, the most frequent first} */
    public Map<String, Long> findings() {
        return Counts.sorted(counted.findings);
    }

    /** {@return the number of successful TLS handshakes by TLS version, such as {@code TLSv1.3}} */
    public Map<String, Long> tlsVersions() {
        return Counts.sorted(counted.tlsVersions);
    }

    /** {@return the number of handshakes by how long the server's certificate was still valid, with an entry for every span} */
    public Map<Expiry, Long> certificateExpiry() {
        return Counts.copy(Expiry.class, counted.expiry);
    }

    /** {@return how long each step took, where it was answered; a step that no server answered is missing} */
    public Map<Stage, Latency> latency() {
        Map<Stage, Latency> latency = new LinkedHashMap<>();
        counted.latency.forEach((stage, histogram) -> latency.put(stage, histogram.latency()));
        return Collections.unmodifiableMap(latency);
    }

    /** {@return how many attempts were shared with another target} */
    public long sharedAttempts() {
        return counted.sharedAttempts;
    }

    /** {@return figures for each of the first {@value #MOST_OPERATORS} operators that were met, the one with the most targets first} */
    public Map<String, OperatorFigures> operators() {
        return counted.operators.figures();
    }

    /** {@return figures for all further operators together} */
    public OperatorFigures furtherOperators() {
        return counted.operators.further();
    }

    /** {@return how a listener of the batch failed, in words; empty if none failed} */
    public Optional<String> listenerFailure() {
        return counted.listenerFailure;
    }

    /**
     * How often the caller's rule for operators failed.
     *
     * @return the number of hosts for which {@link Operators#lastTwoLabels()} was used instead; a host that is met again much
     *         later may count twice
     */
    public long unknownOperators() {
        return counted.unknownOperators;
    }

    /**
     * How the caller's rule for operators failed first.
     *
     * @return its class and what it did, in words, but not the message of an exception, which may hold a secret; empty if it
     *     never failed
     */
    public Optional<String> operatorsFailure() {
        return counted.operatorsFailure;
    }

    /** {@return the summary as plain maps for any JSON library} */
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
