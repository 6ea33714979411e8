/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.text.NumericAddress;
import io.github.smtpprobe.text.kept.KeptFault;
import io.github.smtpprobe.text.kept.KeptNode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The reverse name of an address: what its PTR records say, and whether those names lead back to it (RFC 8601 §3, {@code iprev}).
 * Servers check this for their clients. Immutable and thread-safe.
 */
public final class ReverseName extends TargetFact {
    private final Builder given;

    private ReverseName(Builder given) {
        super(given.shown());
        this.given = given;
    }

    /** Whose address it is. */
    public enum Whose {
        /** The server's, to which the probe connects. */
        SERVER("server-reverse-name", "reverse name of the server"),
        /** This client's, as the server sees it. */
        CLIENT("client-reverse-name", "reverse name of this client");

        private final String kind;
        private final String label;

        Whose(String kind, String label) {
            this.kind = kind;
            this.label = label;
        }

        /** The token of the kind of its facts. */
        String kind() {
            return kind;
        }
    }

    /** The results of RFC 8601 §2.7.3. */
    public enum Iprev {
        /** A name leads back to the address. */
        PASS("pass"),
        /** There are names, but none of those that were looked up leads back to the address. */
        FAIL("fail"),
        /** It cannot be told at present. */
        TEMPERROR("temperror"),
        /** There is no name. */
        PERMERROR("permerror");

        private final String token;

        Iprev(String token) {
            this.token = token;
        }

        /** {@return the stable token, that of the RFC, such as {@code pass}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code pass}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Iprev> ofToken(String token) {
            return Tokens.find(values(), Iprev::token, token);
        }
    }

    /**
     * Begins a fact.
     *
     * @param whose   whose address it is
     * @param outcome how the look-up ended
     * @return a builder
     */
    public static Builder builder(Whose whose, Outcome outcome) {
        return new Builder(whose, outcome);
    }

    static TargetFact read(KeptNode kept, Whose whose) {
        Map<String, List<String>> values = KeptTargetFact.values(kept);
        Builder read = builder(whose, KeptTargetFact.outcome(kept))
                .took(KeptParts.took(kept))
                .knownFrom(first(values, "knownFrom").orElse(""))
                .names(
                        values.getOrDefault("names", List.of()),
                        first(values, "unread").map(ReverseName::count).orElse(0))
                .confirmed(values.getOrDefault("confirmed", List.of()));
        first(values, "address").flatMap(NumericAddress::read).ifPresent(read::address);
        first(values, "iprev").flatMap(Iprev::ofToken).ifPresent(read::iprev);
        return read.build();
    }

    private static Optional<String> first(Map<String, List<String>> values, String key) {
        return values.getOrDefault(key, List.of()).stream().findFirst();
    }

    private static int count(String digits) {
        if (!Ascii.digits(digits, 9)) {
            throw new KeptFault("values.unread", "is no number", false);
        }
        return Integer.parseInt(digits);
    }

    /** {@return whose address it is} */
    public Whose whose() {
        return given.whose;
    }

    /** {@return the address; empty if it is not known} */
    public Optional<InetAddress> address() {
        return given.address;
    }

    /** {@return the names, safe to show. At most five are looked up, in a survey ten; {@link #unread()} counts the rest} */
    public List<String> names() {
        return given.names;
    }

    /** {@return the names that lead back to the address} */
    public List<String> confirmed() {
        return given.confirmed;
    }

    /** {@return how many further names were not looked up; 0 for nearly every address} */
    public int unread() {
        return given.unread;
    }

    /** {@return the result of the check; empty if the address was not looked up} */
    public Optional<Iprev> iprev() {
        return given.iprev;
    }

    /** Builds a {@link ReverseName}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final Whose whose;
        private final Outcome outcome;
        private Optional<InetAddress> address = Optional.empty();
        private String knownFrom = "";
        private List<String> names = List.of();
        private List<String> confirmed = List.of();
        private int unread;
        private Optional<Iprev> iprev = Optional.empty();
        private Duration took = Duration.ZERO;

        private Builder(Whose whose, Outcome outcome) {
            this.whose = Objects.requireNonNull(whose, "whose");
            this.outcome = Objects.requireNonNull(outcome, "outcome");
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }

        private TargetFact.Builder shown() {
            TargetFact.Builder shown =
                    TargetFact.ofLibrary(whose.kind, whose.label, outcome).took(took);
            address.ifPresent(known -> shown.value("address", "Address", AddressLiteral.text(known)));
            put(shown, "knownFrom", "Known from", knownFrom.isEmpty() ? List.of() : List.of(knownFrom));
            put(shown, "names", "Names", names);
            put(shown, "confirmed", "Confirmed", confirmed);
            put(shown, "unread", "More names", unread == 0 ? List.of() : List.of(Integer.toString(unread)));
            iprev.ifPresent(result -> shown.value("iprev", "iprev", result.token()));
            return outcome.succeeded() ? shown.description(String.join(", ", confirmed)) : shown;
        }

        private static void put(TargetFact.Builder shown, String key, String label, List<String> texts) {
            if (!texts.isEmpty()) {
                shown.value(key, label, texts);
            }
        }

        /**
         * Sets the address.
         *
         * @param address the address that was, or would have been, looked up
         * @return this builder
         */
        public Builder address(InetAddress address) {
            this.address = Optional.of(Objects.requireNonNull(address, "address"));
            return this;
        }

        /**
         * Says how the address is known.
         *
         * @param source in words
         * @return this builder
         */
        public Builder knownFrom(String source) {
            this.knownFrom = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Sets the names.
         *
         * @param names  the names that were looked up
         * @param unread how many further names there are
         * @return this builder
         */
        public Builder names(List<String> names, int unread) {
            this.names = Arguments.copy(names, "names");
            this.unread = Arguments.notNegative(unread, "unread");
            return this;
        }

        /**
         * Sets the names that lead back to the address.
         *
         * @param confirmed some of the names
         * @return this builder
         */
        public Builder confirmed(List<String> confirmed) {
            this.confirmed = Arguments.copy(confirmed, "confirmed");
            return this;
        }

        /**
         * Sets the result of the check.
         *
         * @param iprev the result
         * @return this builder
         */
        public Builder iprev(Iprev iprev) {
            this.iprev = Optional.of(Objects.requireNonNull(iprev, "iprev"));
            return this;
        }

        /**
         * Sets how long the look-up took.
         *
         * @param took zero if not set
         * @return this builder
         */
        public Builder took(Duration took) {
            this.took = Arguments.notNegative(took, "took");
            return this;
        }

        /** {@return the fact} */
        public ReverseName build() {
            return new ReverseName(copy());
        }
    }
}
