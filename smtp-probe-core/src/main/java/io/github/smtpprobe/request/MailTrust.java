/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import java.util.List;
import java.util.Optional;

/**
 * Which hosts a mail program trusts according to {@code ssl.trust}. With this setting, Angus Mail verifies no certificate chain;
 * it continues only with the listed hosts, compared literally.
 */
final class MailTrust {
    private static final String NAME = "ssl.trust";
    private static final String EVERYBODY = "*";

    private final MailSettings settings;
    private final MailTls tls;

    MailTrust(MailSettings settings, MailTls tls) {
        this.settings = settings;
        this.tls = tls;
    }

    /** Whether every server is trusted: only an asterisk alone says so. */
    boolean everybody() {
        return read().filter(EVERYBODY::equals).isPresent();
    }

    /** Whether the server is trusted whatever certificate it shows. */
    boolean server() {
        return !everybody() && read().filter(this::names).isPresent();
    }

    private boolean names(String trusted) {
        List<String> hosts = List.of(trusted.split("\\s+"));
        return settings.host().map(hosts::contains).orElse(true);
    }

    /** The setting, if it is read; an empty one names no host. */
    private Optional<String> read() {
        return tls.ownTrust() ? Optional.empty() : value();
    }

    private Optional<String> value() {
        return settings.empty(settings.own(NAME)) ? Optional.of("") : settings.text(settings.own(NAME));
    }

    /** Reports settings that keep a program from its server, or that have no effect. */
    void problems(MailFaults faults) {
        String name = settings.own(NAME);
        if (tls.ownTrust()) {
            value().ifPresent(unread -> faults.warning(
                    name,
                    Code.UNUSED,
                    "is not read beside a socket factory for STARTTLS, which decides itself what to trust"));
            return;
        }
        if (read().isEmpty() || everybody() || server()) {
            return;
        }
        if (tls.mode() == TlsMode.PLAIN) {
            faults.warning(
                    name, Code.CONFLICT, "does not name the server, so that with TLS the program would refuse it");
        } else {
            faults.error(
                    name,
                    Code.CONFLICT,
                    "does not name the server exactly as the setting of its host does, so that the program refuses"
                            + " it, whatever certificate it shows");
        }
    }
}
