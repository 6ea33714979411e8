/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.lines.Utterance;
import java.util.Locale;

/** Which lines of a client's are responses to a challenge, and no commands. */
final class LoginLines {
    private boolean loggedIn;

    /**
     * Whether a line is one.
     *
     * @param pending    whether a login waits for its final reply
     * @param challenged whether the server has just asked for a response
     */
    boolean response(String line, boolean pending, boolean challenged) {
        boolean command = Utterance.command(line);
        boolean late = loggedIn && Utterance.base64(line); // the reply came first, or is not in the text
        loggedIn |= line.toUpperCase(Locale.ROOT).startsWith("AUTH ");
        return (pending && challenged && !line.strip().equalsIgnoreCase("QUIT")) || (!command && (pending || late));
    }
}
