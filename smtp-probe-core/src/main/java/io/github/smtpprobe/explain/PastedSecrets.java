/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import io.github.smtpprobe.text.Scrubber;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** What a pasted dialogue gives away where it logs in: learnt there, and masked wherever the server repeats it. */
final class PastedSecrets {
    private static final String BEARER = "auth=bearer ";

    private final Scrubber scrubber = new Scrubber();
    private boolean userFirst;

    /** A login begins; LOGIN sends the user's name before the password. */
    void begin(String mechanism) {
        userFirst = mechanism.equalsIgnoreCase("LOGIN");
    }

    /** A response in base64, as it stands in the dialogue. */
    void learn(String response) {
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

    byte[] scrub(byte[] line) {
        return scrubber.scrub(line);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
