/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.Finding;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The anchors of findings on a page. They are made from the findings' ids, so that a link stays valid: {@code
 * finding-auth-rejected}, with -2 appended for a second one.
 */
final class Anchors {
    private final IdentityHashMap<Finding, String> names = new IdentityHashMap<>();

    Anchors(List<Finding> findings) {
        Map<String, Integer> counts = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (Finding finding : findings) {
            String plain = "finding-" + finding.id().replace('.', '-');
            String name = plain;
            do {
                int count = counts.merge(plain, 1, Integer::sum);
                name = count == 1 ? plain : plain + "-" + count;
            } while (!taken.add(name));
            names.put(finding, name);
        }
    }

    /** The anchor of a finding of the report. */
    String of(Finding finding) {
        return names.getOrDefault(finding, "findings");
    }

    /** The anchor of an attempt. */
    static String ofAttempt(int index) {
        return "attempt-" + (index + 1);
    }
}
