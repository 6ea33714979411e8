/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.Problem.Code;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the attributes of XCLIENT (Postfix, XCLIENT_README) and puts them into a fixed order. */
final class XClientCheck {
    private static final List<String> NAMES =
            List.of("NAME", "ADDR", "PORT", "PROTO", "HELO", "LOGIN", "DESTADDR", "DESTPORT");

    private static final Set<String> UNKNOWN = Set.of("[UNAVAILABLE]", "[TEMPUNAVAIL]");
    private static final String IPV6 = "IPV6:";

    /** The most octets of NAME and HELO, and of any other value. */
    private static final int LONGEST = 255;

    /** The most octets of a command (RFC 5321 §4.5.3.1.4), without its end. */
    private static final int LONGEST_LINE = 510;

    private final Problems problems;
    private final Map<String, String> found = new LinkedHashMap<>();

    XClientCheck(Problems problems) {
        this.problems = problems;
    }

    /** Returns the attributes in the order of the table. */
    Map<String, String> run(Map<@Nullable String, @Nullable String> given) {
        if (given.isEmpty()) {
            problems.add("xclient", Code.REQUIRED, "must have at least one attribute");
        }
        given.forEach(this::attribute);
        Map<String, String> ordered = new LinkedHashMap<>();
        NAMES.stream().filter(found::containsKey).forEach(name -> ordered.put(name, found.get(name)));
        if (length(ordered) > LONGEST_LINE) {
            problems.add("xclient", Code.TOO_LONG, "makes a command of more than " + LONGEST_LINE + " octets");
        }
        return Collections.unmodifiableMap(ordered);
    }

    /** In xtext, an octet takes at most three octets. */
    private static int length(Map<String, String> ordered) {
        return ordered.entrySet().stream()
                .mapToInt(each -> 2 + each.getKey().length() + 3 * octets(each.getValue()))
                .sum();
    }

    private static int octets(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    private void attribute(@Nullable String given, @Nullable String value) {
        String name = given == null ? "" : given.toUpperCase(Locale.ROOT);
        if (!NAMES.contains(name)) {
            problems.add("xclient", Code.RANGE, "may only have the attributes " + String.join(", ", NAMES));
        } else if (found.containsKey(name)) {
            problems.add("xclient." + name, Code.CONFLICT, "is given twice");
        } else {
            problems.text("xclient." + name, value, text -> read(name, text)).ifPresent(each -> found.put(name, each));
        }
    }

    private static String read(String name, String value) {
        if (octets(value) > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("must be 1 to " + LONGEST + " octets without control characters");
        }
        if (UNKNOWN.contains(value)) {
            return value;
        }
        return switch (name) {
            case "ADDR", "DESTADDR" -> address(value);
            case "PORT", "DESTPORT" -> port(value);
            case "PROTO" -> protocol(value);
            default -> value;
        };
    }

    private static String address(String value) {
        boolean marked = value.regionMatches(true, 0, IPV6, 0, IPV6.length());
        InetAddress address = AddressLiteral.parse(marked ? value.substring(IPV6.length()) : value);
        return (address instanceof Inet6Address ? IPV6 : "") + AddressLiteral.text(address);
    }

    private static String port(String value) {
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new IllegalArgumentException("must be 0 to 65535");
        }
        return value;
    }

    private static String protocol(String value) {
        if (!value.equalsIgnoreCase("SMTP") && !value.equalsIgnoreCase("ESMTP")) {
            throw new IllegalArgumentException("must be SMTP or ESMTP");
        }
        return value.toUpperCase(Locale.ROOT);
    }
}
