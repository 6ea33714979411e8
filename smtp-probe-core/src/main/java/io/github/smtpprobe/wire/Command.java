/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.wire;

import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Builds the commands of a probe; each is built in one place (RFC 5321 §4.1.1, RFC 3207, RFC 4954). */
public final class Command {
    private Command() {}

    /**
     * EHLO or HELO (RFC 5321 §4.1.1.1), or LHLO, which stands for them in LMTP (RFC 2033 §4.1).
     *
     * @param verb which of them
     * @param name our domain or address literal
     * @return the line
     */
    public static ClientLine hello(String verb, String name) {
        return ClientLine.of(verb + " " + name);
    }

    /**
     * XCLIENT (Postfix, XCLIENT_README).
     *
     * @param attributes names and values, which become xtext (RFC 3461 §4): each octet but the printable ones of ASCII, and {@code +} and
     *     {@code =}, is {@code +} and two hexadecimal digits
     * @return the line
     */
    public static ClientLine xclient(Map<String, String> attributes) {
        StringBuilder line = new StringBuilder("XCLIENT");
        attributes.forEach((name, value) -> {
            line.append(' ').append(name).append('=');
            for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
                boolean itself = octet >= '!' && octet <= '~' && octet != '+' && octet != '=';
                line.append(itself ? String.valueOf((char) octet) : String.format("+%02X", octet));
            }
        });
        return ClientLine.of(line.toString());
    }

    /**
     * A command without parameters, such as RSET (RFC 5321 §4.1.1.5).
     *
     * @param stage the step that sends it
     * @return the line
     * @throws java.util.NoSuchElementException if the step sends no command
     */
    public static ClientLine alone(Stage stage) {
        return ClientLine.of(stage.command().orElseThrow());
    }

    /**
     * AUTH without initial response (RFC 4954 §4).
     *
     * @param mechanism its registered name
     * @return the line
     */
    public static ClientLine auth(String mechanism) {
        return ClientLine.of("AUTH " + mechanism);
    }

    /**
     * AUTH with initial response (RFC 4954 §4).
     *
     * @param mechanism       its registered name
     * @param initialResponse in base64; an empty one is sent as {@code =}
     * @return the line, its response masked
     */
    public static ClientLine auth(String mechanism, byte[] initialResponse) {
        return ClientLine.secret(
                "AUTH " + mechanism + " ", initialResponse.length == 0 ? new byte[] {'='} : initialResponse);
    }

    /**
     * The answer to a 334 challenge (RFC 4954 §4).
     *
     * @param base64 may be empty
     * @return the line, masked
     */
    public static ClientLine response(byte[] base64) {
        return ClientLine.secret("", base64);
    }

    /** {@return the lone asterisk, which cancels an authentication exchange (RFC 4954 §4)} */
    public static ClientLine cancel() {
        return ClientLine.of("*");
    }

    /**
     * MAIL FROM (RFC 5321 §4.1.1.2).
     *
     * @param reversePath the sender; empty for the null reverse-path
     * @param parameters  ESMTP parameters, each with its leading blank; may be empty
     * @return the line
     */
    public static ClientLine mail(Optional<Mailbox> reversePath, String parameters) {
        return ClientLine.of("MAIL FROM:<" + reversePath.map(Mailbox::wire).orElse("") + ">" + parameters);
    }

    /**
     * RCPT TO (RFC 5321 §4.1.1.3).
     *
     * @param forwardPath the recipient
     * @return the line
     */
    public static ClientLine rcpt(Mailbox forwardPath) {
        return ClientLine.of("RCPT TO:<" + forwardPath.wire() + ">");
    }
}
