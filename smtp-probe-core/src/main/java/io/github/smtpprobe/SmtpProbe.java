/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.diagnosis.Checks;
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
 * Tests an SMTP server end to end without sending mail. Immutable, thread-safe and made to be shared. Between probes it holds no
 * connections and no threads of its own: the watchdog that enforces deadlines ends a second after the last probe. After the first
 * DNS look-up, dnsjava keeps one daemon thread for the whole process ({@code dnsjava NIO selector}), which other code may be
 * using, too.
 *
 * <p>A survey talks to exchangers on up to eight threads, which end with it.
 *
 * <p>The application's own code (transports, resolvers, policies, mechanisms, token sources, TLS managers, listeners, look-ups,
 * checks) runs on the probing thread. Whatever it throws is described in the report. It is interrupted when the deadline passes
 * or the call is cancelled, and must then return: code that ignores interrupts delays its own probe, but no other. At that moment
 * a connection of the application's transport is also closed, on a short-lived daemon thread ({@code smtp-probe-closer}), in case
 * only that releases it. A Kerberos login uses daemon threads, too ({@code smtp-probe-kerberos}), which end when the JDK stops
 * waiting for its KDC.
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
    /** The mail ports that {@link #forUntrustedTargets()} connects to; a request for any other port is refused. */
    public static final List<Integer> UNTRUSTED_PORTS = List.of(25, 465, 587, 2525);

    private static final Duration MOST_TO_WARM_UP = Duration.ofSeconds(30);

    private final Wiring wiring;

    private SmtpProbe(Wiring wiring) {
        this.wiring = wiring;
        ProbeLog.prepare();
    }

    /** Holds the probe with the standard wiring, created on first use. */
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

    /** Holds the probe for untrusted targets, created on first use. */
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
     * The probe for host names that strangers typed into a form. It connects only to addresses of the public internet, each
     * judged before the connection, and only to mail ports ({@link #UNTRUSTED_PORTS}), at most ten times in a probe. In clear
     * text it sends nothing before a valid 220 greeting; anything that comes before one is counted and not shown. Show the
     * stranger {@link ProbeReport#forStrangers()}, or {@link ProbeReport#publicSummary()} alone, and nothing else. Rate limiting
     * is up to the application.
     *
     * <p>A survey talks to at most five addresses of exchangers, on port 25 and up to three times each, and fetches a policy from
     * port 443 of {@code mta-sts.<domain>}; its report names no address that the address policy denies. Show the stranger
     * {@link DomainReport#forStrangers()}.
     *
     * <p>It refuses requests with another port, a source address, a road, a PROXY header, trust settings, LMTP, a verb of their
     * own for EHLO, XCLIENT or Kerberos credentials, and requests that would try every mechanism.
     *
     * @return the probe; its {@link #toBuilder()} can only narrow it
     */
    public static SmtpProbe forUntrustedTargets() {
        return Untrusted.PROBE;
    }

    /**
     * As {@link #forUntrustedTargets()}, with the application's own policy instead of "the public internet on mail ports". This
     * is for testing a form against a server on this machine, with {@code AddressPolicy.only("127.0.0.1").onPorts(port)} for
     * example, and for strangers within a private network. Nothing else differs, except that ports are judged by the policy
     * alone: {@link #call} refuses none beforehand.
     *
     * @param policy the only judge of addresses and ports; a policy that allows everything lets strangers reach whatever this
     *     machine can reach
     * @return the probe; its {@link #toBuilder()} can only narrow it
     */
    public static SmtpProbe forUntrustedTargets(AddressPolicy policy) {
        return builder().addressPolicy(policy).untrusted().build();
    }

    /**
     * The ids of all findings that this release makes by itself, in probes, explanations and surveys: to choose from, and to notice one that
     * is misspelt. The ids of an application's own checks and rows are not among them.
     *
     * @return such as {@code cert.expiring}, in alphabetical order, each once
     */
    public static List<String> findingIds() {
        return Checks.ids();
    }

    /** {@return a builder that starts from this probe's wiring; for a probe for untrusted targets, it can only narrow the limits} */
    public Builder toBuilder() {
        return new Builder(wiring);
    }

    /**
     * Loads what the first TLS handshake of a process needs: providers, trusted authorities, classes. This takes some tenths of a
     * second. A probe that may use TLS and has at least two seconds left does it before it connects, so that it counts against
     * the deadline but not in the time of the handshake; an application that calls this method at start-up avoids both. It takes
     * effect once per process, and not at all if TLS is provided by anything but this Java's own provider. It uses no network,
     * starts no thread, calls no code of the application's, and never fails.
     * {@link io.github.smtpprobe.fact.TlsHandshake#includesStartUp()} tells of handshakes whose time includes what could not be
     * loaded in advance.
     */
    public void warmUp() {
        TlsSettings tls = wiring.network().tls();
        StartUp.warmUp(tls, tls, new Guard(new Cancellation()), Deadline.after(MOST_TO_WARM_UP, Ticker.system()));
    }

    /**
     * Probes with the standard wiring. Blocks until the report is ready, at most for the request's deadline plus 250 ms.
     *
     * @param request what to probe
     * @return the report, whatever the server does
     */
    public static ProbeReport run(ProbeRequest request) {
        return standard().probe(request);
    }

    /**
     * Probes. Blocks until the report is ready, at most for the request's deadline plus 250 ms. Interrupting this thread ends the
     * probe within milliseconds; the report then says so, and the interrupt flag stays set.
     *
     * @param request what to probe
     * @return the report, whatever the server does
     * @throws InvalidRequest if this probe refuses the request: a probe for untrusted targets refuses what
     *     {@link #forUntrustedTargets()} lists, a probe with its own SSLContext refuses trust settings, and one
     *     {@linkplain Builder#withoutCredentials() without credentials} refuses credentials
     */
    public ProbeReport probe(ProbeRequest request) {
        return new ProbeRun(ProbeRun.nextNumber(), wiring.allowed(request), wiring, new Cancellation()).run();
    }

    /**
     * Prepares a probe that can be cancelled or run on another thread.
     *
     * @param request what to probe
     * @return a call that can be executed once
     * @throws InvalidRequest if this probe refuses the request: a probe for untrusted targets refuses what
     *     {@link #forUntrustedTargets()} lists, a probe with its own SSLContext refuses trust settings, and one
     *     {@linkplain Builder#withoutCredentials() without credentials} refuses credentials
     */
    public ProbeCall call(ProbeRequest request) {
        return new ProbeCall(wiring.allowed(request), wiring);
    }

    /** The wiring, which a batch shares with its probe. */
    Wiring wiring() {
        return wiring;
    }

    /**
     * Prepares a probe with a listener of its own.
     *
     * @param request  what to probe
     * @param listener hears of this call only, after the listeners that were given to the builder
     * @return a call that can be executed once
     * @throws InvalidRequest if this probe refuses the request: a probe for untrusted targets refuses what
     *     {@link #forUntrustedTargets()} lists, a probe with its own SSLContext refuses trust settings, and one
     *     {@linkplain Builder#withoutCredentials() without credentials} refuses credentials
     */
    public ProbeCall call(ProbeRequest request, ProbeListener listener) {
        return new ProbeCall(wiring.allowed(request), wiring.heardBy(listener));
    }

    /**
     * Surveys a mail domain with the standard wiring: what would the world's senders do with its mail? Blocks until the report is
     * ready, at most for the survey's deadline plus 250 ms.
     *
     * @param survey what to find out
     * @return the report, whatever DNS, web and mail servers do
     */
    public static DomainReport survey(DomainSurvey survey) {
        return standard().surveyDomain(survey);
    }

    /**
     * Surveys a mail domain. Blocks until the report is ready, at most for the survey's deadline plus 250 ms. Interrupting this
     * thread ends the survey within milliseconds; the report then says so, and the interrupt flag stays set.
     *
     * <p>A survey uses this probe's transport or road, policies, trust settings, clock, and options for surveys. The listeners
     * hear of each conversation as they hear of a probe. Mechanisms, checks, target look-ups and catalogue rows are used by
     * probes alone. So are chosen TLS versions, cipher suites, named groups, server names and session resumption: a survey offers
     * what senders offer.
     *
     * @param survey what to find out
     * @return the report, whatever DNS, web and mail servers do
     * @throws InvalidRequest if this probe refuses the survey: a probe for untrusted targets accepts only port 25 and its own
     *     name servers
     */
    public DomainReport surveyDomain(DomainSurvey survey) {
        return new SurveyCall(wiring.allowed(survey), wiring, null).execute();
    }

    /**
     * Prepares a survey that can be cancelled or run on another thread.
     *
     * @param survey what to find out
     * @return a call that can be executed once
     * @throws InvalidRequest if this probe refuses the survey: a probe for untrusted targets accepts only port 25 and its own
     *     name servers
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
     * @throws InvalidRequest if this probe refuses the survey: a probe for untrusted targets accepts only port 25 and its own
     *     name servers
     */
    public SurveyCall call(DomainSurvey survey, SurveyListener listener) {
        return new SurveyCall(wiring.allowed(survey), wiring, Objects.requireNonNull(listener, "listener"));
    }

    /** Builds an {@link SmtpProbe} from its wiring. Not thread-safe. */
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
         * Measures time with another ticker. The watchdog that releases stuck writes always uses the system's, so this is for
         * tests that bring their own transport.
         *
         * @param ticker thread-safe
         * @return this builder
         */
        public Builder ticker(Ticker ticker) {
            this.ticker = Objects.requireNonNull(ticker, "ticker");
            return this;
        }

        /**
         * Sets the clock by which surveys judge the signatures of zones, and DANE the dates of certificates. This is for tests.
         * Certificates of public authorities are still judged by the system's clock.
         *
         * @param clock thread-safe
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Makes the random order of exchangers with equal preference repeatable.
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
         * @throws IllegalArgumentException if a discovered mechanism cannot be created, or is not a valid mechanism
         */
        public SmtpProbe build() {
            return new SmtpProbe(wiring(ticker, clock, seed));
        }
    }
}
