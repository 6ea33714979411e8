/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.records.TrustAnchors;
import io.github.smtpprobe.request.InvalidRequest;
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
 * What to find out about a mail domain: what the world's senders would do with its mail. Immutable and thread-safe; created by a
 * builder that checks everything in {@link Builder#build()}, before any I/O.
 *
 * <p>SPF, DKIM and DMARC are not looked at: receivers of mail from the domain check them, while a survey is about mail to it.
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
     * Surveys a mail domain.
     *
     * @param domain the part of a mailbox after the @, in Unicode or A-labels; a whole mailbox and {@code mx:example.com} are
     *     accepted, too
     * @return a builder
     */
    public static Builder of(String domain) {
        return new Builder(Objects.requireNonNull(domain, "domain"));
    }

    /** {@return a builder with all options of this survey} */
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
     * Tells whether an aspect is looked at.
     *
     * @param aspect the aspect
     * @return whether it is
     */
    public boolean looksAt(Aspect aspect) {
        return given.aspects.contains(Objects.requireNonNull(aspect, "aspect"));
    }

    /** {@return the port of the exchangers: 25, except in tests} */
    public int port() {
        return given.port;
    }

    /** {@return the time limit of the whole survey} */
    public Duration deadline() {
        return given.deadline;
    }

    /** {@return the name servers to ask, which need not validate; if empty, those of the probe} */
    public List<InetSocketAddress> nameServers() {
        return given.nameServers;
    }

    /** {@return the trust anchors of DNSSEC} */
    public TrustAnchors anchors() {
        return given.anchors;
    }

    /** {@return the client's name in EHLO; if empty, the default of probes} */
    public Optional<String> heloName() {
        return given.heloName;
    }

    /** {@return which addresses of an exchanger the survey talks to} */
    public AddressCoverage addresses() {
        return given.addresses;
    }

    /** {@return an earlier survey of the same domain to compare with} */
    public Optional<EarlierSurvey> earlier() {
        return given.earlier;
    }

    /** {@return the domain, and the aspects that are looked at} */
    @Override
    public String toString() {
        return "DomainSurvey[" + domain + ", " + given.aspects + ", deadline=" + given.deadline + "]";
    }

    /** Builds a {@link DomainSurvey}. Not thread-safe. Only null is refused before {@link #build()}, which reports all problems at once. */
    public static final class Builder implements Cloneable {
        String typed;
        Set<Aspect> aspects = Collections.unmodifiableSet(EnumSet.allOf(Aspect.class));
        int port = 25;
        Duration deadline = Duration.ofSeconds(60);
        List<InetSocketAddress> nameServers = List.of();
        TrustAnchors anchors = TrustAnchors.standard();
        AddressCoverage addresses = AddressCoverage.ALL;
        Optional<EarlierSurvey> earlier = Optional.empty();
        Optional<String> heloName = Optional.empty();

        private Builder(String typed) {
            this.typed = typed;
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }

        /**
         * Surveys another domain and leaves everything else as it is, except that an earlier survey to compare with is dropped,
         * since it is about the former domain.
         *
         * @param other the part of a mailbox after the @, as in {@link DomainSurvey#of}
         * @return this builder
         */
        public Builder domain(String other) {
            this.typed = Objects.requireNonNull(other, "other");
            this.earlier = Optional.empty();
            return this;
        }

        /**
         * Sets the client's name in EHLO, so that the operator of an exchanger can tell who asks.
         *
         * @param name a domain or an address literal; if not set, the default of probes
         * @return this builder
         */
        public Builder heloName(String name) {
            this.heloName = Optional.of(Objects.requireNonNull(name, "name"));
            return this;
        }

        /**
         * Leaves aspects out. The report says that they were not asked for.
         *
         * @param others the aspects not to look at
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
         * Talks to exchangers on another port, for tests. TLSA records are looked up for that port, too (RFC 6698 §3). MTA-STS is
         * defined for port 25 only.
         *
         * @param number 1 to 65535; 25 if not set
         * @return this builder
         */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /**
         * Sets the time limit of the whole survey. The report lists what could not be done in time as not tested.
         *
         * @param limit 1 ms to 1 h; 60 seconds if not set
         * @return this builder
         */
        public Builder deadline(Duration limit) {
            this.deadline = Objects.requireNonNull(limit, "limit");
            return this;
        }

        /**
         * Asks these name servers. Signatures are validated here, whatever the name servers say about them, so they only have to
         * pass signatures on. Several are compared: the report says if they differ, or if some do not answer. One that was silent
         * when another had answered is not asked first for half a minute, so all of them should know the same names.
         *
         * @param servers addresses with ports, already resolved, in the order in which they are asked; the probe's own if not set
         * @return this builder
         * @throws IllegalArgumentException if there is none
         */
        public Builder nameServers(InetSocketAddress... servers) {
            if (Objects.requireNonNull(servers, "servers").length == 0) {
                throw new IllegalArgumentException("nameServers: at least one is needed");
            }
            this.nameServers = Arguments.copy(Arrays.asList(servers), "servers");
            return this;
        }

        /**
         * Validates DNSSEC with other trust anchors than the library's anchors of the root zone.
         *
         * @param others the anchors to trust; if empty, nothing can be said about signatures
         * @return this builder
         */
        public Builder anchors(TrustAnchors others) {
            this.anchors = Objects.requireNonNull(others, "others");
            return this;
        }

        /**
         * Chooses which addresses of an exchanger the survey talks to.
         *
         * @param which {@link AddressCoverage#ALL} if not set
         * @return this builder
         */
        public Builder addresses(AddressCoverage which) {
            this.addresses = Objects.requireNonNull(which, "which");
            return this;
        }

        /**
         * Compares with an earlier survey, to find a policy that changed without a new id, signatures that are not renewed, or a
         * key that changed before its record could have spread.
         *
         * @param previous an earlier survey of the same domain
         * @return this builder
         */
        public Builder againstEarlier(EarlierSurvey previous) {
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
