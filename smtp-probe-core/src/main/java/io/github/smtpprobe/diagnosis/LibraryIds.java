/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The areas of finding ids that are the library's: the words before the first dot. A check of the application's needs an area of
 * its own, so that no later finding of the library's is taken for one of it.
 */
final class LibraryIds {
    private static final Set<String> AREAS = Stream.concat(
                    FindingText.table().keySet().stream(),
                    ReplyCatalogue.standard().meanings().stream().map(Meaning::id))
            .map(LibraryIds::area)
            .collect(Collectors.toUnmodifiableSet());

    private LibraryIds() {}

    /** Whether an id would be one of the library's. */
    static boolean reserved(String id) {
        return AREAS.contains(area(id));
    }

    private static String area(String id) {
        int dot = id.indexOf('.');
        return dot < 0 ? id : id.substring(0, dot);
    }
}
