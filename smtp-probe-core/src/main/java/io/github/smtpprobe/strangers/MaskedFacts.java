/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.OtherFact;
import io.github.smtpprobe.fact.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Removes the traces of this machine from facts, by masking all texts in their maps and reading them back. */
final class MaskedFacts {
    /** Failures that happened here: their words name classes, proxies, and what the machine lacks. */
    private static final Set<FailureKind> HERE =
            EnumSet.of(FailureKind.EXTENSION, FailureKind.LOCAL, FailureKind.ROAD, FailureKind.POLICY);

    /** Our own words, which could also be names of one label. */
    private static final Set<String> TOKENS = Set.of(
            "kind",
            "stage",
            "state",
            "reason",
            "failureKind",
            "verb",
            "clientCertificate",
            "trust",
            "validity",
            "sha256",
            "weaknesses");

    /** The first code of one that does not accept. */
    private static final int REFUSAL = 400;

    private MaskedFacts() {}

    /** Whether a failure is only about this machine. */
    static boolean here(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed && HERE.contains(failed.kind());
    }

    static Optional<Fact> of(Fact fact, Mask mask) {
        if (fact instanceof OtherFact) { // it is not known here what it reveals
            return Optional.empty();
        }
        if (fact instanceof Connect connect) {
            connect.localAddress().ifPresent(mask::learn);
            return Optional.of(Connect.of(told(connect.outcome()), connect.took()));
        }
        try {
            return Optional.of(Fact.fromMap(map(fact, mask)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Outcome told(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed && here(outcome)
                ? new Outcome.Failed(failed.reason(), "", Optional.empty())
                : outcome;
    }

    private static Map<String, Object> map(Fact fact, Mask mask) {
        Map<String, Object> map = new LinkedHashMap<>(fact.asMap());
        map.remove("tokenClaims"); // about the credentials, not about the server
        if (map.get("outcome") instanceof Map<?, ?> outcome) {
            Map<Object, Object> told = without(outcome, here(fact.outcome()) ? Set.of("detail") : Set.of());
            if (fact instanceof Ehlo && !refused(fact) && told.get("reply") instanceof Map<?, ?> reply) {
                told.put("reply", withoutCourtesy(reply, mask));
            }
            map.put("outcome", told);
        }
        Map<String, Object> masked = new LinkedHashMap<>();
        map.forEach((key, value) -> masked.put(key, masked(key, value, mask)));
        return masked;
    }

    private static boolean refused(Fact fact) {
        return fact.outcome()
                .reply()
                .filter(reply -> reply.code().value() >= REFUSAL)
                .isPresent();
    }

    private static Map<Object, Object> without(Map<?, ?> map, Set<String> keys) {
        Map<Object, Object> left = new LinkedHashMap<>(map);
        left.keySet().removeAll(keys);
        return left;
    }

    private static Object withoutCourtesy(Map<?, ?> reply, Mask mask) {
        Map<Object, Object> told = new LinkedHashMap<>(reply);
        if (reply.get("lines") instanceof List<?> lines && !lines.isEmpty() && lines.get(0) instanceof String first) {
            List<Object> all = new ArrayList<>(lines);
            all.set(0, MaskedLines.courtesy(first, mask));
            told.put("lines", all);
        }
        return told;
    }

    private static Object masked(String key, Object value, Mask mask) {
        if (value instanceof String text) {
            return TOKENS.contains(key) ? text : key.equals("detail") ? mask.quoting(text) : mask.text(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(each -> masked(key, each, mask)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            if (map.get("name") instanceof String name && map.get("parameters") instanceof List<?> parameters) {
                return keyword(name, parameters, mask);
            }
            Map<String, Object> all = new LinkedHashMap<>();
            map.forEach((name, each) -> all.put(name.toString(), masked(name.toString(), each, mask)));
            return Collections.unmodifiableMap(all);
        }
        return value;
    }

    /** A keyword of EHLO, masked as a line, since names are recognised by the addresses next to them. */
    private static Map<String, Object> keyword(String name, List<?> parameters, Mask mask) {
        StringBuilder line = new StringBuilder(name);
        parameters.forEach(each -> line.append(' ').append(each));
        List<String> words = List.of(mask.text(line.toString()).split(" ", -1));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", words.get(0));
        told.put("parameters", words.subList(1, words.size()));
        return Collections.unmodifiableMap(told);
    }
}
