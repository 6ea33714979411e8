/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.text.Printable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The values of mail settings by their full names, read as the program reads them: Jakarta Mail accepts only {@code true} and
 * {@code false}, without surrounding blanks; Spring Boot also accepts {@code yes} and {@code on}. A value that the program
 * silently ignores, such as a port that is not a number, is an error here, because nobody means that. For both programs, an empty
 * text is no value.
 */
final class MailSettings {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Set<String> YES = Set.of("true", "on", "yes", "1");
    private static final Set<String> NO = Set.of("false", "off", "no", "0");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]{0,200}\\}");
    private static final List<String> SECRETS = List.of("password", "user", "username");

    private final MailNames names;
    private final MailFaults faults;
    private final String protocol;

    MailSettings(MailNames names, MailFaults faults) {
        this.names = names;
        this.faults = faults;
        this.protocol = new MailProtocol(names, this, faults).read();
        check();
    }

    /**
     * Reads every setting that must have a certain form, even if another one makes it irrelevant: nobody means a malformed
     * value.
     */
    private void check() {
        String other = secure() ? "mail.smtp." : "mail.smtps.";
        for (String name : names.all()) {
            if (!name.startsWith(other) && MailKeys.isSwitch(name)) {
                on(name, false);
            } else if (!name.startsWith(other) && MailKeys.isNumber(name)) {
                number(name);
            }
        }
    }

    /** Whether the protocol is {@code smtps}, which has TLS from the first octet. */
    boolean secure() {
        return protocol.equals("smtps");
    }

    /** Whether they are settings of Spring Boot. */
    boolean ofBoot() {
        return names.ofBoot();
    }

    /** The full name of a setting of the protocol, such as {@code mail.smtp.port}. */
    String own(String setting) {
        return "mail." + protocol + "." + setting;
    }

    /** The full name of a setting of Spring Boot itself, without hyphens. */
    static String boot(String word) {
        return MailKeys.BOOT + word;
    }

    /** The text of a setting. */
    Optional<String> text(String name) {
        Object value = names.value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!plain(value)) {
            faults.unreadable(name, Code.MALFORMED, "must be a text, and is an object of another type");
            return Optional.empty();
        }
        return written(name, value.toString());
    }

    /** The text of the first of these settings that is given; it is recorded as the source of a field of the request. */
    Optional<String> first(String field, String... anyOf) {
        for (String name : anyOf) {
            Optional<String> text = text(name);
            if (text.isPresent() || faults.unread(name)) {
                faults.field(field, name);
                return text;
            }
        }
        return Optional.empty();
    }

    /** The host that the program connects to. */
    Optional<String> host() {
        return first("host", boot("host"), own("host"), "mail.host");
    }

    /** Whether a setting is there, but contains no text. */
    boolean empty(String name) {
        Object value = names.value(name);
        return value != null && plain(value) && value.toString().isEmpty();
    }

    /** The full names of the settings that are there, but contain no text and so count as missing. */
    List<String> empty() {
        String other = secure() ? "mail.smtp." : "mail.smtps.";
        return names.all().stream()
                .filter(each -> empty(each) && MailOption.reads(each) && !each.startsWith(other))
                .toList();
    }

    /** The value of a setting that is an object other than a text. */
    Optional<Object> object(String name) {
        return Optional.ofNullable(names.value(name)).filter(each -> !plain(each));
    }

    /** Whether there is a setting with this name. */
    boolean given(String name) {
        return object(name).isPresent() || text(name).isPresent();
    }

    private static boolean plain(Object value) {
        return value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
    }

    /**
     * Spring Boot replaces placeholders anywhere in a value; Jakarta Mail does not replace any, so a value that merely
     * contains one may be meant literally.
     */
    private Optional<String> written(String name, String text) {
        boolean open = names.ofBoot()
                ? PLACEHOLDER.matcher(text).find()
                : PLACEHOLDER.matcher(text).matches();
        if (open) {
            faults.unreadable(name, Code.PLACEHOLDER, "holds a placeholder that was not replaced by its value");
        }
        return open || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Whether a setting is on. */
    boolean on(String name, boolean usual) {
        boolean boot = name.startsWith(MailKeys.BOOT);
        Optional<String> value = text(name);
        String word = value.map(each -> (boot ? each.trim() : each).toLowerCase(Locale.ROOT))
                .orElse(String.valueOf(usual));
        boolean yes = boot ? YES.contains(word) : word.equals("true");
        boolean no = boot ? NO.contains(word) : word.equals("false");
        if (!yes && !no) {
            faults.error(
                    name,
                    Code.MALFORMED,
                    "must be true or false" + (boot ? "" : ", without a blank") + quoted(value.orElse("")));
            return usual;
        }
        return yes;
    }

    /** The value of a setting that is a number. */
    Optional<Integer> number(String name) {
        boolean boot = name.startsWith(MailKeys.BOOT);
        Object given = names.value(name);
        if (!names.ofBoot() && given instanceof Number && !(given instanceof Integer)) {
            faults.error(name, Code.MALFORMED, "must be a text or an Integer: the program takes no other type");
            return Optional.empty();
        }
        Optional<String> value = text(name).map(each -> boot ? each.trim() : each);
        try {
            return value.map(
                    each -> each.startsWith("0x") ? Integer.parseInt(each.substring(2), 16) : Integer.parseInt(each));
        } catch (NumberFormatException notANumber) {
            faults.error(
                    name,
                    Code.MALFORMED,
                    "must be a whole number" + (boot ? "" : ", without a blank") + quoted(value.orElse("")));
            return Optional.empty();
        }
    }

    /** A value that cannot be read, for the message about it; nothing is shown of a value that may be a misplaced secret. */
    private String quoted(String value) {
        boolean secret = SECRETS.stream()
                .flatMap(each -> List.of(boot(each), own(each), "mail." + each).stream())
                .map(names::value)
                .anyMatch(each -> each != null
                        && plain(each)
                        && !each.toString().isEmpty()
                        && value.toLowerCase(Locale.ROOT)
                                .contains(each.toString().toLowerCase(Locale.ROOT)));
        return secret ? "" : ", and is " + Printable.quoted(value);
    }

    /** A time limit of the protocol, given in milliseconds; 0 and less mean no limit. */
    Optional<Duration> limit(String setting) {
        String name = own(setting);
        Optional<Duration> limit = number(name).filter(each -> each > 0).map(Duration::ofMillis);
        if (limit.filter(each -> each.compareTo(LONGEST) > 0).isPresent()) {
            faults.warning(name, Code.RANGE, "is longer than a probe waits, which is an hour at most");
            return Optional.of(LONGEST);
        }
        return limit;
    }

    /** The words of a setting, which are separated by blanks. */
    List<String> words(String name) {
        return text(name).map(each -> List.of(each.trim().split("\\s+"))).orElse(List.of());
    }
}
