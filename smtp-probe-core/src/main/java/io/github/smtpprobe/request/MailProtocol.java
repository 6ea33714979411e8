/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.text.Printable;
import java.util.Optional;
import java.util.Set;

/** The protocol that mail settings are for, {@code smtp} or {@code smtps}, and the settings that are not read because of it. */
final class MailProtocol {
    private static final Set<String> KNOWN = Set.of("smtp", "smtps");
    private static final String OF_BOOT = MailSettings.boot("protocol");
    private static final String OF_SESSION = "mail.transport.protocol";

    /** The protocol that {@code Transport.send} asks for. */
    private static final String OF_ADDRESSES = "mail.transport.protocol.rfc822";

    private final MailNames names;
    private final MailSettings settings;
    private final MailFaults faults;

    MailProtocol(MailNames names, MailSettings settings, MailFaults faults) {
        this.names = names;
        this.settings = settings;
        this.faults = faults;
    }

    String read() {
        String protocol = named().orElseGet(this::guessed);
        String other = protocol.equals("smtps") ? "mail.smtp." : "mail.smtps.";
        names.unread()
                .forEach(each -> faults.unused(
                        each, "is not read by Spring Boot, because it does not stand under spring.mail.properties"));
        names.jakarta().keySet().stream()
                .filter(each -> each.startsWith(other))
                .forEach(each -> faults.warning(each, Code.UNUSED, "is not read, because the protocol is " + protocol));
        return protocol;
    }

    private Optional<String> named() {
        if (!names.ofBoot()) {
            return known(OF_SESSION).or(() -> known(OF_ADDRESSES));
        }
        if (names.value(OF_SESSION) != null) {
            faults.warning(OF_SESSION, Code.UNUSED, "is not read by Spring Boot, which has spring.mail.protocol");
        }
        return known(OF_BOOT);
    }

    private Optional<String> known(String name) {
        Optional<String> protocol = settings.text(name);
        protocol.filter(each -> !KNOWN.contains(each))
                .ifPresent(each -> faults.error(
                        name, Code.UNSUPPORTED, "is neither smtp nor smtps, but " + Printable.quoted(each)));
        return protocol.map(each -> each.equals("smtps") ? each : "smtp");
    }

    /** Whoever sets only {@code mail.smtps.*} asks the session for the transport {@code smtps}. */
    private String guessed() {
        boolean clear = names.jakarta().keySet().stream().anyMatch(each -> each.startsWith("mail.smtp."));
        boolean secure = names.jakarta().keySet().stream().anyMatch(each -> each.startsWith("mail.smtps."));
        return secure && !clear && !names.ofBoot() ? "smtps" : "smtp";
    }
}
