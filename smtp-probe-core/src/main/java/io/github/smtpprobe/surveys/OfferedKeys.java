/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.tls.TlsSettings;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * The TLS settings of a survey: the application's trust, and a hello like that of real senders. The application's own choice of
 * versions, suites, names and sessions is ignored, because a server's refusal of such a choice says nothing about senders' mail.
 * To ask for one kind of key only, TLS 1.2 is offered, because in TLS 1.3 no cipher suite names the key, and Java 17 has no other
 * way to ask for one.
 */
public final class OfferedKeys {
    private static final String VERSION = "TLSv1.2";

    private OfferedKeys() {}

    /** The suites of this Java, best first; determined when they are first needed. */
    private static final class Suites {
        static final List<String> ALL = all();

        private static List<String> all() {
            try {
                return Arrays.asList(
                        SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
            } catch (NoSuchAlgorithmException none) {
                return List.of();
            }
        }

        static String[] with(String... exchanges) {
            return ALL.stream()
                    .filter(suite -> Arrays.stream(exchanges).anyMatch(suite::startsWith))
                    .toArray(String[]::new);
        }
    }

    /**
     * The settings for an offer.
     *
     * @param given the probe's settings
     * @param offer what to offer
     * @param name  the name to ask for; empty for the target's
     * @return the settings; empty if the given ones cannot be changed in this way
     */
    public static Optional<TlsSettings> of(TlsSettings given, Offer offer, Optional<String> name) {
        try {
            TlsSettings.Builder settings = given.toBuilder().standardHello();
            name.ifPresent(settings::serverName);
            switch (offer) {
                case RSA -> settings.protocols(VERSION).cipherSuites(Suites.with("TLS_ECDHE_RSA_", "TLS_DHE_RSA_"));
                case ECDSA -> settings.protocols(VERSION).cipherSuites(Suites.with("TLS_ECDHE_ECDSA_"));
                case NO_NAME -> settings.withoutServerName();
                case ANY -> settings.protocols(versions(given));
            }
            return Optional.of(settings.build());
        } catch (IllegalArgumentException unable) {
            return Optional.empty(); // a caller's own SSLContext or provider, or a Java without such suites
        }
    }

    /**
     * Includes older versions that the application lets its probes offer, since they show which servers support nothing newer.
     */
    private static String[] versions(TlsSettings given) {
        return Stream.concat(TlsSettings.standard().protocols().stream(), given.protocols().stream())
                .distinct()
                .toArray(String[]::new);
    }
}
