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
     * @param host    the name in the MX record, for which public authorities vouch
     * @param base    the name that is asked for in TLS (SNI): the TLSA base domain, or the host
     * @param address where
     * @param port    25, unless for a test
     */
    record Peer(String host, String base, InetAddress address, int port) {}

    /**
     * Talks to an exchanger up to TLS. Blocks.
     *
     * @param peer     whom to
     * @param offer    in TLS
     * @param deadline when to end
     * @return what was said; where the address policy denies the address, an attempt without a connection that says so
     */
    Attempt converse(Peer peer, Offer offer, Deadline deadline);

    /**
     * Fetches the policy of MTA-STS. Blocks.
     *
     * @param domain    whose
     * @param addresses of its policy host, in the order in which they are tried; each is judged by the address policy
     * @param deadline  when to end
     * @return what came of it
     */
    PolicyFetch fetch(String domain, List<InetAddress> addresses, Deadline deadline);

    /**
     * Runs tasks side by side, as far as this machine should, and waits for all of them.
     *
     * @param tasks none of which throws
     */
    void sideBySide(List<Runnable> tasks);

    /** {@return whether the survey was cancelled} */
    boolean cancelled();
}
