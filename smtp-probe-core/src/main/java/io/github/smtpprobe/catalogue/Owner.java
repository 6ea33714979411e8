/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

/** Whose a thing is that a reply names. */
enum Owner {
    /** The client's: its address, or its name in EHLO or HELO. */
    CLIENT,
    /** The server's: its address, its name, or the name in its greeting. */
    SERVER,
    /** The reverse-path, or its domain. */
    SENDER,
    /** A forward-path, or its domain. */
    RECIPIENT,
    /** An address of neither client nor server, where it is known how the server sees the client. */
    ANOTHER,
    /** Nobody can tell. */
    UNKNOWN
}
