/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.text.LastDot;
import io.github.smtpprobe.text.NumericAddress;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.masking.Unescaped;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces every IP address in a text except the server's own, host names next to an address, and whatever is known to belong to
 * this machine. Takes linear time. Not thread-safe.
 */
final class Mask {
    /** Replaces an address, or a name of this machine. */
    static final String TOKEN = "[address]";
    /** Replaces a server's courtesies, which often contain the client's name. */
    static final String WORDS = "[text]";
    /** Replaces the argument of EHLO. */
    static final String NAME = "[name]";

    /** The most names next to an address, as in {@code helo.example (name.example [192.0.2.1])}. */
    private static final int MOST_BESIDE = 3;

    private static final Pattern HELLO =
            Pattern.compile("(?<![A-Za-z])[Hh][Ee][Ll][Ll][Oo],? {1,9}([A-Za-z0-9._-]{1,255})");
    private static final Pattern BEHIND = Pattern.compile(" ?[(\\[]([A-Za-z0-9._-]{1,255})[)\\]]");

    /** The mark after a quotation that was cut; the quotation is not longer than this. */
    private static final String CUT = "...";

    private static final int LONGEST_QUOTED = 300;

    private final Set<String> courtesies = new LinkedHashSet<>();
    private final Route route;
    private final Addresses addresses;
    private final OwnWords own = new OwnWords();

    Mask(Route route) {
        this.route = route;
        this.addresses = new Addresses(route.address());
    }

    /** Learns an address of this machine. */
    void learn(InetAddress address) {
        if (!address.equals(route.address())) {
            own.address(address);
        }
    }

    /** Learns the name that this client gave itself. */
    void learnName(String name) {
        String bare = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        String plain = bare.regionMatches(true, 0, "IPv6:", 0, 5) ? bare.substring(5) : bare;
        Optional<InetAddress> literal = NumericAddress.read(plain);
        if (literal.isPresent()) {
            learn(literal.get());
        } else if (plain.length() > 1 && !servers(plain)) {
            own.name(LastDot.without(plain));
        }
    }

    /** Learns from the text after the domain in the reply to EHLO. */
    void learnCourtesy(String text) {
        if (!text.isBlank()) {
            courtesies.add(text.strip());
            courtesies.add(Printable.decode(text.strip().getBytes(StandardCharsets.ISO_8859_1)));
        }
        for (Span each : addresses.in(text)) {
            String found = text.substring(each.from(), each.to());
            Optional<InetAddress> four =
                    found.indexOf(':') < 0 && found.length() <= 15 ? Addresses.four(found) : NumericAddress.read(found);
            four.ifPresent(this::learn);
            int start = beside(text, each.from(), 0);
            host(text, start, each.from());
        }
        Matcher hello = HELLO.matcher(text);
        if (hello.find()) {
            host(hello.group(1), 0, hello.group(1).length());
        }
    }

    /** Masks a text that may quote a reply to EHLO, whose first line ends in arbitrary words of the server. */
    String quoting(String text) {
        String shown = text;
        for (String each : courtesies) {
            shown = withoutBeginnings(withoutWhole(shown, each), each);
        }
        return text(shown);
    }

    /** Without those words wherever they stand as a whole: at the end, within quotation marks, or before the next line. */
    private static String withoutWhole(String text, String courtesy) {
        StringBuilder shown = new StringBuilder(text.length());
        int at = 0;
        for (int from = text.indexOf(" " + courtesy); from >= 0; from = text.indexOf(" " + courtesy, from + 1)) {
            int to = from + 1 + courtesy.length();
            boolean more = to < text.length() && Character.isLetterOrDigit(text.charAt(to));
            if (!more && from >= at) {
                shown.append(text, at, from + 1).append(WORDS);
                at = to;
            }
        }
        return shown.append(text, at, text.length()).toString();
    }

    /** Without the beginnings of those words that quotations have which were cut amid them. */
    private static String withoutBeginnings(String text, String courtesy) {
        StringBuilder shown = new StringBuilder(text.length());
        int at = 0;
        for (int end = text.indexOf(CUT); end >= 0; end = text.indexOf(CUT, end + CUT.length())) {
            int from = beginning(text, at, end, courtesy);
            if (from >= 0) {
                shown.append(text, at, from).append(WORDS);
                at = end + CUT.length();
            }
        }
        return shown.append(text, at, text.length()).toString();
    }

