/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import java.net.InetAddress;

/**
 * A resolver of an application's that was written before there was a look-up of reverse names: all else another one answers.
 * Those that answer for reverse names in their own way extend it.
 */
public class OlderResolver implements MailResolver {
    private final MailResolver zone;

    public OlderResolver(MailResolver zone) {
        this.zone = zone;
    }

    public final MailResolver zone() {
        return zone;
    }

    @Override
    public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
        return zone.exchangers(domain, deadline);
    }

    @Override
    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline)
            throws InterruptedException {
        return zone.addresses(host, families, deadline);
    }
}
