/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * All that is known of one exchanger and that decides what senders do with mail for it. What was not stated is not tested. Immutable
 * and thread-safe.
 */
public final class HostState {
    private static final int LONGEST_NAME = 255;
    private static final int MOST_OTHERS = 64;

    private final Builder given;
    private final List<HostState> others;

    private HostState(Builder given) {
        this.given = given;
        this.others = List.copyOf(given.others);
    }

    /**
     * Begins a state.
     *
     * @param host the exchanger's name as the MX record has it; what is behind its 255th character is cut off, and what cannot be
     *             shown is written out
     * @return a builder with nothing tested, preference 0
     */
    public static Builder builder(String host) {
        String name = Objects.requireNonNull(host, "host");
        return new Builder(Printable.clean(Printable.cut(name, LONGEST_NAME, "\u2026")));
    }

    /** {@return a builder that begins with this state, its {@linkplain Builder#alternatively(HostState) others} included} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return the exchanger's name} */
    public String host() {
        return given.host;
    }

    /** {@return the preference of its MX record; lower is tried first, and among equals chance decides} */
    public int preference() {
        return given.preference;
    }

    /** {@return what the look-up of its addresses gave} */
    public AnswerState answer() {
        return given.answer;
    }

    /** {@return which addresses it has} */
    public AddressState addresses() {
        return given.addresses;
    }

    /** {@return whether its name is an alias, a CNAME} */
    public boolean alias() {
        return given.alias;
    }

    /** {@return whether that alias is secure in all its links, and its last name the TLSA base domain (RFC 7672 §2.2.2), not its own name} */
    public boolean aliasEnd() {
        return given.aliasEnd;
    }

    /** {@return what came of STARTTLS} */
    public StartTlsState startTls() {
        return given.startTls;
    }

    /** {@return what its TLSA records say about what it sent} */
    public TlsaState tlsa() {
        return given.tlsa;
    }

    /** {@return whether the record that matches is of usage 3 alone, and its certificate out of date: DANE does not mind (RFC 7672 §3.1.1)} */
    public boolean expired() {
        return given.expired;
    }

    /** {@return whether the record that matches is of usage 2 alone, and the certificate names the mail domain and not the host (RFC 7672 §3.2.2)} */
    public boolean domainNameOnly() {
        return given.domainNameOnly;
    }

    /** {@return whether its certificate is one that MTA-STS takes} */
    public PkixState pkix() {
        return given.pkix;
    }

    /** {@return the domain's MTA-STS policy, as it concerns this host} */
    public StsState sts() {
        return given.sts;
    }

    /** {@return the same host as it is at another address or with another certificate; empty where all were alike} */
    public List<HostState> others() {
        return others;
    }

    /** This one without the others. */
    HostState alone() {
        return given.alone();
    }

    /** This one and the others. */
    Stream<HostState> all() {
        return Stream.concat(Stream.of(this), others.stream());
    }

    private List<Object> parts() {
        return List.of(
                given.host,
                given.preference,
                given.answer,
                given.addresses,
                given.alias,
                given.aliasEnd,
                given.startTls,
                given.tlsa,
                given.expired,
                given.domainNameOnly,
                given.pkix,
                given.sts,
                others);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostState that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return given.host + " (" + given.preference + "): answer " + given.answer.token() + ", addresses "
                + given.addresses.token() + (given.alias ? ", alias" : "") + (given.aliasEnd ? ", base at its end" : "")
                + ", starttls " + given.startTls.token()
                + ", tlsa " + given.tlsa.token() + (given.expired ? ", expired" : "")
                + (given.domainNameOnly ? ", domain name only" : "") + ", pkix " + given.pkix.token() + ", sts "
                + given.sts.token() + (others.isEmpty() ? "" : ", or " + others);
    }

    /** Collects a {@link HostState}; it may be used again, and is not thread-safe. */
    public static final class Builder implements Cloneable {
        private final String host;
        private int preference;
        private AnswerState answer = AnswerState.NOT_TESTED;
        private AddressState addresses = AddressState.NOT_TESTED;
        private boolean alias;
        private boolean aliasEnd;
        private StartTlsState startTls = StartTlsState.NOT_TESTED;
        private TlsaState tlsa = TlsaState.NOT_TESTED;
        private boolean expired;
        private boolean domainNameOnly;
        private PkixState pkix = PkixState.NOT_TESTED;
        private StsState sts = StsState.NOT_TESTED;
        private List<HostState> others = new ArrayList<>();

