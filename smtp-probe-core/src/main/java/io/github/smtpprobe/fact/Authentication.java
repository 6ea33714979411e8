/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.ScramDetails;
import io.github.smtpprobe.sasl.TokenClaims;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The AUTH step. */
public final class Authentication extends Fact {
    private final Builder given;

    private Authentication(Builder given) {
        super("authentication", Stage.AUTH, given.outcome, given.took);
        this.given = given;
    }

    /**
     * Begins a fact about credentials that no server has judged yet.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @return a builder
     */
    public static Builder builder(Outcome outcome, Duration took) {
        return new Builder(outcome, took);
    }

    /** {@return the mechanism that was tried, or that this attempt was to try} */
    public Optional<String> mechanism() {
        return given.mechanism;
    }

    /** {@return the mechanisms that the server offers on this layer (clear text or TLS)} */
    public List<String> offered() {
        return given.offered;
    }

    /** {@return the mechanisms that we could have used with these credentials, in our order} */
    public List<String> known() {
        return given.known;
    }

    /** {@return whether the server has accepted or rejected the credentials} */
    public boolean judged() {
        return given.judged;
    }

    /** {@return the error that the server reported for an OAuth token} */
    public Optional<OAuthError> error() {
        return given.error;
    }

    /** {@return the claims that the token makes about itself} */
    public Optional<TokenClaims> token() {
        return given.token;
    }

    /** {@return the details of a SCRAM exchange, if it was one} */
    public Optional<ScramDetails> scram() {
        return given.scram;
    }

    /** {@return whether the mechanism is for bearer tokens: OAUTHBEARER (RFC 7628), or its predecessor XOAUTH2} */
    public boolean byToken() {
        return mechanism()
                .filter(each -> each.equalsIgnoreCase("XOAUTH2") || each.equalsIgnoreCase("OAUTHBEARER"))
                .isPresent();
    }

    @Override
    public String label() {
        return "AUTH" + mechanism().map(name -> " " + name).orElse("");
    }

    @Override
    Fact shortened(FewerWords words) {
        Builder shorter = builder(words.of(outcome()), took())
                .offered(words.of(offered()))
                .known(known())
                .judged(judged());
        mechanism().ifPresent(shorter::mechanism);
        if (words.any()) {
            scram().ifPresent(shorter::scram);
            error().ifPresent(shorter::error);
            token().ifPresent(shorter::token);
        }
        return shorter.build();
    }

    @Override
    void values(Node node) {
        node.put("mechanism", mechanism())
                .put("offeredMechanisms", offered())
                .put("knownMechanisms", known())
                .put("credentialsJudged", judged())
                .put("oauthError", error().map(FactMap::error))
                .put("tokenClaims", token().map(FactMap::token))
                .put("scram", scram().map(FactMap::scram));
    }

    static Fact read(KeptNode kept) {
        Builder read = builder(KeptParts.outcome(kept), KeptParts.took(kept))
                .offered(kept.texts("offeredMechanisms"))
                .known(kept.texts("knownMechanisms"))
                .judged(kept.flag("credentialsJudged"));
        read.mechanism = kept.text("mechanism");
        read.error = kept.node("oauthError", KeptParts::error);
        read.token = kept.node("tokenClaims", KeptParts::token);
        read.scram = kept.node("scram", KeptParts::scram);
        return read.build();
    }

    /** Builds an {@link Authentication}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {
        private final Outcome outcome;
        private final Duration took;
        private Optional<String> mechanism = Optional.empty();
        private List<String> offered = List.of();
        private List<String> known = List.of();
        private boolean judged;
        private Optional<OAuthError> error = Optional.empty();
        private Optional<TokenClaims> token = Optional.empty();
        private Optional<ScramDetails> scram = Optional.empty();

        private Builder(Outcome outcome, Duration took) {
            this.outcome = Objects.requireNonNull(outcome, "outcome");
            this.took = Objects.requireNonNull(took, "took");
        }

        private Builder copy() {
            Builder copy =
                    new Builder(outcome, took).offered(offered).known(known).judged(judged);
            copy.mechanism = mechanism;
            copy.error = error;
            copy.token = token;
            copy.scram = scram;
            return copy;
        }

        /**
         * Sets the mechanism.
         *
         * @param mechanism the mechanism that was tried
         * @return this builder
         */
        public Builder mechanism(String mechanism) {
            this.mechanism = Optional.of(Objects.requireNonNull(mechanism, "mechanism"));
            return this;
        }

        /**
         * Sets the mechanisms that the server offers.
         *
         * @param offered the mechanisms on this layer
         * @return this builder
         */
        public Builder offered(List<String> offered) {
            this.offered = Arguments.copy(offered, "offered");
            return this;
        }

        /**
         * Sets the mechanisms that we could have used.
         *
         * @param known the mechanisms for these credentials, in our order
         * @return this builder
         */
        public Builder known(List<String> known) {
            this.known = Arguments.copy(known, "known");
            return this;
        }

        /**
         * Sets whether the server has accepted or rejected the credentials.
         *
         * @param judged whether it has; if so, the credentials are not tried again
         * @return this builder
         */
        public Builder judged(boolean judged) {
            this.judged = judged;
            return this;
        }

        /**
         * Sets the error that the server reported for the token.
         *
         * @param error the error
         * @return this builder
         */
        public Builder error(OAuthError error) {
            this.error = Optional.of(Objects.requireNonNull(error, "error"));
            return this;
        }

        /**
         * Sets the claims of the token.
         *
         * @param token the claims
         * @return this builder
         */
        public Builder token(TokenClaims token) {
            this.token = Optional.of(Objects.requireNonNull(token, "token"));
            return this;
        }

        /**
         * Sets the details of a SCRAM exchange.
         *
         * @param scram the details
         * @return this builder
         */
        public Builder scram(ScramDetails scram) {
            this.scram = Optional.of(Objects.requireNonNull(scram, "scram"));
            return this;
        }

        /** {@return the fact} */
        public Authentication build() {
            return new Authentication(copy());
        }
    }
}
