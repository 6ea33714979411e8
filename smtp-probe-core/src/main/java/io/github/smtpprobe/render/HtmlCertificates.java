/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a TLS handshake agreed on, the verdict on the certificate, and each certificate that the server sent. */
final class HtmlCertificates {
    private final Markup out;
    private final Instant at;

    /**
     * Prepares to write.
     *
     * @param out receives the markup
     * @param at  when the probe began: days are counted from then, since a report may be read later
     */
    HtmlCertificates(Markup out, Instant at) {
        this.out = out;
        this.at = at;
    }

    void write(TlsHandshake handshake) {
        TlsInfo tls = handshake.tls();
        if (handshake.state() == Fact.State.NOT_ASKED
                || (tls.chain().isEmpty() && tls.protocol().isEmpty())) {
            return;
        }
        out.raw("<h3>TLS and certificates</h3>\n");
        agreed(tls);
        Optional<CertificateVerdict> verdict = tls.verdict();
        for (int i = 0; i < tls.chain().size(); i++) {
            certificate(tls.chain().get(i), i, tls.chain().size(), verdict);
        }
    }

    private void agreed(TlsInfo tls) {
        out.pairs("Agreement and verdict");
        out.row("Protocol", tls.protocol().orElse("none was agreed on"));
        out.row("Cipher suite", tls.cipherSuite().orElse(""));
        out.row("Session", tls.resumed() ? "resumed" : "");
        out.row("Server name sent", tls.serverName().orElse(""));
        out.row("Name wanted", Words.name(tls.identity()));
        if (tls.verdict().isEmpty()) {
            out.row("Certificate", tls.chain().isEmpty() ? "none was seen" : "not judged");
        }
        tls.verdict().ifPresent(verdict -> verdict(verdict, tls.identity()));
        out.row("Client certificate", CertificateWords.of(tls.clientCertificate()));
        out.raw("</tbody></table>\n");
    }

    private void verdict(CertificateVerdict verdict, String identity) {
        boolean good = verdict.acceptable();
        out.raw("<tr>").element("th scope=\"row\"", "Certificate");
        out.element(
                        good ? "td class=\"passed\"" : "td class=\"failed\"",
                        (good ? StepLine.DONE : StepLine.FAILED) + " " + CertificateWords.of(verdict, identity))
                .raw("</tr>\n");
        out.row("Trust", CertificateWords.of(verdict.trust()));
        out.row("Name", CertificateWords.of(verdict.name()));
        out.row("Dates", CertificateWords.of(verdict.validity()));
        out.row("Weak", CertificateWords.weak(verdict));
        out.row("Details", verdict.detail());
    }

    private void certificate(Certificate each, int index, int count, Optional<CertificateVerdict> verdict) {
        String place = index == 0 ? "the server's own" : onPath(each, verdict);
        String caption = "Certificate " + (index + 1) + " of " + count + (place.isEmpty() ? "" : ": " + place);
        out.pairs(caption);
        out.row("Subject", each.subject());
        out.row("Names", each.names().stream().map(Words::name).collect(Collectors.joining(", ")));
        out.row("Issuer", each.issuer() + (each.selfIssued() ? " (the subject itself)" : ""));
        out.row("Valid", CertificateWords.dates(each, at, "this probe"));
        out.row("Key", CertificateWords.key(each));
        out.row("Signature", each.signatureAlgorithm());
        out.row("Serial number", each.serial());
        out.raw("<tr>").element("th scope=\"row\"", "SHA-256 fingerprint").raw("<td>");
        out.raw("<code>").raw(CertificateWords.fingerprint(each)).raw("</code></td></tr>\n");
        out.row("Must staple", each.mustStaple() ? "yes; whether an OCSP answer was stapled was not looked at" : "");
        out.raw("</tbody></table>\n");
    }

    private static String onPath(Certificate each, Optional<CertificateVerdict> verdict) {
        List<Certificate> path = verdict.map(CertificateVerdict::path).orElse(List.of());
        return path.isEmpty()
                ? ""
                : path.contains(each) ? "vouches for the server's" : "sent besides, no part of the path";
    }
}
