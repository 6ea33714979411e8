/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the dangers in mail settings. */
final class MailDangers {
    /** Versions that must not be used: TLS 1.0 and 1.1 (RFC 8996), and SSL 3 (RFC 7568). */
    private static final Set<String> OLD = Set.of("sslv2hello", "sslv3", "tlsv1", "tlsv1.0", "tlsv1.1");

    private final MailSettings settings;
    private final MailTls tls;
    private final MailFaults faults;
    private final List<Problem> dangers = new ArrayList<>();

    private MailDangers(MailSettings settings, MailTls tls, MailFaults faults) {
        this.settings = settings;
        this.tls = tls;
        this.faults = faults;
    }

    /** Finds all of them. */
    static List<Problem> in(MailSettings settings, MailTls tls, MailFaults faults) {
        MailDangers search = new MailDangers(settings, tls, faults);
        search.certificates();
        search.identity();
        search.versions();
        search.clearText();
        search.timeLimits();
        search.debugOutput();
        return search.dangers;
    }

    private void certificates() {
        MailTrust trust = new MailTrust(settings, tls);
        if (trust.everybody()) {
            error(
                    own("ssl.trust"),
                    Code.TRUST_ALL,
                    "trusts every certificate, so that anybody on the way can pose as the server");
        } else if (trust.server()) {
            error(
                    own("ssl.trust"),
                    Code.TRUST_HOST,
                    "names the server, so that its certificate is accepted whoever made it, and anybody on the way can"
                            + " pose as the server");
        }
    }

    /** Only Spring Boot 3 and 4 read {@code spring.mail.ssl}: their library checks the name by default. */
    private void identity() {
        boolean bootTls = settings.on(MailSettings.boot("ssl.enabled"), false)
                || settings.text(MailSettings.boot("ssl.bundle")).isPresent();
        String bootChecks = MailSettings.boot("ssl.verifyhostname");
        String checks = own("ssl.checkserveridentity");
        if (bootTls && !settings.on(bootChecks, true)) {
            error(bootChecks, Code.NO_IDENTITY, "is false, so that a valid certificate of any other host is accepted");
        } else if (!settings.on(checks, true)) {
            error(checks, Code.NO_IDENTITY, "is false, so that a valid certificate of any other host is accepted");
        } else if (!settings.given(checks) && !bootTls && !settings.given(bootChecks) && tls.mode() != TlsMode.PLAIN) {
            warning(
                    checks,
                    Code.IDENTITY_DEFAULT,
                    "is not set, and "
                            + (settings.ofBoot()
                                    ? "Spring Boot 2 then accepts"
                                    : "JavaMail and Jakarta Mail 2.0 then accept")
                            + " a valid certificate of any other host");
        }
    }

    private void versions() {
        if (settings.words(own("ssl.protocols")).stream()
                .anyMatch(each -> OLD.contains(each.toLowerCase(Locale.ROOT)))) {
            warning(own("ssl.protocols"), Code.OLD_VERSION, "allows a version of TLS below 1.2");
        }
        if (tls.wrapped() && !tls.atOnce() && settings.on(own("socketFactory.fallback"), true)) {
            error(
                    own("socketFactory.fallback"),
                    Code.FALLBACK,
                    "is not false, so that the program goes on in clear text where TLS fails");
        }
    }

    private void clearText() {
        TlsMode mode = tls.mode();
        if (mode == TlsMode.STARTTLS_IF_OFFERED) {
            String message = "is not true, so that anybody on the way can switch TLS off";
            if (logsIn()) {
                error(own("starttls.required"), Code.DOWNGRADE, message + " and read the login");
            } else {
                warning(own("starttls.required"), Code.DOWNGRADE, message);
            }
        }
        if (mode == TlsMode.PLAIN && logsIn() && !faults.open(MailOption.TLS)) {
            error(
                    own("starttls.enable"),
                    Code.CLEAR_TEXT,
                    "is not true and nothing else begins TLS, so the login is sent in clear text");
        }
    }

    /** A program with user and password logs in, whatever else is set. */
    private boolean logsIn() {
        return settings.on(own("auth"), false)
                || (anyGiven(MailSettings.boot("username"), own("user"), "mail.user")
                        && anyGiven(MailSettings.boot("password"), own("password"), "mail.password"));
    }

    private boolean anyGiven(String... names) {
        return List.of(names).stream().anyMatch(settings::given);
    }

    /** One problem for all of them: those who forget one limit mostly forget the others. */
    private void timeLimits() {
        List<String> missing = List.of("connectiontimeout", "timeout", "writetimeout").stream()
                .filter(each -> settings.limit(each).isEmpty())
                .map(this::own)
                .filter(each -> !faults.unread(each))
                .toList();
        if (!missing.isEmpty()) {
            List<String> others = missing.stream().skip(1).map(faults::name).toList();
            String nor = others.isEmpty() ? "" : (others.size() > 1 ? " nor do " : " nor does ");
            warning(
                    missing.get(0),
                    Code.NO_LIMIT,
                    "sets no limit," + nor + String.join(" and ", others) + (others.isEmpty() ? "" : ",")
                            + " so that a silent server blocks the program for ever");
        }
    }

    private void debugOutput() {
        for (String each : List.of("mail.debug.auth", "mail.debug.auth.password")) {
            if (settings.on(each, false) && settings.on("mail.debug", false)) {
                error(each, Code.LOGS_SECRETS, "writes the login into the debug output");
            } else if (settings.on(each, false)) {
                warning(each, Code.LOGS_SECRETS, "writes the login into the debug output as soon as there is one");
            }
        }
    }

    private String own(String setting) {
        return settings.own(setting);
    }

    private void error(String name, Code code, String message) {
        dangers.add(Problem.error(faults.name(name), code, message));
    }

    private void warning(String name, Code code, String message) {
        dangers.add(Problem.warning(faults.name(name), code, message));
    }
}
