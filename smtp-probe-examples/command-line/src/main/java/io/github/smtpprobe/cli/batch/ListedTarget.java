/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TypedTarget;
import io.github.smtpprobe.survey.DomainSurvey;
import java.util.OptionalInt;

/**
 * A target in the notation of lists: {@code mx:domain}, a server with or without a port, or {@code domain:domain} for a survey
 * of a mail domain.
 */
final class ListedTarget {
    /** The prefix of a domain to survey. */
    static final String SURVEY = "domain:";

    private ListedTarget() {}

    /** The options for each target, apart from what its line says. */
    interface Options {
        /** Adds the options to a probe. */
        ProbeRequest.Builder addTo(ProbeRequest.Builder request);

        /** Adds the options to a survey. */
        DomainSurvey.Builder addTo(DomainSurvey.Builder survey);

        /** The port for servers whose line names none. */
        OptionalInt port();
    }

    /**
     * The probe or survey that a line asks for.
     *
     * @throws IllegalArgumentException in words that never repeat the text, in which a password may stand
     */
    static BatchTarget read(String text, Options options) {
        if (text.contains("@") || text.contains("://")) {
            throw new IllegalArgumentException(
                    "a target is a host, host:port, mx:example.com or domain:example.com; a batch takes no user, password or URL");
        }
        return text.regionMatches(true, 0, SURVEY, 0, SURVEY.length())
                ? survey(text, options)
                : BatchTarget.of(
                        text, options.addTo(request(text, options.port())).build());
    }

    private static BatchTarget survey(String text, Options options) {
        String domain = text.substring(SURVEY.length()).strip();
        return BatchTarget.survey(text, options.addTo(DomainSurvey.of(domain)).build());
    }

    private static ProbeRequest.Builder request(String text, OptionalInt port) {
        try {
            TypedTarget typed = TypedTarget.read(text);
            return port.isEmpty() || typed.exchangers() || typed.portTyped()
                    ? typed.request()
                    : typed.request(port.getAsInt());
        } catch (InvalidRequest wrong) {
            throw new IllegalArgumentException(
                    "the target " + wrong.problems().get(0).message());
        }
    }
}
