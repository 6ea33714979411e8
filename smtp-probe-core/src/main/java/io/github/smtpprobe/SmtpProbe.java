/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.diagnosis.Checks;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.lookup.LookUp;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.session.CheckedMechanism;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Tests an SMTP server end to end without sending mail. Immutable, thread-safe and made to be shared. Between probes it keeps no
 * connection, and no thread of its own: a watchdog that keeps deadlines ends a second after the last probe. Once a name was looked up
 * over DNS, dnsjava keeps one daemon thread for the whole process ({@code dnsjava NIO selector}), which others may be using too.
 *
 * <p>Code that the application gives (transports, resolvers, policies, mechanisms, token sources, TLS managers, listeners, look-ups,
 * checks)
 * runs on the probing thread. Whatever it throws is in the report; it is interrupted when the deadline passes or the call is
 * cancelled, and must then end: code that ignores interrupts holds its probe, though no other one. A connection of the
 * application's is also closed then, on a short-lived daemon thread ({@code smtp-probe-closer}), in case only that frees it.
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
    private final Wiring wiring;

    private SmtpProbe(Wiring wiring) {
        this.wiring = wiring;
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
                .addressPolicy(AddressPolicy.publicInternet().onPorts(25, 465, 587, 2525))
                .untrusted()
                .build();
    }

    /**
     * The probe for host names that strangers typed into a form. It connects to addresses of the public internet only, each judged
     * before the connection, and to mail ports only (25, 465, 587, 2525), at most ten times a probe. In clear text it says nothing
     * before a valid 220 greeting, and what comes before one is counted and not shown. Show the stranger
     * {@link ProbeReport#publicSummary()} and nothing else; limits on how often one may ask are the application's.
     *
     * @return the probe; its {@link #toBuilder()} can only narrow it
     */
    public static SmtpProbe forUntrustedTargets() {
        return Untrusted.PROBE;
    }

    /** {@return a builder that starts from this probe's wiring; one for untrusted targets can only be narrowed} */
    public Builder toBuilder() {
        return new Builder(wiring);
    }

    /**
     * Probes with the standard wiring. Blocks until the report is there, at most for the request's deadline.
     *
     * @param request what to probe
     * @return the report; whatever the server does is in it
     */
    public static ProbeReport run(ProbeRequest request) {
        return standard().probe(request);
    }

    /**
     * Probes. Blocks until the report is there, at most for the request's deadline. An interrupt of this thread ends the probe
     * within milliseconds; the report then says so, and the interrupt flag stays set.
     *
     * @param request what to probe
     * @return the report; whatever the server does is in it
     * @throws InvalidRequest if this probe cannot follow it: one for untrusted targets takes no source address and no trust from
     *     a request, and one with an own SSLContext no trust
     */
    public ProbeReport probe(ProbeRequest request) {
        return new ProbeRun(ProbeRun.nextNumber(), allowed(request), wiring, new Cancellation()).run();
    }

    /**
     * Prepares a probe that can be cancelled or run elsewhere.
     *
     * @param request what to probe
     * @return a call that can be executed once
     * @throws InvalidRequest if this probe cannot follow it: one for untrusted targets takes no source address and no trust from
     *     a request, and one with an own SSLContext no trust
     */
    public ProbeCall call(ProbeRequest request) {
        return new ProbeCall(allowed(request), wiring);
    }

    private ProbeRequest allowed(ProbeRequest request) {
        List<Problem> conflicts = wiring.network().conflicts(Objects.requireNonNull(request, "request"));
        if (!conflicts.isEmpty()) {
            throw new InvalidRequest(conflicts);
        }
        return request;
    }

    /**
     * Prepares a probe with a listener of its own.
     *
     * @param request  what to probe
     * @param listener hears of this call only, after the builder's
     * @return a call that can be executed once
     * @throws InvalidRequest if this probe cannot follow it: one for untrusted targets takes no source address and no trust from
     *     a request, and one with an own SSLContext no trust
     */
    public ProbeCall call(ProbeRequest request, ProbeListener listener) {
        return new ProbeCall(allowed(request), wiring.heardBy(listener));
    }

    /** Collects the wiring. Not thread-safe. */
    public static final class Builder extends NetworkOptions<Builder> {
        private final Map<String, SaslMechanism> mechanisms = new LinkedHashMap<>();
        private boolean discover;
        private final Map<String, LookUp> lookUps = new LinkedHashMap<>();
        private final List<Check> checks = new ArrayList<>(Checks.standard());
        private ReplyCatalogue catalogue = ReplyCatalogue.standard();
        private final List<ProbeListener> listeners = new ArrayList<>();
        private Ticker ticker = Ticker.system();
        private @Nullable Long seed;

        private Builder() {}

        private Builder(Wiring wiring) {
            super(wiring.network());
            wiring.mechanisms().forEach(each -> mechanisms.put(each.name(), each));
            lookUps.putAll(wiring.lookUps());
            checks.clear();
            checks.addAll(wiring.checks());
            catalogue = wiring.catalogue();
            listeners.addAll(wiring.listeners());
            ticker = wiring.ticker();
            seed = wiring.seed();
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Adds a SASL mechanism; one with the name of a built-in one takes its place. It is asked for its name and its strength
         * here, and never again.
         *
         * @param mechanism thread-safe
         * @return this builder
         * @throws IllegalArgumentException if it cannot tell them, or its name is none of SASL's (RFC 4422 §3.1)
         */
        public Builder mechanism(SaslMechanism mechanism) {
            CheckedMechanism checked = CheckedMechanism.of(mechanism);
            mechanisms.put(checked.name(), checked);
            return this;
        }

        /**
         * Adds the mechanisms that {@link ServiceLoader} finds. They never take the place of built-in or given ones.
         *
         * @return this builder
         */
        public Builder discoverMechanisms() {
            discover = true;
            return this;
        }

        /**
         * Adds a look-up about the target. It is asked once in each probe, after the last connection. For all look-ups together, a
         * fifth of the deadline is kept, 5 seconds at most: a server that is silent to the end does not take it.
         *
         * @param kind   the token of its facts, such as {@code acme.block-list}, with a name of the application's before the dot; it
         *               stands in the report also where the look-up failed, or came to no turn
         * @param lookUp thread-safe
         * @return this builder
         * @throws IllegalArgumentException if the kind is none ({@link TargetFact#builder}), or another look-up has it
         */
        public Builder lookUp(String kind, LookUp lookUp) {
            TargetFact.builder(kind, kind, Outcome.done()); // refuses what is no kind of an application's
            Objects.requireNonNull(lookUp, "lookUp");
            if (lookUps.putIfAbsent(kind, lookUp) != null) {
                throw new IllegalArgumentException("kind: another look-up has the kind " + kind);
            }
            return this;
        }

        /**
         * Adds a check.
         *
         * @param check thread-safe
         * @return this builder
         */
        public Builder check(Check check) {
            checks.add(Objects.requireNonNull(check, "check"));
            return this;
        }

        /**
         * Explains replies with another catalogue.
         *
         * @param catalogue see {@link ReplyCatalogue#with}
         * @return this builder
         */
        public Builder catalogue(ReplyCatalogue catalogue) {
            this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
            return this;
        }

        /**
         * Adds a listener for all calls.
         *
         * @param listener thread-safe
         * @return this builder
         */
        public Builder listener(ProbeListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
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
         * Makes the order of exchangers with equal preference repeatable.
         *
         * @param seed any number
         * @return this builder
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        private static List<CheckedMechanism> discovered() {
            try {
                return ServiceLoader.load(SaslMechanism.class).stream()
                        .map(found -> CheckedMechanism.of(found.get()))
                        .toList();
            } catch (ServiceConfigurationError | LinkageError broken) {
                throw new IllegalArgumentException("discoverMechanisms: a provider that was found is unusable", broken);
            }
        }

        /**
         * Makes the probe.
         *
         * @return the probe
         * @throws IllegalArgumentException if a discovered mechanism cannot be made, or is none
         */
        public SmtpProbe build() {
            Map<String, SaslMechanism> all = new LinkedHashMap<>();
            SaslMechanism.builtIn().forEach(each -> all.put(each.name(), each));
            all.putAll(mechanisms);
            if (discover) {
                discovered().forEach(each -> all.putIfAbsent(each.name(), each));
            }
            return new SmtpProbe(new Wiring(
                    network(),
                    List.copyOf(all.values()),
                    Collections.unmodifiableMap(new LinkedHashMap<>(lookUps)),
                    List.copyOf(checks),
                    catalogue,
                    List.copyOf(listeners),
                    ticker,
                    seed));
        }
    }
}
