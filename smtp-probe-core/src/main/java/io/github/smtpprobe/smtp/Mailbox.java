/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.text.Printable;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A mailbox (RFC 5321 §4.1.2): local part and domain, as between the angle brackets of MAIL and RCPT. It is a record, since the
 * RFC defines no further parts.
 *
 * @param localPart a dot-string or a quoted string, exactly as it is sent
 * @param domain    a domain in A-labels, or an address literal in brackets
 */
public record Mailbox(String localPart, String domain) {
    /**
     * Makes a mailbox without checking it.
     *
     * @param localPart the local part as it is sent
     * @param domain    the domain in A-labels, or an address literal
     */
    public Mailbox {
        Objects.requireNonNull(localPart, "localPart");
        Objects.requireNonNull(domain, "domain");
    }

    /** Stands for a mailbox that a pasted dialogue does not show; its {@link #wire() wire form} is empty. */
    public static final Mailbox UNKNOWN = new Mailbox("", "");

    /** The characters that an atom may contain besides letters and digits (RFC 5322 §3.2.3). */
    private static final String ATOM_SIGNS = "!#$%&'*+/=?^_`{|}~-";

    private static final Pattern QUOTED =
            Pattern.compile("^\"(?:[ !\\x23-\\x5B\\x5D-\\x7E\\x{80}-\\x{10FFFF}]|\\\\[ -~])*+\"");
    private static final int MAX_LOCAL = 64;
    private static final int MAX_PATH = 254;

    /**
     * Reads a mailbox. Source routes, comments, display names and ESMTP parameters are not accepted.
     *
     * @param text for example {@code ada@example.com}
     * @return the mailbox
     * @throws IllegalArgumentException if the text is not a mailbox; the message says what is wrong, without repeating the text
     */
    public static Mailbox parse(String text) {
        Objects.requireNonNull(text, "text");
        int at = text.lastIndexOf('@');
        if (at <= 0) {
            throw new IllegalArgumentException("is not a mailbox: there is no local part before an @");
        }
        String local = text.substring(0, at);
        boolean atoms = dotString(local);
        boolean plain = atoms && Ascii.only(text);
        if (!plain) {
            check(text, local);
        }
        int octets = plain ? local.length() : Printable.octets(local);
        if (octets > MAX_LOCAL) {
            throw new IllegalArgumentException("has a local part longer than " + MAX_LOCAL + " octets");
        }
        if (!atoms && !QUOTED.matcher(local).matches()) {
            throw new IllegalArgumentException("has a local part that is neither a dot-string nor a quoted string");
        }
        String domain = domain(text.substring(at + 1));
        if (octets + 1 + domain.length() > MAX_PATH) {
            throw new IllegalArgumentException("is longer than " + MAX_PATH + " octets");
        }
        return new Mailbox(local, domain);
    }

    private static void check(String text, String local) {
        if (!Printable.wellFormed(text)) {
            throw new IllegalArgumentException("contains half a character, a lone surrogate");
        }
        // U+2028 ends a line in some logs, and U+202E reverses the direction of the text.
        if (!Printable.visible(local)) {
            throw new IllegalArgumentException("contains a control character or an invisible character");
        }
    }

    /**
     * Whether a local part is a sequence of atoms with single dots between them; characters beyond ASCII belong to atoms (RFC
     * 6531 §3.3).
     */
    private static boolean dotString(String local) {
        boolean atom = false;
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c == '.' ? !atom : !Ascii.letter(c) && !Ascii.digit(c) && c < 0x80 && ATOM_SIGNS.indexOf(c) < 0) {
                return false;
            }
            atom = c != '.';
        }
        return atom;
    }

    private static String domain(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            AddressLiteral.parse(text);
            return text;
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("has nothing behind the @");
        }
        try {
            return DomainName.parse(text).ascii();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("has a domain that " + wrong.getMessage());
        }
    }

    /** {@return whether the local part contains characters beyond ASCII, which only servers with SMTPUTF8 accept (RFC 6531)} */
    public boolean needsSmtpUtf8() {
        return !Ascii.only(localPart);
    }

    /** {@return the mailbox as it is sent} */
    public String wire() {
        return localPart.isEmpty() && domain.isEmpty() ? "" : localPart + "@" + domain;
    }

    @Override
    public String toString() {
        return wire();
    }
}
