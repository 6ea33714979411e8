/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.KeptNode;
import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.text.Printable;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What one sender will do with mail for one exchanger, or for a domain, and where that is known from. Immutable and thread-safe.
 */
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
     * Begins a forecast, for the {@linkplain Sender.Rule rule} of a sender that an application adds.
     *
     * @param prospect what becomes of the message
     * @param why      one full sentence; at most 1,000 characters of it are kept, and what cannot be shown is written out
     * @return a builder without chance, row and source
     */
    public static Builder builder(Prospect prospect, String why) {
        return new Builder(prospect, text(why, "why"));
    }

    /** {@return what becomes of the message; with {@linkplain #byChance() chance} the worst that may} */
    public Prospect prospect() {
        return prospect;
    }

    /** {@return what becomes of it when chance is kind; empty where nothing depends on chance} */
    public Optional<Prospect> better() {
        return better;
    }

    /** {@return whether it depends on the address, the certificate or the exchanger that the sender happens to meet} */
    public boolean byChance() {
        return better.isPresent();
    }

    /** {@return one or two full sentences for people, which change with releases} */
    public String why() {
        return why;
    }

    /** {@return the row of the matrix, from 1 to 17, that says so; empty where another document does, or an application's rule} */
    public OptionalInt row() {
        return row;
    }

    /** {@return the token of the condition, such as {@code tlsa-mismatch}; of an application's rule what it set, empty if nothing} */
    public String condition() {
        return condition;
    }

    /** {@return the documents that say so; empty where none does} */
    public String source() {
        return source;
    }

    /** {@return when they were read} */
    public Optional<YearMonth> read() {
        return read;
    }

    /** One of ours, whose words are known to be short and safe to show. */
    static Builder ours(Prospect prospect, String why) {
        return new Builder(prospect, why);
    }

    /** Another one that is known from the same place, without chance. */
    Builder because(Prospect other, String words) {
        Builder copy = builder(other, words).row(row).condition(condition).source(source);
        read.ifPresent(copy::read);
        return copy;
    }

    /** All that may come of it: one prospect, or two. */
    Stream<Prospect> prospects() {
        return Stream.concat(Stream.of(prospect), better.stream());
    }

    /** {@return a plain map for any JSON library; {@code row}, {@code better}, {@code source} and {@code read} only where there are such} */
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
     * @param map as a JSON library gives it; a stranger may have made it
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
        return Printable.cut(clean, LONGEST, "\u2026"); // what is written out is longer
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

    /** Collects a {@link Forecast}; it may be used again, and is not thread-safe. */
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
         * Sets what may become of the message by chance.
         *
         * @param better a better prospect; one that is not better does not count
         * @return this builder
         */
        public Builder better(Prospect better) {
            this.better = Optional.of(Objects.requireNonNull(better, "better"));
            return this;
        }

        /** What is known to be safe to show. */
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
         * @param condition any word; at most 1,000 characters of it are kept
         * @return this builder
         */
        public Builder condition(String condition) {
            this.condition = text(condition, "condition");
            return this;
        }

        /**
         * Sets where it is known from.
         *
         * @param source titles of documents; at most 1,000 characters are kept
         * @return this builder
         */
        public Builder source(String source) {
            this.source = text(source, "source");
            return this;
        }

        /**
         * Sets when the source was read.
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
