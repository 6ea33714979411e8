/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.connection;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Addresses of the server without a reverse name, or with one that does not lead back. This is only a hint, because reverse names
 * are used to judge senders only.
 */
public final class ReverseNames implements Check {
    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        if (seen.targetFacts().isEmpty()) {
            return List.of();
        }
        return seen.targetFacts(ReverseName.class).stream()
                .filter(fact -> fact.whose() == Whose.SERVER)
                .flatMap(fact -> id(fact).stream().map(id -> finding(id, fact)))
                .toList();
    }

    private static Finding finding(String id, ReverseName fact) {
        Map<String, String> values = values(fact);
        return FindingText.of(id).filled(values, OptionalInt.empty(), evidence(fact)).toBuilder()
                .subject(values.getOrDefault("address", ""))
                .build();
    }

    private static Optional<String> id(ReverseName fact) {
        return fact.iprev().flatMap(result -> switch (result) {
            case PERMERROR -> Optional.of("dns.no-reverse-name");
            case FAIL -> Optional.of("dns.reverse-unconfirmed");
            case TEMPERROR -> Optional.of("dns.reverse-unknown");
            case PASS -> Optional.empty();
        });
    }

    /** The values that texts about a reverse name may use. */
    static Map<String, String> values(ReverseName fact) {
        Map<String, String> values = new HashMap<>();
        values.put("address", fact.address().map(AddressLiteral::text).orElse(""));
        values.put(
                "names",
                String.join(
                        ", ", fact.iprev().filter(Iprev.PASS::equals).isPresent() ? fact.confirmed() : fact.names()));
        values.put("more", fact.unread() == 0 ? "" : Integer.toString(fact.unread()));
        values.put("detail", fact.outcome() instanceof Outcome.Failed failed ? failed.detail() : "");
        return values;
    }

    static List<String> evidence(ReverseName fact) {
        return List.of(fact.toString());
    }
}
