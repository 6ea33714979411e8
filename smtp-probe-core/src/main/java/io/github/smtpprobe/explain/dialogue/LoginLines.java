/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.sasl.OAuthError;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The lines of a login: which of the client's lines are responses to a challenge instead of commands, and what a challenge says
 * about an error.
 */
final class LoginLines {
    private boolean loggedIn;
    private Optional<OAuthError> error = Optional.empty();

    /**
     * Whether a line is a response.
     *
     * @param pending    whether a login waits for its final reply
     * @param challenged whether the server has just asked for a response
     */
    boolean response(String line, boolean pending, boolean challenged) {
        boolean command = Utterance.command(line);
        boolean late = loggedIn && Utterance.base64(line); // the reply came earlier, or is not in the text
        loggedIn |= line.toUpperCase(Locale.ROOT).startsWith("AUTH ");
        return (pending && challenged && !line.strip().equalsIgnoreCase("QUIT")) || (!command && (pending || late));
    }

    /** Reads a challenge, which may explain why a token is refused. */
    void challenge(String base64) {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64.strip());
            if (decoded.length > 0 && decoded[0] == '{') {
                error = Optional.of(OAuthError.of(decoded));
            }
        } catch (IllegalArgumentException prompt) {
            error = Optional.empty(); // a challenge that is not base64 is not an OAuth error
        }
    }

    /** The error about a token in the last challenge. */
    Optional<OAuthError> error() {
        return error;
    }
}
