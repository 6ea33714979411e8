/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

/**
 * What is probed. A minor release may add kinds, so a {@code switch} over them needs a {@code default}. Each kind is a record,
 * since it consists of little more than a name.
 */
public sealed interface Target {
    /** {@return the name or address in the form in which it is shown and sent: A-labels, no brackets} */
    String name();

    /**
     * One server.
     *
     * @param name    its name in A-labels, or an address without brackets
     * @param literal whether the name is an address
     */
    record Server(String name, boolean literal) implements Target {}

    /**
     * The mail exchangers of a domain.
     *
     * @param name the domain in A-labels
     */
    record MailExchangers(String name) implements Target {}
}
