/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.text.KeptNode;
import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.text.OwnId;
import io.github.smtpprobe.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a look-up about the target came to, beside names that become routes and what is said on a connection: the reverse name of
 * an address, a policy that its owner publishes. Immutable and thread-safe, and equal to itself alone.
 *
 * <p>The kinds are open: the library has its own, such as {@link ReverseName}, and a look-up of an application's returns this class
 * as it is, or a subclass with accessors of its own, which {@link io.github.smtpprobe.report.Observation#targetFacts(Class)} finds.
 * Reports show a fact by what it was built with and never call a subclass. All texts are made safe to show; what is longer than a
 * report has room for is left out, and {@link #leftOut()} counts it.
 */
public class TargetFact {
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9]{0,40}");
    private static final int LONGEST_LABEL = 80;
    private static final int LONGEST_LINE = 500;

    /** Characters of all texts under keys together. */
    private static final int MOST = 4_000;

    private final Builder given;

    /**
     * Makes a fact of what a builder holds now.
     *
     * @param builder what is shown
     */
    protected TargetFact(Builder builder) {
        given = Objects.requireNonNull(builder, "builder").copy();
    }

    /**
     * Begins a fact.
     *
     * @param kind    the stable token of its kind, such as {@code acme.block-list}: two to four words between dots, the first
     *                one a name of the application's, as for ids of findings; those without a dot are the library's
     * @param label   what was looked up, in a few words for people
     * @param outcome how the look-up ended
     * @return a builder
     * @throws IllegalArgumentException if the kind is none, or begins as ids of the library do
     */
    public static Builder builder(String kind, String label, Outcome outcome) {
        return new Builder(OwnId.checked(kind, "kind"), label, outcome);
    }

    /** Begins a fact of the library's. */
    static Builder ofLibrary(String kind, String label, Outcome outcome) {
        return new Builder(kind, label, outcome);
    }

    /**
     * Reads a fact of a report that was kept.
     *
     * @param map as {@link #asMap()} gave it, and a JSON library read it again; of another release's, too
     * @return the same fact: of the library's own class where it is one of the library's, else of this class, also where it was of a
     *     subclass
     * @throws IllegalArgumentException if it is no fact; the message says where, and repeats no value
     */
    public static TargetFact fromMap(Map<String, ?> map) {
        return KeptTargetFact.read(KeptNode.of(Objects.requireNonNull(map, "map")));
    }

    /** {@return the stable token of its kind, such as {@code server-reverse-name}} */
    public final String kind() {
        return given.kind;
    }

    /** {@return what was looked up, in a few words for people} */
    public final String label() {
        return given.label;
    }

    /** {@return how the look-up ended} */
    public final Outcome outcome() {
        return given.outcome;
    }

    /** {@return how it ended, in one of four words} */
    public final Fact.State state() {
        return Fact.State.of(given.outcome);
    }

    /** {@return how long the look-up took; zero where it was not made} */
    public final Duration took() {
        return given.took;
    }

    /** {@return what came of it in one line for people, never empty} */
    public final String description() {
        return given.description.isEmpty() ? FactWords.of(given.outcome, "") : given.description;
    }

    /** {@return what was found, by keys for programs, in the order in which it is shown} */
    public final Map<String, List<String>> values() {
        return given.values;
    }

    /** {@return the words for people by the keys of {@link #values()}} */
    public final Map<String, String> labels() {
        return given.labels;
    }

    /** {@return how many texts were left out since there were too many; 0 for nearly every fact} */
    public final int leftOut() {
        return given.leftOut;
    }

    /** {@return plain maps, lists, strings and numbers, as in {@link io.github.smtpprobe.report.ProbeReport#asMap()}} */
    public final Map<String, Object> asMap() {
        Node node = new Node()
                .put("kind", kind())
                .put("label", label())
                .put("state", state().token())
                .put("tookMs", Node.millis(took()))
                .put("outcome", FactMap.outcome(outcome()))
                .put("description", description())
                .put("values", values())
                .put("labels", labels());
        return (leftOut() == 0 ? node : node.put("valuesLeftOut", leftOut())).map();
    }

    /** {@return label and description} */
    @Override
    public final String toString() {
        return label() + ": " + description();
    }

    @Override
    public final boolean equals(Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }

    /** Collects what is shown of a fact. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {
        private final String kind;
        private final String label;
        private final Outcome outcome;
        private Duration took = Duration.ZERO;
        private String description = "";
        private Map<String, List<String>> values = new LinkedHashMap<>();
        private Map<String, String> labels = new LinkedHashMap<>();
        private int length;
        private int leftOut;

        private Builder(String kind, String label, Outcome outcome) {
            this.kind = Objects.requireNonNull(kind, "kind");
            this.label = shown(label, "label", LONGEST_LABEL);
            this.outcome = Objects.requireNonNull(outcome, "outcome");
        }

        private Builder copy() {
            Builder copy = new Builder(kind, label, outcome).took(took);
            copy.description = description;
            copy.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            copy.labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
            copy.leftOut = leftOut;
            return copy;
        }

        private static String key(String given) {
            if (!KEY.matcher(Objects.requireNonNull(given, "key")).matches()) {
                throw new IllegalArgumentException(
                        "key: is no word of letters and digits that begins in lower case: " + Printable.quoted(given));
            }
            return given;
        }

        private static String shown(String text, String name, int most) {
            return Printable.cut(
                    Printable.clean(Printable.cut(Objects.requireNonNull(text, name), most, "\u2026")), most, "\u2026");
        }

        /**
         * Sets how long the look-up took.
         *
         * @param took no time if it is not set; negative counts as none
         * @return this builder
         */
        public Builder took(Duration took) {
            this.took = Node.told(Objects.requireNonNull(took, "took").isNegative() ? Duration.ZERO : took);
            return this;
        }

        /**
         * Says in one line what came of it.
         *
         * @param line for people; by default it is made of the outcome
         * @return this builder
         */
        public Builder description(String line) {
            this.description = shown(line, "line", LONGEST_LINE);
            return this;
        }

        /**
         * Adds what was found, or takes the place of what has the same key.
         *
         * @param key   for programs: letters and digits that begin with one in lower case
         * @param label for people, a word or two
         * @param texts what was found; nothing is shown of an empty list
         * @return this builder
         * @throws IllegalArgumentException if the key is none
         */
        public Builder value(String key, String label, Collection<String> texts) {
            String name = shown(label, "label", LONGEST_LABEL);
            List<String> kept = new ArrayList<>();
            boolean room = fits(key(key).length() + name.length());
            for (String each : Objects.requireNonNull(texts, "texts")) {
                String text = shown(each, "texts", LONGEST_LINE);
                room = room && fits(text.length());
                if (!room) { // nobody knows how long it would go on
                    leftOut += Math.max(1, texts.size() - kept.size());
                    break;
                }
                kept.add(text);
            }
            if (length <= MOST || !kept.isEmpty()) {
                labels.put(key, name);
                values.put(key, List.copyOf(kept));
            }
            return this;
        }

        /** Says how many texts there were beside these. */
        Builder leftOut(int texts) {
            this.leftOut += texts;
            return this;
        }

        private boolean fits(int more) {
            length += more + 1;
            return length <= MOST;
        }

        /**
         * Adds what was found, or takes the place of what has the same key.
         *
         * @param key   for programs: letters and digits that begin with one in lower case
         * @param label for people, a word or two
         * @param text  what was found
         * @return this builder
         * @throws IllegalArgumentException if the key is none
         */
        public Builder value(String key, String label, String text) {
            return value(key, label, List.of(Objects.requireNonNull(text, "text")));
        }

        /** {@return the fact, for a look-up that needs no accessors of its own} */
        public TargetFact build() {
            return new TargetFact(this);
        }
    }
}
