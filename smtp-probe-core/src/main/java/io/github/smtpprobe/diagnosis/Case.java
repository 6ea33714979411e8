/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.Explanation;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One attempt under examination: what was seen, and the findings so far. It fills the values that every text may use. */
final class Case {
    /** So many characters of a reply are judged: lines have 512 octets (RFC 5321 §4.5.3.1.5), and reasons stand in the first. */
    static final int JUDGED = 4_096;

    private static final int LONGEST_REPLY = 300;
    private static final Pattern LINK = Pattern.compile("https?://[!-~]{3,200}");

    private final Observation seen;
    private final Attempt attempt;
    private final ReplyCatalogue catalogue;
    private final BooleanSupplier over;
    private final List<Judgement> judgements = new ArrayList<>();
    private int leftOut;
    private boolean cutShort;

    Case(Observation seen, Attempt attempt, ReplyCatalogue catalogue, BooleanSupplier over) {
        this.over = over;
        this.seen = seen;
        this.attempt = attempt;
        this.catalogue = catalogue;
    }

    Observation seen() {
        return seen;
    }

    Attempt attempt() {
        return attempt;
    }

    /** The second look at this attempt's port, if there was one. */
    Optional<Attempt> secondLook() {
        return seen.attempts().stream()
                .skip(attempt.index() + 1L)
                .filter(each -> each.purpose() == Purpose.SECOND_LOOK
                        && each.route().withMode(route().mode()).equals(route()))
                .findFirst();
    }

    /** What came of another mail port of this attempt's address, as asked for or as a look. */
    Optional<Attempt> otherPort() {
        return seen.attempts().stream()
                .filter(each -> each.route().port() != route().port()
                        && each.route().address().equals(route().address()))
                .filter(each -> each.fact(Fact.Connect.class).isPresent())
                .findFirst();
    }

    Route route() {
        return attempt.route();
    }

    List<Judgement> judgements() {
        return judgements;
    }

    /** How many findings more there would have been than one check may have. */
    int leftOut() {
        return leftOut;
    }

    /** Whether the time was over before all facts were judged. */
    boolean cutShort() {
        return cutShort;
    }

    /** The fact that decides is always judged, others as long as there is room and time. */
    private boolean worthIt(Fact fact) {
        if (seen.decision().fact().filter(each -> each == fact).isPresent()) {
            return true;
        }
        boolean full = judgements.size() >= Examination.MOST_OF_ONE;
        leftOut += full ? 1 : 0;
        cutShort |= !full && over.getAsBoolean();
        return !full && !cutShort;
    }

    /** The outcome's failure, if the fact has one of that reason. */
    static boolean failed(Fact fact, Reason... reasons) {
        return fact.outcome() instanceof Outcome.Failed failed
                && List.of(reasons).contains(failed.reason());
    }

    static Optional<Reply> refusal(Fact fact) {
        return fact.outcome() instanceof Outcome.Rejected rejected ? Optional.of(rejected.reason()) : Optional.empty();
    }

    /** The step at which the conversation broke off, if it did: after it nothing more was said. */
    Optional<Fact> broken() {
        return attempt.failures().stream()
                .filter(fact -> fact.outcome() instanceof Outcome.Failed)
                .findFirst();
    }

    /**
     * Adds a finding.
     *
     * @param id     a row of findings.tsv
     * @param fact   what it rests on
     * @param values more values: key, value, key, value
     */
    void add(String id, Fact fact, String... values) {
        add(FindingText.of(id), fact, values);
    }

