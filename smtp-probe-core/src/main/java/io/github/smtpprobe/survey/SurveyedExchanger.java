/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A host that accepts mail for the domain, with everything that was looked up and seen about it. Immutable and thread-safe;
 * compared by identity.
 */
public final class SurveyedExchanger {
    private final Builder given;

    private SurveyedExchanger(Builder given) {
        this.given = given;
    }

    /**
     * Begins an exchanger.
     *
     * @param host in A-labels, as the MX record has it
     * @return a builder
     */
    public static Builder builder(String host) {
        return new Builder(Objects.requireNonNull(host, "host"));
    }

    /** {@return a builder with all the values of this exchanger} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return the name in the MX record, in A-labels and lower case; it need not be a valid host name} */
    public String host() {
        return given.host;
    }

    /** {@return its preference; lower is tried first. 0 if there is no MX record} */
    public int preference() {
        return given.preference;
    }

    /** {@return whether the domain itself stands in for missing MX records (RFC 5321 §5.1)} */
    public boolean implicit() {
        return given.implicit;
    }

    /**
     * {@return the answers to the A and AAAA questions, in the order in which they were asked; empty if the name is an address or
     * cannot be looked up}
     */
    public List<DnsAnswer> addressAnswers() {
        return given.addressAnswers;
    }

    /**
     * {@return the answer to the CNAME question, which is asked separately if the chain of aliases ends in an unsigned zone (RFC
     * 7672 §2.2.2)}
     */
    public Optional<DnsAnswer> aliasAnswer() {
        return given.aliasAnswer;
    }

    /** {@return how far its addresses are proven: secure if those of one family are (RFC 7672 §2.1.3), otherwise the better of the two} */
    public Security security() {
        Security best = Security.NOT_ASKED;
        for (DnsAnswer each : given.addressAnswers) {
            if (each.security() == Security.SECURE) {
                return Security.SECURE;
            }
            best = best.learned() ? best : each.security();
        }
        return best;
    }

    /** {@return whether the host is an alias (CNAME)} */
    public boolean alias() {
        return given.addressAnswers.stream()
                .anyMatch(answer -> !answer.aliases().isEmpty());
    }

    /** {@return the TLSA base domain that counts (RFC 7672 §2.2.3), that of the last question; empty if no TLSA question was asked} */
    public Optional<String> base() {
        return given.base;
    }

    /**
     * {@return the answers to the TLSA questions, one for each base domain in order; the last one counts. Empty if the host's
     * zone is not signed}
     */
    public List<DnsAnswer> tlsaAnswers() {
        return given.tlsaAnswers;
    }

    /** {@return the answer to the TLSA question that counts} */
    public Optional<DnsAnswer> tlsa() {
        return given.tlsaAnswers.isEmpty()
                ? Optional.empty()
                : Optional.of(given.tlsaAnswers.get(given.tlsaAnswers.size() - 1));
    }

    /** {@return the TLSA records that count, those of a secure answer; otherwise empty} */
    public List<TlsaRecord> records() {
        return tlsa().filter(answer -> answer.security() == Security.SECURE).stream()
                .flatMap(answer -> answer.records().stream())
                .map(record -> TlsaRecord.of(record.rdata()))
                .toList();
    }

    /** {@return answers with TLSA records at names where no sender looks, such as the domain's name} */
    public List<DnsAnswer> misplaced() {
        return given.misplaced;
    }

    /** {@return its addresses, in the order in which they were found} */
    public List<SurveyedAddress> addresses() {
        return given.addresses;
    }

    /** {@return all conversations with it} */
    public List<ServerHandshake> handshakes() {
        List<ServerHandshake> all = new ArrayList<>();
        given.addresses.forEach(address -> all.addAll(address.handshakes()));
        return List.copyOf(all);
    }

    /** {@return host, security, and the state of each address} */
    @Override
    public String toString() {
        return given.preference + " " + given.host + " " + security() + " " + given.addresses;
    }

    /** Builds a {@link SurveyedExchanger}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final String host;
        private int preference;
        private boolean implicit;
        private List<DnsAnswer> addressAnswers = List.of();
        private Optional<DnsAnswer> aliasAnswer = Optional.empty();
        private Optional<String> base = Optional.empty();
        private List<DnsAnswer> tlsaAnswers = List.of();
        private List<DnsAnswer> misplaced = List.of();
        private List<SurveyedAddress> addresses = List.of();

        private Builder(String host) {
            this.host = host;
        }

        /**
         * Sets its preference.
         *
         * @param number the preference in the MX record
         * @return this builder
         */
        public Builder preference(int number) {
            this.preference = number;
            return this;
        }

        /**
         * Sets whether there is no MX record, so that the domain is its own exchanger.
         *
         * @param whether false if not set
         * @return this builder
         */
        public Builder implicit(boolean whether) {
            this.implicit = whether;
            return this;
        }

        /**
         * Sets the answers to the A and AAAA questions.
         *
         * @param answers in the order in which they were asked
         * @return this builder
         */
        public Builder addressAnswers(List<DnsAnswer> answers) {
            this.addressAnswers = Arguments.copy(answers, "answers");
            return this;
        }

        /**
         * Sets the answer to the CNAME question.
         *
         * @param answer the answer
         * @return this builder
         */
        public Builder aliasAnswer(DnsAnswer answer) {
            this.aliasAnswer = Optional.of(Objects.requireNonNull(answer, "answer"));
            return this;
        }

        /**
         * Sets the answers to the TLSA questions.
         *
         * @param name    the base domain of the last question
         * @param answers one for each base domain that was asked for
         * @return this builder
         */
        public Builder tlsa(String name, List<DnsAnswer> answers) {
            this.base = Optional.of(Objects.requireNonNull(name, "name"));
            this.tlsaAnswers = Arguments.copy(answers, "answers");
            return this;
        }

        /**
         * Sets the answers with TLSA records at names where no sender looks.
         *
         * @param answers answers with records
         * @return this builder
         */
        public Builder misplaced(List<DnsAnswer> answers) {
            this.misplaced = Arguments.copy(answers, "answers");
            return this;
        }

        /**
         * Sets its addresses.
         *
         * @param found in their order
         * @return this builder
         */
        public Builder addresses(List<SurveyedAddress> found) {
            this.addresses = Arguments.copy(found, "found");
            return this;
        }

        /** {@return the exchanger} */
        public SurveyedExchanger build() {
            return new SurveyedExchanger(copy());
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }
    }
}
