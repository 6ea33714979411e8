/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.text.LastDot;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the registrable part of a name by a rule of thumb: no list of suffixes is complete, and this one covers countries with
 * much mail.
 */
enum LastTwoLabels implements Operators {
    INSTANCE;

    /** Second labels under which registries of countries register names: {@code co.uk}, {@code com.au}, {@code or.jp}. */
    private static final Set<String> REGISTRY = Set.of(
            "ac", "co", "com", "edu", "gob", "gouv", "gov", "go", "gv", "ltd", "me", "mil", "ne", "net", "nhs", "nom",
            "or", "org", "plc", "sch");

    private static final int COUNTRY = 2;

    @Override
    public String operator(String host) {
        String name = LastDot.without(Objects.requireNonNull(host, "host").toLowerCase(Locale.ROOT));
        int end = name.length();
        int last = name.lastIndexOf('.', end - 1);
        int second = before(name, last);
        boolean registry =
                last >= 0 && end - last - 1 == COUNTRY && REGISTRY.contains(name.substring(second + 1, last));
        return name.substring((registry ? before(name, second) : second) + 1, end);
    }

    /** The index of the dot before another dot, or -1. */
    private static int before(String name, int dot) {
        return dot <= 0 ? -1 : name.lastIndexOf('.', dot - 1);
    }
}
