/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.names;

/**
 * How many of the hosts and addresses in a zone are looked at, by a probe and by a survey alike. Whoever writes the zone decides
 * how many there are, and may be a stranger; the report says that there are more, and they are not tested.
 */
public final class LookedAt {
    /** The most exchangers of a domain; the largest sets in practice have a dozen. */
    public static final int EXCHANGERS = 20;

    /** The most addresses of each host. */
    public static final int ADDRESSES = 8;

    private LookedAt() {}
}
