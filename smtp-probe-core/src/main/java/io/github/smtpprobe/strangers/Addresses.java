/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import io.github.smtpprobe.text.NumericAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds all IP addresses in a text: IPv4, IPv6 in any spelling, and the DNS names of IPv6 addresses. Each pattern begins where
 * a run of characters begins, and takes it whole or up to a limit, so that a long text is searched in linear time.
 */
final class Addresses {
    private static final int FOUR_NUMBERS = 4;
    private static final int LARGEST = 255;
    /** The longest spelling of an address, without the name of an interface. */
    private static final int LONGEST = 60;

    private static final Pattern FOUR =
            Pattern.compile("(?<![0-9])(?<![0-9]\\.)(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9])(?!\\.[0-9])");
    private static final Pattern SIX = Pattern.compile("(?<![0-9A-Fa-f.:])[0-9A-Fa-f.]*+:[0-9A-Fa-f:.]*+");
    /** A name below ip6.arpa, or in a block list of addresses, digit by digit (RFC 3596 §2.5, RFC 5782 §2.4). */
    private static final Pattern REVERSED_SIX =
            Pattern.compile("(?<![0-9A-Za-z])(?<![0-9A-Fa-f]\\.)(?:[0-9A-Fa-f]\\.){15,31}[0-9A-Fa-f](?![0-9A-Fa-f])");

    private final InetAddress kept;

    /** @param kept the one address that is not searched for */
    Addresses(InetAddress kept) {
        this.kept = kept;
    }

    /** The places of addresses, in no particular order. */
    List<Span> in(String text) {
        List<Span> found = new ArrayList<>();
        if (text.indexOf('.') >= 0) {
            four(text, found);
            each(REVERSED_SIX, text, found);
        }
        if (text.indexOf(':') >= 0) {
            six(text, found);
        }
        return found;
    }

    static void each(Pattern pattern, String text, List<Span> found) {
        Matcher next = pattern.matcher(text);
        while (next.find()) {
            found.add(new Span(next.start(), next.end()));
        }
    }

    private void four(String text, List<Span> found) {
        Matcher next = FOUR.matcher(text);
        while (next.find()) {
            Optional<InetAddress> address = four(next.group());
            if (address.filter(each -> !each.equals(kept)).isPresent()) {
                found.add(new Span(next.start(), next.end()));
            }
        }
    }

    /** Reads an IPv4 address, also with leading zeros, which must not hide it. */
    static Optional<InetAddress> four(String text) {
        StringBuilder plain = new StringBuilder();
        String[] numbers = text.split("\\.", -1);
        for (String number : numbers) {
            int value = Integer.parseInt(number);
            if (value > LARGEST) {
                return Optional.empty();
            }
            plain.append(plain.length() == 0 ? "" : ".").append(value);
        }
        return numbers.length == FOUR_NUMBERS ? NumericAddress.read(plain.toString()) : Optional.empty();
    }

    private void six(String text, List<Span> found) {
        Matcher next = SIX.matcher(text);
        while (next.find()) {
            boolean inWord = next.start() > 0 && Character.isLetter(text.charAt(next.start() - 1));
            List<InetAddress> read = six(next.group(), inWord);
            if (!read.isEmpty() && !read.get(0).equals(kept)) {
                int end = next.end();
                while (text.charAt(end - 1) == '.') {
                    end--;
                }
                found.add(new Span(next.start(), end));
            }
        }
    }

    /** The addresses that a run of digits and colons may be: the whole of it, or without a tag before it or a port after it. */
    private static List<InetAddress> six(String run, boolean inWord) {
        if (run.length() > LONGEST || run.indexOf(':') == run.lastIndexOf(':')) {
            return List.of();
        }
        String whole = trimmed(run);
        int first = whole.indexOf(':');
        int last = whole.lastIndexOf(':');
        List<String> readings = new ArrayList<>();
        if (!inWord || run.startsWith(":")) {
            readings.add(whole);
            readings.add(whole.substring(0, Math.max(0, last)));
        }
        readings.add(whole.substring(first + 1));
        readings.add(first < last ? whole.substring(first + 1, last) : "");
        return readings.stream()
                .filter(each -> each.length() > 2 && each.indexOf(':') >= 0)
                .flatMap(each -> NumericAddress.read(each).stream())
                .toList();
    }

    private static String trimmed(String run) {
        int from = run.startsWith(":") && !run.startsWith("::") ? 1 : 0;
        int to = run.length();
        while (to > from
                && (run.charAt(to - 1) == '.' || (run.charAt(to - 1) == ':' && !run.startsWith("::", to - 2)))) {
            to--;
        }
        return run.substring(from, to);
    }
}
