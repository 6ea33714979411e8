/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.KeptNode;
import io.github.smtpprobe.text.Node;
import java.time.Duration;
import java.util.Objects;

/** EHLO or HELO, LHLO, which stands for them in LMTP (RFC 2033 §4.1), or another verb that the request wanted. */
public final class Ehlo extends Fact {
    private final Builder given;

    private Ehlo(Builder given) {
        super("ehlo", Stage.EHLO, given.outcome, given.took);
        this.given = given;
    }

    /**
     * Begins a fact of EHLO in clear text, after which nothing is offered.
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

    /** {@return whether the server was asked for its extensions: by each verb but HELO, which is for servers without any} */
    public boolean asksForExtensions() {
        return !verb().equals("HELO");
    }

    /** {@return whether it was asked inside TLS} */
    public boolean encrypted() {
        return given.encrypted;
    }

    /** {@return what is offered in this layer} */
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

    /** Collects what belongs to a fact of EHLO. Not thread-safe; may be used again after {@link #build()}. */
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
         * Sets the layer.
         *
         * @param encrypted whether it was asked inside TLS
         * @return this builder
         */
        public Builder encrypted(boolean encrypted) {
            this.encrypted = encrypted;
            return this;
        }

        /**
         * Sets what is offered.
         *
         * @param capabilities of this layer
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
