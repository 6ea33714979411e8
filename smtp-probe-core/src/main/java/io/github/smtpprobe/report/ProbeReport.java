/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.OtherFact;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The report of a probe. Immutable and thread-safe. It holds no secret, no Throwable and no connection, so it can be stored and
 * passed on long after the probe. Reports are compared by identity; to compare their contents, use {@link #asMap()}.
 */
public final class ProbeReport {
    private final Observation observation;
    private final List<Finding> findings;
    private final int findingsLeftOut;
    /** The stored map of a report that was read back, including what strangers were told at the time. */
    private final @Nullable Map<String, Object> kept;

    private final @Nullable PublicOutcome told;
    private final boolean strangers;

    private ProbeReport(Observation observation, List<Finding> findings) {
        this.observation = observation;
        this.findings = FindingBudget.within(findings);
        this.findingsLeftOut = findings.size() - this.findings.size();
        this.kept = null;
        this.told = null;
        this.strangers = false;
    }

    ProbeReport(Observation observation, List<Finding> findings, int leftOut, PublicOutcome told, Origin origin) {
        this.observation = observation;
        this.findings = findings;
        this.findingsLeftOut = leftOut;
        this.kept = origin.kept();
        this.told = told;
        this.strangers = origin.strangers();
    }

    /** The origin of a report that does not come directly from a probe: the stored map, if any, and whether the report is for strangers. */
    record Origin(@Nullable Map<String, Object> kept, boolean strangers) {}

    /**
     * Makes a report.
     *
     * @param observation what was seen
     * @param findings    the findings, the most important first; those beyond half a MiB of text are left out and counted
     * @return the report
     */
    public static ProbeReport of(Observation observation, List<Finding> findings) {
        return new ProbeReport(
                Objects.requireNonNull(observation, "observation"), Arguments.copy(findings, "findings"));
    }

    /**
     * Reads a stored report, to show it again. Nothing is looked up or judged anew: the verdict, the findings and what strangers
     * may be told stay what they were. Content that only a newer release knows is preserved in {@link #asMap()}, which is exactly
     * the stored map; facts with such content become an {@link OtherFact}. Not stored, and therefore lost, are the limits that
     * applied to a pasted text, the names in certificates that the server did not send, the scope of an IPv6 address, and the
     * failure of a listener.
     *
     * <p>The map may come from a stranger: all texts are made safe to show, reading takes linear time, and at most 16 Mi
     * characters are accepted. Its claims are not verified.
     *
     * @param map a map as {@link #asMap()} returned it and a JSON library read it back, from any release with this
     *     {@code schemaVersion}
     * @return the same report
     * @throws IllegalArgumentException if the map is not such a report; the message says where, such as
     *     {@code attempts[0].facts[2].outcome: is missing}, and repeats no value
     */
    public static ProbeReport fromMap(Map<String, ?> map) {
        return KeptReport.read(KeptNode.of(Objects.requireNonNull(map, "map")));
    }

    /**
     * The version of this library, as in its manifest and under {@code producer} in {@link #asMap()}.
     *
     * @return such as {@code 1.4.0}; {@code development} if the build did not record one
     */
    public static String libraryVersion() {
        return Producer.VERSION;
    }

    /**
     * The version of the library that made the report; for a stored report, this may be another version.
     *
     * @return such as {@code 1.4.0}; empty if a stored report does not say
     */
    public String version() {
        return kept == null ? libraryVersion() : Producer.versionOf(kept);
    }

    /** {@return the verdict on the probe} */
    public Verdict verdict() {
        return observation.decision().verdict();
    }

    /** {@return whether everything that was asked for works} */
    public boolean passed() {
        return verdict() == Verdict.PASSED;
    }

    /** {@return what was asked, without secrets} */
    public RequestView request() {
        return observation.request();
    }

    /** {@return how the target was resolved to routes} */
    public Resolution resolution() {
        return observation.resolution();
    }

    /** {@return the attempts in the order in which they were made; may be empty} */
    public List<Attempt> attempts() {
        return observation.attempts();
    }

    /** {@return what look-ups about the target found, in order; empty unless some were requested} */
    public List<TargetFact> targetFacts() {
        return observation.targetFacts();
    }

    /**
     * Finds the facts of a kind about the target.
     *
     * @param kind such as {@link ReverseName}
     * @param <F>  the kind
     * @return all of them, in order
     */
    public <F extends TargetFact> List<F> targetFacts(Class<F> kind) {
        return observation.targetFacts(kind);
    }

    /**
     * Finds the facts of a kind about the target by the token of the kind.
     *
     * @param kind such as {@code server-reverse-name}, or {@code acme.block-list}
     * @return all of them, in order
     */
    public List<TargetFact> targetFacts(String kind) {
        return observation.targetFacts(kind);
    }

    /** {@return the attempt that decides the verdict, if there was one} */
    public Optional<Attempt> decisive() {
        return observation.decision().attempt();
    }

    /** {@return the step that the verdict rests on; empty if the probe passed, or if a pasted text does not show the step} */
    public Optional<Stage> decidingStage() {
        return observation.decision().stage();
    }

    /**
     * The state of a step of the decisive attempt, or of the name look-up, for a page with one row per step. The step at which
     * the probe failed is {@link Fact.State#FAILED} even if it was not taken, such as STARTTLS on a server that does not offer
     * it.
     *
     * @param stage the step
     * @return its state; {@link Fact.State#NOT_ASKED} also if nothing is known about it
     */
    public Fact.State state(Stage stage) {
        return Steps.state(this, Objects.requireNonNull(stage, "stage"));
    }

    /** {@return the transcript of the decisive attempt, {@link Transcript#EMPTY} if there was none} */
    public Transcript transcript() {
        return decisive().map(Attempt::transcript).orElse(Transcript.EMPTY);
    }

    /** {@return the findings, the most important first} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return how many findings were left out because there were too many; 0 for nearly every probe} */
    public int findingsLeftOut() {
        return findingsLeftOut;
    }

    /**
     * Tells whether there is a finding with an id.
     *
     * @param id such as {@code cert.expiring}
     * @return whether a finding has this id
     */
    public boolean has(String id) {
        Objects.requireNonNull(id, "id");
        return finding(id).isPresent();
    }

    /**
     * Finds a finding by its id.
     *
     * @param id such as {@code cert.expiring}
     * @return the first finding with this id
     */
    public Optional<Finding> finding(String id) {
        Objects.requireNonNull(id, "id");
        return findings.stream().filter(finding -> finding.id().equals(id)).findFirst();
    }

    /** {@return the finding that explains why the probe did not pass, if it did not} */
    public Optional<Finding> rootCause() {
        return findings.stream()
                .filter(each -> each.severity() == Severity.ERROR
                        && each.consequenceOf().isEmpty())
                .findFirst();
    }

    /** {@return when the probe began, by the wall clock} */
    public Instant started() {
        return observation.started();
    }

    /** {@return how long the probe took} */
    public Duration took() {
        return observation.took();
    }

    /** {@return one line for the person who runs the probe: target, verdict, and the finding that matters most} */
    public String summary() {
        return SummaryLine.of(this);
    }

    /** {@return what a stranger may be told, as a constant to switch on} */
    public PublicOutcome publicOutcome() {
        return told == null ? PublicOutcome.of(observation) : told;
    }

    /**
     * One sentence that may be shown to a stranger, that of {@link #publicOutcome()}. It names the step, but repeats nothing that
     * the server said. If no connection was made, it is always the same, so that it does not distinguish a name that does not
     * exist, a name with an internal address, a closed port and a name server that is down.
     *
     * @return a sentence
     */
    public String publicSummary() {
        return publicOutcome().sentence();
    }

    /**
     * The report that strangers may see. It can be rendered like any other. It contains the decisive attempt alone: its dialogue
     * from a valid 220 greeting on, with its steps and findings. Without such a greeting it contains nothing but
     * {@link #publicSummary()}. It contains no look-ups, other attempts, roads or PROXY headers, nothing about the application's
     * code, no claims of a token, no address except the server's own, no name that this client used in EHLO, and no name that the
     * server gives this client next to an address or in the first line of its reply to EHLO; these are replaced by
     * {@code [address]}, {@code [name]} and {@code [text]}. The dialogue has at most 300 entries and 32 KiB; what is left out is
     * counted. Its duration is that of the attempt. A server that is determined to do so can still reveal this machine's
     * addresses or names in a form that is not recognised.
     *
     * @return another report, or this one if it is already for strangers
     */
    public ProbeReport forStrangers() {
        return strangers ? this : ForStrangers.of(this);
    }

    /** {@return the transcript of {@link #forStrangers()}; {@link Transcript#EMPTY} if no valid 220 greeting was read} */
    public Transcript publicTranscript() {
        return forStrangers().transcript();
    }

    /** {@return whether this report is {@linkplain #forStrangers() for strangers}} */
    public boolean madeForStrangers() {
        return strangers;
    }

    /**
     * The report as plain maps, for any JSON library. The resource {@code report.schema.json} in this package describes each key.
     * Within a {@code schemaVersion}, keys and tokens are only added. A key without a value is left out, so nothing is null.
     * Durations are in milliseconds, instants in ISO 8601 format.
     *
     * @return plain maps, lists, strings, numbers and booleans, in the order in which they are read
     */
    public Map<String, Object> asMap() {
        return kept == null ? new ReportMap(this).toMap() : kept;
    }

    /** {@return summary, findings and the decisive transcript, as a failed assertion shows them} */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(summary()).append('\n');
        findings.forEach(finding -> out.append("  ").append(finding).append('\n'));
        return out.append(transcript()).toString();
    }
}
