/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.util.Map;

/** The passwords that the table names, some of which are hard to pass on, and the accounts that have them. */
final class Passwords {
    private static final Map<String, String> BY_NAME = Map.of(
            "right", MailServer.PASSWORD,
            "wrong", "wrong battery",
            "no-break", "right\u00a0horse", // which SASLprep makes the right one
            "accented", "Gr\u00fc\u00dfe \u00e9t\u00e9",
            "decomposed", "Gru\u0308\u00dfe e\u0301te\u0301", // the same for SASLprep
            "snow", "\u2603 \ud83d\udc0e",
            "ligature", "\ufb01sh", // fish, for SASLprep
            "blanks", " two  blanks ",
            "long", "0123456789".repeat(100));

    /** User names and the names of their passwords. */
    private static final Map<String, String> ACCOUNTS = Map.of(
            "ada", "right",
            "b\u00fcro", "right",
            "accented", "accented",
            "snow", "snow",
            "ligature", "ligature",
            "blanks", "blanks",
            "long", "long");

    private Passwords() {}

    static String of(String name) {
        return BY_NAME.get(name);
    }

    /** Makes the accounts where Cyrus SASL looks for them, for servers that run in some group. */
    static void intoCyrus(Machine machine, String group) {
        StringBuilder script = new StringBuilder("set -e\n");
        ACCOUNTS.forEach((user, name) -> script.append("printf %s '")
                .append(of(name))
                .append("' | saslpasswd2 -p -c -u ")
                .append(Names.HOST + " '")
                .append(user)
                .append("'\n"));
        script.append("chgrp ").append(group).append(" /etc/sasldb2\nchmod 0640 /etc/sasldb2\n");
        machine.write("/tmp/accounts", script.toString()).run("sh", "/tmp/accounts");
    }

    /** {@return the accounts as lines of user, separator and password} */
    static String lines(String separator) {
        StringBuilder lines = new StringBuilder();
        ACCOUNTS.forEach((user, name) ->
                lines.append(user).append(separator).append(of(name)).append('\n'));
        return lines.toString();
    }
}
