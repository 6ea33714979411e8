/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code smtp-probe.*} of the page.
 *
 * @param audience   for whom it is
 * @param deadline   of a probe; from a second to five minutes
 * @param surveyDeadline of a survey of a domain; from a second to five minutes
 * @param demo       whether servers to try it on are started on the loopback address
 * @param login      whether strangers may give a password or token
 * @param recipients whether strangers may give a sender and a recipient
 * @param atOnce     how many probes run at once at most, whoever asks; from 1 to 10,000
 */
@ConfigurationProperties("smtp-probe")
public record PageSettings(
        @DefaultValue("STRANGERS") Audience audience,
        @DefaultValue("20s") Duration deadline,
        @DefaultValue("60s") Duration surveyDeadline,
        @DefaultValue("false") boolean demo,
        @DefaultValue("false") boolean login,
        @DefaultValue("true") boolean recipients,
        @DefaultValue("40") int atOnce) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_AT_ONCE = 10_000;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public PageSettings {
        inRange("smtp-probe.deadline", deadline);
        inRange("smtp-probe.survey-deadline", surveyDeadline);
        inRange("smtp-probe.at-once", atOnce, 1, MOST_AT_ONCE);
    }

    private static void inRange(String property, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(property + " must be from 1s to 5m, not " + value);
        }
    }

    static void inRange(String property, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(property + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    /** {@return whether the users of the page may see whole reports} */
    public boolean staff() {
        return audience == Audience.STAFF;
    }

    /** {@return whether the form asks for a login} */
    public boolean takesLogin() {
        return staff() || login;
    }

    /** {@return whether the form asks for sender and recipient} */
    public boolean takesRecipient() {
        return staff() || recipients;
    }
}
