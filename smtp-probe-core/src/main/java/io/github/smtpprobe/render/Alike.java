/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings of different attempts that say the same in the same words, for example about several addresses of one server. They
 * are shown once.
 */
final class Alike {
    private final List<Finding> findings = new ArrayList<>(1);

    private Alike() {}

    /** Groups in the order of their first findings. */
    static List<Alike> of(Collection<Finding> findings) {
        Map<List<Object>, Alike> groups = new LinkedHashMap<>();
        for (Finding finding : findings) {
            groups.computeIfAbsent(words(finding), key -> new Alike()).findings.add(finding);
        }
        return List.copyOf(groups.values());
    }

    private static List<Object> words(Finding finding) {
        return List.of(
                finding.id(),
                finding.severity(),
                finding.confidence(),
                finding.actor(),
                finding.summary(),
                finding.explanation(),
                finding.remedy(),
                finding.reference());
    }

    /** The finding that is shown for all of them. */
    Finding first() {
        return findings.get(0);
    }

    /** All of the findings, at least one. */
    List<Finding> all() {
        return findings;
    }
}
