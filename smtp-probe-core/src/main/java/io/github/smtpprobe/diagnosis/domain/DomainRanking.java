/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The order of findings: faults on our side first, then causes by severity, each followed by its consequences. */
final class DomainRanking {
    /** Findings about faults on our side; while there is one of them, all others are uncertain. */
    private static final Set<String> OURS = Set.of("dns.no-anchor", "dns.cannot-tell");

    private static final int DEEPEST = 4;
    private static final String OUR_CLOCK = "dns.not-yet";

    private final Map<Finding, List<Finding>> consequences = new LinkedHashMap<>();
    private final Map<String, Finding> byKey = new HashMap<>();
    private final Map<String, Finding> byId = new HashMap<>();
    private final String domain;

    private DomainRanking(List<Finding> found, String domain) {
        this.domain = domain;
        for (Finding each : found) {
            byKey.put(each.key(), each);
            byId.putIfAbsent(each.id(), each);
        }
    }

    static List<Finding> of(List<Finding> found, String domain) {
        return new DomainRanking(found, domain).ordered(found);
    }

    private List<Finding> ordered(List<Finding> found) {
        List<Finding> roots = new ArrayList<>();
        for (Finding each : found) {
            Finding root = root(each);
            if (root != each) {
                consequences.computeIfAbsent(root, key -> new ArrayList<>()).add(each);
            } else {
                roots.add(each.toBuilder().consequenceOf("").build());
            }
        }
        roots.replaceAll(this::raised);
        roots.sort(comparingInt(DomainRanking::place));
        List<Finding> all = new ArrayList<>();
        for (Finding root : roots) {
            all.add(root);
            all.addAll(followers(root));
        }
        return List.copyOf(all);
    }

    private Finding root(Finding finding) {
        Finding root = finding;
        for (int steps = 0; steps < DEEPEST; steps++) {
            root = cause(root).orElse(root);
        }
        return root;
    }

    /** The cause of a finding, if it was found. */
    private Optional<Finding> cause(Finding finding) {
        return finding.consequenceOf()
                .flatMap(id -> Optional.ofNullable(byKey.get(id + " " + finding.subject()))
                        .or(() -> Optional.ofNullable(byKey.get(id + " " + domain)))
                        .or(() -> Optional.ofNullable(byId.get(id))))
                .filter(cause -> cause != finding);
    }

    private List<Finding> followers(Finding root) {
        Finding asFound = byKey.getOrDefault(root.key(), root);
        List<Finding> all = new ArrayList<>(consequences.getOrDefault(asFound, List.of()));
        all.sort(comparing(Finding::severity));
        return all;
    }

    /** A cause with the severity of the worst of its consequences. */
    private Finding raised(Finding root) {
        Severity worst = followers(root).stream()
                .map(Finding::severity)
                .reduce(root.severity(), (one, other) -> other.compareTo(one) < 0 ? other : one);
        return worst == root.severity() || OURS.contains(root.id())
                ? root
                : root.toBuilder().severity(worst).build();
    }

    private static int place(Finding finding) {
        boolean ours = OURS.contains(finding.id())
                || (finding.id().equals(OUR_CLOCK) && finding.subject().equals(ZoneAnswers.ROOT));
        return ours
                ? 0
                : switch (finding.severity()) {
                    case ERROR -> 1;
                    case WARNING -> 2;
                    case INFO -> 3;
                };
    }
}
