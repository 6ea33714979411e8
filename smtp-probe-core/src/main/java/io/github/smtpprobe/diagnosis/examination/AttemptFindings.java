/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.catalogue.ReplyContext;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.diagnosis.words.SeenClient;
import io.github.smtpprobe.diagnosis.words.Values;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.transcript.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt under examination: what was seen, and what the current check has found so far. It provides the values that every
 * text may use. The checks run one after the other.
 */
public final class AttemptFindings {
    /** The most findings of one check on one attempt, or on the whole probe. */
    public static final int MOST_OF_ONE = 200;

    private final Observation seen;
    private final Attempt attempt;
    private final ReplyCatalogue catalogue;
    private final BooleanSupplier over;
    private final Occasion occasion;
    private final String server;
    private final List<Judgement> judgements = new ArrayList<>();
    private @Nullable Circumstances circumstances;
    private @Nullable Conduct conduct;
    /** The fact of the latest finding. Several findings may be based on one fact, such as a long reply to EHLO. */
    private @Nullable Fact told;

    private List<String> evidence = List.of();
    private int order;
    private int leftOut;
    private boolean cutShort;

    AttemptFindings(Observation seen, Attempt attempt, ReplyCatalogue catalogue, BooleanSupplier over) {
        this.over = over;
        this.seen = seen;
        this.attempt = attempt;
        this.catalogue = catalogue;
        this.occasion = Occasion.of(attempt);
        this.server = Subjects.server(attempt.route());
    }

    /** Begins the next check, which has this position among the checks; the findings of the previous one are dropped. */
    void begin(int place) {
        order = place;
        judgements.clear();
        leftOut = 0;
        cutShort = false;
    }

    /** The occasions in the attempt. */
    Occasion occasion() {
        return occasion;
    }

    /** {@return all that was observed} */
    public Observation seen() {
        return seen;
    }

    /** {@return the attempt that is examined} */
    public Attempt attempt() {
        return attempt;
    }

    /** The second look at this attempt's port, if there was one. */
    public Optional<Attempt> secondLook() {
        return seen.attempts().stream()
                .skip(attempt.index() + 1L)
                .filter(each -> each.purpose() == Purpose.SECOND_LOOK
                        && each.route().withMode(route().mode()).equals(route()))
                .findFirst();
    }

    /** The result at another mail port of this attempt's address, whether that port was requested or only looked at. */
    public Optional<Attempt> otherPort() {
        return seen.attempts().stream()
                .filter(each -> each.route().port() != route().port()
                        && each.route().address().equals(route().address()))
                .filter(each -> each.fact(Connect.class).isPresent())
                .findFirst();
    }

    /** The provider that runs the server, if the catalogue knows it. */
    public Optional<String> provider() {
        return catalogue.provider(route().host().toLowerCase(Locale.ROOT));
    }

    /** {@return the route of the attempt} */
    public Route route() {
        return attempt.route();
    }

    List<Judgement> judgements() {
        return judgements;
    }

    /** How many findings exceeded the number that one check may have. */
    int leftOut() {
        return leftOut;
    }

    /** Whether the time was over before all facts were judged. */
    boolean cutShort() {
        return cutShort;
    }

    /**
     * Whether to judge a fact: always the deciding fact and the first of the others that a check finds; further ones as long as
     * there is room and time.
     */
    private boolean worthIt(Fact fact) {
        if (fact == seen.decidingFact().orElse(null)) {
            return true;
        }
        boolean full = judgements.size() >= MOST_OF_ONE;
        leftOut += full ? 1 : 0;
        cutShort |= !full && !judgements.isEmpty() && over.getAsBoolean();
        return !full && !cutShort;
    }

    /** The outcome's failure, if the fact has one of that reason. */
    public static boolean failed(Fact fact, Reason... reasons) {
        return fact.outcome() instanceof Outcome.Failed failed
                && List.of(reasons).contains(failed.reason());
    }

    /** The reply with which a step was refused, if it was. */
    public static Optional<Reply> refusal(Fact fact) {
        return fact.outcome() instanceof Outcome.Rejected rejected ? Optional.of(rejected.reason()) : Optional.empty();
    }

    /** Whether the transcript has a line from the server. */
    public boolean heard() {
        return attempt.transcript().entries().stream().anyMatch(entry -> entry.direction() == Entry.Direction.SERVER);
    }

