/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.text.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A host that takes mail for the domain, with all that was looked up about it and seen of it. Immutable and thread-safe; told apart by
 * identity.
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

    /** {@return a builder with all that this has} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return the name in the MX record, in A-labels and lower case; it may be none that a host can have} */
    public String host() {
        return given.host;
    }

    /** {@return its preference: lower is tried first; 0 where there is no MX record} */
    public int preference() {
        return given.preference;
    }

    /** {@return whether the domain itself stands in for missing MX records (RFC 5321 §5.1)} */
    public boolean implicit() {
        return given.implicit;
    }

    /** {@return the answers to A and AAAA, in the order in which they were asked; none where the name is an address or cannot be asked for} */
    public List<DnsAnswer> addressAnswers() {
        return given.addressAnswers;
    }

    /** {@return the answer to CNAME alone, which is asked where the chain of aliases ends in an unsigned zone (RFC 7672 §2.2.2)} */
    public Optional<DnsAnswer> aliasAnswer() {
        return given.aliasAnswer;
    }

    /** {@return how far its addresses are proven: secure if those of one family are (RFC 7672 §2.1.3), else the better of the two} */
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

    /** {@return the TLSA base domain that counts (RFC 7672 §2.2.3): that of the last question; empty where none was asked} */
    public Optional<String> base() {
        return given.base;
    }

    /** {@return the answers to TLSA, one for each base in order; the last one counts. None where the host's zone is not signed} */
    public List<DnsAnswer> tlsaAnswers() {
        return given.tlsaAnswers;
    }

    /** {@return the answer to TLSA that counts} */
    public Optional<DnsAnswer> tlsa() {
        return given.tlsaAnswers.isEmpty()
                ? Optional.empty()
                : Optional.of(given.tlsaAnswers.get(given.tlsaAnswers.size() - 1));
    }

    /** {@return the TLSA records that count: those of a secure answer; none elsewhere} */
    public List<TlsaRecord> records() {
        return tlsa().filter(answer -> answer.security() == Security.SECURE).stream()
                .flatMap(answer -> answer.records().stream())
                .map(record -> TlsaRecord.of(record.rdata()))
                .toList();
    }

    /** {@return answers to TLSA at places where no sender looks, such as the name of the domain, as far as they hold records} */
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

    /** Collects what belongs to it. Not thread-safe; may be used again after {@link #build()}. */
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
         * @param number as the MX record has it
         * @return this builder
         */
        public Builder preference(int number) {
            this.preference = number;
            return this;
        }

        /**
         * Says whether there is no MX record, so that the domain is its own exchanger.
         *
         * @param whether false if it is not set
         * @return this builder
         */
        public Builder implicit(boolean whether) {
            this.implicit = whether;
            return this;
        }

        /**
         * Sets the answers to A and AAAA.
         *
         * @param answers in the order in which they were asked
         * @return this builder
         */
        public Builder addressAnswers(List<DnsAnswer> answers) {
            this.addressAnswers = Arguments.copy(answers, "answers");
            return this;
        }

        /**
         * Sets the answer to CNAME.
         *
         * @param answer to that question alone
         * @return this builder
         */
        public Builder aliasAnswer(DnsAnswer answer) {
            this.aliasAnswer = Optional.of(Objects.requireNonNull(answer, "answer"));
            return this;
        }

        /**
         * Sets the answers to TLSA.
         *
         * @param name    the base domain of the last one
         * @param answers one for each base that was asked for
         * @return this builder
         */
        public Builder tlsa(String name, List<DnsAnswer> answers) {
            this.base = Optional.of(Objects.requireNonNull(name, "name"));
            this.tlsaAnswers = Arguments.copy(answers, "answers");
            return this;
        }

        /**
         * Sets the answers that hold TLSA records where no sender looks.
         *
         * @param answers with records
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
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
