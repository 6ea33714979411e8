/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.tables.Template;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a reply means. All its texts come from the one row of the catalogue that applies. In {@link #sentence()} and
 * {@link #remedy()}, placeholders such as <code>{host}</code> stand for values of the probe, and a clause in square brackets is
 * used only if all its values are known. {@link #inGeneral()} and {@link #why()} can be shown to people as they are. Immutable
 * and thread-safe.
 */
public final class Meaning {
    private static final Pattern GENERAL =
            Pattern.compile("[.](?:refused|temporary|unsupported|closing|policy|busy|not-advertised)$");

    /** The placeholder for the reason that the server gives in its own words. */
    private static final String SAID = "{said}";

    private static final String ACCORDING = ", according to {host}";

    private final String id;
    private final Set<Stage> home;
    private final Map<String, String> texts;
    private final Actor actor;
    private final Confidence confidence;

    /** What the texts are about, in the words of the table. */
    private final Set<String> objects;

    /** The reply whose words the texts quote, if they quote any; the words are extracted on demand. */
    private final Optional<Reply> reply;

    private final String contradiction;

    Meaning(
            String id,
            Set<Stage> home,
            Map<String, String> texts,
            Actor actor,
            Confidence confidence,
            Set<String> objects) {
        this.id = Objects.requireNonNull(id, "id");
        this.home = Set.copyOf(home);
        this.texts = Map.copyOf(texts);
        this.actor = actor;
        this.confidence = confidence;
        this.objects = Set.copyOf(objects);
        this.reply = Optional.empty();
        this.contradiction = "";
    }

    private Meaning(Meaning row, Optional<Reply> reply, String contradiction, Confidence confidence) {
        this.id = row.id;
        this.home = row.home;
        this.texts = row.texts;
        this.actor = row.actor;
        this.confidence = confidence;
        this.objects = row.objects;
        this.reply = reply;
        this.contradiction = contradiction;
    }

    /**
     * The meaning of one particular reply: its words are quoted where the text has a place for them, and a contradiction
     * between words and code is mentioned.
     *
     * @param contradiction a sentence; empty if they agree
     */
    Meaning of(Reply reply, String contradiction) {
        return contradiction.isEmpty() && !quotes()
                ? this
                : new Meaning(this, Optional.of(reply), contradiction, confidence);
    }

    /** The same meaning, with a confidence of "likely" at most. */
    Meaning notCertain() {
        return confidence == Confidence.CERTAIN ? new Meaning(this, reply, contradiction, Confidence.LIKELY) : this;
    }

    /** The same meaning, with a confidence of "possible". */
    Meaning unsure() {
        return confidence == Confidence.POSSIBLE ? this : new Meaning(this, reply, contradiction, Confidence.POSSIBLE);
    }

    /** The meaning of a reply that names another cause as well, and leaves open which of them applies. */
    Meaning or(Meaning other) {
        return beside(
                other,
                ", or ",
                "The reply names both causes and does not say which of them applies.",
                Confidence.POSSIBLE);
    }

    /** The meaning of a reply that names another cause as well, which applies too. */
    Meaning and(Meaning other) {
        return beside(other, "; and ", "The reply names both causes.", confidence);
    }

    private Meaning beside(Meaning other, String joint, String why, Confidence sure) {
        Set<Stage> both = EnumSet.copyOf(home);
        both.addAll(other.home);
        String beside = other.sentence().startsWith("{host} ")
                ? "it " + other.sentence().substring("{host} ".length())
                : uncapitalized(other.sentence());
        Map<String, String> said = Map.of(
                "says",
                saidOnce(withoutFullStop(sentence()), beside) + joint + beside,
                "why",
                why,
                "do",
                remedy() + " For the other cause: " + uncapitalized(other.remedy()),
                "source",
                "the words of the reply");
        Set<String> all = new HashSet<>(objects);
        all.addAll(other.objects);
        return new Meaning(id, both, said, other.actor == Actor.YOU ? Actor.YOU : actor, sure, all);
    }

    /** The first sentence without the words that the second one ends with as well. */
    private static String saidOnce(String sentence, String beside) {
        return sentence.endsWith(ACCORDING) && beside.endsWith(ACCORDING + ".")
                ? sentence.substring(0, sentence.length() - ACCORDING.length())
                : sentence;
    }

    private static String withoutFullStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String uncapitalized(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private boolean quotes() {
        return text("why").contains(SAID);
    }

    /** {@return the finding's id, such as {@code recipient.unknown}} */
    public String id() {
        return id;
    }

    /** {@return who can act} */
    public Actor actor() {
        return actor;
    }

    /** {@return how certain the meaning is} */
    public Confidence confidence() {
        return confidence;
    }

    /** {@return what happened, in one sentence with placeholders} */
    public String sentence() {
        return text("says");
    }

    /** {@return why, in a sentence or two without placeholders; may quote the reply} */
    public String why() {
        String why = text("why");
        String its = quotes()
                ? Template.fill(why, Map.of("said", reply.map(GivenReason::in).orElse("")))
                : why;
        return contradiction.isEmpty() ? its : its + " " + contradiction;
    }

    /** {@return what to do, with placeholders} */
    public String remedy() {
        return text("do");
    }

    /** {@return the document that it is based on; may be empty} */
    public String source() {
        return text("source");
    }

    /** {@return the provider whose rule it is; may be empty} */
    public String provider() {
        return text("from");
    }

    /** {@return the year and month in which a provider's rule was last verified; may be empty} */
    public String checked() {
        return text("checked");
    }

    /**
     * Tells whether the meaning is about the command that was answered. Servers often refuse the EHLO name, the client's address
     * or the sender only at RCPT TO.
     *
     * @param stage the command that was answered
     * @return whether the meaning is about that command
     */
    public boolean about(Stage stage) {
        Objects.requireNonNull(stage, "stage");
        return home.contains(stage);
    }

    /**
     * Tells whether its texts are about a password. A probe shows no such meaning of the library's own table where no password was sent.
     *
     * @return what the table says; for a row of an application, whether its texts contain "password" or "credential"
     */
    public boolean aboutPassword() {
        return objects.contains("password");
    }

    /** What the texts are about, in the words of the table. */
    Set<String> objects() {
        return objects;
    }

    /** {@return whether it only says that something was refused, without a reason} */
    public boolean general() {
        return GENERAL.matcher(id).find();
    }

    /** {@return the sentence with general words instead of placeholders, for example for the server, the sender and the recipient} */
    public String inGeneral() {
        return Template.fill(sentence(), Map.of());
    }

    private String text(String key) {
        return texts.getOrDefault(key, "");
    }

    @Override
    public String toString() {
        return id + ": " + sentence();
    }
}