    /** The step at which the conversation broke off, if it did: nothing was said after it. */
    public Optional<Fact> broken() {
        return attempt.failures().stream()
                .filter(fact -> fact.outcome() instanceof Outcome.Failed)
                .findFirst();
    }

    /**
     * Adds a finding.
     *
     * @param id     a row of findings.tsv
     * @param fact   the fact that it is based on
     * @param values further values: key, value, key, value
     */
    public void add(String id, Fact fact, String... values) {
        add(FindingText.of(id), fact, values);
    }

    /** Adds a finding with another actor than usual. */
    public void add(String id, Actor actor, Fact fact, String... values) {
        add(FindingText.of(id).by(actor), fact, values);
    }

    /** Adds a complete finding. */
    public void add(Finding finding, Fact fact) {
        if (worthIt(fact)) {
            judgements.add(new Judgement(finding, Optional.of(fact), order));
        }
    }

    private void add(FindingText text, Fact fact, String... values) {
        if (!worthIt(fact)) {
            return;
        }
        Values all = new Values(seen, attempt, fact, this::notTheClients);
        for (int i = 0; i + 1 < values.length; i += 2) {
            all.put(values[i], values[i + 1]);
        }
        Finding.Builder made = text.filled(all, all::inSummary, evidence(fact)).attempt(attempt.index());
        made.subject(Subjects.of(server, fact));
        if (!(fact instanceof UnplacedReply)) {
            made.stage(fact.stage());
        }
        judgements.add(new Judgement(made.build(), Optional.of(fact), order));
    }

    /**
     * Adds the finding for a refusal, as the catalogue explains it.
     *
     * @param values further values: key, value, key, value
     */
    public void refused(Fact fact, Reply reply, String... values) {
        if (worthIt(fact)) {
            Meaning meaning = meaning(fact, reply);
            List<String> more = new ArrayList<>(List.of(values));
            more.addAll(List.of("why", meaning.why(), "conduct"));
            Optional<SeenClient> other = SeenClient.concerns(meaning.id()) ? SeenClient.of(attempt) : Optional.empty();
            more.add(other.map(SeenClient::why)
                    .orElse(attempt.purpose() == Purpose.DIALOGUE ? conduct().beside(meaning) : ""));
            FindingText text = FindingText.of(meaning, fact.stage(), reply.code());
            add(other.map(client -> client.named(text)).orElse(text), fact, more.toArray(String[]::new));
        }
    }

    /** Adds a finding about a reply whose code means success. */
    public void warned(Fact fact, Reply reply, Meaning meaning) {
        add(FindingText.of(meaning, fact.stage(), reply.code()).weighing(Severity.WARNING), fact, "why", meaning.why());
    }

    /** The meaning of a reply in this conversation. */
    public Meaning meaning(Fact fact, Reply reply) {
        return catalogue.explain(fact.stage(), reply, known(fact));
    }

    private ReplyContext known(Fact fact) {
        Circumstances known = circumstances == null
                ? new Circumstances(seen, attempt, conduct().name().orElse(""))
                : circumstances;
        circumstances = known;
        return known.at(fact);
    }

    /** Whether an address in a reply is known not to be the client's. */
    private boolean notTheClients(Fact fact, String address) {
        return known(fact).anothers(address);
    }

    /** The behaviour of the other program, in a pasted dialogue. */
    public Conduct conduct() {
        Conduct shown = conduct == null ? new Conduct(attempt) : conduct;
        conduct = shown;
        return shown;
    }

    /** The beginning of a peer's text; only this much is searched for words. */
    public static String judged(String text) {
        return Quotation.judged(text);
    }

    private List<String> evidence(Fact fact) {
        if (fact != told) {
            String step = Values.name(fact) + ": " + describe(fact.outcome());
            Reply reply = fact.outcome().reply().orElse(null);
            evidence =
                    reply == null ? List.of(step) : List.of(step, "S ".concat(Quotation.shortened(reply.toString())));
            told = fact;
        }
        return evidence;
    }

    private static String describe(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return "failed: " + failed.detail();
        }
        if (outcome instanceof Outcome.Skipped skipped) {
            return "skipped: " + skipped.reason().token().replace('-', ' ');
        }
        return outcome instanceof Outcome.Rejected ? "rejected" : "succeeded";
    }
}
