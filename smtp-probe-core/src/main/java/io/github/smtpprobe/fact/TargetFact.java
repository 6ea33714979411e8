/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.arguments.OwnId;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
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
 * The result of a look-up about the target other than resolving names to routes and talking to a server, such as the reverse name
 * of an address or a policy that the domain publishes. Immutable and thread-safe; compared by identity.
 *
 * <p>Applications can add kinds to those of the library, such as {@link ReverseName}: their look-ups return either this class or
 * a subclass with accessors of its own, which {@link io.github.smtpprobe.report.Observation#targetFacts(Class)} finds. Reports
 * show what the fact was built with and never call a method of a subclass. All texts are made safe to show; texts that do not fit
 * into a report are left out, and {@link #leftOut()} counts them.
 */
public class TargetFact {
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9]{0,40}");
    private static final int LONGEST_LABEL = 80;
    private static final int LONGEST_LINE = 500;

    /** The most characters of all values together. */
    private static final int MOST = 4_000;

    private final Builder given;

    /**
     * Makes a fact with the current values of a builder.
     *
     * @param builder holds the values
     */
    protected TargetFact(Builder builder) {
        given = Objects.requireNonNull(builder, "builder").copy();
    }

    /**
     * Begins a fact.
     *
     * @param kind    the stable token of its kind, such as {@code acme.block-list}: two to four parts separated by dots,
     *                beginning with a name of the application's own, as in ids of findings. Kinds without a dot belong to the
     *                library
     * @param label   what was looked up, in a few words for people
     * @param outcome how the look-up ended
     * @return a builder
     * @throws IllegalArgumentException if the kind is malformed, or begins as ids of the library do
     */
    public static Builder builder(String kind, String label, Outcome outcome) {
        return new Builder(OwnId.checked(kind, "kind"), label, outcome);
    }

    /** Begins one of the library's own facts. */
    static Builder ofLibrary(String kind, String label, Outcome outcome) {
        return new Builder(kind, label, outcome);
    }

    /**
     * Reads a fact of a stored report.
     *
     * @param map a map as {@link #asMap()} returned it and a JSON library read it back; may come from another release
     * @return the same fact. Facts of the library have their own class again; all others have this class, even if they were of a
     *     subclass
     * @throws IllegalArgumentException if the map is not a fact; the message says where, and repeats no value
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

    /** {@return how long the look-up took; zero if it was not made} */
    public final Duration took() {
        return given.took;
    }

    /** {@return the result in one line for people, never empty} */
    public final String description() {
        return given.description.isEmpty() ? FactWords.of(given.outcome, "") : given.description;
    }

    /** {@return what was found, by keys for programs, in the order in which the report shows it} */
    public final Map<String, List<String>> values() {
        return given.values;
    }

    /** {@return the labels for people, by the keys of {@link #values()}} */
    public final Map<String, String> labels() {
        return given.labels;
    }

    /** {@return how many texts were left out because there were too many; 0 for nearly every fact} */
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

    /** Builds a {@link TargetFact}. Not thread-safe; may be used again after {@link #build()}. */
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
                        "key: must be letters and digits and begin with a lower-case letter, not "
                                + Printable.quoted(given));
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
         * @param took zero if not set; a negative time counts as zero
         * @return this builder
         */
        public Builder took(Duration took) {
            this.took = Node.told(Objects.requireNonNull(took, "took").isNegative() ? Duration.ZERO : took);
            return this;
        }

        /**
         * Sets the result in one line.
         *
         * @param line a line for people; derived from the outcome if not set
         * @return this builder
         */
        public Builder description(String line) {
            this.description = shown(line, "line", LONGEST_LINE);
            return this;
        }

        /**
         * Adds a value, or replaces the one with the same key.
         *
         * @param key   for programs: letters and digits, beginning with a lower-case letter
         * @param label for people, a word or two
         * @param texts what was found; an empty list is not shown
         * @return this builder
         * @throws IllegalArgumentException if the key is malformed
         */
        public Builder value(String key, String label, Collection<String> texts) {
            String name = shown(label, "label", LONGEST_LABEL);
            List<String> kept = new ArrayList<>();
            boolean room = fits(key(key).length() + name.length());
            for (String each : Objects.requireNonNull(texts, "texts")) {
                String text = shown(each, "texts", LONGEST_LINE);
                room = room && fits(text.length());
                if (!room) { // the list may be endless
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

        /** Sets how many further texts there were. */
        Builder leftOut(int texts) {
            this.leftOut += texts;
            return this;
        }

        private boolean fits(int more) {
            length += more + 1;
            return length <= MOST;
        }

        /**
         * Adds a value, or replaces the one with the same key.
         *
         * @param key   for programs: letters and digits, beginning with a lower-case letter
         * @param label for people, a word or two
         * @param text  what was found
         * @return this builder
         * @throws IllegalArgumentException if the key is malformed
         */
        public Builder value(String key, String label, String text) {
            return value(key, label, List.of(Objects.requireNonNull(text, "text")));
        }

        /** {@return the fact} */
        public TargetFact build() {
            return new TargetFact(this);
        }
    }
}
