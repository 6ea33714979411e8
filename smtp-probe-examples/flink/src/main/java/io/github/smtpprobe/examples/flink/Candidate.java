/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

/**
 * A domain that is to be probed. This is what waits in the state, and all that a checkpoint contains about it.
 *
 * @param domain    as the input names it
 * @param exchanger the most preferred host of its MX records that has an address
 * @param operator  who runs that host, see {@link OperatorRule}
 */
public record Candidate(String domain, String exchanger, String operator) {}
