/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A part of a whole as people write it: {@code 25}, {@code 2.5} or {@code 25%}. */
public final class PercentText implements ITypeConverter<Double> {
    static final String WANTED = "takes a number from 0 to 100, such as 25, 2.5 or 25%";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?) ?%?");
    private static final double WHOLE = 100;

    /** Called by picocli. */
    public PercentText() {}

    @Override
    public Double convert(String text) {
        Matcher form = FORM.matcher(text.strip());
        double percent = form.matches() ? Double.parseDouble(form.group(1)) : -1;
        if (percent < 0 || percent > WHOLE) {
            throw new TypeConversionException(WANTED);
        }
        return percent;
    }
}
