/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands of a probe, each made in one place (RFC 5321 §4.1.1, RFC 3207, RFC 4954). */
public final class Command {
    private Command() {}

    /**
     * EHLO (RFC 5321 §4.1.1.1).
     *
     * @param name our own domain or address literal
     * @return the line
     */
    public static ClientLine ehlo(String name) {
        return ClientLine.of("EHLO " + name);
    }

    /**
     * HELO (RFC 5321 §4.1.1.1).
     *
     * @param name our own domain or address literal
     * @return the line
     */
    public static ClientLine helo(String name) {
        return ClientLine.of("HELO " + name);
    }

    /** {@return STARTTLS (RFC 3207 §4)} */
    public static ClientLine startTls() {
        return ClientLine.of("STARTTLS");
    }

    /**
     * AUTH (RFC 4954 §4).
     *
     * @param mechanism       its registered name
     * @param initialResponse in base64 ({@code =} for an empty one), or null for none
     * @return the line, its response masked
     */
    public static ClientLine auth(String mechanism, byte @Nullable [] initialResponse) {
        return initialResponse == null
                ? ClientLine.of("AUTH " + mechanism)
                : ClientLine.secret("AUTH " + mechanism + " ", initialResponse);
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

    /** {@return the single asterisk that gives up an authentication exchange (RFC 4954 §4)} */
    public static ClientLine cancel() {
        return ClientLine.of("*");
    }

    /**
     * MAIL FROM (RFC 5321 §4.1.1.2).
     *
     * @param reversePath the sender, or nothing for the null reverse-path
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

    /** {@return DATA (RFC 5321 §4.1.1.4)} */
    public static ClientLine data() {
        return ClientLine.of("DATA");
    }

    /** {@return RSET (RFC 5321 §4.1.1.5)} */
    public static ClientLine rset() {
        return ClientLine.of("RSET");
    }

    /** {@return QUIT (RFC 5321 §4.1.1.10)} */
    public static ClientLine quit() {
        return ClientLine.of("QUIT");
    }
}
