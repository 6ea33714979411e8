/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.text.Printable;
import java.util.List;
import java.util.function.Consumer;

/** Limits what strangers wrote: texts by their length, lists by their size. */
final class Shortened {
    private Shortened() {}

    /** A text made safe to show, or its beginning with a mark. */
    static String of(String text, int most) {
        return Printable.cut(Printable.clean(Printable.cut(text, most, "\u2026")), most, "\u2026");
    }

    /**
     * The first elements of a list.
     *
     * @param each receives each of them
     * @param rest receives words about how many were left out, if any were
     */
    static <T> void of(List<T> all, int most, Consumer<T> each, Consumer<String> rest) {
        all.stream().limit(most).forEach(each);
        if (all.size() > most) {
            rest.accept("and " + (all.size() - most) + " more, left out of this report");
        }
    }
}
