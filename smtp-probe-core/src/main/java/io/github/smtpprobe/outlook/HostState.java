/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Everything about an exchanger that determines what senders do with mail for it. Whatever is not set counts as not tested.
 * Immutable and thread-safe.
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
     * @param host the exchanger's name as in the MX record, cut after 255 characters; characters that cannot be shown are escaped
     * @return a builder with preference 0 and everything else not tested
     */
    public static Builder builder(String host) {
        String name = Objects.requireNonNull(host, "host");
        return new Builder(Printable.clean(Printable.cut(name, LONGEST_NAME, "\u2026")));
    }

    /** {@return a builder with all the values of this state, including its {@linkplain Builder#alternatively(HostState) alternatives}} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return the exchanger's name} */
    public String host() {
        return given.host;
    }

    /** {@return the preference of its MX record; lower is tried first, and chance decides among equals} */
    public int preference() {
        return given.preference;
    }

    /** {@return the result of the look-up of its addresses} */
    public AnswerState answer() {
        return given.answer;
    }

    /** {@return what kind of addresses it has} */
    public AddressState addresses() {
        return given.addresses;
    }

    /** {@return whether its name is an alias (CNAME)} */
    public boolean alias() {
        return given.alias;
    }

    /**
     * {@return whether every link of the alias is secure and the TLSA base domain is the last name of the alias, not its own name
     * (RFC 7672 §2.2.2)}
     */
    public boolean aliasEnd() {
        return given.aliasEnd;
    }

    /** {@return the result of STARTTLS} */
    public StartTlsState startTls() {
        return given.startTls;
    }

    /** {@return what its TLSA records say about the certificates that it sent} */
    public TlsaState tlsa() {
        return given.tlsa;
    }

    /**
     * {@return whether only a record of usage 3 matches, and the certificate is out of date, which does not matter to DANE (RFC
     * 7672 §3.1.1)}
     */
    public boolean expired() {
        return given.expired;
    }

    /** {@return whether only a record of usage 2 matches, and the certificate names the mail domain and not the host (RFC 7672 §3.2.2)} */
    public boolean domainNameOnly() {
        return given.domainNameOnly;
    }

    /** {@return whether MTA-STS accepts its certificate} */
    public PkixState pkix() {
        return given.pkix;
    }

    /** {@return the effect of the domain's MTA-STS policy on this host} */
    public StsState sts() {
        return given.sts;
    }

    /** {@return the same host at other addresses or with other certificates, if they differ; otherwise empty} */
    public List<HostState> others() {
        return others;
    }

    /** This state without its alternatives. */
    HostState alone() {
        return given.alone();
    }

    /** This state and its alternatives. */
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

    /** Builds a {@link HostState}. Not thread-safe; may be used again after {@link #build()}. */
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
         * Sets the result of the address look-up.
         *
         * @param answer    the state of the look-up; if one address family validates, that of this family (RFC 7672 §2.1.2)
         * @param addresses what kind of addresses there are; {@link AddressState#NOT_TESTED} if there was no answer
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
         * @param alias whether it is a CNAME; false if not set
         * @return this builder
         */
        public Builder alias(boolean alias) {
            this.alias = alias;
            return this;
        }

        /**
         * Sets which name of an alias is the TLSA base domain.
         *
         * @param aliasEnd true if all links are secure and the last name is the TLSA base domain; false, the default, if the
         *                 alias itself is
         * @return this builder
         */
        public Builder aliasEnd(boolean aliasEnd) {
            this.aliasEnd = aliasEnd;
            return this;
        }

        /**
         * Sets the result of STARTTLS.
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
         * Sets whether the matching certificate is out of date.
         *
         * @param expired whether only a record of usage 3 matches, and the certificate is out of date; false if not set
         * @return this builder
         */
        public Builder expired(boolean expired) {
            this.expired = expired;
            return this;
        }

        /**
         * Sets whether the certificate lacks the host's name.
         *
         * @param domainNameOnly whether only a record of usage 2 matches, and the certificate names only the mail domain; false
         *                       if not set
         * @return this builder
         */
        public Builder domainNameOnly(boolean domainNameOnly) {
            this.domainNameOnly = domainNameOnly;
            return this;
        }

        /**
         * Sets whether MTA-STS accepts the certificate.
         *
         * @param pkix what was judged
         * @return this builder
         */
        public Builder pkix(PkixState pkix) {
            this.pkix = Objects.requireNonNull(pkix, "pkix");
            return this;
        }

        /**
         * Sets the effect of the MTA-STS policy.
         *
         * @param sts the effect on this host
         * @return this builder
         */
        public Builder sts(StsState sts) {
            this.sts = Objects.requireNonNull(sts, "sts");
            return this;
        }

        /**
         * Adds the state of the same host at another address, or with a certificate of another algorithm. Which of them a sender
         * gets counts as chance. At most 64 different states are kept; alternatives of an alternative are ignored.
         *
         * @param other another state of the same host
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
