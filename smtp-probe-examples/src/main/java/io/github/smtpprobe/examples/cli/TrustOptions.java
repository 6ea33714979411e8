/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli;

import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom TLS trusts. */
final class TrustOptions {
    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Trust the certificates in this PEM file instead of the JDK's.")
    private @Nullable Path ca;

    TlsSettings settings() throws IOException, GeneralSecurityException {
        if (ca == null) {
            return TlsSettings.standard();
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(ca)) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), each);
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("--ca: the file cannot be read");
        } catch (CertificateException unfit) {
            throw new IllegalArgumentException("--ca: the file holds no certificates in PEM form");
        }
        if (store.size() == 0) {
            throw new IllegalArgumentException("--ca: the file holds no certificate");
        }
        return TlsSettings.builder().trustStore(store).build();
    }
}
