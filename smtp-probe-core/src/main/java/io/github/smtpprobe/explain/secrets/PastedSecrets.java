/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.text.Scrubber;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** What a pasted dialogue gives away where it logs in: learnt there, and masked wherever the server repeats it. */
public final class PastedSecrets {
    private static final String BEARER = "auth=bearer ";

    private final Scrubber scrubber = new Scrubber();
    private boolean loggedIn;
    private boolean userFirst;

    /**
     * Whether a line of the client's is a response to a challenge; then it is learnt.
     *
     * @param pending    whether a login waits for its final reply
     * @param challenged whether the server has just asked for a response
     */
    public boolean response(String line, boolean pending, boolean challenged) {
        boolean command = Utterance.command(line);
        boolean late = loggedIn && Utterance.base64(line); // the reply came first, or is not in the text
        boolean response = (pending && challenged) || (!command && (pending || late));
        if (response) {
            for (String word : line.split(" ")) {
                learn(word);
            }
        }
        return response;
    }

    /** Any other line: AUTH shows its mechanism, and not its initial response. */
    public String masked(String line) {
        if (!line.toUpperCase(Locale.ROOT).startsWith("AUTH ")) {
            return line;
        }
        String[] words = line.split(" ", 3);
        loggedIn = true;
        userFirst = words[1].equalsIgnoreCase("LOGIN"); // which sends the user's name before the password
        if (words.length < 3) {
            return line;
        }
        learn(words[2]);
        return "AUTH " + words[1] + " " + Scrubber.MASK;
    }

    private void learn(String response) {
        scrubber.learnRuns(octets(response));
        boolean user = userFirst;
        userFirst = false;
        try {
            String decoded = new String(Base64.getDecoder().decode(response.strip()), StandardCharsets.UTF_8);
            String[] parts = decoded.split("[\\x00\\x01]");
            for (String part : parts) {
                if (part.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
                    scrubber.learn(octets(part.substring(BEARER.length())));
                }
            }
            if (!user && parts.length > 0) {
                scrubber.learn(octets(parts[parts.length - 1])); // PLAIN: the password stands last
            }
        } catch (IllegalArgumentException noBase64) {
            scrubber.learn(octets(response)); // some programs print responses in clear text
        }
    }

    public byte[] scrub(byte[] line, int read) {
        return scrubber.scrub(line, read);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
