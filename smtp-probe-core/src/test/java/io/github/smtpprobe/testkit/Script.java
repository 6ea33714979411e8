/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.transcript.Transcript;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A dialogue for a server to play, in the notation in which transcripts print. {@code S} lines are sent, {@code C} lines are waited
 * for; {@code ~} in the place of the colon is for what is said under TLS. In {@code C} lines {@code [redacted]} and the argument of
 * EHLO, HELO and LHLO match anything; all else has to come as it is written, or the server notes a problem and closes. At the script's
 * end the connection is closed. Lines with {@code *} are events:
 * <table>
 * <caption>What a server does at an event</caption>
 * <tr><th>event</th><th>what the server does</th></tr>
 * <tr><td>{@code * tls any}</td><td>a handshake with its certificate; also {@code * tls TLSv1.3} and {@code * tls-failed}, as
 *     transcripts have it</td></tr>
 * <tr><td>{@code * message any}</td><td>takes a whole message, up to the line with nothing but a dot (RFC 5321 §4.1.1.4), of at most
 *     10 MiB</td></tr>
 * <tr><td>{@code * message}</td><td>takes one, which has to be the {@code C} lines that follow: as they were before SMTP doubled
 *     dots, and without the dot at the end; {@code [redacted]} matches anything here, too</td></tr>
 * <tr><td>{@code * message containing}</td><td>takes one that has the {@code C} lines that follow, in this order, with any others
 *     before, between and behind them</td></tr>
 * <tr><td>{@code * pause 200ms}</td><td>waits</td></tr>
 * <tr><td>{@code * drip 200ms}</td><td>sends from here on one octet at a time, so far apart</td></tr>
 * <tr><td>{@code * timeout}, {@code * silence}</td><td>stays open and says nothing more; so do {@code * cancelled},
 *     {@code * limit}, {@code * withheld 12} and {@code * left-out 12}, with which a transcript may go on</td></tr>
 * <tr><td>{@code * closed}</td><td>closes the connection, under TLS with close_notify</td></tr>
 * <tr><td>{@code * truncated}</td><td>closes it without close_notify</td></tr>
 * <tr><td>{@code * reset}</td><td>resets it</td></tr>
 * <tr><td>{@code * half-closed}</td><td>closes its own direction, and goes on reading</td></tr>
 * <tr><td>{@code * client-hello}</td><td>takes the client's TLS hello off the wire, to be answered with raw octets:
 *     {@code S: \x15\x03\x03\x00\x02\x02\x28\-} is the alert handshake_failure</td></tr>
 * <tr><td>{@code * proxy-header v1 192.0.2.1:40000 192.0.2.2:25}, {@code * proxy-header v2 local} and so on</td><td>takes a PROXY
 *     header of this version, whatever addresses stand in it</td></tr>
 * <tr><td>{@code * rekey}</td><td>asks for new keys, once there is TLS</td></tr>
 * </table>
 * A line ends with CRLF on the wire; {@code \-} at its end leaves that out, {@code \x0A} and other octets in hexadecimal stand for
 * themselves, and {@code \\} is a backslash. Immutable and thread-safe.
 *
 * <pre>{@code
 * Script takesMail = Script.parse("""
 *         S: 220 mx.example.com ESMTP
 *         C: EHLO me
 *         S: 250 mx.example.com
 *         C: MAIL FROM:<shop@example.com>
 *         S: 250 ok
 *         C: RCPT TO:<ada@example.net>
 *         S: 250 ok
 *         C: DATA
 *         S: 354 go ahead
 *         * message containing
 *         C: Subject: Your order
 *         C: .hidden begins with a dot
 *         S: 250 queued
 *         C: QUIT
 *         S: 221 bye
 *         """);
 * }</pre>
 *
 * @param lines what is played
 */
public record Script(List<ScriptLine> lines) {
    /**
     * Makes a script.
     *
     * @param lines what is played
     */
    public Script {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a script.
     *
     * @param text in the dialogue notation; blank lines and lines that start with {@code #} are skipped
     * @return the script
     * @throws IllegalArgumentException if a line cannot be read, or not be played where it stands; the message has its number, the
     *     line, what is wrong with it and what is right
     */
    public static Script parse(String text) {
        return new Script(ScriptReader.read(text));
    }

    /**
     * Makes a script that says what somebody else said.
     *
     * @param dialogue what is played
     * @return the script
     */
    public static Script of(Transcript dialogue) {
        return new Script(dialogue.entries().stream()
                .<ScriptLine>map(ScriptLine.Said::new)
                .toList());
    }

    /** {@return whether a server needs a certificate to play this} */
    boolean needsTls() {
        return lines.stream().anyMatch(ScriptLine::startsTls);
    }

    static void requireTls(boolean given, List<Script> scripts) {
        if (!given && scripts.stream().anyMatch(Script::needsTls)) {
            throw new IllegalStateException(
                    "a script has \"* tls\", and the server has no certificate for it: give it one,"
                            + " such as CertificateAuthority.selfSigned(\"mx.example.com\").serverContext()");
        }
    }

    /**
     * What a transcript of the conversation would hold: the script without what only a script says, such as pauses and messages behind
     * {@code * message}.
     *
     * @return the lines and events
     */
    public Transcript dialogue() {
        return Transcript.of(lines.stream()
                .filter(ScriptLine.Said.class::isInstance)
                .map(line -> ((ScriptLine.Said) line).entry())
                .toList());
    }

    /** {@return the script as it is written} */
    @Override
    public String toString() {
        return lines.stream().map(ScriptLine::toString).collect(Collectors.joining("\n", "", "\n"));
    }
}
