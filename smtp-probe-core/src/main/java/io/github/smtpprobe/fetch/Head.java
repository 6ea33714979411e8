/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The status and the header section of a response. */
final class Head {
    private final int status;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    Head(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Whether another response follows it (RFC 9110 §15.2). */
    boolean interim() {
        return status < 200;
    }

    int size() {
        return names.size();
    }

    void add(String name, String value) {
        names.add(name.toLowerCase(Locale.ROOT));
        values.add(value);
    }

    /** Continues the last field, which was folded (RFC 9112 §5.2). */
    void fold(String more) {
        int last = values.size() - 1;
        values.set(last, (values.get(last) + " " + more).strip());
    }

    /** All values of a field, in order. */
    List<String> all(String name) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                found.add(values.get(i));
            }
        }
        return found;
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }
}
