/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.cli.Slips;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The ids given to {@code --ignore}. They are checked because a misspelt id would ignore nothing, and nobody would notice. */
final class IgnoredFindings {
    private static final String OPTION = "--ignore";
    private static final String LISTED = "; smtp-probe findings lists the ids";

    private IgnoredFindings() {}

    /**
     * Refuses a value that is not the id of a finding, naming its place without repeating it.
     *
     * @param given   what stands behind each {@code --ignore}
     * @param further ids that there are besides those of this release
     * @throws IllegalArgumentException if one is none
     */
    static void check(List<String> given, Collection<String> further) {
        List<String> known = new ArrayList<>(SmtpProbe.findingIds());
        known.addAll(further);
        for (int i = 0; i < given.size(); i++) {
            if (!known.contains(given.get(i))) {
                String which = given.size() == 1 ? OPTION : "the " + (i + 1) + ". " + OPTION;
                throw new IllegalArgumentException(which + " takes the id of a finding, and there is none of this id"
                        + near(given.get(i), known)
                                .map(id -> "; similar: " + id)
                                .orElse("") + LISTED);
            }
        }
    }

    /** The nearest known id; longer words may have more typing errors. */
    private static Optional<String> near(String typed, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(id -> Slips.between(typed, id)))
                .filter(id -> Slips.between(typed, id) <= Math.max(2, id.length() / 5));
    }
}
