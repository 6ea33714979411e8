/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the table knows about the words of replies apart from the causes that they tell.
 *
 * @param asides     phrases that do not tell the cause
 * @param lasting    phrases that say that the refusal is permanent
 * @param passing    phrases that say that the refusal is temporary
 * @param conditions phrases that say that something has to be done before another try
 * @param plain      single words that say no more than a code does
 * @param misspelt   misspelt words of some servers, each with the correct one
 */
record Beside(
        List<Phrase> asides,
        List<Phrase> lasting,
        List<Phrase> passing,
        List<Phrase> conditions,
        Set<String> plain,
        Map<String, String> misspelt) {}
