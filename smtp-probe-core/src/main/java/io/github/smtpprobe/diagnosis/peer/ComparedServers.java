/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.peer;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Servers that should be alike and are not, which shows only when they are compared. */
public final class ComparedServers implements Check {
    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        if (seen.attempts().size() < 2) {
            return List.of();
        }
        List<Attempt> talked = seen.attempts().stream()
                .filter(attempt -> attempt.purpose() == Purpose.PROBE && attempt.conversed())
                .toList();
        List<Finding> found = new ArrayList<>();
        for (Attempt each : talked) {
            unlike(each, talked)
                    .ifPresent(other -> found.add(finding(
                            "starttls.some-only", each, "other", other.route().addressText())));
        }
        return found;
    }

    /** Another server at the same host and port that offers STARTTLS, unlike this one. */
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
        return attempt.facts(Ehlo.class).stream()
                .anyMatch(hello -> !hello.encrypted() && hello.capabilities().startTls());
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
        return FindingText.of(id).filled(values, OptionalInt.empty(), List.of("route " + attempt.route()));
    }
}
