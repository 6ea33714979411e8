/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.transcript.Transcript;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A dialogue for a server to play, in the notation of transcripts. The server sends the {@code S} lines and waits for the
 * {@code C} lines; {@code ~} instead of the colon marks lines inside TLS. In {@code C} lines, {@code [redacted]} and the argument
 * of EHLO, HELO and LHLO match anything; everything else has to come exactly as it is written, or the server records a problem
 * and closes the connection. At the end of the script, the connection is closed. Lines with {@code *} are events:
 * <table>
 * <caption>Events, and what the server does</caption>
 * <tr><th>event</th><th>what the server does</th></tr>
 * <tr><td>{@code * tls any}</td><td>performs a TLS handshake with its certificate; so do {@code * tls TLSv1.3} and
 *     {@code * tls-failed}, which transcripts contain</td></tr>
 * <tr><td>{@code * message any}</td><td>reads a whole message of at most 10 MiB, up to the line that contains only a dot (RFC 5321
 *     §4.1.1.4)</td></tr>
 * <tr><td>{@code * message}</td><td>reads a message, which has to consist of the {@code C} lines that follow, without the dots that
 *     SMTP adds and without the final dot; {@code [redacted]} matches anything here, too</td></tr>
 * <tr><td>{@code * message containing}</td><td>reads a message that has to contain the {@code C} lines that follow, in this order, with
 *     any other lines before, between and after them</td></tr>
 * <tr><td>{@code * pause 200ms}</td><td>waits</td></tr>
 * <tr><td>{@code * drip 200ms}</td><td>from here on sends one octet at a time, with this pause in between</td></tr>
 * <tr><td>{@code * timeout}, {@code * silence}</td><td>keeps the connection open and sends nothing more; so do {@code * cancelled},
 *     {@code * limit}, {@code * withheld 12} and {@code * left-out 12}, with which a transcript may end</td></tr>
 * <tr><td>{@code * closed}</td><td>closes the connection, inside TLS with close_notify</td></tr>
 * <tr><td>{@code * truncated}</td><td>closes the connection without close_notify</td></tr>
 * <tr><td>{@code * reset}</td><td>resets the connection</td></tr>
 * <tr><td>{@code * half-closed}</td><td>closes its own direction, and continues to read</td></tr>
 * <tr><td>{@code * client-hello}</td><td>reads the client's TLS hello, so that it can be answered with raw octets:
 *     {@code S: \x15\x03\x03\x00\x02\x02\x28\-} is the alert handshake_failure</td></tr>
 * <tr><td>{@code * proxy-header v1 192.0.2.1:40000 192.0.2.2:25}, {@code * proxy-header v2 local} and so on</td><td>reads a PROXY
 *     header of this version, whatever addresses it contains</td></tr>
 * <tr><td>{@code * rekey}</td><td>asks for new keys, inside TLS</td></tr>
 * </table>
 * Each line ends with CRLF on the wire, unless it ends with {@code \-} in the script. {@code \x0A} and so on are octets in
 * hexadecimal, and {@code \\} is a backslash. Immutable and thread-safe.
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
 * @param lines the lines to play
 */
public record Script(List<ScriptLine> lines) {
    /**
     * Creates a script.
     *
     * @param lines the lines to play
     */
    public Script {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a script.
     *
     * @param text the script in the notation of dialogues; blank lines and lines that start with {@code #} are skipped
     * @return the script
     * @throws IllegalArgumentException if a line cannot be read, or cannot be played at its place; the message has the number of
     *     the line, the line, what is wrong with it and what would be right
     */
    public static Script parse(String text) {
        return new Script(ScriptReader.read(text));
    }

    /**
     * Creates a script that plays the server's side of a recorded dialogue.
     *
     * @param dialogue the lines to play
     * @return the script
     */
    public static Script of(Transcript dialogue) {
        return new Script(dialogue.entries().stream()
                .<ScriptLine>map(ScriptLine.Said::new)
                .toList());
    }

    /** {@return whether a server needs a certificate to play this script} */
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
     * Returns what a transcript of the conversation would contain: the script without the elements that only scripts have, such
     * as pauses and messages after {@code * message}.
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
