/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what one sender does at one exchanger. For something that was not tested, each possible value is tried; the prospect is
 * known if it is the same with all of them.
 */
final class Judge {
    private final Sender sender;

    Judge(Sender sender) {
        this.sender = sender;
    }

    /** Predicts for a host that is the same at all addresses. */
    Forecast of(DomainState domain, HostState host) {
        List<Forecast> all = host.all().map(each -> alone(domain, each)).toList();
        return all.size() == 1
                ? all.get(0)
                : End.of(all.stream().flatMap(End::all).toList(), "the address or the certificate");
    }

    private Forecast alone(DomainState domain, HostState host) {
        Optional<Sender.Rule> rule = sender.rule();
        return rule.isPresent() ? ruled(rule.get(), domain, host) : of(Case.of(domain, host, sender));
    }

    private Forecast ruled(Sender.Rule rule, DomainState domain, HostState host) {
        try {
            Forecast told = rule.forecast(domain, host.alone());
            if (told != null) {
                return told.source().isEmpty() ? sourced(told) : told;
            }
        } catch (RuntimeException broken) {
            return notSaid("The rule for " + sender.name() + " failed, so that nothing is known of what it does.");
        }
        return notSaid("The rule for " + sender.name() + " says nothing.");
    }

    private Forecast sourced(Forecast told) {
        Forecast.Builder all = told.because(told.prospect(), told.why()).source(sender.source());
        told.better().ifPresent(all::better);
        sender.read().ifPresent(all::read);
        return all.build();
    }

    private Forecast of(Case seen) {
        Reading reading = Reading.of(seen);
        if (reading.unknown().isPresent()) {
            return whatever(reading.unknown().get(), seen);
        }
        for (Condition condition : reading.conditions()) {
            Optional<Way> way = sender.way(condition);
            if (way.isPresent()) {
                return settled(seen, condition, way.get());
            }
        }
        return notSaid("Nobody has said what " + sender.name() + " does here.");
    }

    private Forecast settled(Case seen, Condition condition, Way way) {
        if (!way.byTls()) {
            return way.forecast(condition, way.prospect(), way.why());
        }
        return switch (seen.host().startTls()) {
            case NOT_TESTED -> whatever(Unknown.STARTTLS, seen);
            case OLD_TLS ->
                way.forecast(
                        condition,
                        Prospect.NOT_KNOWN,
                        "Nothing newer than TLS 1.1 works at the exchanger, and it is not known whether "
                                + sender.name() + " takes that for TLS.");
            case WORKS -> way.forecast(condition, way.prospect(), way.why());
            case NOT_OFFERED, FAILED ->
                way.orClear()
                        ? way.forecast(
                                condition,
                                Prospect.CLEAR,
                                way.why() + " TLS cannot be used here, so the message goes in clear text.")
                        : way.forecast(condition, way.prospect(), way.why());
        };
    }

    private Forecast whatever(Unknown unknown, Case seen) {
        List<Forecast> all = new ArrayList<>();
        for (Case each : unknown.cases(seen)) {
            all.add(of(each));
            if (all.get(all.size() - 1).prospect() != all.get(0).prospect()) {
                return Forecast.ours(
                                Prospect.NOT_KNOWN,
                                "It was not tested " + unknown.words()
                                        + ", and what becomes of the message depends on it.")
                        .known(Condition.NOT_TESTED, "")
                        .build();
            }
        }
        Forecast first = all.get(0);
        return all.stream().allMatch(each -> sameCause(each, first)) ? first : agreed(unknown, first);
    }

    private static boolean sameCause(Forecast one, Forecast other) {
        return one.why().equals(other.why()) && one.condition().equals(other.condition());
    }

    private Forecast agreed(Unknown unknown, Forecast first) {
        boolean known = first.prospect() != Prospect.NOT_KNOWN;
        return Forecast.ours(
                        first.prospect(),
                        "It was not tested " + unknown.words()
                                + (known
                                        ? "; whatever comes of it, mail from " + sender.name() + " is "
                                                + first.prospect().words() + "."
                                        : ", and what becomes of the message depends on it."))
                .known(Condition.NOT_TESTED, "")
                .build();
    }

    private static Forecast notSaid(String why) {
        return Forecast.ours(Prospect.NOT_KNOWN, why)
                .known(Condition.NOT_SAID, "")
                .build();
    }
}
