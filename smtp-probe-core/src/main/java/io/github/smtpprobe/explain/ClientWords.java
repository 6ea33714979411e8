/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import java.util.Map;

/**
 * A phrase that stands in a text.
 *
 * @param phrase the phrase
 * @param start  of its first character
 * @param end    behind its last character
 * @param values what stands in the places for values
 */
record ClientWords(ClientPhrase phrase, int start, int end, Map<String, String> values) {
    boolean covers(ClientWords other) {
        return start <= other.start && other.end <= end;
    }
}
