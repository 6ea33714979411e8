/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.render.AnsiTranscript;
import java.util.Locale;
import java.util.Map;

/** When to use colours. */
public enum ColourChoice {
    /** On a terminal, unless the environment forbids it. */
    AUTO,
    /** Always. */
    ALWAYS,
    /** Never. */
    NEVER;

    /**
     * Decides.
     *
     * @param environment of the process
     * @param terminal    whether a person looks at the output
     * @return whether to use them
     */
    public boolean wanted(Map<String, String> environment, boolean terminal) {
        return switch (this) {
            case AUTO -> AnsiTranscript.wanted(environment, terminal);
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
