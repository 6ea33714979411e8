/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The TLS handshake that came to nothing for another reason than the certificate. */
final class BrokenHandshake extends AttemptCheck {
    /** The JDK's words for key exchanges and signatures that it takes for too weak. */
    private static final Pattern WEAK = Pattern.compile(
            "algorithm constraints|secure renegotiation|signature (scheme|algorithm)|prime size|key size");

    BrokenHandshake() {
        super(Occasion.step(TlsHandshake.class));
    }

    @Override
    boolean concerns(Attempt attempt, Occasion given) {
        return super.concerns(attempt, given) || attempt.purpose() == Purpose.DOWNGRADE;
    }

    @Override
    void examine(AttemptFindings one) {
        if (one.attempt().purpose() == Purpose.DOWNGRADE) {
            one.attempt().fact(Connect.class).ifPresent(fact -> one.add("tls.downgraded", fact));
        }
        one.attempt().fact(TlsHandshake.class).ifPresent(fact -> {
            fact.tls()
                    .protocol()
                    .filter(BrokenHandshake::deprecated)
                    .ifPresent(protocol -> one.add("tls.version-deprecated", fact, "protocol", protocol));
            if (fact.outcome() instanceof Outcome.Failed failed
                    && !AskedForCertificate.explains(fact)
                    && !SentProxyHeader.explains(one, fact)) {
                failed(one, fact, failed);
            }
        });
    }

    private static void failed(AttemptFindings one, TlsHandshake fact, Outcome.Failed failed) {
        boolean implicit = one.route().mode() == TlsMode.IMPLICIT_TLS;
        switch (failed.reason()) {
            case TLS_PLAINTEXT_PEER -> one.add(implicit ? "tls.plain-port" : "tls.plaintext-after-starttls", fact);
            case TLS_SILENT -> one.add(implicit ? "tls.silent" : "tls.timeout", fact);
            case TLS_TIMEOUT -> one.add("tls.timeout", fact);
            case TLS_CLOSED -> one.add(implicit ? "tls.closed" : "starttls.then-closed", fact);
            case TLS_ALERT -> alert(one, fact, failed.detail());
            case TLS_HANDSHAKE -> handshake(one, fact, failed);
            default -> {}
        }
    }

    private static void alert(AttemptFindings one, TlsHandshake fact, String alert) {
        switch (alert.toLowerCase(Locale.ROOT)) {
            case "protocol_version" -> one.add("tls.old-protocol", fact, "offered", offered(fact));
            case "certificate_required", "bad_certificate", "unknown_ca", "certificate_unknown", "access_denied" ->
                one.add("tls.client-certificate", fact);
            case "unrecognized_name" -> name(one, fact);
            case "handshake_failure", "insufficient_security" -> nothingInCommon(one, fact);
            case "internal_error" -> one.add("tls.internal-error", fact);
            default -> one.add("tls.alert", fact, "identity", fact.tls().identity());
        }
    }

    /** The name that was sent is the one that the server does not know, whoever it must prove to be. */
    private static void name(AttemptFindings one, TlsHandshake fact) {
        boolean unnamed =
                fact.tls().serverName().isEmpty() && !fact.tls().offered().isEmpty();
        if (unnamed) {
            one.add("tls.name-wanted", fact);
        } else {
            one.add(
                    "tls.name-unknown",
                    fact,
                    "identity",
                    fact.tls().serverName().orElse(fact.tls().identity()));
        }
    }

    private static void nothingInCommon(AttemptFindings one, TlsHandshake fact) {
        List<String> suites = fact.tls().offeredSuites();
        if (suites.isEmpty()) {
            one.add("tls.nothing-in-common", fact);
        } else {
            one.add("tls.suites-refused", fact, "suites", String.join(", ", suites));
        }
    }

    private static void handshake(AttemptFindings one, TlsHandshake fact, Outcome.Failed failed) {
        String id = fact.versionRefused()
                ? "tls.old-protocol"
                : WEAK.matcher(failed.detail()).find() ? "tls.too-weak" : "tls.handshake-failed";
        one.add(id, fact, "offered", offered(fact));
    }

    /** As people write them: {@code TLS 1.2, TLS 1.3}. */
    private static String offered(TlsHandshake fact) {
        return fact.tls().offered().stream()
                .sorted()
                .map(BrokenHandshake::words)
                .collect(Collectors.joining(", "));
    }

    private static String words(String protocol) {
        String version = protocol.startsWith("TLSv") ? "TLS " + protocol.substring("TLSv".length()) : protocol;
        return version.equals("TLS 1") ? "TLS 1.0" : version;
    }

    private static boolean deprecated(String protocol) {
        return protocol.equals("TLSv1") || protocol.equals("TLSv1.1") || protocol.startsWith("SSL");
    }
}
