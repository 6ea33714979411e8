/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the words of replies beside the causes that they tell.
 *
 * @param asides     what stands beside the cause
 * @param lasting    say that it will be so for good
 * @param passing    say that it is so for now
 * @param conditions say that something has to be done before another try
 * @param plain      single words that say no more than a code does
 * @param misspelt   words as some servers write them, with the word that they mean
 */
record Beside(
        List<Phrase> asides,
        List<Phrase> lasting,
        List<Phrase> passing,
        List<Phrase> conditions,
        Set<String> plain,
        Map<String, String> misspelt) {}
