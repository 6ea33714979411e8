/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.OtherFact;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.KeptNode;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The report of a probe. Immutable and thread-safe; it holds no secret, no Throwable and no connection, so it can be kept, sent
 * long after the probe. Reports are told apart by identity; what two found is compared by {@link #asMap()}.
 */
public final class ProbeReport {
    private final Observation observation;
    private final List<Finding> findings;
    private final int findingsLeftOut;
    /** Of a report that was kept, with what was told to strangers then. */
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

    /** Where a report comes from that no probe made: the map that was kept, if any; whether it is one for strangers. */
    record Origin(@Nullable Map<String, Object> kept, boolean strangers) {}

    /**
     * Makes a report.
     *
     * @param observation what was seen
     * @param findings    what was made of it, the most important first; those beyond half a MiB of text are counted and left out
     * @return the report
     */
    public static ProbeReport of(Observation observation, List<Finding> findings) {
        return new ProbeReport(
                Objects.requireNonNull(observation, "observation"), Arguments.copy(findings, "findings"));
    }

    /**
     * Reads a report that was kept, to show it again. Nothing is looked up and nothing is judged anew: verdict, findings and what may be
     * told to a stranger are what they were. What only a newer release knows stays in {@link #asMap()}, which is as it was kept; facts
     * with such words are an {@link OtherFact}. Not kept are the limits of a pasted text's reading, the names on certificates that the server did
     * not send, the zone of an address with a scope, and what a listener did.
     *
     * <p>The map may come from a stranger: all texts are made safe to show, nothing is worse than linear in its length, and 16 Mi
     * characters are the most. What it claims is not checked.
     *
     * @param map as {@link #asMap()} gave it, and a JSON library read it again; of any release with this {@code schemaVersion}
     * @return the same report
     * @throws IllegalArgumentException if it is no such report; the message says where, such as
     *     {@code attempts[0].facts[2].outcome: is missing}, and repeats no value
     */
    public static ProbeReport fromMap(Map<String, ?> map) {
        return KeptReport.read(KeptNode.of(Objects.requireNonNull(map, "map")));
    }

    /**
     * Tells the version of this library; its manifest and {@code producer} in {@link #asMap()} say the same.
     *
     * @return such as {@code 1.4.0}; {@code development} where its build did not write one
     */
    public static String libraryVersion() {
        return Producer.VERSION;
    }

    /**
     * Tells the version of this library that made the report, which is another one where it was kept.
     *
     * @return such as {@code 1.4.0}; empty where a kept report does not say
     */
    public String version() {
        return kept == null ? libraryVersion() : Producer.versionOf(kept);
    }

    /** {@return the one word} */
    public Verdict verdict() {
        return observation.decision().verdict();
    }

    /** {@return whether everything that was asked works} */
    public boolean passed() {
        return verdict() == Verdict.PASSED;
    }

    /** {@return what was asked, without secrets} */
    public RequestView request() {
        return observation.request();
    }

    /** {@return how names became routes} */
    public Resolution resolution() {
        return observation.resolution();
    }

    /** {@return the attempts in the order in which they were made; may be empty} */
    public List<Attempt> attempts() {
        return observation.attempts();
    }

    /** {@return what look-ups about the target found out, in their order; empty unless some were asked for} */
    public List<TargetFact> targetFacts() {
        return observation.targetFacts();
    }

    /**
     * Finds the facts of a kind about the target.
     *
     * @param kind such as {@link ReverseName}
     * @param <F>  the kind
     * @return all of them, in their order
     */
    public <F extends TargetFact> List<F> targetFacts(Class<F> kind) {
        return observation.targetFacts(kind);
    }

    /**
     * Finds the facts of a kind about the target by its token.
     *
     * @param kind such as {@code server-reverse-name}, or {@code acme.block-list}
     * @return all of them, in their order
     */
    public List<TargetFact> targetFacts(String kind) {
        return observation.targetFacts(kind);
    }

    /** {@return the attempt that decides, if there was one} */
    public Optional<Attempt> decisive() {
        return observation.decision().attempt();
    }

    /** {@return the step that the verdict rests on; empty if the probe passed, and where a pasted text does not show the step} */
    public Optional<Stage> decidingStage() {
        return observation.decision().stage();
    }

    /**
     * Tells what came of a step, for a page with a row for each: of the decisive attempt, and of the look-up of names. The step at which
     * the probe failed is {@link Fact.State#FAILED} also where it was not taken, such as a STARTTLS that the server does not offer.
     *
     * @param stage the step
     * @return what came of it; {@link Fact.State#NOT_ASKED} also where nothing was seen of it
     */
    public Fact.State state(Stage stage) {
        return Steps.state(this, Objects.requireNonNull(stage, "stage"));
    }

    /** {@return the transcript of the decisive attempt, {@link Transcript#EMPTY} if there was none} */
    public Transcript transcript() {
        return decisive().map(Attempt::transcript).orElse(Transcript.EMPTY);
    }

    /** {@return what was made of it, the most important first} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return how many findings were left out since there were too many; 0 for nearly every probe} */
    public int findingsLeftOut() {
        return findingsLeftOut;
    }

    /**
     * Tells whether there is a finding.
     *
     * @param id such as {@code cert.expiring}
     * @return whether a finding has this id
     */
    public boolean has(String id) {
        Objects.requireNonNull(id, "id");
        return finding(id).isPresent();
    }

    /**
     * Finds a finding.
     *
     * @param id such as {@code cert.expiring}
     * @return the first with this id
     */
    public Optional<Finding> finding(String id) {
        Objects.requireNonNull(id, "id");
        return findings.stream().filter(finding -> finding.id().equals(id)).findFirst();
    }

    /** {@return the finding that the others follow from, where the probe did not pass} */
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

    /** {@return what may be told to a stranger, as a token to switch on} */
    public PublicOutcome publicOutcome() {
        return told == null ? PublicOutcome.of(observation) : told;
    }

    /**
     * One coarse line that may be shown to a stranger, the sentence of {@link #publicOutcome()}: it names the step, and nothing that the
     * server said. Where no connection was made it is always the same: a name that does not exist, one that leads to an inner address, a
     * closed port and a name server that is down cannot be told apart by it.
     *
     * @return a sentence
     */
    public String publicSummary() {
        return publicOutcome().sentence();
    }

    /**
     * The report that strangers may see, which can be shown as any other: of the attempt that decides the dialogue from a valid 220 greeting on,
     * with its steps and findings; without such a greeting nothing but {@link #publicSummary()}. No look-up, other attempt, road or PROXY
     * header is in it, nothing of the application's code, no claim of a token, no address but the server's own, no name that this client gave
     * itself in EHLO, and none that the server gives this client beside an address or in the first line of its reply to EHLO:
     * {@code [address]}, {@code [name]} and {@code [text]} stand there. The dialogue has at most 300 entries and 32 KiB; what is left out is
     * counted. The whole took as long as its attempt. A server that wants to can still tell of this machine in words that no release knows.
     *
     * @return another report; this one, if it is one for strangers
     */
    public ProbeReport forStrangers() {
        return strangers ? this : ForStrangers.of(this);
    }

    /** {@return the transcript of {@link #forStrangers()}; {@link Transcript#EMPTY} if no valid 220 greeting was read} */
    public Transcript publicTranscript() {
        return forStrangers().transcript();
    }

    /** {@return whether it is one {@linkplain #forStrangers() for strangers}} */
    public boolean madeForStrangers() {
        return strangers;
    }

    /**
     * The report for any JSON library; {@code report.schema.json}, beside this class, describes each key. Within a
     * {@code schemaVersion} keys and tokens are only added. A key without a value is left out, so nothing is null; times are in
     * milliseconds, instants as ISO 8601 has them.
     *
     * @return plain maps, lists, strings, numbers and booleans, in the order in which they are read
     */
    public Map<String, Object> asMap() {
        return kept == null ? new ReportMap(this).toMap() : kept;
    }

    /** {@return summary, findings and the decisive transcript: what a failed assertion shows} */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(summary()).append('\n');
        findings.forEach(finding -> out.append("  ").append(finding).append('\n'));
        return out.append(transcript()).toString();
    }
}
