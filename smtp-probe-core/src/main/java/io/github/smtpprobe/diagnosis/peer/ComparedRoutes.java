/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.peer;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.route.ResolvedHost;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Faults that show only when routes are compared: an address family that does not work, two different servers, a first exchanger
 * that never answers, a port that is blocked from here.
 */
public final class ComparedRoutes implements Check {
    private static final int RELAY = 25;

    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        if (seen.attempts().size() < 2) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        List<Attempt> attempts = seen.attempts().stream()
                .filter(attempt -> attempt.purpose() == Purpose.PROBE)
                .toList();
        deadFamily(seen, attempts, found);
        firstExchanger(seen, attempts, found);
        relayPort(seen, attempts, found);
        return found;
    }

    private static void deadFamily(Observation seen, List<Attempt> attempts, List<Finding> found) {
        boolean fourWorks = attempts.stream().anyMatch(each -> !six(each) && each.conversed());
        Optional<Attempt> dead = attempts.stream()
                .filter(each -> six(each) && failed(each, FailureKind.TIMEOUT, FailureKind.UNREACHABLE))
                .findFirst();
        if (fourWorks && dead.isPresent()) {
            found.add(finding("network.ipv6-dead", seen, dead.get()));
        }
        Optional<String> four = greeting(attempts, false);
        Optional<String> six = greeting(attempts, true);
        if (four.isPresent() && six.isPresent() && !four.get().equals(six.get())) {
            attempts.stream()
                    .filter(ComparedRoutes::six)
                    .findFirst()
                    .ifPresent(each -> found.add(finding("network.families-differ", seen, each)));
        }
    }

    private static Optional<String> greeting(List<Attempt> attempts, boolean six) {
        return attempts.stream()
                .filter(each -> six(each) == six && each.conversed())
                .flatMap(each -> each.facts(Greeting.class).stream())
                .flatMap(fact -> fact.outcome().reply().stream())
                .map(reply -> reply.lines().get(0).strip().split(" ", 2)[0])
                .findFirst();
    }

    /**
     * Reports that the first exchanger never answers: senders begin with the lowest preference, and choose at random among
     * exchangers with the same one (RFC 5321 §5.1).
     */
    private static void firstExchanger(Observation seen, List<Attempt> attempts, List<Finding> found) {
        List<ResolvedHost> hosts = seen.resolution().hosts();
        OptionalInt lowest =
                hosts.stream().flatMapToInt(each -> each.preference().stream()).min();
        List<String> firsts = hosts.stream()
                .filter(each -> lowest.isPresent() && each.preference().equals(lowest))
                .map(ResolvedHost::name)
                .distinct()
                .toList();
        for (String first : firsts) {
            List<Attempt> ofFirst = attempts.stream()
                    .filter(each -> each.route().host().equals(first))
                    .toList();
            boolean dead = !ofFirst.isEmpty()
                    && ofFirst.stream().allMatch(each -> failed(each, FailureKind.TIMEOUT, FailureKind.REFUSED));
            boolean nextWorks =
                    attempts.stream().anyMatch(each -> !each.route().host().equals(first) && each.conversed());
            if (dead && nextWorks) {
                found.add(finding(firsts.size() > 1 ? "mx.equal-dead" : "mx.first-dead", seen, ofFirst.get(0)));
            }
        }
    }

    private static void relayPort(Observation seen, List<Attempt> attempts, List<Finding> found) {
        List<Attempt> relay =
                attempts.stream().filter(each -> each.route().port() == RELAY).toList();
        boolean allSilent = relay.size() > 1 && relay.stream().allMatch(each -> failed(each, FailureKind.TIMEOUT));
        boolean several =
                relay.stream().map(each -> each.route().address()).distinct().count() > 1;
        if (allSilent && several) {
            found.add(finding("network.port-25-shut", seen, relay.get(0)));
        }
    }

    private static boolean six(Attempt attempt) {
        return attempt.route().address() instanceof Inet6Address;
    }

    private static boolean failed(Attempt attempt, FailureKind... kinds) {
        return attempt.fact(Connect.class)
                .map(Connect::outcome)
                .filter(outcome -> outcome instanceof Outcome.Failed failed
                        && List.of(kinds).contains(failed.kind()))
                .isPresent();
    }

    private static Finding finding(String id, Observation seen, Attempt attempt) {
        Connect connect = attempt.fact(Connect.class).orElseThrow();
        Map<String, String> values = Map.of(
                "name", seen.request().target().name(),
                "host", attempt.route().host(),
                "address", attempt.route().addressText(),
                "port", Integer.toString(attempt.route().port()),
                "ms", Long.toString(connect.took().toMillis()));
        return FindingText.of(id).filled(values, OptionalInt.empty(), List.of("route " + attempt.route()));
    }
}
