/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people write it: {@code 10s}, {@code 500ms}, {@code 2m}, {@code 1h}, or seconds as a bare number such as {@code 2} or {@code 1.5}. */
public final class TimeText implements ITypeConverter<Duration> {
    static final String WANTED = "takes a time such as 10s, 500ms or 2";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(ms|s|m|h|)");

    /** Called by picocli. */
    public TimeText() {}

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new TypeConversionException(WANTED);
        }
        BigDecimal milliseconds = new BigDecimal(form.group(1)).multiply(milliseconds(form.group(2)));
        return Duration.ofMillis(milliseconds.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    private static BigDecimal milliseconds(String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "ms" -> 1;
                    case "m" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> 1_000;
                });
    }

    /**
     * Refuses a time that is longer than an option allows.
     *
     * @param time   as it was given
     * @param most   the longest that may be
     * @param option by its name
     * @return the time
     * @throws IllegalArgumentException if it is longer
     */
    public static Duration within(Duration time, Duration most, String option) {
        if (time.compareTo(most) > 0) {
            throw new IllegalArgumentException(option + " " + WANTED + ", and not more than " + most.toHours() + " h");
        }
        return time;
    }
}
