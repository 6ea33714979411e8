/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with mail settings. Each setting is named as the user wrote it, although the readers know it by its full name,
 * such as {@code mail.smtp.port} or {@code spring.mail.sslenabled}.
 */
final class MailFaults {
    private final Map<String, String> written = new HashMap<>();
    private final Map<String, String> fields = new HashMap<>();
    private final Map<Problem, Set<MailOption>> errors = new LinkedHashMap<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();
    private boolean ofBoot;

    /** Records how a user wrote a name. */
    void written(String name, String given) {
        written.put(name, given);
    }

    /** Records that the settings are Spring Boot's, which has those of Jakarta Mail under a prefix. */
    void ofBoot() {
        ofBoot = true;
    }

    /** The name of a setting as its user wrote it or, if it is missing, would write it. */
    String name(String name) {
        String usual = MailKeys.documented(name);
        return written.getOrDefault(
                name, ofBoot && !name.startsWith(MailKeys.BOOT) ? MailKeys.PASSED_ON + "." + usual : usual);
    }

    /** Records from which setting an option of the request was read. */
    void field(String field, String name) {
        fields.put(field, name(name));
    }

    /** Adds an error about a setting that leaves open what to probe: no request is made with it. */
    void error(String name, Code code, String message) {
        errors.put(Problem.error(name(name), code, message), MailOption.decidedBy(name));
    }

    /** Adds a problem about a setting whose value cannot be read: an error if an option depends on it. */
    void unreadable(String name, Code code, String message) {
        if (MailOption.reads(name)) {
            error(name, code, message);
        } else {
            warning(name, code, message);
        }
    }

    /** Adds a warning about a setting that the probe ignores. */
    void warning(String name, Code code, String message) {
        warnings.add(Problem.warning(name(name), code, message));
    }

    /** Adds a warning about a setting of Jakarta Mail that is where Spring Boot does not read it. */
    void unused(String given, String message) {
        warnings.add(Problem.warning(given, Code.UNUSED, message));
    }

    /** Whether the value of an option is unknown because a setting is wrong. */
    boolean open(MailOption option) {
        return errors.values().stream().anyMatch(options -> options.contains(option));
    }

    /** Whether a setting cannot be read. */
    boolean unread(String name) {
        return errors.keySet().stream().anyMatch(each -> each.field().equals(name(name)));
    }

    /** Whether there is a problem with a setting. */
    boolean named(String name) {
        return unread(name) || warnings.stream().anyMatch(each -> each.field().equals(name(name)));
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    MailOrigin origin(ProbeRequest.Builder read) {
        return new MailOrigin(read, Collections.unmodifiableMap(new LinkedHashMap<>(errors)), Map.copyOf(fields));
    }
}
