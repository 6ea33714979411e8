/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks whom a request trusts: by fingerprint, or by a file, which is read here. No problem repeats the contents of a file.
 */
final class TrustCheck {
    private static final String FINGERPRINT = "trustCertificate";
    private static final String FILE = "trustedCertificates";

    private final ProbeRequest.Builder given;
    private final Problems problems;
    private final TlsSettings.Builder settings = TlsSettings.builder();

    TrustCheck(ProbeRequest.Builder given, Problems problems) {
        this.given = given;
        this.problems = problems;
    }

    /** Whether a request says anything about trust. */
    static boolean needed(ProbeRequest.Builder given) {
        return !given.fingerprints.isEmpty() || given.trustedCertificates != null;
    }

    /** Settings that contain the trust and nothing else; empty if there is a problem with it. */
    Optional<TlsSettings> run() {
        boolean byFingerprint = !given.fingerprints.isEmpty();
        boolean byFile = given.trustedCertificates != null;
        int before = problems.found().size();
        if (byFingerprint && byFile) {
            problems.add(FILE, Code.CONFLICT, "would have no effect beside trustCertificate: give only one of the two");
        }
        given.fingerprints.forEach(this::fingerprint);
        problems.value(FILE, given.trustedCertificates).ifPresent(this::file);
        return problems.found().size() == before ? Optional.of(settings()) : Optional.empty();
    }

    private TlsSettings settings() {
        return given.trustedCertificates != null && given.trustRead != null ? given.trustRead : settings.build();
    }

    private void fingerprint(@Nullable String sha256) {
        if (sha256 == null || sha256.isEmpty()) {
            problems.add(FINGERPRINT, Code.REQUIRED, "must not be empty");
            return;
        }
        try {
            settings.trustCertificate(sha256);
        } catch (IllegalArgumentException none) {
            problems.add(
                    FINGERPRINT,
                    Code.MALFORMED,
                    "must be a SHA-256 fingerprint of 64 hexadecimal digits, colons allowed");
        }
    }

    private void file(Path pem) {
        if (given.trustRead != null) {
            return;
        }
        try {
            settings.trustedCertificates(pem);
        } catch (GeneralSecurityException unfit) {
            problems.add(FILE, Code.NO_CERTIFICATE, "names a file that " + unfit.getMessage() + ": " + shown(pem));
        } catch (IOException | RuntimeException unreadable) {
            if (Files.notExists(pem)) {
                problems.add(FILE, Code.NOT_FOUND, "names a file that does not exist: " + shown(pem));
            } else {
                problems.add(FILE, Code.UNREADABLE, unreadable(pem) + ": " + shown(pem));
            }
        }
    }

    private static String unreadable(Path pem) {
        if (Files.isDirectory(pem)) {
            return "names a folder, and takes a file";
        }
        if (!Files.isRegularFile(pem)) {
            return "names a device or a pipe, and takes a file with certificates";
        }
        return Files.isReadable(pem)
                ? "names a file that is larger than 4 MiB or cannot be read"
                : "names a file that this program may not read";
    }

    /** A path for messages. If somebody passes the content of a file instead of its path, that may be a key and is not shown. */
    private static String shown(Path pem) {
        String text = pem.toString();
        return text.contains("-----") ? "this is no path, but what stands in such a file" : Printable.quoted(text);
    }
}
