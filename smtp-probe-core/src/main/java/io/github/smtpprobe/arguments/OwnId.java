/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.arguments;

import io.github.smtpprobe.text.Printable;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rule for the ids of everything that an application adds: findings, catalogue rows and kinds of facts. They begin with a
 * name of the application's own, so that they can never clash with ids of the library.
 */
public final class OwnId {
    private static final int LONGEST = 100;
    private static final String WORD = "[a-z0-9]+(?:-[a-z0-9]+)*+";
    private static final Pattern FORM = Pattern.compile("^(?=[a-z])" + WORD + "(?:\\." + WORD + "){1,3}$");

    /** The first words of the library's ids, and of ids that it may use in future. */
    private static final Set<String> RESERVED = Set.of(
            "account",
            "address",
            "auth",
            "cert",
            "certificate",
            "check",
            "checks",
            "client",
            "command",
            "capabilities",
            "dane",
            "dialogue",
            "dkim",
            "dmarc",
            "dns",
            "ehlo",
            "extension",
            "greeting",
            "helo",
            "host",
            "listener",
            "lmtp",
            "local",
            "login",
            "lookup",
            "message",
            "mx",
            "network",
            "peer",
            "pipelining",
            "policy",
            "port",
            "probe",
            "proxy",
            "ptr",
            "quit",
            "recipient",
            "relay",
            "reply",
            "report",
            "road",
            "rpt",
            "rset",
            "sasl",
            "sender",
            "server",
            "session",
            "smtp",
            "spf",
            "starttls",
            "sts",
            "tcp",
            "tls",
            "tlsa",
            "xclient",
            "unclassified");

    private OwnId() {}

    /**
     * Checks the id of something that an application adds.
     *
     * @param id   the id
     * @param name what it is the id of, for the message
     * @return the id
     * @throws IllegalArgumentException if it is malformed, or begins as ids of the library do
     */
    public static String checked(String id, String name) {
        String fault = fault(Objects.requireNonNull(id, name));
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException(name + ": " + fault);
        }
        return id;
    }

    /**
     * Explains what is wrong with an id.
     *
     * @param id any text
     * @return a sentence without its full stop; empty if an application may use it
     */
    public static String fault(String id) {
        if (id.length() > LONGEST || !FORM.matcher(id).matches()) {
            return "the id \"" + Printable.clean(Printable.cut(id, LONGEST, "\u2026"))
                    + "\" is none of an application: it needs two to four words of lower-case letters, digits and"
                    + " hyphens with dots between them, the first one a name of your own, such as acme.too-slow";
        }
        String area = id.substring(0, id.indexOf('.'));
        return RESERVED.contains(area)
                ? "the id " + id
                        + " begins as those of the library do; ids of an application begin with a name of its own,"
                        + " such as acme" + id.substring(area.length())
                : "";
    }
}
