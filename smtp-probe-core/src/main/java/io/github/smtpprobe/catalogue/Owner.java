/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

/** To whom something that a reply names belongs. */
enum Owner {
    /** The client's: its address, or its name in EHLO or HELO. */
    CLIENT,
    /** The server's: its address, its name, or the name in its greeting. */
    SERVER,
    /** The reverse-path, or its domain. */
    SENDER,
    /** A forward-path, or its domain. */
    RECIPIENT,
    /** Neither the client nor the server: an address, where it is known under which address the server sees the client. */
    ANOTHER,
    /** Unknown. */
    UNKNOWN
}
