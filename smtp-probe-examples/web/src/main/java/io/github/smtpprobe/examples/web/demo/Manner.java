/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a server behaves.
 *
 * @param label    what is the matter with it
 * @param greeting what it says first; empty: nothing at all, ever
 * @param replies  by the verb of the command, where they are not those of a server that works; AUTH stands for the reply to the password
 * @param keywords of the reply to EHLO, besides STARTTLS and AUTH
 * @param expired  whether its certificate has expired
 */
record Manner(String label, String greeting, Map<String, String> replies, List<String> keywords, boolean expired) {
    private static final String GREETING = "220 mx.demo.example ESMTP";
    private static final List<String> KEYWORDS = List.of("SIZE 10485760", "8BITMIME", "ENHANCEDSTATUSCODES");
    private static final Map<String, String> WORKS = Map.of(
            "AUTH", "235 2.7.0 Authentication successful",
            "MAIL", "250 2.1.0 Ok",
            "RCPT", "250 2.1.5 Ok",
            "DATA", "554 5.3.2 This server takes no messages",
            "RSET", "250 2.0.0 Ok",
            "NOOP", "250 2.0.0 Ok",
            "STARTTLS", "220 2.0.0 Ready to start TLS",
            "QUIT", "221 2.0.0 Bye");

    /** Markup, a bell, terminal colours, and text that runs from right to left. */
    private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{7*7}}${7*7}"
            + "\u0007\u001b[31mred\u001b[0m\u0008\u0008\u202egnp.exe";

    /** {@return all behaviours} */
    static List<Manner> all() {
        return List.of(
                of("A server that works", Map.of()),
                of(
                        "Refuses every login",
                        Map.of("AUTH", "535 5.7.8 Error: authentication failed: authentication failure")),
                of(
                        "Greylists recipients",
                        Map.of(
                                "RCPT",
                                "450 4.2.0 <recipient>: Recipient address rejected: Greylisted, try again later")),
                new Manner("Accepts the connection and says nothing", "", Map.of(), KEYWORDS, false),
                new Manner(
                        "Sends markup and control characters",
                        "220 " + HOSTILE,
                        Map.of(
                                "MAIL", "550 5.7.1 " + HOSTILE,
                                "AUTH", "535 5.7.8 " + HOSTILE,
                                "QUIT", "221 2.0.0 " + HOSTILE),
                        List.of("X-MARKUP " + HOSTILE, "SIZE 10485760"),
                        false),
                new Manner("Has a certificate that has expired", GREETING, Map.of(), KEYWORDS, true));
    }

    private static Manner of(String label, Map<String, String> replies) {
        return new Manner(label, GREETING, replies, KEYWORDS, false);
    }

    /** {@return whether only a login shows the behaviour} */
    boolean forLogins() {
        return replies.keySet().equals(Set.of("AUTH"));
    }

    /** {@return the reply to a command, or to a password by AUTH} */
    String reply(String verb) {
        return replies.getOrDefault(verb, WORKS.getOrDefault(verb, "502 5.5.2 Error: command not recognized"));
    }
}
