/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.Objects;

/** The EHLO step: EHLO or HELO, LHLO in LMTP (RFC 2033 §4.1), or another verb that the request asked for. */
public final class Ehlo extends Fact {
    private final Builder given;

    private Ehlo(Builder given) {
        super("ehlo", Stage.EHLO, given.outcome, given.took);
        this.given = given;
    }

    /**
     * Begins a fact about an EHLO in clear text, with no extensions offered.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @return a builder
     */
    public static Builder builder(Outcome outcome, Duration took) {
        return new Builder(outcome, took);
    }

    /** {@return the verb in upper case, such as {@code EHLO}, {@code HELO} or {@code LHLO}} */
    public String verb() {
        return given.verb;
    }

    /** {@return whether the verb asks the server for its extensions, as every verb but HELO does} */
    public boolean asksForExtensions() {
        return !verb().equals("HELO");
    }

    /** {@return whether it was sent inside TLS} */
    public boolean encrypted() {
        return given.encrypted;
    }

    /** {@return what the server offers on this layer (clear text or TLS)} */
    public Capabilities capabilities() {
        return given.capabilities;
    }

    @Override
    public String label() {
        return verb() + (encrypted() ? " inside TLS" : "");
    }

    @Override
    String success() {
        return FactWords.offered(this);
    }

    @Override
    Fact shortened(FewerWords words) {
        Outcome outcome = words.ofHello(outcome());
        boolean offers = !capabilities().keywords().isEmpty();
        Builder shorter = builder(outcome, took()).verb(verb()).encrypted(encrypted());
        return shorter.capabilities(
                        offers ? outcome.reply().map(Capabilities::of).orElse(Capabilities.NONE) : capabilities())
                .build();
    }

    @Override
    void values(Node node) {
        node.put("verb", verb()).put("encrypted", encrypted());
        if (outcome().succeeded()) {
            node.put("capabilities", FactMap.capabilities(capabilities()));
        }
    }

    static Fact read(KeptNode kept) {
        Outcome outcome = KeptParts.outcome(kept);
        return builder(outcome, KeptParts.took(kept))
                .verb(kept.words("verb"))
                .encrypted(kept.flag("encrypted"))
                .capabilities(kept.node("capabilities", told -> KeptParts.capabilities(told, outcome.reply()))
                        .orElse(Capabilities.NONE))
                .build();
    }

    /** Builds an {@link Ehlo}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {
        private final Outcome outcome;
        private final Duration took;
        private String verb = "EHLO";
        private boolean encrypted;
        private Capabilities capabilities = Capabilities.NONE;

        private Builder(Outcome outcome, Duration took) {
            this.outcome = Objects.requireNonNull(outcome, "outcome");
            this.took = Objects.requireNonNull(took, "took");
        }

        private Builder copy() {
            return new Builder(outcome, took).verb(verb).encrypted(encrypted).capabilities(capabilities);
        }

        /**
         * Sets the verb.
         *
         * @param verb in upper case, such as {@code EHLO}, {@code HELO} or {@code LHLO}
         * @return this builder
         */
        public Builder verb(String verb) {
            this.verb = Objects.requireNonNull(verb, "verb");
            return this;
        }

        /**
         * Sets whether it was sent inside TLS.
         *
         * @param encrypted whether it was
         * @return this builder
         */
        public Builder encrypted(boolean encrypted) {
            this.encrypted = encrypted;
            return this;
        }

        /**
         * Sets what the server offers.
         *
         * @param capabilities the capabilities on this layer
         * @return this builder
         */
        public Builder capabilities(Capabilities capabilities) {
            this.capabilities = Objects.requireNonNull(capabilities, "capabilities");
            return this;
        }

        /** {@return the fact} */
        public Ehlo build() {
            return new Ehlo(copy());
        }
    }
}
