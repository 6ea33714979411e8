/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.benchmark;

/** What all clients say. */
final class Mailboxes {
    static final String HELO = "client.example.com";
    static final String FROM = "ada@example.com";
    static final String TO = "bob@example.com";
    static final String USER = "ada";
    static final String PASSWORD = "password";

    private Mailboxes() {}
}
