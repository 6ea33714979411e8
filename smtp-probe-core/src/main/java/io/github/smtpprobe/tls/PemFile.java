/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A file of certificates in PEM form (RFC 7468). The JDK's own reader treats a key or a comment in the file as a broken
 * certificate, and its messages may repeat contents of the file. Here other blocks are skipped, and messages contain nothing from
 * the file.
 */
final class PemFile {
    private static final int LARGEST = 4 << 20;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private PemFile() {}

    /** The certificates of a file, at least one, in the order of the file. */
    static List<X509Certificate> certificates(Path file) throws IOException, CertificateException {
        String text = read(file);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> found = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int from = begin + BEGIN.length();
            int end = text.indexOf(END, from);
            begin = text.indexOf(BEGIN, from);
            boolean whole = end >= 0
                    && (begin < 0
                            || end < begin); // if an end marker is missing, the next certificate must not be swallowed
            found.add(certificate(factory, whole ? text.substring(from, end) : "", found.size() + 1));
        }
        if (found.isEmpty()) {
            throw new CertificateException(without(text));
        }
        return found;
    }

    /**
     * What is wrong with a file without certificates. The usual mistakes are an empty file, and the key instead of the
     * certificate.
     */
    private static String without(String text) {
        if (text.isBlank()) {
            return "is empty";
        }
        return text.contains("PRIVATE KEY-----")
                ? "holds a private key and no certificate"
                : "holds no certificate in PEM form";
    }

    /** Reads a regular file only, since a pipe or a device could block, or never end. */
    private static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("trustedCertificates: is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(LARGEST + 1);
            if (octets.length > LARGEST) {
                throw new IOException("trustedCertificates: the file is larger than 4 MiB");
            }
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    private static X509Certificate certificate(CertificateFactory factory, String base64, int number)
            throws CertificateException {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | RuntimeException broken) {
            // The exception is neither quoted nor kept as a cause, since its message may repeat the contents of the
            // file.
            throw new CertificateException("holds a certificate that cannot be read: number " + number);
        }
    }
}