    private void add(FindingText text, Fact fact, String... values) {
        if (!worthIt(fact)) {
            return;
        }
        Map<String, String> all = new HashMap<>();
        all.put("host", route().host());
        all.put("name", seen.request().target().name());
        all.put("address", route().addressText());
        all.put("where", route().host() + (route().literal() ? "" : " (" + route().addressText() + ")"));
        all.put("port", Integer.toString(route().port()));
        all.put("stage", stageName(fact.stage()));
        all.put("ms", Long.toString(fact.took().toMillis()));
        all.put("identity", route().host());
        if (fact.outcome() instanceof Outcome.Failed failed) {
            all.put("detail", failed.detail());
            all.put("reason", failed.reason().token());
        }
        fact.outcome().reply().ifPresent(reply -> explain(fact.stage(), reply, all));
        for (int i = 0; i + 1 < values.length; i += 2) {
            all.put(values[i], values[i + 1]);
        }
        Finding made = finding(text, all, OptionalInt.of(attempt.index()), evidence(fact));
        judgements.add(new Judgement(made, Optional.of(fact), 0));
    }

    /**
     * Adds the finding for a refusal: the table's, else the one that the stage has for all others.
     *
     * @param otherwise a row of findings.tsv
     * @param values    more values: key, value, key, value
     */
    void refused(Fact fact, Reply reply, String otherwise, String... values) {
        if (!worthIt(fact)) {
            return;
        }
        Optional<Refusal> known = Refusal.of(fact.stage(), reply, route().host());
        if (known.isEmpty()) {
            add(
                    reply.code().value() == 421 && fact.stage() != Stage.GREETING ? "session.closing" : otherwise,
                    fact,
                    values);
            return;
        }
        Refusal row = known.get();
        List<String> all = new ArrayList<>(List.of(values));
        all.addAll(List.of("link", link(reply)));
        if (!row.meaning().isEmpty()) {
            all.addAll(List.of("meaning", row.meaning(), "causes", ""));
        }
        if (!row.remedy().isEmpty()) {
            all.addAll(List.of("remedy", row.remedy()));
        }
        add(row.finding(), fact, all.toArray(new String[0]));
    }

    private static String link(Reply reply) {
        Matcher link = LINK.matcher(judged(reply.text()));
        return link.find() ? " The server names " + link.group() + "." : "";
    }

    private void explain(Stage stage, Reply reply, Map<String, String> values) {
        Explanation explanation = catalogue.explain(stage, reply);
        values.put("reply", shortened(reply.oneLine()));
        values.putIfAbsent("detail", shortened(reply.oneLine())); // a failure says why in its own words
        values.put("meaning", explanation.meaning());
        values.put("remedy", explanation.remedy());
        values.put("causes", explanation.causes().isEmpty() ? "" : "Likely: " + explanation.causes() + ".");
    }

    /** The beginning of a text of the peer's, which is all that is searched for words. */
    static String judged(String text) {
        return Printable.cut(text, JUDGED, "");
    }

    private static String shortened(String text) {
        return Printable.cut(text, LONGEST_REPLY, "...");
    }

    private List<String> evidence(Fact fact) {
        List<String> lines = new ArrayList<>();
        lines.add(stageName(fact.stage()) + ": " + describe(fact.outcome()));
        fact.outcome().reply().ifPresent(reply -> lines.add("S " + shortened(reply.toString())));
        return lines;
    }

    private static String describe(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.kind() + " " + failed.reason().token() + ": " + failed.detail();
        }
        if (outcome instanceof Outcome.Skipped skipped) {
            return "skipped, " + skipped.reason().token();
        }
        return outcome instanceof Outcome.Rejected ? "rejected" : "succeeded";
    }

    static Finding finding(FindingText text, Map<String, String> values, OptionalInt attempt, List<String> evidence) {
        return new Finding(
                text.id(),
                text.severity(),
                text.confidence(),
                text.actor(),
                FindingText.fill(text.summary(), values),
                FindingText.fill(text.explanation(), values),
                FindingText.fill(text.remedy(), values),
                text.reference(),
                attempt,
                evidence);
    }

    static String stageName(Stage stage) {
        return switch (stage) {
            case RESOLVE -> "the name look-up";
            case CONNECT -> "connecting";
            case TLS -> "the TLS handshake";
            case GREETING -> "the greeting";
            case MAIL_FROM -> "MAIL FROM";
            case RCPT_TO -> "RCPT TO";
            case END_OF_DATA -> "the end of the message";
            default -> stage.name();
        };
    }
}
