/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.ScramDetails;
import io.github.smtpprobe.sasl.TokenClaims;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.KeptNode;
import io.github.smtpprobe.text.Node;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** AUTH. */
public final class Authentication extends Fact {
    private final Builder given;

    private Authentication(Builder given) {
        super("authentication", Stage.AUTH, given.outcome, given.took);
        this.given = given;
    }

    /**
     * Begins a fact of credentials that no server has judged.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @return a builder
     */
    public static Builder builder(Outcome outcome, Duration took) {
        return new Builder(outcome, took);
    }

    /** {@return the mechanism that was tried, or that this attempt was for} */
    public Optional<String> mechanism() {
        return given.mechanism;
    }

    /** {@return the mechanisms that the server offers in this layer} */
    public List<String> offered() {
        return given.offered;
    }

    /** {@return the mechanisms that we could have used with these credentials, in our order} */
    public List<String> known() {
        return given.known;
    }

    /** {@return whether the server has judged the credentials} */
    public boolean judged() {
        return given.judged;
    }

    /** {@return what an OAuth server said of the token} */
    public Optional<OAuthError> error() {
        return given.error;
    }

    /** {@return what the token says of itself} */
    public Optional<TokenClaims> token() {
        return given.token;
    }

    /** {@return what the exchange showed, if it was one of SCRAM} */
    public Optional<ScramDetails> scram() {
        return given.scram;
    }

    /** {@return whether the mechanism is one for bearer tokens: OAUTHBEARER (RFC 7628), or XOAUTH2 before it} */
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

    /** Collects what belongs to a fact of AUTH. Not thread-safe; may be used again after {@link #build()}. */
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
         * @param mechanism that was tried
         * @return this builder
         */
        public Builder mechanism(String mechanism) {
            this.mechanism = Optional.of(Objects.requireNonNull(mechanism, "mechanism"));
            return this;
        }

        /**
         * Sets what the server has.
         *
         * @param offered mechanisms of this layer
         * @return this builder
         */
        public Builder offered(List<String> offered) {
            this.offered = Arguments.copy(offered, "offered");
            return this;
        }

        /**
         * Sets what we have.
         *
         * @param known mechanisms for these credentials, in our order
         * @return this builder
         */
        public Builder known(List<String> known) {
            this.known = Arguments.copy(known, "known");
            return this;
        }

        /**
         * Sets whether the credentials are used up.
         *
         * @param judged whether the server has judged them
         * @return this builder
         */
        public Builder judged(boolean judged) {
            this.judged = judged;
            return this;
        }

        /**
         * Sets what is wrong with the token.
         *
         * @param error what an OAuth server said of it
         * @return this builder
         */
        public Builder error(OAuthError error) {
            this.error = Optional.of(Objects.requireNonNull(error, "error"));
            return this;
        }

        /**
         * Sets what the token tells.
         *
         * @param token what it says of itself
         * @return this builder
         */
        public Builder token(TokenClaims token) {
            this.token = Optional.of(Objects.requireNonNull(token, "token"));
            return this;
        }

        /**
         * Sets what an exchange of SCRAM told.
         *
         * @param scram what it showed
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
