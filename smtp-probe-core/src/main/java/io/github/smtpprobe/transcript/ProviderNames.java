/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import io.github.smtpprobe.text.tables.Tables;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names in {@code provider-names.tsv}: they tell whose rule led to a refusal, and nothing about who asked. */
final class ProviderNames {
    private static final List<String> DOMAINS = rows("domain");
    private static final Set<String> LABELS = Set.copyOf(rows("label"));

    private ProviderNames() {}

    private static List<String> rows(String kind) {
        return Tables.of(ProviderNames.class, "provider-names.tsv", List::of).stream()
                .filter(row -> row.get(0).equals(kind))
                .map(row -> row.get(1))
                .toList();
    }

    /** The last part of a name that belongs to a provider and not to one of its customers. */
    static Optional<String> publicPart(String name) {
        for (String domain : DOMAINS) {
            if (name.equals(domain)) {
                return Optional.of(name);
            }
            if (name.endsWith("." + domain)) {
                String kept = domain;
                String before = name.substring(0, name.length() - domain.length() - 1);
                String[] labels = before.split("\\.", -1);
                for (int i = labels.length - 1; i >= 0 && LABELS.contains(labels[i]); i--) {
                    kept = labels[i] + "." + kept;
                }
                return Optional.of(kept);
            }
        }
        return Optional.empty();
    }
}
