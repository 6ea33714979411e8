/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code smtp-probe.*} of the page.
 *
 * @param audience   for whom it is
 * @param deadline   of a probe
 * @param demo       whether servers to try it on are started on the loopback address
 * @param login      whether strangers may give a password or token
 * @param recipients whether strangers may give a sender and a recipient
 * @param atOnce     how many probes run at once at most, whoever asks
 */
@ConfigurationProperties("smtp-probe")
public record PageSettings(
        @DefaultValue("STRANGERS") Audience audience,
        @DefaultValue("20s") Duration deadline,
        @DefaultValue("false") boolean demo,
        @DefaultValue("false") boolean login,
        @DefaultValue("true") boolean recipients,
        @DefaultValue("40") int atOnce) {
    /** {@return whether whoever uses the page may see all of a report} */
    public boolean staff() {
        return audience == Audience.STAFF;
    }

    /** {@return whether the form asks for a login} */
    public boolean takesLogin() {
        return staff() || login;
    }

    /** {@return whether the form asks for sender and recipient} */
    public boolean takesRecipient() {
        return staff() || recipients;
    }
}
