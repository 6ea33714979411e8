/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.request.ProbeRequest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which certificates TLS trusts. */
final class TrustOptions {
    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Trust the certificates in this PEM file instead of the JDK's.")
    private @Nullable Path ca;

    @Option(
            names = "--trust-certificate",
            paramLabel = "SHA-256",
            description = "Trust the certificate with this fingerprint, whoever signed it, and no other; repeatable.")
    private @Nullable List<String> fingerprints;

    void addTo(ProbeRequest.Builder request) {
        if (ca != null) {
            if (fingerprints == null) {
                new GivenFile("--ca", ca); // this refusal says more than that of the request
            }
            request.trustedCertificates(ca);
        }
        if (fingerprints != null) {
            fingerprints.forEach(request::trustCertificate);
        }
    }
}
