/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import static io.github.smtpprobe.text.kept.KeptNode.required;

import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.ClientCertificate;
import io.github.smtpprobe.tls.TlsInfo;
import java.util.List;

/**
 * Reads back what {@link TlsMap} writes. Of certificates on the path that the server did not send, only the fingerprint was
 * stored.
 */
final class KeptTls {
    private static final int MOST_CERTIFICATES = 1_000;

    private KeptTls() {}

    static TlsInfo read(KeptNode kept) {
        List<Certificate> chain = kept.list("chain", MOST_CERTIFICATES, KeptTls::certificate);
        TlsInfo.Builder read = TlsInfo.builder(kept.words("referenceIdentifier"))
                .chain(chain)
                .offered(kept.texts("offeredProtocols"))
                .resumed(kept.flag("resumed"))
                .offeredGroups(kept.texts("offeredGroups"))
                .offeredSuites(kept.texts("offeredCipherSuites"));
        kept.text("protocol").ifPresent(read::protocol);
        kept.text("cipherSuite").ifPresent(read::cipherSuite);
        kept.text("serverName").ifPresent(read::serverName);
        kept.token("clientCertificate", ClientCertificate::ofToken).ifPresent(read::clientCertificate);
        kept.node("certificateVerdict", verdict -> verdict(verdict, chain)).ifPresent(read::verdict);
        return read.build();
    }

    private static CertificateVerdict verdict(KeptNode kept, List<Certificate> chain) {
        return CertificateVerdict.builder(
                        required("trust", kept.token("trust", CertificateVerdict.Trust::ofToken)),
                        required("name", kept.token("name", CertificateVerdict.Name::ofToken)),
                        required("validity", kept.token("validity", CertificateVerdict.Validity::ofToken)))
                .weak(kept.texts("weaknesses"))
                .detail(kept.words("detail"))
                .path(kept.texts("certificationPath").stream()
                        .limit(MOST_CERTIFICATES)
                        .map(sha256 -> sent(sha256, chain))
                        .toList())
                .build();
    }

    private static Certificate sent(String sha256, List<Certificate> chain) {
        return chain.stream()
                .filter(each -> each.sha256().equals(sha256))
                .findFirst()
                .orElseGet(() -> Certificate.builder(sha256).build());
    }

    private static Certificate certificate(KeptNode kept) {
        String subject = kept.words("subject");
        String issuer = kept.words("issuer");
        return Certificate.builder(required("sha256", kept.text("sha256")))
                .subject(subject)
                .issuer(issuer)
                .serial(kept.words("serialNumber"))
                .valid(required("notBefore", kept.instant("notBefore")), required("notAfter", kept.instant("notAfter")))
                .names(kept.texts("subjectAltNames"))
                .key(kept.words("keyAlgorithm"), kept.count("keyBits"))
                .signatureAlgorithm(kept.words("signatureAlgorithm"))
                .selfIssued(subject.equals(issuer))
                .mustStaple(kept.flag("mustStaple"))
                .build();
    }
}
