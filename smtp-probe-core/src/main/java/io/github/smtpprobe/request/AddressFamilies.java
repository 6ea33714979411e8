/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

/** Which IP addresses are used, and in what order. */
public enum AddressFamilies {
    /** Both, IPv6 first for each host, as RFC 6724 prefers it. */
    IPV6_FIRST,
    /** Both, IPv4 first for each host. */
    IPV4_FIRST,
    /** IPv6 only. */
    IPV6_ONLY,
    /** IPv4 only. */
    IPV4_ONLY
}
