/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import java.util.List;

/**
 * The application does not start because a setting is wrong or, if {@code smtp-probe.start-up} says {@code fail}, because its
 * mail server does not work. With {@link RefusedStartAnalyzer}, Spring Boot shows the reason and a remedy instead of a stack
 * trace. It contains no secret.
 */
public final class RefusedStart extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * Creates the exception.
     *
     * @param reason what is wrong, in sentences
     * @param remedy what to do about it, in sentences
     */
    public RefusedStart(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    static RefusedStart of(String setting, String rule) {
        return of(List.of(setting + " " + rule));
    }

    static RefusedStart of(List<String> wrong) {
        return new RefusedStart(String.join(".\n", wrong) + ".", "Correct the settings that are named above.");
    }

    /** {@return what to do about it} */
    public String remedy() {
        return remedy;
    }
}
