/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fetch.PolicyFetcher;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.handshake.StartUp;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.tls.TlsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tests an SMTP server end to end without sending mail. Immutable, thread-safe and made to be shared. Between probes it keeps no
 * connection, and no thread of its own: a watchdog that keeps deadlines ends a second after the last probe. Once a name was looked up
 * over DNS, dnsjava keeps one daemon thread for the whole process ({@code dnsjava NIO selector}), which others may be using too.
 *
 * <p>A survey of a domain talks to exchangers on up to eight threads, which end with it.
 *
 * <p>Code that the application gives (transports, resolvers, policies, mechanisms, token sources, TLS managers, listeners, look-ups,
 * checks)
 * runs on the probing thread. Whatever it throws is in the report; it is interrupted when the deadline passes or the call is
 * cancelled, and must then end: code that ignores interrupts holds its probe, though no other one. A connection of the
 * application's is also closed then, on a short-lived daemon thread ({@code smtp-probe-closer}), in case only that frees it. A login by
 * Kerberos has daemon threads, too ({@code smtp-probe-kerberos}), which end when the JDK gives its KDC up.
 *
 * <pre>{@code
 * ProbeReport report = SmtpProbe.run(ProbeRequest.to("smtp.example.com", 587)
 *         .password("ada@example.com", password)
 *         .build());
 * if (!report.passed()) {
 *     System.out.println(report.summary());
 * }
 * }</pre>
 */
public final class SmtpProbe {
    /** The ports that {@link #forUntrustedTargets()} connects to, those of mail; a request for another one is refused. */
    public static final List<Integer> UNTRUSTED_PORTS = List.of(25, 465, 587, 2525);

    private static final Duration MOST_TO_WARM_UP = Duration.ofSeconds(30);

    private final Wiring wiring;

    private SmtpProbe(Wiring wiring) {
        this.wiring = wiring;
        ProbeLog.prepare();
    }

    /** The probe with the standard wiring, which is made when it is first asked for. */
    private static final class Standard {
        static final SmtpProbe PROBE = builder().build();
    }

    /** {@return the probe with the standard wiring: this machine's sockets and name servers, this JDK's trust store} */
    public static SmtpProbe standard() {
        return Standard.PROBE;
    }

    /** {@return a builder that starts from the standard wiring} */
    public static Builder builder() {
        return new Builder();
    }

    /** The probe for untrusted targets, made when it is first asked for. */
    private static final class Untrusted {
        static final SmtpProbe PROBE = builder()
                .addressPolicy(AddressPolicy.publicInternet()
                        .onPorts(IntStream.concat(
                                        UNTRUSTED_PORTS.stream().mapToInt(Integer::intValue),
                                        IntStream.of(PolicyFetcher.PORT))
                                .toArray()))
                .untrusted(UNTRUSTED_PORTS)
                .build();
    }

    /**
     * The probe for host names that strangers typed into a form. It connects to addresses of the public internet only, each judged
     * before the connection, and to mail ports only ({@link #UNTRUSTED_PORTS}), at most ten times a probe. In clear text it says nothing
     * before a valid 220 greeting, and what comes before one is counted and not shown. Show the stranger
     * {@link ProbeReport#forStrangers()}, or {@link ProbeReport#publicSummary()} alone, and nothing else; limits on how often one may ask are
     * the application's.
     *
     * <p>A survey of a domain talks to at most five addresses of exchangers, on port 25 and up to three times each, and fetches a policy from
     * port 443 of {@code mta-sts.<domain>}; it tells no address that the policy denies. Show the stranger {@link DomainReport#forStrangers()}.
     *
     * <p>It refuses requests with another port, a source address, a road, a PROXY header, trust, LMTP, a verb for hello, XCLIENT, Kerberos
     * credentials, and those that would try every mechanism.
     *
     * @return the probe; its {@link #toBuilder()} can only narrow it
     */
    public static SmtpProbe forUntrustedTargets() {
        return Untrusted.PROBE;
    }

    /**
     * The same with a policy of the application's in the place of the public internet and its mail ports: for a test of a form against a
     * server on this machine, such as {@code AddressPolicy.only("127.0.0.1").onPorts(port)}, and for strangers within a network of one's
     * own. Nothing else differs, except that the policy alone judges ports: {@link #call} refuses none beforehand.
     *
     * @param policy the only judge of addresses and ports; one that allows everything lets strangers reach whatever this machine can
     * @return the probe; its {@link #toBuilder()} can only narrow it
     */
    public static SmtpProbe forUntrustedTargets(AddressPolicy policy) {
        return builder().addressPolicy(policy).untrusted().build();
    }

    /** {@return a builder that starts from this probe's wiring; one for untrusted targets can only be narrowed} */
    public Builder toBuilder() {
        return new Builder(wiring);
    }

    /**
     * Loads what the first TLS handshake of a process needs: providers, trusted authorities, classes. That takes some tenths of a second.
     * A probe does it by itself where TLS may come and at least two seconds are left, before it connects, so that it counts against the
     * deadline and not in the time of the step; an application that calls this when it starts has neither. Done once for the process;
     * without any effect where another provider than this Java's own does TLS. Uses no network, starts no thread, asks no code of the
     * application's, and never fails. What it cannot load in advance is said: {@link
     * io.github.smtpprobe.fact.TlsHandshake#includesStartUp()}.
     */
    public void warmUp() {
        TlsSettings tls = wiring.network().tls();
        StartUp.warmUp(tls, tls, new Guard(new Cancellation()), Deadline.after(MOST_TO_WARM_UP, Ticker.system()));
    }

