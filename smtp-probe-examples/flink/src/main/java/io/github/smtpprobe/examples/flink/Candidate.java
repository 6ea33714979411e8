/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

/**
 * A domain that is to be probed: what waits in the state, and is all that a checkpoint holds of it.
 *
 * @param domain    as the input names it
 * @param exchanger the host that its MX records prefer, of those that have an address
 * @param operator  who runs that host, see {@link OperatorRule}
 */
public record Candidate(String domain, String exchanger, String operator) {}
