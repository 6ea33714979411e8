/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Servers that should be alike and are not, and servers that should differ and do not: what only shows beside each other. */
final class UnlikeServers implements Check {
    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        List<Attempt> talked = seen.attempts().stream()
                .filter(attempt -> attempt.purpose() == Purpose.PROBE && attempt.conversed())
                .toList();
        List<Finding> found = new ArrayList<>();
        for (Attempt each : talked) {
            unlike(each, talked)
                    .ifPresent(other -> found.add(finding(
                            "starttls.some-only", each, "other", other.route().addressText())));
        }
        foreignGreeting(talked)
                .ifPresent(name -> found.add(finding("network.intercepted", talked.get(0), "greets", name)));
        return found;
    }

    /** Another server of the same host and port that offers STARTTLS, where this one does not. */
    private static Optional<Attempt> unlike(Attempt one, List<Attempt> all) {
        if (one.route().mode() == TlsMode.IMPLICIT_TLS || offers(one)) {
            return Optional.empty();
        }
        return all.stream()
                .filter(other -> other.route().host().equals(one.route().host())
                        && other.route().port() == one.route().port()
                        && offers(other))
                .findFirst();
    }

    private static boolean offers(Attempt attempt) {
        return attempt.facts(Fact.Hello.class).stream()
                .anyMatch(hello -> !hello.encrypted() && hello.capabilities().startTls());
    }

    /** The one name that hosts of different owners greet with, though it is none of theirs: somebody in between answers. */
    private static Optional<String> foreignGreeting(List<Attempt> talked) {
        List<String> names =
                talked.stream().map(UnlikeServers::greets).distinct().toList();
        List<String> owners = talked.stream()
                .map(attempt -> owner(attempt.route().host()))
                .distinct()
                .toList();
        boolean literal = talked.stream().anyMatch(attempt -> attempt.route().literal());
        return names.size() == 1
                        && owners.size() > 1
                        && !literal
                        && names.get(0).indexOf('.') > 0
                        && !owners.contains(owner(names.get(0)))
                ? Optional.of(names.get(0))
                : Optional.empty();
    }

    private static String greets(Attempt attempt) {
        return attempt.fact(Fact.Greeting.class)
                .flatMap(greeting -> greeting.outcome().reply())
                .map(Reply::lines)
                .map(lines -> lines.get(0).strip().split("[ ;,]")[0].toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** The last two labels, which is near enough to tell hosts of different owners. */
    private static String owner(String host) {
        String[] labels = host.split("[.]");
        return labels.length < 2 ? host : labels[labels.length - 2] + "." + labels[labels.length - 1];
    }

    private static Finding finding(String id, Attempt attempt, String key, String value) {
        Map<String, String> values = Map.of(
                "host",
                attempt.route().host(),
                "address",
                attempt.route().addressText(),
                "port",
                Integer.toString(attempt.route().port()),
                key,
                value);
        return Case.finding(FindingText.of(id), values, OptionalInt.empty(), List.of("route " + attempt.route()));
    }
}
