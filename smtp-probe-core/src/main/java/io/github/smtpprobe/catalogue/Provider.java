/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.List;

/**
 * Who is known by the names of its hosts, by its links, or by marks that its servers put into their replies.
 *
 * @param name  the provider
 * @param hosts domains of its hosts
 * @param marks words in its replies
 * @param links parts of its links
 */
record Provider(String name, List<String> hosts, List<Phrase> marks, List<String> links) {
    boolean isKnownBy(Reading reading) {
        return owns(reading.context().host())
                || owns(reading.context().greeting())
                || links.stream().anyMatch(reading::links)
                || marks.stream().anyMatch(each -> occurs(each, reading.text().words()));
    }

    boolean owns(String host) {
        return hosts.stream().anyMatch(each -> under(each, host));
    }

    private static boolean under(String domain, String host) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static boolean occurs(Phrase phrase, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (phrase.standsAt(words, i)) {
                return true;
            }
        }
        return false;
    }
}
