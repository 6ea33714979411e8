/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.util.Map;
import java.util.Objects;

/**
 * A transcript in colours for a terminal: what the probe said in green, what the server said in blue, its refusals in red,
 * events dimmed. Colour is never the only distinction: each line keeps the marks of the dialogue notation.
 */
public final class AnsiTranscript {
    private AnsiTranscript() {}

    /**
     * Tells whether to use colours: on a terminal, unless {@code NO_COLOR} is set to anything but an empty value, or {@code
     * TERM} is {@code dumb}.
     *
     * @param environment such as {@link System#getenv()}
     * @param terminal    whether the output goes to a terminal
     * @return whether to use colours
     */
    public static boolean wanted(Map<String, String> environment, boolean terminal) {
        Objects.requireNonNull(environment, "environment");
        String off = environment.get("NO_COLOR");
        return terminal && (off == null || off.isEmpty()) && !"dumb".equals(environment.get("TERM"));
    }

    /**
     * Renders a transcript.
     *
     * @param transcript any transcript
     * @return its lines, each with a line end
     */
    public static String render(Transcript transcript) {
        Objects.requireNonNull(transcript, "transcript");
        StringBuilder out = new StringBuilder();
        for (Entry entry : transcript.entries()) {
            out.append(line(entry)).append('\n');
        }
        return out.toString();
    }

    /**
     * Renders one entry.
     *
     * @param entry an entry of a transcript
     * @return the coloured line, without line end
     */
    public static String line(Entry entry) {
        Objects.requireNonNull(entry, "entry");
        String colour = switch (entry.direction()) {
            case CLIENT -> Colours.GREEN;
            case SERVER -> refusal(entry) ? Colours.RED : Colours.BLUE;
            case EVENT -> Colours.DIM;
        };
        return colour + entry + Colours.RESET;
    }

    static boolean refusal(Entry entry) {
        String text = entry.text();
        return entry.direction() == Entry.Direction.SERVER && (text.startsWith("4") || text.startsWith("5"));
    }
}
