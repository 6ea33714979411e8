/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.records.TrustAnchors;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.text.Arguments;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What to find out about a mail domain: what the world's senders would do with it. Immutable and thread-safe; made by a builder that checks
 * everything at {@link Builder#build()}, before any I/O.
 *
 * <pre>{@code
 * import io.github.smtpprobe.survey.Aspect;
 * import io.github.smtpprobe.survey.DomainSurvey;
 *
 * DomainSurvey survey = DomainSurvey.of("example.com")
 *         .without(Aspect.REVERSE_NAMES)
 *         .build();
 * }</pre>
 */
public final class DomainSurvey {
    private final Builder given;
    private final String domain;

    private DomainSurvey(Builder given, String domain) {
        this.given = given;
        this.domain = domain;
    }

    /**
     * Surveys the domain of mailboxes.
     *
     * @param domain the part of a mailbox behind the @, in letters or A-labels; a whole mailbox and {@code mx:example.com} are understood,
     *     too
     * @return a builder
     */
    public static Builder of(String domain) {
        return new Builder(Objects.requireNonNull(domain, "domain"));
    }

    /** {@return a builder that holds all that this survey holds} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return the domain in A-labels and lower case} */
    public String domain() {
        return domain;
    }

    /** {@return what is looked at} */
    public Set<Aspect> aspects() {
        return given.aspects;
    }

    /**
     * Tells whether something is looked at.
     *
     * @param aspect what
     * @return whether it is
     */
    public boolean looksAt(Aspect aspect) {
        return given.aspects.contains(Objects.requireNonNull(aspect, "aspect"));
    }

    /** {@return the port of the exchangers: 25, unless for a test} */
    public int port() {
        return given.port;
    }

    /** {@return the limit of the whole survey} */
    public Duration deadline() {
        return given.deadline;
    }

    /** {@return the name servers to ask, validating or not; empty: those of the probe} */
    public List<InetSocketAddress> nameServers() {
        return given.nameServers;
    }

    /** {@return with what DNSSEC begins} */
    public TrustAnchors anchors() {
        return given.anchors;
    }

    /** {@return the client's name in EHLO; empty where it is the one that probes have by themselves} */
    public Optional<String> heloName() {
        return given.heloName;
    }

    /** {@return which addresses of an exchanger are probed} */
    public AddressCoverage addresses() {
        return given.addresses;
    }

    /** {@return an earlier survey of the same domain, to compare with} */
    public Optional<Earlier> earlier() {
        return given.earlier;
    }

    /** {@return the domain, and what is looked at} */
    @Override
    public String toString() {
        return "DomainSurvey[" + domain + ", " + given.aspects + ", deadline=" + given.deadline + "]";
    }

    /** Collects what to find out. Not thread-safe. Nothing but null is refused before {@link #build()}, which reports all problems at once. */
    public static final class Builder implements Cloneable {
        String typed;
        Set<Aspect> aspects = Collections.unmodifiableSet(EnumSet.allOf(Aspect.class));
        int port = 25;
        Duration deadline = Duration.ofSeconds(60);
        List<InetSocketAddress> nameServers = List.of();
        TrustAnchors anchors = TrustAnchors.standard();
        AddressCoverage addresses = AddressCoverage.ALL;
        Optional<Earlier> earlier = Optional.empty();
        Optional<String> heloName = Optional.empty();

        private Builder(String typed) {
            this.typed = typed;
        }

        private Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        /**
         * Surveys another domain, with all else as it is. An earlier survey to compare with is left out, since it is of one domain.
         *
         * @param other the part of a mailbox behind the @, as in {@link DomainSurvey#of}
         * @return this builder
         */
        public Builder domain(String other) {
            this.typed = Objects.requireNonNull(other, "other");
            this.earlier = Optional.empty();
            return this;
        }

        /**
         * Names the client in EHLO, so that who runs an exchanger can tell who asks.
         *
         * @param name a domain or an address literal; what probes say by themselves if it is not set
         * @return this builder
         */
        public Builder heloName(String name) {
            this.heloName = Optional.of(Objects.requireNonNull(name, "name"));
            return this;
        }

        /**
         * Leaves something out. The report says of it that it was not asked for.
         *
         * @param others not to be looked at
         * @return this builder
         */
        public Builder without(Aspect... others) {
            EnumSet<Aspect> left = EnumSet.noneOf(Aspect.class);
            left.addAll(aspects);
            for (Aspect each : Objects.requireNonNull(others, "others")) {
                left.remove(Objects.requireNonNull(each, "others"));
            }
            this.aspects = Collections.unmodifiableSet(left);
            return this;
        }

        /**
         * Looks for exchangers on another port: for a test. TLSA records are asked for by it, too (RFC 6698 §3). MTA-STS knows port 25 alone.
         *
         * @param number 1 to 65535; 25 if it is not set
         * @return this builder
         */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /**
         * Limits the whole survey. What could not be done in time is in the report as not tested.
         *
         * @param limit 1 ms to 1 h; 60 seconds if it is not set
         * @return this builder
         */
        public Builder deadline(Duration limit) {
            this.deadline = Objects.requireNonNull(limit, "limit");
            return this;
        }

        /**
         * Asks these name servers. Signatures are checked here, whatever they say of them; they have to hand them on.
         *
         * @param servers addresses with ports, already resolved, in the order in which they are asked; the probe's own if it is not set
         * @return this builder
         */
        public Builder nameServers(InetSocketAddress... servers) {
            this.nameServers = Arguments.copy(Arrays.asList(Objects.requireNonNull(servers, "servers")), "servers");
            return this;
        }

        /**
         * Begins DNSSEC with other anchors than those of the root that come with the library.
         *
         * @param others to trust; where there is none, nothing can be told about signatures
         * @return this builder
         */
        public Builder anchors(TrustAnchors others) {
            this.anchors = Objects.requireNonNull(others, "others");
            return this;
        }

        /**
         * Chooses which addresses of an exchanger are probed.
         *
         * @param which {@link AddressCoverage#ALL} if it is not set
         * @return this builder
         */
        public Builder addresses(AddressCoverage which) {
            this.addresses = Objects.requireNonNull(which, "which");
            return this;
        }

        /**
         * Compares with an earlier survey: a policy that changed without a new id, signatures that are not renewed, a key that changed before
         * its record could be known.
         *
         * @param previous of the same domain
         * @return this builder
         */
        public Builder againstEarlier(Earlier previous) {
            this.earlier = Optional.of(Objects.requireNonNull(previous, "previous"));
            return this;
        }

        /**
         * Checks everything.
         *
         * @return the survey
         * @throws InvalidRequest with every problem; its fields are {@code domain}, {@code port}, {@code deadline}, {@code aspects},
         *     {@code heloName}, {@code nameServers} and {@code againstEarlier}
         */
        public DomainSurvey build() {
            Builder copy = copy();
            return new DomainSurvey(copy, SurveyCheck.domain(copy));
        }
    }
}
