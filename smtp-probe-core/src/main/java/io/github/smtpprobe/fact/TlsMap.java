/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.text.kept.Node;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsInfo;

/** The results of a TLS handshake as plain maps: versions, certificates, verdicts. */
final class TlsMap {
    private TlsMap() {}

    static Object of(TlsInfo tls) {
        return new Node()
                .put("protocol", tls.protocol())
                .put("cipherSuite", tls.cipherSuite())
                .put("serverName", tls.serverName())
                .text("referenceIdentifier", tls.identity())
                .put("authenticated", tls.authenticated())
                .put("certificateVerdict", tls.verdict().map(TlsMap::verdict))
                .put("chain", Node.list(tls.chain(), TlsMap::certificate))
                .put("offeredProtocols", tls.offered())
                .put("clientCertificate", tls.clientCertificate().token())
                .put("resumed", tls.resumed())
                .put("offeredGroups", tls.offeredGroups())
                .put("offeredCipherSuites", tls.offeredSuites())
                .map();
    }

    private static Object verdict(CertificateVerdict verdict) {
        return new Node()
                .put("trust", verdict.trust().token())
                .put("name", verdict.name().token())
                .put("validity", verdict.validity().token())
                .put("weaknesses", verdict.weak())
                .text("detail", verdict.detail())
                .put(
                        "certificationPath",
                        verdict.path().stream().map(Certificate::sha256).toList())
                .map();
    }

    private static Object certificate(Certificate certificate) {
        return new Node()
                .put("subject", certificate.subject())
                .put("issuer", certificate.issuer())
                .put("serialNumber", certificate.serial())
                .put("notBefore", certificate.notBefore().toString())
                .put("notAfter", certificate.notAfter().toString())
                .put("subjectAltNames", certificate.names())
                .put("keyAlgorithm", certificate.keyAlgorithm())
                .put("keyBits", certificate.keyBits())
                .put("signatureAlgorithm", certificate.signatureAlgorithm())
                .put("sha256", certificate.sha256())
                .put("mustStaple", certificate.mustStaple())
                .map();
    }
}
