/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code smtp-probe.*} that say who is let in, and from where.
 *
 * @param loginBy who asks staff for their login
 * @param proxies addresses and networks (CIDR) of proxies in front of the page: what they say of the client's address is believed
 */
@ConfigurationProperties("smtp-probe")
public record AccessSettings(
        @DefaultValue("PAGE") LoginBy loginBy, @DefaultValue List<String> proxies) {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is no network
     */
    public AccessSettings {
        proxies = List.copyOf(proxies);
        Networks.of("smtp-probe.proxies", proxies);
    }

    /** {@return the proxies} */
    Networks trustedProxies() {
        return Networks.of("smtp-probe.proxies", proxies);
    }
}
