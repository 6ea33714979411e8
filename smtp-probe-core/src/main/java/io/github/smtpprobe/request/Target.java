/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

/**
 * What is probed. More kinds may come in a minor release, so a {@code switch} over them needs a {@code default}; each kind is a
 * record, since a name is all that there is to it.
 */
public sealed interface Target {
    /** {@return the name or literal in the form in which it is shown and sent: A-labels, no brackets} */
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
