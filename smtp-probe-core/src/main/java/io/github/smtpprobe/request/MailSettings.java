/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of mail settings, found as Jakarta Mail finds them: those of one protocol, by name. */
final class MailSettings {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final Problems problems;
    private final String protocol;

    MailSettings(Map<?, ?> given, Problems problems) {
        this.problems = problems;
        given.forEach((key, value) -> take(String.valueOf(key), value));
        this.protocol = protocolOf(values);
        values.keySet().stream()
                .filter(key -> key.startsWith(secure() ? "mail.smtp." : "mail.smtps."))
                .filter(key -> !MailKeys.unknown(key))
                .forEach(key -> problems.add(key, "unused", "is not read, because the protocol is " + protocol));
    }

    private void take(String key, Object value) {
        String name = MailKeys.passedOn(key);
        if (MailKeys.unknown(name)) {
            unknown.add(key);
        } else if (MailKeys.about(name) && !problems.missing(key, value)) {
            values.put(name, value.toString());
        }
    }

    private static String protocolOf(Map<String, String> values) {
        String named = values.getOrDefault("spring.mail.protocol", values.get("mail.transport.protocol"));
        if (named != null) {
            return named.equals("smtps") ? "smtps" : "smtp";
        }
        boolean clear = values.keySet().stream().anyMatch(key -> key.startsWith("mail.smtp."));
        boolean secure = values.keySet().stream().anyMatch(key -> key.startsWith("mail.smtps."));
        return secure && !clear ? "smtps" : "smtp";
    }

    /** Whether the protocol is {@code smtps}, which has TLS from the first octet. */
    boolean secure() {
        return protocol.equals("smtps");
    }

    List<String> unknown() {
        return unknown;
    }

    /** The full name of a setting of the protocol. */
    String name(String setting) {
        return "mail." + protocol + "." + setting;
    }

    /** The value of a setting of the protocol. */
    Optional<String> text(String setting) {
        return any(name(setting));
    }

    /** The first of some settings, given by their full names, that has a value. */
    Optional<String> any(String... names) {
        for (String each : names) {
            String value = values.get(each);
            if (value != null && !value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** Whether a setting is on; what is neither true nor false is a problem, and counts as not given, as the program has it. */
    boolean on(String name, boolean usual) {
        Optional<String> value = any(name);
        if (value.isEmpty()) {
            return usual;
        }
        boolean yes = value.get().trim().equalsIgnoreCase("true");
        if (!yes && !value.get().trim().equalsIgnoreCase("false")) {
            problems.add(name, "malformed", "must be true or false");
            return usual;
        }
        return yes;
    }

    /** A number; any other value is a problem. */
    Optional<Integer> number(String name) {
        Optional<String> value = any(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.parseInt(value.get().trim()));
        } catch (NumberFormatException notANumber) {
            problems.add(name, "malformed", "must be a number");
            return Optional.empty();
        }
    }

    /** A time limit of the protocol in milliseconds; 0 and less are none. */
    Optional<Duration> limit(String setting) {
        return number(name(setting)).filter(millis -> millis > 0).map(Duration::ofMillis);
    }
}
