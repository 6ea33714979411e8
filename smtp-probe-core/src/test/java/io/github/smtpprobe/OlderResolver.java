/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import java.net.InetAddress;

/** A resolver of an application's that was written before there was a look-up of reverse names. */
public record OlderResolver(MailResolver names) implements MailResolver {
    @Override
    public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
        return names.exchangers(domain, deadline);
    }

    @Override
    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline)
            throws InterruptedException {
        return names.addresses(host, families, deadline);
    }
}
