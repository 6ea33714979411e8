/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What one sender will do with mail for an exchanger or a domain, and the source of that knowledge. Immutable and thread-safe. */
public final class Forecast {
    private static final int LAST_ROW = 17;
    private static final int LONGEST = 1_000;

    private final Prospect prospect;
    private final Optional<Prospect> better;
    private final String why;
    private final OptionalInt row;
    private final String condition;
    private final String source;
    private final Optional<YearMonth> read;

    private Forecast(Builder given) {
        this.prospect = given.prospect;
        this.better = given.better.filter(given.prospect::worseThan);
        this.why = given.why;
        this.row = given.row;
        this.condition = given.condition;
        this.source = given.source;
        this.read = given.read;
    }

    /**
     * Begins a forecast, for the {@linkplain Sender.Rule rule} of an application's own sender.
     *
     * @param prospect what becomes of the message
     * @param why      one full sentence, cut after 1,000 characters; characters that cannot be shown are escaped
     * @return a builder without chance, row and source
     */
    public static Builder builder(Prospect prospect, String why) {
        return new Builder(prospect, text(why, "why"));
    }

    /** {@return what becomes of the message; if it depends on {@linkplain #byChance() chance}, the worst case} */
    public Prospect prospect() {
        return prospect;
    }

    /** {@return the best case; empty if nothing depends on chance} */
    public Optional<Prospect> better() {
        return better;
    }

    /** {@return whether it depends on which address, certificate or exchanger the sender happens to get} */
    public boolean byChance() {
        return better.isPresent();
    }

    /** {@return one or two full sentences for people, which may change with any release} */
    public String why() {
        return why;
    }

    /**
     * {@return the row of the matrix that it is based on, from 1 to 17; empty if it is based on another document or an
     * application's rule}
     */
    public OptionalInt row() {
        return row;
    }

    /** {@return the token of the condition, such as {@code tlsa-mismatch}; for an application's rule, the one that it set, or empty} */
    public String condition() {
        return condition;
    }

    /** {@return the documents that it is based on; empty if there are none} */
    public String source() {
        return source;
    }

    /** {@return when those documents were read} */
    public Optional<YearMonth> read() {
        return read;
    }

    /** A forecast of the library's own, whose words are known to be short and safe to show. */
    static Builder ours(Prospect prospect, String why) {
        return new Builder(prospect, why);
    }

    /** Another forecast from the same source, without chance. */
    Builder because(Prospect other, String words) {
        Builder copy = builder(other, words).row(row).condition(condition).source(source);
        read.ifPresent(copy::read);
        return copy;
    }

    /** All possible prospects: one, or two. */
    Stream<Prospect> prospects() {
        return Stream.concat(Stream.of(prospect), better.stream());
    }

    /**
     * {@return the forecast as a plain map for any JSON library; {@code row}, {@code better}, {@code source} and {@code read}
     * only if they have a value}
     */
    public Map<String, Object> asMap() {
        return new Node()
                .put("prospect", prospect.token())
                .put("better", better.map(Prospect::token))
                .put("why", why)
                .put("row", row)
                .text("condition", condition)
                .text("source", source)
                .put("read", read.map(YearMonth::toString))
                .map();
    }

    /**
     * Reads what {@link #asMap()} wrote.
     *
     * @param map a map as a JSON library read it; it may come from a stranger
     * @return an equal forecast
     * @throws IllegalArgumentException if something is missing, of another type or out of range; the message says where
     */
    public static Forecast fromMap(Map<String, ?> map) {
        return read(KeptNode.of(Objects.requireNonNull(map, "map")));
    }

    static Forecast read(KeptNode kept) {
        Builder read = builder(
                KeptNode.required("prospect", kept.token("prospect", Prospect::ofToken)),
                KeptNode.required("why", kept.text("why")));
        kept.token("better", Prospect::ofToken).ifPresent(read::better);
        read.row(kept.integer("row", 1, LAST_ROW))
                .condition(kept.words("condition"))
                .source(kept.words("source"));
        kept.token("read", Forecast::month).ifPresent(read::read);
        return read.build();
    }

    private static Optional<YearMonth> month(String written) {
        try {
            return Optional.of(YearMonth.parse(written));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }

    private static String text(String given, String name) {
        String clean = Printable.clean(Printable.cut(Objects.requireNonNull(given, name), LONGEST, "\u2026"));
        return Printable.cut(clean, LONGEST, "\u2026"); // escapes make a text longer, so it is cut only after escaping
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Forecast that && asMap().equals(that.asMap());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    @Override
    public String toString() {
        return prospect.token()
                + better.map(kind -> " by chance, else " + kind.token()).orElse("") + ": " + why;
    }

    /** Builds a {@link Forecast}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {
        private final Prospect prospect;
        private final String why;
        private Optional<Prospect> better = Optional.empty();
        private OptionalInt row = OptionalInt.empty();
        private String condition = "";
        private String source = "";
        private Optional<YearMonth> read = Optional.empty();

        private Builder(Prospect prospect, String why) {
            this.prospect = Objects.requireNonNull(prospect, "prospect");
            this.why = why;
        }

        /**
         * Sets what becomes of the message in the best case.
         *
         * @param better a better prospect; ignored if it is not better
         * @return this builder
         */
        public Builder better(Prospect better) {
            this.better = Optional.of(Objects.requireNonNull(better, "better"));
            return this;
        }

        /** Sets texts that are known to be safe to show. */
        Builder known(Condition from, String clean) {
            row = from.row();
            condition = from.token();
            source = clean;
            return this;
        }

        Builder row(OptionalInt row) {
            this.row = row;
            return this;
        }

        /**
         * Sets the token of the condition.
         *
         * @param condition any word, cut after 1,000 characters
         * @return this builder
         */
        public Builder condition(String condition) {
            this.condition = text(condition, "condition");
            return this;
        }

        /**
         * Sets the documents that it is based on.
         *
         * @param source titles of documents, cut after 1,000 characters
         * @return this builder
         */
        public Builder source(String source) {
            this.source = text(source, "source");
            return this;
        }

        /**
         * Sets when the documents were read.
         *
         * @param read the month
         * @return this builder
         */
        public Builder read(YearMonth read) {
            this.read = Optional.of(Objects.requireNonNull(read, "read"));
            return this;
        }

        /** {@return the forecast} */
        public Forecast build() {
            return new Forecast(this);
        }
    }
}
