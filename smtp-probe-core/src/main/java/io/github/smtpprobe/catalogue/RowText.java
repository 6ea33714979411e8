/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.text.Printable;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks what an application writes into its row: texts, which may name values of the probe in braces, and enhanced status
 * codes.
 */
final class RowText {
    private static final Set<String> VALUES = Set.of("host", "address", "stage", "sender", "recipient");
    private static final Pattern VALUE = Pattern.compile("\\{([^{}]*)}");

    private static final Pattern ENHANCED =
            Pattern.compile("(?:[245]|x)\\.(?:0|[1-9][0-9]{0,2}|x)\\.(?:0|[1-9][0-9]{0,2}|x)");

    private RowText() {}

    /** A pattern for an enhanced status code in which an x stands for any number. */
    static Pattern enhanced(String code) {
        if (!ENHANCED.matcher(Objects.requireNonNull(code, "code")).matches()) {
            throw new IllegalArgumentException(
                    "enhanced: an enhanced status code looks like 5.7.1 or 5.7.x, not " + Printable.quoted(code));
        }
        return Pattern.compile(code.replace(".", "\\.").replace("x", "[0-9]+"));
    }

    static String checked(String text, String name) {
        Matcher values = VALUE.matcher(Objects.requireNonNull(text, name));
        while (values.find()) {
            if (!VALUES.contains(values.group(1))) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "%s: there is no value {%s}; there are %s",
                        name,
                        Printable.clean(values.group(1)),
                        VALUES.stream().sorted().toList()));
            }
        }
        return text;
    }
}
