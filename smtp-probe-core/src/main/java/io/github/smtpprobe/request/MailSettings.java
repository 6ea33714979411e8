/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of mail settings, read as the program reads them: Jakarta Mail takes {@code true} and {@code false} and nothing else,
 * without blanks around, and what is neither counts as not given; Spring Boot also takes {@code yes} and {@code on}.
 */
final class MailSettings {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Set<String> YES = Set.of("true", "on", "yes", "1");
    private static final Set<String> NO = Set.of("false", "off", "no", "0");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]{0,200}\\}");

    private final MailNames names;
    private final Problems problems;
    private final String protocol;

    MailSettings(MailNames names, Problems problems) {
        this.names = names;
        this.problems = problems;
        this.protocol = protocol();
        names.unread()
                .forEach(each -> problems.add(
                        each,
                        "unused",
                        "is not read by Spring Boot, because it does not stand under spring.mail.properties"));
        names.jakarta().keySet().stream()
                .filter(each -> each.startsWith(secure() ? "mail.smtp." : "mail.smtps."))
                .forEach(each -> problems.add(each, "unused", "is not read, because the protocol is " + protocol));
    }

    private String protocol() {
        Optional<String> named = names.ofBoot()
                ? boot("protocol")
                : full("mail.transport.protocol").or(this::ofAddresses);
        if (names.ofBoot() && full("mail.transport.protocol").isPresent()) {
            problems.add(
                    "mail.transport.protocol", "unused", "is not read by Spring Boot, which has spring.mail.protocol");
        }
        if (named.isPresent() && !Set.of("smtp", "smtps").contains(named.get())) {
            String field = names.ofBoot() ? "spring.mail.protocol" : "mail.transport.protocol";
            problems.add(field, "unsupported", "is neither smtp nor smtps, and read as smtp here");
        }
        return named.orElseGet(this::guessed).equals("smtps") ? "smtps" : "smtp";
    }

    /** The protocol that {@code Transport.send} asks for. */
    private Optional<String> ofAddresses() {
        return full("mail.transport.protocol.rfc822");
    }

    /** Who sets only {@code mail.smtps.*} asks the session for the transport {@code smtps}. */
    private String guessed() {
        boolean clear = names.jakarta().keySet().stream().anyMatch(each -> each.startsWith("mail.smtp."));
        boolean secure = names.jakarta().keySet().stream().anyMatch(each -> each.startsWith("mail.smtps."));
        return secure && !clear && !names.ofBoot() ? "smtps" : "smtp";
    }

    /** Whether the protocol is {@code smtps}, which has TLS from the first octet. */
    boolean secure() {
        return protocol.equals("smtps");
    }

    /** Whether they are settings of Spring Boot. */
    boolean ofBoot() {
        return names.ofBoot();
    }

    /** The full name of a setting of the protocol. */
    String name(String setting) {
        return "mail." + protocol + "." + setting;
    }

    /** The text of a setting of the protocol. */
    Optional<String> text(String setting) {
        return full(name(setting));
    }

    /** The text of a setting of Jakarta Mail by its full name. */
    Optional<String> full(String name) {
        return written(name, names.jakarta().get(name), names.ofBoot());
    }

    /** The full name of a setting of Spring Boot itself, as its documentation writes it. */
    private static String bootName(String word) {
        return MailKeys.BOOT + word.replace("jndiname", "jndi-name").replace("verifyhostname", "verify-hostname");
    }

    /** The text of a setting of Spring Boot itself. */
    Optional<String> boot(String word) {
        return written(bootName(word), names.boot().get(word), true);
    }

    /** An object that was put in as it is, and is no text. */
    Optional<Object> object(String setting) {
        return Optional.ofNullable(names.jakarta().get(name(setting))).filter(each -> !plain(each));
    }

    private static boolean plain(Object value) {
        return value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
    }

    private Optional<String> written(String name, @Nullable Object value, boolean resolved) {
        String text = value != null && plain(value) ? value.toString() : "";
        boolean open = resolved
                ? PLACEHOLDER.matcher(text).find()
                : PLACEHOLDER.matcher(text).matches();
        if (open) {
            problems.add(name, "placeholder", "holds a placeholder that was not replaced by its value");
        }
        return open || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Whether a setting of the protocol is on. */
    boolean on(String setting, boolean usual) {
        return fullOn(name(setting), usual);
    }

    /** Whether a setting of Jakarta Mail is on; what is neither true nor false is a problem, and counts as not given. */
    boolean fullOn(String name, boolean usual) {
        Optional<String> value = full(name);
        if (value.isPresent()
                && !value.get().equalsIgnoreCase("true")
                && !value.get().equalsIgnoreCase("false")) {
            problems.add(name, "malformed", "must be true or false, without a blank, and counts as not given");
            return usual;
        }
        return value.map("true"::equalsIgnoreCase).orElse(usual);
    }

    /** Whether a setting of Spring Boot itself is on. */
    boolean bootOn(String word, boolean usual) {
        Optional<String> value = boot(word).map(each -> each.trim().toLowerCase(Locale.ROOT));
        if (value.isPresent() && !YES.contains(value.get()) && !NO.contains(value.get())) {
            problems.add(bootName(word), "malformed", "must be true or false");
            return usual;
        }
        return value.map(YES::contains).orElse(usual);
    }

    /** A number of the protocol. */
    Optional<Integer> number(String setting) {
        Object given = names.jakarta().get(name(setting));
        boolean read = names.ofBoot() || given == null || given instanceof String || given instanceof Integer;
        return number(name(setting), read ? text(setting) : Optional.of("a number of another type"));
    }

    /** A number of Spring Boot itself. */
    Optional<Integer> bootNumber(String word) {
        return number(bootName(word), boot(word).map(String::trim));
    }

    private Optional<Integer> number(String name, Optional<String> value) {
        try {
            return value.map(
                    each -> each.startsWith("0x") ? Integer.parseInt(each.substring(2), 16) : Integer.parseInt(each));
        } catch (NumberFormatException notANumber) {
            problems.add(name, "malformed", "must be an int, without a blank, and counts as not given");
            return Optional.empty();
        }
    }

    /** A time limit of the protocol, given in milliseconds; 0 and less are none. */
    Optional<Duration> limit(String setting) {
        Optional<Duration> limit = number(setting).filter(each -> each > 0).map(Duration::ofMillis);
        if (limit.filter(each -> each.compareTo(LONGEST) > 0).isPresent()) {
            problems.add(name(setting), "range", "is longer than a probe waits, which is an hour at most");
            return Optional.of(LONGEST);
        }
        return limit;
    }

    /** The words of a setting of the protocol between which blanks stand. */
    List<String> words(String setting) {
        return text(setting).map(each -> List.of(each.trim().split("\\s+"))).orElse(List.of());
    }
}
