/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/**
 * A number in the digits 0 to 9. Java also reads the digits of other scripts, but somebody who sees a port in them may not be
 * able to tell which one it is.
 */
final class AsciiNumber {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,19}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]{1,19}(?:\\.[0-9]{1,19})?");

    private AsciiNumber() {}

    /** Makes all options of a command and its subcommands read numbers in this way. */
    static void addTo(CommandLine line) {
        line.registerConverter(Integer.class, text -> read(WHOLE, text, Integer::valueOf));
        line.registerConverter(int.class, text -> read(WHOLE, text, Integer::valueOf));
        line.registerConverter(double.class, text -> read(DECIMAL, text, Double::valueOf));
    }

    private static <T> T read(Pattern form, String text, Function<String, T> number) {
        if (!form.matcher(text).matches()) {
            throw new TypeConversionException("no number");
        }
        return number.apply(text);
    }
}