    /**
     * Probes with the standard wiring. Blocks until the report is there, at most for the request's deadline and 250 ms.
     *
     * @param request what to probe
     * @return the report; whatever the server does is in it
     */
    public static ProbeReport run(ProbeRequest request) {
        return standard().probe(request);
    }

    /**
     * Probes. Blocks until the report is there, at most for the request's deadline and 250 ms. An interrupt of this thread ends the probe
     * within milliseconds; the report then says so, and the interrupt flag stays set.
     *
     * @param request what to probe
     * @return the report; whatever the server does is in it
     * @throws InvalidRequest if this probe cannot follow it: one for untrusted targets refuses what {@link #forUntrustedTargets()} lists, one
     *     with an own SSLContext takes no trust, and one {@linkplain Builder#withoutCredentials() without credentials} none
     */
    public ProbeReport probe(ProbeRequest request) {
        return new ProbeRun(ProbeRun.nextNumber(), wiring.allowed(request), wiring, new Cancellation()).run();
    }

    /**
     * Prepares a probe that can be cancelled or run elsewhere.
     *
     * @param request what to probe
     * @return a call that can be executed once
     * @throws InvalidRequest if this probe cannot follow it: one for untrusted targets refuses what {@link #forUntrustedTargets()} lists, one
     *     with an own SSLContext takes no trust, and one {@linkplain Builder#withoutCredentials() without credentials} none
     */
    public ProbeCall call(ProbeRequest request) {
        return new ProbeCall(wiring.allowed(request), wiring);
    }

    /** What a batch shares with its probe. */
    Wiring wiring() {
        return wiring;
    }

    /**
     * Prepares a probe with a listener of its own.
     *
     * @param request  what to probe
     * @param listener hears of this call only, after the builder's
     * @return a call that can be executed once
     * @throws InvalidRequest if this probe cannot follow it: one for untrusted targets refuses what {@link #forUntrustedTargets()} lists, one
     *     with an own SSLContext takes no trust, and one {@linkplain Builder#withoutCredentials() without credentials} none
     */
    public ProbeCall call(ProbeRequest request, ProbeListener listener) {
        return new ProbeCall(wiring.allowed(request), wiring.heardBy(listener));
    }

    /**
     * Surveys a mail domain with the standard wiring: what would the world's senders do with it? Blocks until the report is there, at most for
     * the survey's deadline and 250 ms.
     *
     * @param survey what to find out
     * @return the report; whatever DNS, web and mail servers do is in it
     */
    public static DomainReport survey(DomainSurvey survey) {
        return standard().surveyDomain(survey);
    }

    /**
     * Surveys a mail domain. Blocks until the report is there, at most for the survey's deadline and 250 ms. An interrupt of this thread ends the
     * survey within milliseconds; the report then says so, and the interrupt flag stays set.
     *
     * <p>Of this probe it has the way to servers, the policies, whom TLS trusts, the clock, the listeners, which hear of each conversation as of a
     * probe, and what is named after surveys. Mechanisms, checks, look-ups about one target and rows of the catalogue are for probes alone. TLS
     * versions, cipher suites, named groups, a server name and resumed sessions are the probes' own choice too: a survey offers what senders
     * offer.
     *
     * @param survey what to find out
     * @return the report; whatever DNS, web and mail servers do is in it
     * @throws InvalidRequest if this probe cannot follow it: one for untrusted targets takes port 25 and its own name servers alone
     */
    public DomainReport surveyDomain(DomainSurvey survey) {
        return new SurveyCall(wiring.allowed(survey), wiring, null).execute();
    }

    /**
     * Prepares a survey that can be cancelled or run elsewhere.
     *
     * @param survey what to find out
     * @return a call that can be executed once
     * @throws InvalidRequest if this probe cannot follow it: one for untrusted targets takes port 25 and its own name servers alone
     */
    public SurveyCall call(DomainSurvey survey) {
        return new SurveyCall(wiring.allowed(survey), wiring, null);
    }

    /**
     * Prepares a survey with a listener.
     *
     * @param survey   what to find out
     * @param listener hears of this call only
     * @return a call that can be executed once
     * @throws InvalidRequest if this probe cannot follow it: one for untrusted targets takes port 25 and its own name servers alone
     */
    public SurveyCall call(DomainSurvey survey, SurveyListener listener) {
        return new SurveyCall(wiring.allowed(survey), wiring, Objects.requireNonNull(listener, "listener"));
    }

    /** Collects the wiring. Not thread-safe. */
    public static final class Builder extends ExtensionOptions<Builder> {
        private Ticker ticker = Ticker.system();
        private Clock clock = Clock.systemUTC();
        private @Nullable Long seed;

        private Builder() {}

        private Builder(Wiring wiring) {
            super(wiring);
            ticker = wiring.ticker();
            clock = wiring.clock();
            seed = wiring.seed();
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Measures time with another clock. The watchdog that frees stuck writes knows only the system's, so this is for tests
         * with a transport of their own.
         *
         * @param ticker thread-safe
         * @return this builder
         */
        public Builder ticker(Ticker ticker) {
            this.ticker = Objects.requireNonNull(ticker, "ticker");
            return this;
        }

        /**
         * Judges the signatures of zones, and the dates of certificates by DANE, at another time, in surveys: for tests. Public authorities are judged
         * by the system's clock.
         *
         * @param clock thread-safe
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Makes the order of exchangers with equal preference repeatable.
         *
         * @param seed any number
         * @return this builder
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Makes the probe.
         *
         * @return the probe
         * @throws IllegalArgumentException if a discovered mechanism cannot be made, or is none
         */
        public SmtpProbe build() {
            return new SmtpProbe(wiring(ticker, clock, seed));
        }
    }
}
