/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A dialogue for a server to play. {@code S} lines are sent, {@code C} lines are waited for; in them {@code [redacted]} and the
 * argument of EHLO and HELO match anything. At its end the connection is closed. Events:
 * <ul>
 *   <li>{@code * pause 200ms} waits; {@code * drip 200ms} sends from here on one octet at a time, so far apart;</li>
 *   <li>{@code * timeout} and {@code * silence} stay open and say nothing;</li>
 *   <li>{@code * closed}, {@code * reset} and {@code * truncated} (no close_notify) end the connection, {@code * half-closed} the
 *       server's direction of it;</li>
 *   <li>{@code * tls any} does a handshake with the server's certificate; {@code * rekey} asks for new keys later;</li>
 *   <li>{@code * client-hello} takes the client's TLS hello off the wire, to be answered with raw octets:
 *       {@code S: \x15\x03\x03\x00\x02\x02\x28\-} is the alert handshake_failure.</li>
 * </ul>
 *
 * @param lines what is played
 */
public record Script(List<ScriptLine> lines) {
    /**
     * Makes a script.
     *
     * @param lines what is played
     */
    public Script {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a script.
     *
     * @param text in the dialogue notation; blank lines and lines that start with {@code #} are skipped
     * @return the script
     * @throws IllegalArgumentException if a line is none of a script; the message gives its number
     */
    public static Script parse(String text) {
        List<String> lines = List.of(text.split("\\R", -1));
        String said = lines.stream()
                .map(line -> ScriptEvent.read(line).isPresent() ? "" : line)
                .collect(Collectors.joining("\n"));
        Iterator<Entry> entries = Transcript.parse(said).entries().iterator();
        return new Script(lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> ScriptEvent.read(line)
                        .map(ScriptLine.class::cast)
                        .orElseGet(() -> new ScriptLine.Said(entries.next())))
                .toList());
    }

    /**
     * Makes a script that says what somebody else said.
     *
     * @param dialogue what is played
     * @return the script
     */
    public static Script of(Transcript dialogue) {
        return new Script(dialogue.entries().stream()
                .<ScriptLine>map(ScriptLine.Said::new)
                .toList());
    }

    /** {@return what a transcript of the conversation would hold: the script without what only a script says} */
    public Transcript dialogue() {
        return Transcript.of(lines.stream()
                .filter(ScriptLine.Said.class::isInstance)
                .map(line -> ((ScriptLine.Said) line).entry())
                .toList());
    }

    /** {@return the script as it is written} */
    @Override
    public String toString() {
        return lines.stream().map(ScriptLine::toString).collect(Collectors.joining("\n", "", "\n"));
    }
}
