/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.util.List;

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
 * @param dialogue what is played
 */
public record Script(Transcript dialogue) {
    /**
     * Reads a script.
     *
     * @param text in the dialogue notation
     * @return the script
     * @throws IllegalArgumentException if a line is none of a dialogue
     */
    public static Script parse(String text) {
        return new Script(Transcript.parse(text));
    }

    List<Entry> entries() {
        return dialogue.entries();
    }
}
