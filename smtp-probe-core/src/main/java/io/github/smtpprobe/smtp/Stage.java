/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The steps of a probe, with their commands, in the order of a connection with implicit TLS. With STARTTLS, the handshake follows
 * that command, and EHLO is repeated after it and after XCLIENT; the facts of an attempt are in the order in which the steps were
 * actually taken.
 */
public enum Stage {
    /** Names are resolved to addresses. */
    RESOLVE("resolve"),
    /** The TCP connection is made. */
    CONNECT("connect"),
    /** The TLS handshake, from the first octet or after STARTTLS. */
    TLS("tls"),
    /** The server's first reply, 220 (RFC 5321 §3.1). */
    GREETING("greeting"),
    /** EHLO, or HELO where EHLO is not known (RFC 5321 §3.2). */
    EHLO("ehlo", "EHLO"),
    /** STARTTLS (RFC 3207). */
    STARTTLS("starttls", "STARTTLS"),
    /** XCLIENT, up to its reply; EHLO comes once more after it (Postfix, XCLIENT_README). */
    XCLIENT("xclient", "XCLIENT"),
    /** AUTH and its challenges (RFC 4954). */
    AUTH("auth", "AUTH"),
    /** MAIL FROM (RFC 5321 §4.1.1.2). */
    MAIL_FROM("mail-from", "MAIL FROM"),
    /** RCPT TO (RFC 5321 §4.1.1.3). */
    RCPT_TO("rcpt-to", "RCPT TO"),
    /** DATA, up to its 354 (RFC 5321 §4.1.1.4). */
    DATA("data", "DATA"),
    /** The message and the reply to its final dot. */
    END_OF_DATA("end-of-data"),
    /** RSET (RFC 5321 §4.1.1.5). */
    RSET("rset", "RSET"),
    /** QUIT (RFC 5321 §4.1.1.10). */
    QUIT("quit", "QUIT");

    private final String token;
    private final String command;

    Stage(String token) {
        this(token, "");
    }

    Stage(String token, String command) {
        this.token = token;
        this.command = command;
    }

    /** {@return a short English label for people, such as {@code TLS handshake} or {@code MAIL FROM}} */
    public String label() {
        return switch (this) {
            case RESOLVE -> "name look-up";
            case CONNECT -> "connect";
            case TLS -> "TLS handshake";
            case GREETING -> "greeting";
            case END_OF_DATA -> "message";
            default -> command;
        };
    }

    /** {@return the stable token, such as {@code resolve}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code resolve}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Stage> ofToken(String token) {
        return Tokens.find(values(), Stage::token, token);
    }

    /** {@return the command that it sends, such as {@code MAIL FROM}; empty for a step without a command, such as the greeting} */
    public Optional<String> command() {
        return Optional.of(command).filter(words -> !words.isEmpty());
    }

    /** Success codes that each belong to one command; as the reply to another command, they mean that replies are out of step. */
    private static final Set<Integer> OF_ONE_COMMAND = Set.of(211, 214, 220, 221, 235, 251, 252);

    /**
     * Tells whether a reply means that this step succeeded. The first digit decides (RFC 5321 §4.3.2), but a code that answers
     * another command is not a success.
     *
     * @param code the code of a complete reply
     * @return whether it does
     */
    public boolean succeedsWith(ReplyCode code) {
        int value = Objects.requireNonNull(code, "code").value();
        return code.positive()
                && switch (this) {
                    case GREETING, STARTTLS, XCLIENT -> value == 220;
                    case AUTH -> value == 235;
                    case DATA -> false;
                    case RCPT_TO -> value == 251 || value == 252 || !OF_ONE_COMMAND.contains(value);
                    case QUIT -> value == 221 || !OF_ONE_COMMAND.contains(value);
                    default -> !OF_ONE_COMMAND.contains(value);
                };
    }

    /**
     * Tells whether a reply asks this step to continue: 334 is a challenge (RFC 4954 §4), 354 asks for the message (RFC 5321
     * §4.1.1.4).
     *
     * @param code the code of a complete reply
     * @return whether it does
     */
    public boolean goesOnWith(ReplyCode code) {
        int value = Objects.requireNonNull(code, "code").value();
        return this == AUTH ? value == 334 : this == DATA && value == 354;
    }
}
