/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.LookUp;
import io.github.smtpprobe.outlook.Sender;
import io.github.smtpprobe.outlook.Senders;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.session.CheckedMechanism;
import io.github.smtpprobe.text.OwnId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of a probe that add what the application brings: mechanisms, look-ups, checks, listeners, and rows of the catalogue.
 *
 * @param <B> the builder. It has no bound, which would stand in the compiled form of each method and so in every caller's.
 */
abstract sealed class ExtensionOptions<B> extends NetworkOptions<B> permits SmtpProbe.Builder {
    private final Map<String, SaslMechanism> mechanisms = new LinkedHashMap<>();
    private boolean discover;
    private final Map<String, LookUp> lookUps = new LinkedHashMap<>();
    private final Map<String, Check> checks = new LinkedHashMap<>();
    private final Map<String, DomainLookUp<? extends TargetFact>> domainLookUps = new LinkedHashMap<>();
    private final List<Sender> senders = new ArrayList<>();
    private ReplyCatalogue catalogue = ReplyCatalogue.standard();
    private final List<ProbeListener> listeners = new ArrayList<>();

    ExtensionOptions() {}

    ExtensionOptions(Wiring wiring) {
        super(wiring.network());
        wiring.mechanisms().forEach(each -> mechanisms.put(each.name(), each));
        lookUps.putAll(wiring.lookUps());
        checks.putAll(wiring.checks());
        domainLookUps.putAll(wiring.surveying().lookUps());
        senders.addAll(wiring.surveying().senders());
        catalogue = wiring.catalogue();
        listeners.addAll(wiring.listeners());
    }

    Wiring wiring(Ticker ticker, Clock clock, @Nullable Long seed) {
        Map<String, SaslMechanism> all = new LinkedHashMap<>();
        SaslMechanism.builtIn().forEach(each -> all.put(each.name(), each));
        all.putAll(mechanisms);
        if (discover) {
            discovered().forEach(each -> all.putIfAbsent(each.name(), each));
        }
        return new Wiring(
                network(),
                List.copyOf(all.values()),
                Collections.unmodifiableMap(new LinkedHashMap<>(lookUps)),
                Collections.unmodifiableMap(new LinkedHashMap<>(checks)),
                catalogue,
                List.copyOf(listeners),
                new Wiring.Surveying(
                        Collections.unmodifiableMap(new LinkedHashMap<>(domainLookUps)), List.copyOf(senders)),
                ticker,
                clock,
                seed);
    }

    /**
     * Adds a SASL mechanism; one with the name of a built-in one takes its place. It is asked for its name and its strength
     * here, and never again.
     *
     * @param mechanism thread-safe
     * @return this builder
     * @throws IllegalArgumentException if it cannot tell them, or its name is none of SASL's (RFC 4422 §3.1)
     */
    public B mechanism(SaslMechanism mechanism) {
        CheckedMechanism checked = CheckedMechanism.of(mechanism);
        mechanisms.put(checked.name(), checked);
        return self();
    }

    /**
     * Adds the mechanisms that {@link ServiceLoader} finds. They never take the place of built-in or given ones.
     *
     * @return this builder
     */
    public B discoverMechanisms() {
        discover = true;
        return self();
    }

    /**
     * Adds a look-up about the target. It is asked once in each probe, after the last connection. For all look-ups together, a
     * fifth of the deadline is kept, 5 seconds at most: a server that is silent to the end does not take it.
     *
     * @param kind   the token of its facts, such as {@code acme.block-list}, with a name of the application's before the dot; all its facts have it, and it
     *               stands in the report also where the look-up failed, or was not reached
     * @param lookUp thread-safe
     * @return this builder
     * @throws IllegalArgumentException if the kind is none, or begins as ids of the library do ({@link TargetFact#builder}), or another look-up has it
     */
    public B lookUp(String kind, LookUp lookUp) {
        TargetFact.builder(kind, kind, Outcome.done()); // refuses what is no kind of an application's
        Objects.requireNonNull(lookUp, "lookUp");
        if (lookUps.putIfAbsent(kind, lookUp) != null) {
            throw new IllegalArgumentException("kind: another look-up has the kind " + kind);
        }
        return self();
    }

    /**
     * Adds a look-up about the domain of a survey. What it needs of DNS is asked with the survey's first round; it looks once
     * in each survey, after the exchangers were talked to.
     *
     * @param kind   the token of its facts, such as {@code acme.caa}, with a name of the application's before the dot
     * @param lookUp thread-safe
     * @return this builder
     * @throws IllegalArgumentException if the kind is none, or begins as ids of the library do ({@link TargetFact#builder}), or another look-up has it
     */
    public B domainLookUp(String kind, DomainLookUp<? extends TargetFact> lookUp) {
        TargetFact.builder(kind, kind, Outcome.done()); // refuses what is no kind of an application's
        Objects.requireNonNull(lookUp, "lookUp");
        if (domainLookUps.putIfAbsent(kind, lookUp) != null) {
            throw new IllegalArgumentException("kind: another look-up has the kind " + kind);
        }
        return self();
    }

    /**
     * Adds a sender whose doings surveys foretell, after those that come with the library.
     *
     * @param sender see {@link Sender}
     * @return this builder
     * @throws IllegalArgumentException if another sender has its token
     */
    public B sender(Sender sender) {
        Objects.requireNonNull(sender, "sender");
        boolean known = Stream.concat(Senders.standard().stream(), senders.stream())
                .anyMatch(each -> each.token().equals(sender.token()));
        if (known) {
            throw new IllegalArgumentException("sender: another one has the token " + sender.token());
        }
        senders.add(sender);
        return self();
    }

    /**
     * Adds a check. It runs after the library's, in the order in which checks were added.
     *
     * @param name  what reports call it where it fails or does not finish, such as {@code acme.old-tls}; it has the form of an
     *              application's ids of findings, and may be one of them
     * @param check thread-safe
     * @return this builder
     * @throws IllegalArgumentException if the name is none, begins as ids of the library do, or another check has it
     */
    public B check(String name, Check check) {
        OwnId.checked(name, "name");
        Objects.requireNonNull(check, "check");
        if (checks.putIfAbsent(name, check) != null) {
            throw new IllegalArgumentException("name: another check has the name " + name);
        }
        return self();
    }

    /**
     * Explains replies with another catalogue.
     *
     * @param catalogue see {@link ReplyCatalogue#with}
     * @return this builder
     */
    public B catalogue(ReplyCatalogue catalogue) {
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        return self();
    }

    /**
     * Adds a listener for all calls.
     *
     * @param listener thread-safe
     * @return this builder
     */
    public B listener(ProbeListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return self();
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
}