        private Builder(String host) {
            this.host = host;
        }

        private Builder copy() {
            try {
                Builder copy = (Builder) clone();
                copy.others = new ArrayList<>(others);
                return copy;
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        /**
         * Sets the preference.
         *
         * @param preference of the MX record
         * @return this builder
         */
        public Builder preference(int preference) {
            this.preference = preference;
            return this;
        }

        /**
         * Sets how the look-up of the addresses ended, and which there are.
         *
         * @param answer    of one address family that validates, if one does (RFC 7672 §2.1.2)
         * @param addresses which there are; {@link AddressState#NOT_TESTED} where there was no answer
         * @return this builder
         */
        public Builder addresses(AnswerState answer, AddressState addresses) {
            this.answer = Objects.requireNonNull(answer, "answer");
            this.addresses = Objects.requireNonNull(addresses, "addresses");
            return this;
        }

        /**
         * Sets whether the name is an alias.
         *
         * @param alias whether it is a CNAME; false if it is not set
         * @return this builder
         */
        public Builder alias(boolean alias) {
            this.alias = alias;
            return this;
        }

        /**
         * Sets which name of an alias has the TLSA records.
         *
         * @param aliasEnd whether all links are secure, and the last name is the TLSA base domain; false if it is not set: the alias
         *                 itself is
         * @return this builder
         */
        public Builder aliasEnd(boolean aliasEnd) {
            this.aliasEnd = aliasEnd;
            return this;
        }

        /**
         * Sets what came of STARTTLS.
         *
         * @param startTls what was seen
         * @return this builder
         */
        public Builder startTls(StartTlsState startTls) {
            this.startTls = Objects.requireNonNull(startTls, "startTls");
            return this;
        }

        /**
         * Sets what the TLSA records say.
         *
         * @param tlsa what was found
         * @return this builder
         */
        public Builder tlsa(TlsaState tlsa) {
            this.tlsa = Objects.requireNonNull(tlsa, "tlsa");
            return this;
        }

        /**
         * Sets whether what matches is out of date.
         *
         * @param expired whether the record that matches is of usage 3 alone, and its certificate out of date; false if it is not set
         * @return this builder
         */
        public Builder expired(boolean expired) {
            this.expired = expired;
            return this;
        }

        /**
         * Sets whether the certificate lacks the host's name.
         *
         * @param domainNameOnly whether the record that matches is of usage 2 alone, and the certificate names only the mail domain;
         *                       false if it is not set
         * @return this builder
         */
        public Builder domainNameOnly(boolean domainNameOnly) {
            this.domainNameOnly = domainNameOnly;
            return this;
        }

        /**
         * Sets whether the certificate is one that MTA-STS takes.
         *
         * @param pkix what was judged
         * @return this builder
         */
        public Builder pkix(PkixState pkix) {
            this.pkix = Objects.requireNonNull(pkix, "pkix");
            return this;
        }

        /**
         * Sets the policy of MTA-STS.
         *
         * @param sts as it concerns this host
         * @return this builder
         */
        public Builder sts(StsState sts) {
            this.sts = Objects.requireNonNull(sts, "sts");
            return this;
        }

        /**
         * Adds how the same host is at another address, or with a certificate of another algorithm. Which of them a sender meets is
         * taken for chance. At most 64 are kept, of which each counts once, and those that they have in turn do not count.
         *
         * @param other of the same host
         * @return this builder
         */
        public Builder alternatively(HostState other) {
            HostState alone = Objects.requireNonNull(other, "other").given.alone();
            if (others.size() < MOST_OTHERS && !others.contains(alone)) {
                others.add(alone);
            }
            return this;
        }

        private HostState alone() {
            Builder copy = copy();
            copy.others.clear();
            return new HostState(copy);
        }

        /** {@return the state} */
        public HostState build() {
            return new HostState(copy());
        }
    }
}
