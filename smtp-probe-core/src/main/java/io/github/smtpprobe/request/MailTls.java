/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;

/** When a mail program begins TLS, and on which port; socket factories affect both. */
final class MailTls {
    private static final int SMTP = 25;
    private static final int SMTPS = 465;
    private static final Set<String> OFFERED = Set.of("TLSv1.2", "TLSv1.3");

    private final MailSettings settings;
    private final MailFaults faults;

    MailTls(MailSettings settings, MailFaults faults) {
        this.settings = settings;
        this.faults = faults;
    }

    TlsMode mode() {
        if (atOnce() || wrapped()) {
            return TlsMode.IMPLICIT_TLS;
        }
        if (settings.on(own("starttls.required"), false)) {
            return TlsMode.STARTTLS;
        }
        return settings.on(own("starttls.enable"), false) ? TlsMode.STARTTLS_IF_OFFERED : TlsMode.PLAIN;
    }

    /** Whether TLS is asked for from the first octet. */
    boolean atOnce() {
        return settings.secure()
                || settings.on(own("ssl.enable"), false)
                || settings.on(MailSettings.boot("ssl.enabled"), false);
    }

    /**
     * Whether a socket factory asks for TLS from the first octet, as was usual before {@code ssl.enable} existed. Its port is
     * not a different one.
     */
    boolean wrapped() {
        return settings.object(own("socketFactory"))
                        .filter(SSLSocketFactory.class::isInstance)
                        .isPresent()
                || settings.text(own("socketFactory.class"))
                        .filter(MailTls::makesTls)
                        .isPresent();
    }

    private static boolean makesTls(String className) {
        return className.endsWith("SSLSocketFactory");
    }

    /** A socket factory that is in use brings its own port, which takes precedence over the usual one. */
    int port() {
        Optional<Integer> own = Optional.empty();
        if (atOnce()
                && (given("ssl.socketFactory")
                        || settings.text(MailSettings.boot("ssl.bundle")).isPresent())) {
            own = port(own("ssl.socketFactory.port"));
        } else if (given("socketFactory")) {
            own = port(own("socketFactory.port"));
        }
        return own.or(() -> port(MailSettings.boot("port")))
                .or(() -> port(own("port")))
                .orElse(atOnce() ? SMTPS : SMTP);
    }

    /** The port in a setting; -1 means that there is none. */
    private Optional<Integer> port(String name) {
        Optional<Integer> port = settings.number(name).filter(each -> each != -1);
        if (port.isPresent()) {
            faults.field("port", name);
        }
        return port;
    }

    private boolean given(String factory) {
        return settings.object(own(factory)).isPresent()
                || settings.text(own(factory + ".class")).isPresent();
    }

    private String own(String setting) {
        return settings.own(setting);
    }

    /** Warns about settings for which the probe has its own way. */
    void notFollowed() {
        for (String each : List.of("socketFactory", "ssl.socketFactory")) {
            String unsupported = "is not used: the probe makes its own connections, and trusts as its TLS settings say";
            settings.object(own(each)).ifPresent(made -> unsupported(each, unsupported));
            settings.text(own(each + ".class"))
                    .filter(name -> !name.equals("javax.net.ssl.SSLSocketFactory"))
                    .ifPresent(name -> unsupported(each + ".class", unsupported));
        }
        String bundle = MailSettings.boot("ssl.bundle");
        if (settings.text(bundle).isPresent()) {
            faults.warning(bundle, Code.UNSUPPORTED, "names certificates and keys that are kept elsewhere");
        }
        List<String> versions = settings.words(own("ssl.protocols"));
        if (!versions.isEmpty() && !OFFERED.equals(Set.copyOf(versions))) {
            unsupported(
                    "ssl.protocols", "is not followed: the probe offers TLS 1.2 and 1.3, or what its TLS settings say");
        }
        for (String each : List.of("ssl.ciphersuites", "ssl.hostnameverifier", "ssl.hostnameverifier.class")) {
            if (settings.given(own(each))) {
                unsupported(each, "is not followed: the probe does as its TLS settings say");
            }
        }
    }

    /**
     * Whether a socket factory of the program's own decides whom to trust. It does so after STARTTLS, but other settings take
     * precedence.
     */
    boolean ownTrust() {
        boolean factory = given("ssl.socketFactory")
                || settings.text(MailSettings.boot("ssl.bundle")).isPresent();
        return factory && !atOnce() && !wrapped();
    }

    private void unsupported(String setting, String message) {
        faults.warning(own(setting), Code.UNSUPPORTED, message);
    }
}
