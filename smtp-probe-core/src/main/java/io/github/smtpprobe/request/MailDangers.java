/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The dangers in mail settings. */
final class MailDangers {
    /** RFC 8996: TLS 1.0 and 1.1 must not be used; RFC 7568: nor SSL 3. */
    private static final Set<String> OLD = Set.of("sslv2hello", "sslv3", "tlsv1", "tlsv1.0", "tlsv1.1");

    private final MailSettings settings;
    private final Problems dangers = new Problems();

    private MailDangers(MailSettings settings) {
        this.settings = settings;
    }

    /** Looks for all of them. */
    static List<InvalidRequest.Problem> in(MailSettings settings, TlsMode mode, boolean logsIn) {
        MailDangers search = new MailDangers(settings);
        search.certificates();
        search.versions();
        search.clearText(mode, logsIn);
        search.timeLimits();
        return search.dangers.found();
    }

    private void certificates() {
        settings.text("ssl.trust").ifPresent(trusted -> {
            if (trusted.equals("*")) {
                add(
                        "ssl.trust",
                        "trust-all",
                        "trusts every certificate, so that anybody on the way can read the login");
            } else {
                add("ssl.trust", "trust-host", "trusts any certificate of the hosts that it names, whoever shows it");
            }
        });
        if (!settings.on(settings.name("ssl.checkserveridentity"), true)) {
            add("ssl.checkserveridentity", "no-identity", "accepts a valid certificate of any other host");
        }
    }

    private void versions() {
        settings.text("ssl.protocols")
                .filter(names -> Arrays.stream(names.toLowerCase(Locale.ROOT).split("[\\s,]+"))
                        .anyMatch(OLD::contains))
                .ifPresent(names -> add("ssl.protocols", "old-version", "allows a version of TLS below 1.2"));
        if (settings.on(settings.name("socketFactory.fallback"), false)) {
            add("socketFactory.fallback", "fallback", "goes on in clear text where TLS fails");
        }
    }

    private void clearText(TlsMode mode, boolean logsIn) {
        if (mode == TlsMode.STARTTLS_IF_OFFERED) {
            add("starttls.required", "downgrade", "is not true, so that anybody on the way can switch TLS off");
        }
        if (mode == TlsMode.PLAIN && logsIn) {
            add(
                    "starttls.enable",
                    "clear-text",
                    "is not true and nothing else begins TLS, so the login is sent in clear text");
        }
    }

    private void timeLimits() {
        for (String each : List.of("connectiontimeout", "timeout", "writetimeout")) {
            if (settings.limit(each).isEmpty()) {
                add(each, "no-limit", "sets no limit, so that a silent server blocks the program for ever");
            }
        }
    }

    private void add(String setting, String code, String message) {
        dangers.add(settings.name(setting), code, message);
    }
}
