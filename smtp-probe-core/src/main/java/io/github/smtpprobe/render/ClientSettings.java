/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.request.TlsMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From what worked, the settings to paste into mail clients. User and password are placeholders: a report knows neither.
 * {@link io.github.smtpprobe.request.ProbeRequest#fromMailProperties ProbeRequest.fromMailProperties} reads them back.
 */
public final class ClientSettings {
    private static final int TIMEOUT_MILLIS = 10_000;
    /** What Jakarta Mail does itself; for others it asks Java's SASL clients. */
    private static final Set<String> OF_JAKARTA_MAIL = Set.of("LOGIN", "PLAIN", "DIGEST-MD5", "NTLM", "XOAUTH2");

    private static final Set<String> TOKENS = Set.of("XOAUTH2", "OAUTHBEARER");
    private static final Set<String> WITHOUT_SECRET = Set.of("EXTERNAL", "ANONYMOUS");

    private final String host;
    private final int port;
    private final boolean implicitTls;
    private final boolean startTls;
    private final Optional<String> mechanism;

    private ClientSettings(Attempt attempt) {
        host = attempt.route().host();
        port = attempt.route().port();
        implicitTls = attempt.route().mode() == TlsMode.IMPLICIT_TLS;
        startTls = !implicitTls
                && attempt.fact(TlsHandshake.class)
                        .filter(fact -> fact.outcome().succeeded())
                        .isPresent();
        mechanism = attempt.fact(Authentication.class)
                .filter(fact -> fact.outcome().succeeded())
                .flatMap(ClientSettings::forPrograms);
    }

    /** Programs that log in with a token know the older of its two mechanisms. */
    private static Optional<String> forPrograms(Authentication fact) {
        return fact.mechanism()
                .map(name -> fact.byToken() && fact.offered().contains("XOAUTH2") ? "XOAUTH2" : name)
                .filter(name -> !WITHOUT_SECRET.contains(name));
    }

    /**
     * Takes the settings from the attempt that passed.
     *
     * @param report any
     * @return the settings; empty if nothing passed, if LMTP was spoken, if the certificate was passed over (mail programs would not do that), or if
     *     nobody connected: a dialogue does not say where it was had
     */
    public static Optional<ClientSettings> of(ProbeReport report) {
        Objects.requireNonNull(report, "report");
        return report.passed() && !report.request().asks(RequestView.Option.LMTP)
                ? report.decisive()
                        .filter(attempt -> !attempt.purpose().pasted() && !passedOver(attempt))
                        .map(ClientSettings::new)
                : Optional.empty();
    }

    private static boolean passedOver(Attempt attempt) {
        return attempt.fact(TlsHandshake.class)
                .flatMap(fact -> fact.tls().verdict())
                .filter(verdict -> !verdict.acceptable())
                .isPresent();
    }

    /** {@return properties for a {@code jakarta.mail.Session}; user and password go to its Authenticator or {@code connect}} */
    public Map<String, String> jakartaMail() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("mail.smtp.host", host);
        properties.put("mail.smtp.port", Integer.toString(port));
        if (implicitTls) {
            properties.put("mail.smtp.ssl.enable", "true");
        }
        if (startTls) {
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
        }
        if (implicitTls || startTls) {
            properties.put("mail.smtp.ssl.checkserveridentity", "true");
        }
        mechanism.ifPresent(name -> {
            properties.put("mail.smtp.auth", "true");
            if (OF_JAKARTA_MAIL.contains(name)) {
                properties.put("mail.smtp.auth.mechanisms", name);
            } else if (!name.startsWith("SCRAM-")) { // which the JDK lacks, too: the program takes what it finds
                properties.put("mail.smtp.sasl.enable", "true");
                properties.put("mail.smtp.sasl.mechanisms", name);
            }
        });
        properties.put("mail.smtp.connectiontimeout", Integer.toString(TIMEOUT_MILLIS));
        properties.put("mail.smtp.timeout", Integer.toString(TIMEOUT_MILLIS));
        properties.put("mail.smtp.writetimeout", Integer.toString(TIMEOUT_MILLIS));
        return properties;
    }

    /** {@return lines for {@code application.properties} of Spring Boot} */
    public String springBoot() {
        StringBuilder out = new StringBuilder();
        out.append("spring.mail.host=")
                .append(host)
                .append("\nspring.mail.port=")
                .append(port)
                .append('\n');
        if (mechanism.isPresent()) {
            out.append("spring.mail.username=${SMTP_USER}\nspring.mail.password=${SMTP_PASSWORD}\n");
        }
        jakartaMail().forEach((key, value) -> {
            if (!key.equals("mail.smtp.host") && !key.equals("mail.smtp.port")) {
                out.append("spring.mail.properties.")
                        .append(key)
                        .append('=')
                        .append(value)
                        .append('\n');
            }
        });
        return out.toString();
    }

    /** {@return lines for {@code simplejavamail.properties}} */
    public String simpleJavaMail() {
        String strategy = implicitTls ? "SMTPS" : startTls ? "SMTP_TLS" : "SMTP";
        return "simplejavamail.transportstrategy=" + strategy + "\nsimplejavamail.smtp.host=" + host
                + "\nsimplejavamail.smtp.port=" + port + "\n"
                + (mechanism.isPresent()
                        ? "simplejavamail.smtp.username=${SMTP_USER}\nsimplejavamail.smtp.password=${SMTP_PASSWORD}\n"
                        : "");
    }

    /** {@return a transport for nodemailer} */
    public String nodemailer() {
        String auth = mechanism.isEmpty()
                ? ""
                : TOKENS.contains(mechanism.get())
                        ? ",\n"
                                + "  auth: { type: 'OAuth2', user: process.env.SMTP_USER, accessToken:"
                                + " process.env.SMTP_TOKEN }"
                        : ",\n  auth: { user: process.env.SMTP_USER, pass: process.env.SMTP_PASSWORD }";
        return "nodemailer.createTransport({\n  host: '" + host + "',\n  port: " + port + ",\n  secure: " + implicitTls
                + (startTls ? ",\n  requireTLS: true" : "") + auth + "\n});\n";
    }

    /** {@return lines for Postfix's {@code main.cf}} */
    public String postfix() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("relayhost", "[" + host + "]:" + port);
        if (implicitTls) {
            lines.put("smtp_tls_wrappermode", "yes");
        }
        lines.put("smtp_tls_security_level", implicitTls || startTls ? "secure" : "none");
        if (mechanism.isPresent()) {
            lines.put("smtp_sasl_auth_enable", "yes");
            lines.put("smtp_sasl_security_options", "noanonymous");
            lines.put("smtp_sasl_password_maps", "texthash:/etc/postfix/sasl_passwd");
        }
        String secrets = mechanism.isPresent()
                ? "# /etc/postfix/sasl_passwd, for root alone:\n# [" + host + "]:" + port + " user:password\n"
                : "";
        return lines.entrySet().stream()
                        .map(each -> each.getKey() + " = " + each.getValue() + "\n")
                        .collect(Collectors.joining())
                + secrets;
    }

    /** {@return all of them, each under its name} */
    @Override
    public String toString() {
        String jakarta = jakartaMail().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                .collect(Collectors.joining());
        return "Spring Boot (application.properties)\n\n" + springBoot() + "\nJakarta Mail (Session properties)\n\n"
                + jakarta
                + "\nSimple Java Mail (simplejavamail.properties)\n\n" + simpleJavaMail() + "\nnodemailer\n\n"
                + nodemailer() + "\nPostfix (main.cf)\n\n" + postfix();
    }
}
