/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.text.LastDot;
import java.util.Locale;
import java.util.Objects;

/**
 * A DNS question of class IN (RFC 1035 §4.1.2). It is a Java record, since the RFC defines no further parts.
 *
 * @param name in A-labels, lower case and without a final dot; empty for the root
 * @param type the type of the wanted records
 */
public record Question(String name, RecordType type) {
    /**
     * Makes a question. The name is converted to lower case, and a final dot is removed.
     *
     * @param name in A-labels; it is not validated until the question is asked
     * @param type the type of the wanted records
     */
    public Question {
        Objects.requireNonNull(type, "type");
        String lower = Objects.requireNonNull(name, "name").toLowerCase(Locale.ROOT);
        name = LastDot.without(lower);
    }

    /** {@return name and type, such as {@code example.com MX}; the root is a dot} */
    @Override
    public String toString() {
        return (name.isEmpty() ? "." : name) + " " + type;
    }
}
