/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.arguments.OwnId;
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
 * The options of a probe that add the application's own extensions: mechanisms, look-ups, checks, listeners, and catalogue rows.
 *
 * @param <B> the builder type. It has no bound, because a bound would become part of each method's compiled signature, and so of
 *     every compiled caller.
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
     * Adds a SASL mechanism; it replaces a built-in mechanism of the same name. Its name and strength are read here, once.
     *
     * @param mechanism thread-safe
     * @return this builder
     * @throws IllegalArgumentException if either cannot be read, or the name is not a valid SASL name (RFC 4422 §3.1)
     */
    public B mechanism(SaslMechanism mechanism) {
        CheckedMechanism checked = CheckedMechanism.of(mechanism);
        mechanisms.put(checked.name(), checked);
        return self();
    }

    /**
     * Adds the mechanisms that {@link ServiceLoader} finds. They never replace a built-in mechanism or one that was added by
     * hand.
     *
     * @return this builder
     */
    public B discoverMechanisms() {
        discover = true;
        return self();
    }

    /**
     * Adds a look-up about the target. It runs once in each probe, after the last connection. A fifth of the deadline, at most 5
     * seconds, is reserved for all look-ups together, so that a server that stays silent to the end cannot use it up.
     *
     * @param kind   the token of its facts, such as {@code acme.block-list}, beginning with a name of the application's own. All
     *               its facts carry it, and the report mentions it even if the look-up failed or was not reached
     * @param lookUp thread-safe
     * @return this builder
     * @throws IllegalArgumentException if the kind is malformed, begins as ids of the library do ({@link TargetFact#builder}), or
     *     is taken by another look-up
     */
    public B lookUp(String kind, LookUp lookUp) {
        TargetFact.builder(kind, kind, Outcome.done()); // refuses a kind that an application may not use
        Objects.requireNonNull(lookUp, "lookUp");
        if (lookUps.putIfAbsent(kind, lookUp) != null) {
            throw new IllegalArgumentException("kind: another look-up has the kind " + kind);
        }
        return self();
    }

    /**
     * Adds a look-up about the domain of a survey. The DNS questions that it names are asked in the survey's first round; the
     * look-up itself runs once in each survey, after the conversations with the exchangers.
     *
     * @param kind   the token of its facts, such as {@code acme.caa}, beginning with a name of the application's own
     * @param lookUp thread-safe
     * @return this builder
     * @throws IllegalArgumentException if the kind is malformed, begins as ids of the library do ({@link TargetFact#builder}), or
     *     is taken by another look-up
     */
    public B domainLookUp(String kind, DomainLookUp<? extends TargetFact> lookUp) {
        TargetFact.builder(kind, kind, Outcome.done()); // refuses a kind that an application may not use
        Objects.requireNonNull(lookUp, "lookUp");
        if (domainLookUps.putIfAbsent(kind, lookUp) != null) {
            throw new IllegalArgumentException("kind: another look-up has the kind " + kind);
        }
        return self();
    }

    /**
     * Adds a sender whose behaviour surveys predict, after the senders that come with the library.
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
            throw new IllegalArgumentException("sender: another sender has the token " + sender.token());
        }
        senders.add(sender);
        return self();
    }

    /**
     * Adds a check. It runs after the library's own checks, in the order in which checks were added.
     *
     * @param name  the name that reports use if it fails or does not finish, such as {@code acme.old-tls}. It has the form of an
     *              application's finding id, and may be equal to one
     * @param check thread-safe
     * @return this builder
     * @throws IllegalArgumentException if the name is malformed, begins as ids of the library do, or is taken by another check
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
     * Uses another catalogue to explain replies.
     *
     * @param catalogue see {@link ReplyCatalogue#with}
     * @return this builder
     */
    public B catalogue(ReplyCatalogue catalogue) {
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        return self();
    }

    /**
     * Adds a listener that hears every call of the probe.
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
