/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of mail settings, in whatever form they are given: {@code mail.smtp.port},
 * {@code spring.mail.properties.mail.smtp.port}, with brackets, as nested maps of a YAML file, as environment variables, with
 * hyphens or capitals. Everything that is not a mail setting is ignored.
 */
final class MailNames {
    private static final String SMTP = "mail.";
    private static final Pattern VARIABLE = Pattern.compile("SPRING_MAIL_[A-Z0-9_]+");
    /** The deepest name, {@code spring.mail.properties.mail.smtp.auth.xoauth2.two.line.authentication.format}, has 11 parts. */
    private static final int DEEPEST = 12;

    private final Map<String, Object> boot = new LinkedHashMap<>();
    private final Map<String, Object> passedOn = new LinkedHashMap<>();
    private final Map<String, Object> plain = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final MailFaults faults;

    /** Checks that can be made only when all names are known. */
    private final List<Runnable> late = new ArrayList<>();

    private boolean ofBoot;

    MailNames(Map<?, ?> given, MailFaults faults) {
        this.faults = faults;
        if (given instanceof Properties properties) {
            properties.stringPropertyNames().stream() // including those among its defaults
                    .filter(name -> !given.containsKey(name))
                    .forEach(name -> take(name, properties.getProperty(name)));
        }
        read("", given, 1);
        late.forEach(Runnable::run);
    }

    /** Whether there are any settings of Spring Boot. */
    boolean ofBoot() {
        return ofBoot;
    }

    /** A setting by its full name; the names of Spring Boot's own settings are without hyphens. */
    @Nullable
    Object value(String name) {
        return name.startsWith(MailKeys.BOOT) ? boot.get(name) : jakarta().get(name);
    }

    /** The full names of all settings that are read. */
    List<String> all() {
        return Stream.concat(boot.keySet().stream(), jakarta().keySet().stream())
                .toList();
    }

    /** The settings of Jakarta Mail: those that Spring Boot passes on, otherwise those that were given directly. */
    Map<String, Object> jakarta() {
        return ofBoot ? passedOn : plain;
    }

    /** The names of Jakarta Mail's settings that Spring Boot does not pass on. */
    List<String> unread() {
        return ofBoot ? List.copyOf(plain.keySet()) : List.of();
    }

    List<String> unknown() {
        return unknown;
    }

    private void read(String path, Map<?, ?> given, int depth) {
        given.forEach((key, value) -> {
            if (key instanceof String part) {
                String name = path.isEmpty() || part.startsWith("[") ? path + part : path + "." + part;
                if (!(value instanceof Map<?, ?> inner)) {
                    take(name, value);
                } else if (depth < DEEPEST && leads(name)) {
                    read(name, inner, depth + 1);
                }
            }
        });
    }

    private static boolean leads(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("spring")
                || lower.equals("mail")
                || (lower + ".").startsWith(MailKeys.BOOT)
                || jakarta(name);
    }

    private static boolean jakarta(String name) {
        return name.startsWith(SMTP);
    }

    private void take(String given, @Nullable Object value) {
        if (given.equals("socksProxyHost")) {
            faults.warning(given, Code.UNSUPPORTED, "is not followed: the probe connects without a proxy");
        } else if (VARIABLE.matcher(given).matches()) {
            String dotted = given.toLowerCase(Locale.ROOT).replace('_', '.');
            take(given, dotted, value, true);
        } else if (given.toLowerCase(Locale.ROOT).startsWith(MailKeys.BOOT) || jakarta(given)) {
            take(given, given, value, false);
        }
    }

    private void take(String given, String name, @Nullable Object value, boolean variable) {
        if (jakarta(name)) {
            put(given, name, value, MailKeys.jakarta(name) ? plain : null);
        } else if (name.length() > MailKeys.PASSED_ON.length()
                && name.regionMatches(true, 0, MailKeys.PASSED_ON, 0, MailKeys.PASSED_ON.length())
                && ".[".indexOf(name.charAt(MailKeys.PASSED_ON.length())) >= 0) {
            String inner = inner(name.substring(MailKeys.PASSED_ON.length()));
            put(given, inner, value, MailKeys.jakarta(inner) ? passedOn : null);
        } else {
            String word = name.substring(MailKeys.BOOT.length())
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[-_]", "");
            String known = variable ? MailKeys.bootOf(word) : word;
            put(given, MailKeys.BOOT + known, value, MailKeys.boot(known) ? boot : null);
        }
    }

    /** The part after a dot, or between brackets. */
    private static String inner(String name) {
        String rest = name.startsWith(".") ? name.substring(1) : name;
        return rest.startsWith("[") && rest.endsWith("]") ? rest.substring(1, rest.length() - 1) : rest;
    }

    private void put(String given, String name, @Nullable Object value, @Nullable Map<String, Object> where) {
        if (where == null) {
            unknown.add(given);
            return;
        }
        if (where != plain) {
            ofBoot = true;
            faults.ofBoot();
            faults.written(name, given);
        }
        Object before = value == null ? null : where.put(name, value);
        if (value == null) {
            fault(where, name, Code.REQUIRED, "must not be null");
        } else if (before != null && !before.equals(value)) {
            fault(where, name, Code.CONFLICT, "is given twice, in two ways of writing and with different values");
        }
    }

    private void fault(Map<String, Object> where, String name, Code code, String message) {
        late.add(() -> {
            if (where != plain || !ofBoot) { // otherwise nobody reads it
                faults.unreadable(name, code, message);
            }
        });
    }
}
