/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The request that mail settings describe. */
final class MailRequest {
    private static final int SMTP = 25;
    private static final int SMTPS = 465;

    private final MailSettings settings;
    private final Problems problems;

    private MailRequest(MailSettings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** Reads settings; what is wrong with them is noted, not thrown. */
    static MailProperties read(Map<?, ?> given) {
        Problems problems = new Problems();
        MailSettings settings = new MailSettings(given, problems);
        MailRequest reader = new MailRequest(settings, problems);
        TlsMode mode = reader.mode();
        ProbeRequest.Builder request = reader.request(mode);
        reader.notFollowed();
        return new MailProperties(
                request,
                settings.unknown(),
                MailDangers.in(settings, mode, request.credentials != null),
                problems.found().stream().distinct().toList());
    }

    private ProbeRequest.Builder request(TlsMode mode) {
        Optional<String> host = settings.any("spring.mail.host", settings.name("host"), "mail.host");
        if (host.isEmpty()) {
            problems.add(settings.name("host"), "required", "must not be empty");
        }
        ProbeRequest.Builder request =
                ProbeRequest.to(host.orElse(""), port(mode)).tls(mode);
        settings.text("localhost").ifPresent(request::heloName);
        settings.text("localaddress")
                .flatMap(text -> problems.text(settings.name("localaddress"), text, AddressLiteral::parse))
                .ifPresent(request::sourceAddress);
        login(request);
        limits(request);
        return request;
    }

    private TlsMode mode() {
        if (settings.secure()
                || settings.on(settings.name("ssl.enable"), false)
                || sslFactory()
                || settings.on(
                        "spring.mail.ssl.enabled",
                        settings.any("spring.mail.ssl.bundle").isPresent())) {
            return TlsMode.IMPLICIT_TLS;
        }
        if (settings.on(settings.name("starttls.required"), false)) {
            return TlsMode.STARTTLS;
        }
        return settings.on(settings.name("starttls.enable"), false) ? TlsMode.STARTTLS_IF_OFFERED : TlsMode.PLAIN;
    }

    /** Before {@code ssl.enable} was known, TLS from the first octet was asked for by the class of a socket factory. */
    private boolean sslFactory() {
        return settings.text("socketFactory.class")
                .filter(name -> name.endsWith("SSLSocketFactory"))
                .isPresent();
    }

    private int port(TlsMode mode) {
        return settings.number("spring.mail.port")
                .or(() -> settings.number(settings.name("port")))
                .or(() -> settings.number(settings.name("socketFactory.port")))
                .orElse(mode == TlsMode.IMPLICIT_TLS ? SMTPS : SMTP);
    }

    private void login(ProbeRequest.Builder request) {
        List<String> mechanisms = settings.text("auth.mechanisms")
                .map(names -> Arrays.stream(names.toUpperCase(Locale.ROOT).split("[\\s,]+"))
                        .filter(name -> !settings.on(
                                settings.name("auth." + name.toLowerCase(Locale.ROOT) + ".disable"), false))
                        .toList())
                .orElse(List.of());
        Optional<String> user = settings.any("spring.mail.username", settings.name("user"), "mail.user");
        Optional<String> password = settings.any("spring.mail.password", settings.name("password"), "mail.password");
        if (user.isPresent() && password.isPresent()) {
            Secret secret = Secret.of(password.get());
            request.credentials(
                    mechanisms.equals(List.of("XOAUTH2"))
                            ? Credentials.bearer(user.get(), left -> secret)
                            : Credentials.password(user.get(), secret));
            if (!mechanisms.isEmpty()) {
                request.mechanisms(mechanisms.toArray(String[]::new));
            }
        } else if (settings.on(settings.name("auth"), false)) {
            problems.add(settings.name("auth"), "incomplete", "asks for a login, and user or password are not given");
        }
    }

    private void limits(ProbeRequest.Builder request) {
        Timeouts limits = Timeouts.STANDARD;
        limits = settings.limit("connectiontimeout").map(limits::withConnect).orElse(limits);
        Optional<Duration> each = settings.limit("timeout");
        if (each.isPresent()) {
            limits = limits.withTls(each.get()).withGreeting(each.get()).withReply(each.get());
        }
        request.timeouts(limits);
    }

    /** Settings that lead elsewhere than a probe can go. */
    private void notFollowed() {
        for (String each : List.of("proxy.host", "socks.host")) {
            settings.text(each)
                    .ifPresent(host -> problems.add(
                            settings.name(each), "unsupported", "is not followed: the probe connects without a proxy"));
        }
        for (String each :
                List.of("socketFactory.class", "ssl.socketFactory.class", "socketFactory", "ssl.socketFactory")) {
            settings.text(each)
                    .filter(name -> !name.endsWith("SSLSocketFactory"))
                    .ifPresent(name -> problems.add(
                            settings.name(each), "unsupported", "is not used: the probe makes its own connections"));
        }
        if (!settings.on(settings.name("ehlo"), true)) {
            problems.add(settings.name("ehlo"), "unsupported", "is not followed: the probe begins with EHLO");
        }
        settings.any("spring.mail.jndi-name")
                .ifPresent(name -> problems.add(
                        "spring.mail.jndi-name",
                        "unsupported",
                        "names settings that are kept elsewhere and are not read"));
    }
}
