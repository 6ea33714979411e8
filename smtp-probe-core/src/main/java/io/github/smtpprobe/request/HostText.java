/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.text.LastDot;
import io.github.smtpprobe.text.NumericAddress;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a host or domain as somebody typed it, or pasted it along with surrounding text. */
final class HostText {
    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;
    private static final Pattern WITH_PORT = Pattern.compile("^(?:[^:\\[\\]]*|\\[[^\\]]*\\]):[0-9]*$");
    private static final String PARAMETERS = "?&=#";
    private static final String LINE_BREAKS = "\r\n\u000B\f\u0085\u2028\u2029";

    private HostText() {}

    /**
     * Reads a server's name or address literal.
     *
     * @throws IllegalArgumentException if the text is neither; the message says why
     */
    static Target server(String text) {
        alone(text, "give the host alone");
        if (NumericAddress.four(text)) {
            return new Target.Server(text, true); // this is the one spelling of the address
        }
        if (AddressLiteral.looksLike(text)) {
            return new Target.Server(AddressLiteral.text(AddressLiteral.parse(text)), true);
        }
        length(text);
        return new Target.Server(DomainName.parse(text).ascii(), false);
    }

    /**
     * Reads the domain of mailboxes.
     *
     * @throws IllegalArgumentException if the text is not a domain; the message says why
     */
    static Target domain(String text) {
        if (address(text)) {
            throw new Refusal(Code.MALFORMED, "is an IP address: give a domain, such as example.com");
        }
        alone(text, "give only the domain, the part after the @");
        length(text);
        return new Target.MailExchangers(DomainName.parse(text).ascii());
    }

    private static boolean address(String text) {
        if (!AddressLiteral.looksLike(text) && text.indexOf(':') < 0) {
            return false;
        }
        try {
            AddressLiteral.parse(text);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** Refuses anything that surrounds a name, or interrupts it. */
    private static void alone(String text, String remedy) {
        if (!ordinary(text)) {
            characters(text);
            surroundings(text, remedy);
            port(text);
        }
    }

    /** Whether a text has no character that could cause a refusal, as is nearly always the case. */
    private static boolean ordinary(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == ':' || c == '/' || c == '@' || PARAMETERS.indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static void characters(String text) {
        if (any(text, c -> LINE_BREAKS.indexOf(c) >= 0)) {
            throw new Refusal(Code.LINE_BREAK, "contains a line break");
        }
        if (text.isBlank()) {
            throw new Refusal(Code.BLANK, "is blank");
        }
        if (any(text, HostText::unseen)) {
            throw new Refusal(Code.CONTROL_CHARACTER, "contains an invisible character: type it again");
        }
        if (any(text, Character::isSpaceChar)) {
            throw new Refusal(Code.BLANK, "contains a blank: remove it, also before and after the name");
        }
    }

    private static boolean any(String text, IntPredicate kind) {
        int point;
        for (int at = 0; at < text.length(); at += Character.charCount(point)) {
            point = text.codePointAt(at);
            if (kind.test(point)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a character is invisible. Joiners do not count, since some names need them. */
    private static boolean unseen(int point) {
        boolean joiner = point == 0x200C || point == 0x200D;
        return Character.getType(point) == Character.CONTROL
                || (Character.getType(point) == Character.FORMAT && !joiner);
    }

    /** Refuses what follows a name in URLs, such as {@code ?password=}, whose values may be secrets. */
    static void withoutParameters(String text, String remedy) {
        if (text.chars().anyMatch(c -> PARAMETERS.indexOf(c) >= 0)) {
            throw new Refusal(Code.URL, "has parameters of a URL behind it: " + remedy);
        }
    }

    private static void surroundings(String text, String remedy) {
        withoutParameters(text, remedy);
        if (text.indexOf('/') >= 0) {
            throw new Refusal(Code.URL, "is a URL or has a path: " + remedy);
        }
        if (text.indexOf('@') >= 0) {
            throw new Refusal(Code.MAILBOX, "is a mailbox, or begins with a user name: " + remedy);
        }
    }

    private static void port(String text) {
        boolean colon = text.indexOf(':') >= 0;
        if (colon && WITH_PORT.matcher(text).matches()) {
            throw new Refusal(Code.PORT_IN_HOST, "is followed by a port: give the port separately");
        }
        if (colon && !text.startsWith("[")) {
            int zone = text.indexOf('%');
            if (zone >= 0 && NumericAddress.read(text.substring(0, zone)).isPresent()) {
                AddressLiteral.parse("[" + text + "]"); // says what is wrong with it
            }
            String why = NumericAddress.read(text).isPresent() ? "is an IPv6 address" : "holds a colon";
            throw new IllegalArgumentException(why + ": give an IPv6 address in brackets, and a port separately");
        }
    }

    private static void length(String text) {
        if (text.length() <= MAX_LABEL) {
            return;
        }
        String name = LastDot.without(text);
        if (name.codePointCount(0, name.length()) > MAX_NAME) {
            throw new Refusal(Code.TOO_LONG, "is longer than " + MAX_NAME + " characters");
        }
        if (Stream.of(name.split("\\.", -1)).anyMatch(each -> each.codePointCount(0, each.length()) > MAX_LABEL)) {
            throw new Refusal(Code.TOO_LONG, "has a label longer than " + MAX_LABEL + " characters");
        }
    }
}
