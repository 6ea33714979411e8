/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A prompt of AUTH LOGIN that a server sends as plain text instead of base64. Most clients ignore prompts and continue; here
 * that is done only if the text asks for what is to be sent next, so that no password is sent in answer to a prompt for
 * something else.
 */
final class PlainPrompt {
    private static final List<List<String>> ASKED = List.of(List.of("user", "login"), List.of("pass"));

    private PlainPrompt() {}

    /**
     * The prompt in the form that the mechanism expects.
     *
     * @param prompts how many prompts the mechanism has answered before
     * @param text    the text of the challenge, which is not base64
     * @return the prompt; empty if the text does not ask for the next response of this mechanism
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
