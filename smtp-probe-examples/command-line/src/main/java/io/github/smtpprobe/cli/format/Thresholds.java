/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The limits beyond which a monitor should not call a working server OK. They are plain numbers, not ranges.
 *
 * @param warningTime  a probe that took longer is a warning
 * @param criticalTime a probe that took longer is critical
 * @param warningDays  a certificate that is valid for fewer days is a warning
 * @param criticalDays a certificate that is valid for fewer days is critical
 */
public record Thresholds(
        Optional<Duration> warningTime,
        Optional<Duration> criticalTime,
        OptionalLong warningDays,
        OptionalLong criticalDays) {
    /** No limits. */
    public static final Thresholds NONE =
            new Thresholds(Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());

    private static final Pattern TIME = Pattern.compile("([0-9]{1,7}(?:\\.[0-9]{1,3})?)(s|ms|)");
    private static final Pattern DAYS = Pattern.compile("([0-9]{1,5})(?:,([0-9]{1,5}))?");

    /**
     * Reads the limits.
     *
     * @param warning  of {@code --warning}
     * @param critical of {@code --critical}
     * @param days     of {@code --certificate-days}
     * @return what was given
     * @throws IllegalArgumentException with what is wrong, which repeats nothing of it
     */
    public static Thresholds of(@Nullable String warning, @Nullable String critical, @Nullable String days) {
        Optional<Duration> warningTime = time("--warning", warning);
        Optional<Duration> criticalTime = time("--critical", critical);
        if (warningTime.isPresent()
                && criticalTime.isPresent()
                && warningTime.get().compareTo(criticalTime.get()) > 0) {
            throw new IllegalArgumentException("--warning must not be longer than --critical");
        }
        var found = DAYS.matcher(days == null ? "" : days);
        if (days == null) {
            return new Thresholds(warningTime, criticalTime, OptionalLong.empty(), OptionalLong.empty());
        }
        if (!found.matches()) {
            throw new IllegalArgumentException("--certificate-days takes a number of days, or two, such as 30 or 30,7");
        }
        OptionalLong warningDays = OptionalLong.of(Long.parseLong(found.group(1)));
        OptionalLong criticalDays =
                found.group(2) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(found.group(2)));
        if (criticalDays.isPresent() && criticalDays.getAsLong() > warningDays.getAsLong()) {
            throw new IllegalArgumentException(
                    "--certificate-days takes the warning first, such as 30,7: the second number must not be greater");
        }
        return new Thresholds(warningTime, criticalTime, warningDays, criticalDays);
    }

    private static Optional<Duration> time(String option, @Nullable String given) {
        if (given == null) {
            return Optional.empty();
        }
        var found = TIME.matcher(given);
        if (!found.matches()) {
            throw new IllegalArgumentException(option + " takes a time such as 2, 0.5, 10s or 500ms");
        }
        double number = Double.parseDouble(found.group(1));
        return Optional.of(Duration.ofNanos(Math.round(number * (found.group(2).equals("ms") ? 1e6 : 1e9))));
    }

    /** {@return whether the certificate is judged} */
    boolean days() {
        return warningDays.isPresent();
    }
}
