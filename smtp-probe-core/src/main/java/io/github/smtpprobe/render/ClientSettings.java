/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.tls.CertificateVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings to paste into mail programs, derived from what worked in a probe. User and password are placeholders, since a report
 * knows neither. {@link io.github.smtpprobe.request.ProbeRequest#fromMailProperties ProbeRequest.fromMailProperties} can read
 * them back.
 */
public final class ClientSettings {
    private static final int TIMEOUT_MILLIS = 10_000;
    /** The mechanisms that Jakarta Mail implements itself; for others it uses Java's SASL clients. */
    private static final Set<String> OF_JAKARTA_MAIL = Set.of("LOGIN", "PLAIN", "DIGEST-MD5", "NTLM", "XOAUTH2");

    private static final Set<String> TOKENS = Set.of("XOAUTH2", "OAUTHBEARER");
    private static final Set<String> WITHOUT_SECRET = Set.of("EXTERNAL", "ANONYMOUS");

    private final String host;
    private final int port;
    private final boolean implicitTls;
    private final boolean startTls;
    private final Optional<String> mechanism;
    private final Optional<RoadProxy> proxy;
    private final boolean helo;
    /** The fingerprint of the only certificate that is trusted. */
    private final Optional<String> fingerprint;
    /** Whether TLS is offered, but did not work. */
    private final boolean clearAnyway;

    private final List<String> notes;

    private ClientSettings(ProbeReport report, Attempt attempt) {
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
        proxy = attempt.fact(Connect.class).flatMap(Connect::road).flatMap(RoadProxy::of);
        helo = MailProgram.saidHelo(report, attempt);
        fingerprint = MailProgram.verdict(attempt)
                .filter(each -> each.trust() == CertificateVerdict.Trust.TRUSTED_BY_FINGERPRINT)
                .flatMap(each -> attempt.fact(TlsHandshake.class))
                .map(each -> each.tls().chain().get(0).sha256());
        clearAnyway = !implicitTls
                && !startTls
                && MailProgram.hello(attempt)
                        .filter(each -> each.capabilities().startTls())
                        .isPresent();
        notes = MailProgram.needs(report, attempt);
    }

    /** Mail programs that log in with a token support the older of the two mechanisms. */
    private static Optional<String> forPrograms(Authentication fact) {
        return fact.mechanism()
                .map(name -> fact.byToken() && fact.offered().contains("XOAUTH2") ? "XOAUTH2" : name)
                .filter(name -> !WITHOUT_SECRET.contains(name));
    }

    /**
     * Derives the settings from the attempt that passed.
     *
     * @param report any
     * @return the settings; empty if no settings would make a mail program do what the probe did, for the reason given by
     *     {@link #whyNone}
     */
    public static Optional<ClientSettings> of(ProbeReport report) {
        Objects.requireNonNull(report, "report");
        return MailProgram.cannot(report).isPresent()
                ? Optional.empty()
                : report.decisive().map(attempt -> new ClientSettings(report, attempt));
    }

    /**
     * Explains why there are no settings: nothing passed, an invalid certificate was ignored, STARTTLS or the login worked
     * without being offered, the road is one that mail programs do not support, or there was no connection.
     *
     * @param report any
     * @return a sentence; empty if there are settings
     */
    public static Optional<String> whyNone(ProbeReport report) {
        return MailProgram.cannot(Objects.requireNonNull(report, "report"));
    }

    /** {@return what a program needs besides these settings, as sentences: whom it has to trust, and how names are resolved} */
    public List<String> notes() {
        return notes;
    }

    /** {@return properties for a {@code jakarta.mail.Session}; pass user and password to its Authenticator or to {@code connect}} */
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
            properties.put("mail.smtp.ssl.checkserveridentity", Boolean.toString(fingerprint.isEmpty()));
        }
        proxy.ifPresent(each -> {
            properties.put("mail.smtp." + (each.socks() ? "socks" : "proxy") + ".host", each.host());
            properties.put("mail.smtp." + (each.socks() ? "socks" : "proxy") + ".port", each.port());
        });
        if (helo) {
            properties.put("mail.smtp.ehlo", "false");
        }
        mechanism.ifPresent(name -> {
            properties.put("mail.smtp.auth", "true");
            if (OF_JAKARTA_MAIL.contains(name)) {
                properties.put("mail.smtp.auth.mechanisms", name);
            } else if (!name.startsWith("SCRAM-")) { // which the JDK lacks, too: the program uses whatever it finds
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
        StringBuilder out = new StringBuilder(comments("# "));
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
        if (proxy.filter(each -> !each.socks()).isPresent()) {
            return comments("# ") + "# Simple Java Mail cannot be told of an HTTP proxy here, only of a SOCKS proxy.\n";
        }
        String through = proxy.map(each -> "simplejavamail.proxy.host=" + each.host() + "\nsimplejavamail.proxy.port="
                        + each.port() + "\n")
                .orElse("");
        String strategy = implicitTls ? "SMTPS" : startTls ? "SMTP_TLS" : "SMTP";
        return comments("# ") + "simplejavamail.transportstrategy=" + strategy + "\nsimplejavamail.smtp.host=" + host
                + "\nsimplejavamail.smtp.port=" + port + "\n"
                + (mechanism.isPresent()
                        ? "simplejavamail.smtp.username=${SMTP_USER}\nsimplejavamail.smtp.password=${SMTP_PASSWORD}\n"
                        : "")
                + through;
    }

    /** {@return a transport configuration for nodemailer} */
    public String nodemailer() {
        String auth = mechanism.isEmpty()
                ? ""
                : TOKENS.contains(mechanism.get())
                        ? ",\n"
                                + "  auth: { type: 'OAuth2', user: process.env.SMTP_USER, accessToken:"
                                + " process.env.SMTP_TOKEN }"
                        : ",\n  auth: { user: process.env.SMTP_USER, pass: process.env.SMTP_PASSWORD }";
        String tls = startTls ? ",\n  requireTLS: true" : clearAnyway ? ",\n  ignoreTLS: true" : "";
        boolean socks = proxy.filter(RoadProxy::socks).isPresent();
        return comments("// ") + (socks ? "const transport = " : "") + "nodemailer.createTransport({\n  host: '" + host
                + "',\n  port: " + port + ",\n  secure: " + implicitTls + tls
                + proxy.map(each -> ",\n  proxy: '" + each.url() + "'").orElse("") + auth + "\n});\n"
                + (socks ? "transport.set('proxy_socks_module', require('socks'));\n" : "");
    }

    /** {@return lines for Postfix's {@code main.cf}} */
    public String postfix() {
        if (proxy.isPresent()) {
            return comments("# ") + "# Postfix connects to servers directly, and through no proxy.\n";
        }
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("relayhost", "[" + host + "]:" + port);
        if (implicitTls) {
            lines.put("smtp_tls_wrappermode", "yes");
        }
        lines.put(
                "smtp_tls_security_level",
                fingerprint.isPresent() ? "fingerprint" : implicitTls || startTls ? "secure" : "none");
        fingerprint.ifPresent(sha256 -> {
            lines.put("smtp_tls_fingerprint_digest", "sha256");
            lines.put("smtp_tls_fingerprint_cert_match", sha256.replaceAll("..(?!$)", "$0:"));
        });
        if (helo) {
            lines.put("smtp_never_send_ehlo", "yes");
        }
        if (mechanism.isPresent()) {
            lines.put("smtp_sasl_auth_enable", "yes");
            lines.put("smtp_sasl_security_options", "noanonymous");
            lines.put("smtp_sasl_password_maps", "texthash:/etc/postfix/sasl_passwd");
        }
        String secrets = mechanism.isPresent()
                ? "# /etc/postfix/sasl_passwd, for root alone:\n# [" + host + "]:" + port + " user:password\n"
                : "";
        return comments("# ")
                + lines.entrySet().stream()
                        .map(each -> each.getKey() + " = " + each.getValue() + "\n")
                        .collect(Collectors.joining())
                + secrets;
    }

    private String comments(String sign) {
        return notes.stream().map(each -> sign + each + "\n").collect(Collectors.joining());
    }

    /** {@return all settings, each under the name of its program} */
    @Override
    public String toString() {
        String jakarta = comments("# ")
                + jakartaMail().entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                        .collect(Collectors.joining());
        return "Spring Boot (application.properties)\n\n" + springBoot() + "\nJakarta Mail (Session properties)\n\n"
                + jakarta
                + "\nSimple Java Mail (simplejavamail.properties)\n\n" + simpleJavaMail() + "\nnodemailer\n\n"
                + nodemailer() + "\nPostfix (main.cf)\n\n" + postfix();
    }
}
