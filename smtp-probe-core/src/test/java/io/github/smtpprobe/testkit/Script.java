/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.util.List;

/**
 * A dialogue for a server to play. {@code S} lines are sent, {@code C} lines are waited for; in them {@code [redacted]} and the
 * argument of EHLO and HELO match anything. Events: {@code * tls any} does a handshake, {@code * pause 200ms} waits,
 * {@code * closed} and {@code * reset} end the connection, {@code * timeout} and {@code * silence} stay open and say nothing. At
 * its end the connection is closed.
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
