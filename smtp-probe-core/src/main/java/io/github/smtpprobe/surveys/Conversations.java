/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import java.net.InetAddress;
import java.util.List;

/** What a survey needs from the façade, which it must not import. Thread-safe; nothing here throws because of what a peer does. */
public interface Conversations {
    /**
     * One address of an exchanger, as a sender knows it.
     *
     * @param host    the name in the MX record, for which public authorities issue certificates
     * @param base    the name that is asked for in TLS (SNI): the TLSA base domain, or the host
     * @param address the address
     * @param port    25, except in tests
     */
    record Peer(String host, String base, InetAddress address, int port) {}

    /**
     * Talks to an exchanger up to TLS. Blocks.
     *
     * @param peer     the exchanger
     * @param offer    what to offer in TLS
     * @param deadline when to end
     * @return the conversation; if the address policy denies the address, an attempt without a connection that says so
     */
    Attempt converse(Peer peer, Offer offer, Deadline deadline);

    /**
     * Fetches the policy of MTA-STS. Blocks.
     *
     * @param domain    the domain
     * @param addresses the addresses of its policy host, in the order in which they are tried; each is judged by the address
     *     policy
     * @param deadline  when to end
     * @return the result
     */
    PolicyFetch fetch(String domain, List<InetAddress> addresses, Deadline deadline);

    /**
     * Runs tasks in parallel, within the limits of this machine, and waits for all of them.
     *
     * @param tasks the tasks, none of which throws
     */
    void sideBySide(List<Runnable> tasks);

    /** {@return whether the survey was cancelled} */
    boolean cancelled();
}
