/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.text.LastDot;
import java.util.Locale;
import java.util.Objects;

/**
 * A question of DNS, of class IN (RFC 1035 §4.1.2). A Java record, since the RFC has closed its shape.
 *
 * @param name in A-labels, lower case, without a last dot; empty for the root
 * @param type of the records that are wanted
 */
public record Question(String name, RecordType type) {
    /**
     * Makes a question. Capitals become small letters, and one last dot goes.
     *
     * @param name in A-labels; whether it can be asked for shows when it is asked
     * @param type of the records that are wanted
     */
    public Question {
        Objects.requireNonNull(type, "type");
        String lower = Objects.requireNonNull(name, "name").toLowerCase(Locale.ROOT);
        name = LastDot.without(lower);
    }

    /** {@return name and type, as in {@code example.com MX}; the root is a dot} */
    @Override
    public String toString() {
        return (name.isEmpty() ? "." : name) + " " + type;
    }
}
