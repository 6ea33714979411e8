/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import java.util.Map;

/**
 * A phrase that was found in a text.
 *
 * @param phrase the phrase
 * @param start  the index of its first character
 * @param end    the index after its last character
 * @param values the values at its placeholders
 */
record ClientWords(ClientPhrase phrase, int start, int end, Map<String, String> values) {
    /** How many characters of its own the phrase has; of two at one place, the one with more is more specific. */
    int literal() {
        int length = 0;
        for (ClientPhrase.Part part : phrase.parts()) {
            length += part.value() ? 0 : part.text().length();
        }
        return length;
    }

    boolean covers(ClientWords other) {
        return start <= other.start && other.end <= end;
    }
}