    /** Where a beginning of those words stands that ends there; less than 0 if none does. */
    private static int beginning(String text, int floor, int end, String courtesy) {
        int earliest = Math.max(floor, end - Math.min(courtesy.length(), LONGEST_QUOTED) - 1);
        for (int at = text.indexOf(' ', earliest); at >= 0 && at + 1 < end; at = text.indexOf(' ', at + 1)) {
            if (text.regionMatches(at + 1, courtesy, 0, end - at - 1)) {
                return at + 1;
            }
        }
        return -1;
    }

    private void host(String text, int from, int to) {
        for (String word : text.substring(from, to).split("[^A-Za-z0-9._-]+", 0)) {
            String name = stripped(word);
            if (dotted(name) && !servers(name) && NumericAddress.read(name).isEmpty()) {
                own.name(name);
            }
        }
    }

    private static String stripped(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && !Ascii.letter(word.charAt(from)) && !Ascii.digit(word.charAt(from))) {
            from++;
        }
        while (to > from && !Ascii.letter(word.charAt(to - 1)) && !Ascii.digit(word.charAt(to - 1))) {
            to--;
        }
        return word.substring(from, to);
    }

    private static boolean dotted(String name) {
        return name.indexOf('.') > 0 && name.chars().anyMatch(c -> Ascii.letter((char) c));
    }

    /** Whether a name is the one that was probed. */
    private boolean servers(String name) {
        return LastDot.without(name).equalsIgnoreCase(route.host());
    }

    /** The text without traces of this machine. */
    String text(String text) {
        List<Span> found = found(text);
        for (Unescaped each : Unescaped.of(text)) {
            found(each.text()).stream()
                    .filter(span -> each.escaped(span.from(), span.to()))
                    .forEach(span -> found.add(new Span(each.start(span.from()), each.end(span.to()))));
        }
        if (found.isEmpty()) {
            return text;
        }
        found.sort(Comparator.comparingInt(Span::from));
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        for (Span each : found) {
            if (each.to() > at) {
                Span whole = whole(text, each, at);
                out.append(text, at, whole.from()).append(TOKEN);
                at = whole.to();
            }
        }
        return out.append(text, at, text.length()).toString();
    }

    private List<Span> found(String text) {
        List<Span> found = new ArrayList<>(addresses.in(text));
        own.in(text, found);
        return found;
    }

    /** The extent of an address together with the name that it is part of, its brackets, and the names next to it. */
    private Span whole(String text, Span found, int floor) {
        int from = Math.max(floor, found.from());
        while (from > floor && named(text.charAt(from - 1))) {
            from--;
        }
        from -= from > floor && text.charAt(from - 1) == '%' ? 1 : 0; // "%3D192.0.2.1"
        int to = behind(text, found.to());
        int start = beside(text, from, floor);
        for (int i = from - 1; i >= start && to < text.length(); i--) {
            char open = text.charAt(i);
            if ((open == '[' && text.charAt(to) == ']')
                    || (open == '(' && text.charAt(to) == ')')
                    || (open == '<' && text.charAt(to) == '>')) {
                to++;
            }
        }
        if (start > floor && text.charAt(start - 1) == '[' && text.startsWith("]", to)) {
            start--;
            to++;
        }
        Matcher name = BEHIND.matcher(text).region(to, text.length());
        boolean more = name.lookingAt() && dotted(name.group(1)) && !servers(name.group(1));
        return new Span(start, more ? name.end() : to);
    }

    /** The end of the rest of the name, and of a zone; a full stop after it belongs to the sentence. */
    private static int behind(String text, int end) {
        int to = end;
        while (to < text.length() && (named(text.charAt(to)) || text.charAt(to) == '%')) {
            to++;
        }
        while (to > end && (text.charAt(to - 1) == '.' || text.charAt(to - 1) == '-')) {
            to--;
        }
        return to;
    }

    /** The beginning of the names that precede an address and belong to it; its own beginning if there are none. */
    private int beside(String text, int from, int floor) {
        int start = from;
        for (int i = 0; i < MOST_BESIDE; i++) {
            int open = start;
            while (open > floor && "[(<".indexOf(text.charAt(open - 1)) >= 0 && start - open < 2) {
                open--;
            }
            int end = open;
            while (end > floor && text.charAt(end - 1) == ' ' && open - end < 1) {
                end--;
            }
            int word = end;
            while (word > floor && named(text.charAt(word - 1))) {
                word--;
            }
            String name = text.substring(word, end);
            boolean glued = end == open && open < start && !name.isEmpty();
            boolean near = open < start && dotted(name);
            if (servers(name) || !(glued || near)) {
                return start;
            }
            start = word;
        }
        return start;
    }

    private static boolean named(char c) {
        return Ascii.letter(c) || Ascii.digit(c) || c == '.' || c == '-' || c == '_';
    }
}
