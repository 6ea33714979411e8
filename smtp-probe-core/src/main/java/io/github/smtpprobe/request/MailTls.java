/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;

/** When a mail program begins TLS, and on which port: socket factories have a say in both. */
final class MailTls {
    private static final int SMTP = 25;
    private static final int SMTPS = 465;
    private static final Set<String> OFFERED = Set.of("TLSv1.2", "TLSv1.3");

    private final MailSettings settings;
    private final Problems problems;

    MailTls(MailSettings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    TlsMode mode() {
        if (atOnce() || wrapped()) {
            return TlsMode.IMPLICIT_TLS;
        }
        if (settings.on("starttls.required", false)) {
            return TlsMode.STARTTLS;
        }
        return settings.on("starttls.enable", false) ? TlsMode.STARTTLS_IF_OFFERED : TlsMode.PLAIN;
    }

    /** Whether TLS is asked for from the first octet. */
    boolean atOnce() {
        return settings.secure() || settings.on("ssl.enable", false) || settings.bootOn("ssl.enabled", false);
    }

    /** Before {@code ssl.enable} was known, TLS from the first octet was asked for by a socket factory; its port is not another. */
    boolean wrapped() {
        return settings.object("socketFactory")
                        .filter(SSLSocketFactory.class::isInstance)
                        .isPresent()
                || settings.text("socketFactory.class")
                        .filter(MailTls::makesTls)
                        .isPresent();
    }

    private static boolean makesTls(String className) {
        return className.endsWith("SSLSocketFactory");
    }

    /** A socket factory that is in use brings its own port, which goes before the usual one. */
    int port() {
        Optional<Integer> own = Optional.empty();
        if (atOnce()
                && (given("ssl.socketFactory") || settings.boot("ssl.bundle").isPresent())) {
            own = settings.number("ssl.socketFactory.port");
        } else if (given("socketFactory")) {
            own = settings.number("socketFactory.port");
        }
        return own.filter(MailTls::given)
                .or(() -> settings.bootNumber("port").filter(MailTls::given))
                .or(() -> settings.number("port").filter(MailTls::given))
                .orElse(atOnce() ? SMTPS : SMTP);
    }

    private static boolean given(int port) {
        return port != -1;
    }

    private boolean given(String factory) {
        return settings.object(factory).isPresent()
                || settings.text(factory + ".class").isPresent();
    }

    /** What the probe does in its own way. */
    void notFollowed() {
        for (String each : List.of("socketFactory", "ssl.socketFactory")) {
            String unsupported = "is not used: the probe makes its own connections, and trusts as its TLS settings say";
            settings.object(each).ifPresent(made -> problems.add(settings.name(each), "unsupported", unsupported));
            settings.text(each + ".class")
                    .filter(name -> !name.equals("javax.net.ssl.SSLSocketFactory"))
                    .ifPresent(name -> problems.add(settings.name(each + ".class"), "unsupported", unsupported));
        }
        settings.boot("ssl.bundle")
                .ifPresent(name -> problems.add(
                        "spring.mail.ssl.bundle",
                        "unsupported",
                        "names certificates and keys that are kept elsewhere"));
        List<String> versions = settings.words("ssl.protocols");
        if (!versions.isEmpty() && !OFFERED.equals(Set.copyOf(versions))) {
            unsupported(
                    "ssl.protocols", "is not followed: the probe offers TLS 1.2 and 1.3, or what its TLS settings say");
        }
        for (String each : List.of("ssl.ciphersuites", "ssl.hostnameverifier", "ssl.hostnameverifier.class")) {
            if (settings.text(each).isPresent() || settings.object(each).isPresent()) {
                unsupported(each, "is not followed: the probe does as its TLS settings say");
            }
        }
        if (settings.text("ssl.trust").isPresent()) {
            unsupported("ssl.trust", "is not followed: the probe verifies certificates");
        }
    }

    private void unsupported(String setting, String message) {
        problems.add(settings.name(setting), "unsupported", message);
    }
}
