/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;

/** A resolver that answers never and ends only when it is interrupted. */
final class StuckResolver implements MailResolver {
    @Override
    public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
        new CountDownLatch(1).await();
        throw new AssertionError();
    }

    @Override
    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline)
            throws InterruptedException {
        new CountDownLatch(1).await();
        throw new AssertionError();
    }
}
