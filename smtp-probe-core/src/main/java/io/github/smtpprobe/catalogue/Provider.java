/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.List;
import java.util.Set;

/**
 * A provider, recognised by the names of its hosts, by its links, or by marks in the replies of its servers.
 *
 * @param name  the provider
 * @param hosts domains of its hosts
 * @param marks words in its replies
 * @param links parts of its links
 */
record Provider(String name, List<String> hosts, List<Phrase> marks, List<String> links) {
    /** Whether a reply comes from this provider; its marks were looked for before. */
    boolean isKnownBy(Reading reading, Set<String> marked) {
        return marked.contains(name)
                || owns(reading.context().host())
                || owns(reading.context().greeting())
                || reading.linksAny(links);
    }

    boolean owns(String host) {
        return hosts.stream().anyMatch(each -> under(each, host));
    }

    private static boolean under(String domain, String host) {
        return host.equals(domain) || host.endsWith("." + domain);
    }
}
