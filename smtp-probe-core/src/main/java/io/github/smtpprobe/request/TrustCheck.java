/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The check of whom a request trusts: by fingerprint, or by a file, which is read here. No problem repeats what a file holds. */
final class TrustCheck {
    private static final String FIELD = "trust";

    private final ProbeRequest.Builder given;
    private final Problems problems;
    private final TlsSettings.Builder settings = TlsSettings.builder();

    TrustCheck(ProbeRequest.Builder given, Problems problems) {
        this.given = given;
        this.problems = problems;
    }

    /** Settings that hold the trust and nothing else; empty where the request leaves trust to the probe. */
    Optional<TlsSettings> run() {
        boolean byFingerprint = !given.fingerprints.isEmpty();
        boolean byFile = given.trustedCertificates != null;
        int before = problems.found().size();
        if (byFingerprint && byFile) {
            problems.add(FIELD, "conflict", "is given by fingerprint and by a file, which would have no say");
        }
        given.fingerprints.forEach(this::fingerprint);
        problems.value(FIELD, given.trustedCertificates).ifPresent(this::file);
        boolean any = byFingerprint || byFile;
        return any && problems.found().size() == before ? Optional.of(settings()) : Optional.empty();
    }

    private TlsSettings settings() {
        return given.trustedCertificates != null && given.trustRead != null ? given.trustRead : settings.build();
    }

    private void fingerprint(@Nullable String sha256) {
        if (sha256 == null || sha256.isEmpty()) {
            problems.add(FIELD, "required", "must have a fingerprint that is not empty");
            return;
        }
        try {
            settings.trustCertificate(sha256);
        } catch (IllegalArgumentException none) {
            problems.add(FIELD, "malformed", "must be SHA-256 fingerprints of 64 hexadecimal digits, colons allowed");
        }
    }

    private void file(Path pem) {
        if (given.trustRead != null) {
            return;
        }
        try {
            settings.trustedCertificates(pem);
        } catch (GeneralSecurityException unfit) {
            problems.add(FIELD, "malformed", String.valueOf(unfit.getMessage()));
        } catch (IOException | RuntimeException unreadable) {
            problems.add(
                    FIELD,
                    "unreadable",
                    "cannot be read: it must be a file of 4 MiB at most that this program may read");
        }
    }
}
