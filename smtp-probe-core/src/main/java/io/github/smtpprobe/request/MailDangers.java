/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The dangers in mail settings. */
final class MailDangers {
    /** RFC 8996: TLS 1.0 and 1.1 must not be used; RFC 7568: nor SSL 3. */
    private static final Set<String> OLD = Set.of("sslv2hello", "sslv3", "tlsv1", "tlsv1.0", "tlsv1.1");

    private final MailSettings settings;
    private final MailTls tls;
    private final Problems dangers = new Problems();

    private MailDangers(MailSettings settings, MailTls tls) {
        this.settings = settings;
        this.tls = tls;
    }

    /** Looks for all of them. */
    static List<InvalidRequest.Problem> in(MailSettings settings, MailTls tls, boolean logsIn) {
        MailDangers search = new MailDangers(settings, tls);
        search.certificates();
        search.identity();
        search.versions();
        search.clearText(logsIn);
        search.timeLimits();
        search.debugOutput();
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
    }

    private void identity() {
        boolean bootTls = settings.bootOn("ssl.enabled", false)
                || settings.boot("ssl.bundle").isPresent();
        boolean bootChecks = settings.bootOn("ssl.verifyhostname", true);
        if (bootTls && !bootChecks) {
            dangers.add(
                    "spring.mail.ssl.verify-hostname",
                    "no-identity",
                    "is false, so that a valid certificate of any other host may be accepted");
        } else if (!settings.on("ssl.checkserveridentity", true)) {
            add("ssl.checkserveridentity", "no-identity", "accepts a valid certificate of any other host");
        } else if (settings.text("ssl.checkserveridentity").isEmpty() && !bootTls && tls.mode() != TlsMode.PLAIN) {
            add(
                    "ssl.checkserveridentity",
                    "identity-default",
                    "is not set, and JavaMail and Jakarta Mail 2.0 then accept a valid certificate of any other host");
        }
    }

    private void versions() {
        if (settings.words("ssl.protocols").stream().anyMatch(each -> OLD.contains(each.toLowerCase(Locale.ROOT)))) {
            add("ssl.protocols", "old-version", "allows a version of TLS below 1.2");
        }
        if (tls.wrapped() && !tls.atOnce() && settings.on("socketFactory.fallback", true)) {
            add(
                    "socketFactory.fallback",
                    "fallback",
                    "is not false, so that the program goes on in clear text where TLS fails");
        }
    }

    private void clearText(boolean logsIn) {
        TlsMode mode = tls.mode();
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

    private void debugOutput() {
        for (String each : List.of("mail.debug.auth", "mail.debug.auth.password")) {
            if (settings.fullOn(each, false)) {
                dangers.add(each, "logs-secrets", "writes the login into the debug output");
            }
        }
    }

    private void add(String setting, String code, String message) {
        dangers.add(settings.name(setting), code, message);
    }
}
