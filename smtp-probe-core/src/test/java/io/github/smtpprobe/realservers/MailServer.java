/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** A mail server that knows how it is configured and started on its machine. */
interface MailServer {
    /** The users of all servers are {@code ada} (who logs in with {@link #PASSWORD}) and {@code bob}. */
    String PASSWORD = "right horse";

    /** {@return its name in the table} */
    String name();

    /** {@return a service that answers when all do} */
    String lastService();

    /** {@return where it writes its log} */
    String log();

    /** Writes the configuration and starts the server. */
    void start(Machine machine);
}
