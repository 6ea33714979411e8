/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A prompt of AUTH LOGIN that a server sends as it reads, and not in base64. Most clients do not look at prompts and go on; here that is
 * done only where the words ask for what is to be sent next, so that no password goes to a prompt for something else.
 */
final class PlainPrompt {
    private static final List<List<String>> ASKED = List.of(List.of("user", "login"), List.of("pass"));

    private PlainPrompt() {}

    /**
     * The prompt as the mechanism takes it.
     *
     * @param prompts how many it has answered before
     * @param text    of the challenge, which is not base64
     * @return empty where the words do not ask for the next response of this mechanism
     */
    static Optional<byte[]> of(String mechanism, int prompts, String text) {
        String words = text.toLowerCase(Locale.ROOT);
        return mechanism.equals("LOGIN")
                        && prompts < ASKED.size()
                        && ASKED.get(prompts).stream().anyMatch(words::startsWith)
                ? Optional.of(text.getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
