/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static io.github.smtpprobe.handshake.OddCertificates.HOST;
import static io.github.smtpprobe.handshake.OddCertificates.days;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.handshake.OddCertificates;
import io.github.smtpprobe.handshake.OddCertificates.Party;
import io.github.smtpprobe.handshake.OddCertificates.Twist;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.harness.ShownCertificates;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.TlsSettings;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.ContentSigner;

/** Probes of a server that shows a certificate of any make, by a client that trusts one root. */
final class CertificateProbe {
    static final Script ANY = Script.parse("* tls-failed");
    static final Script TALK = Script.parse(Scripts.WORKS_IN_TLS);
    static final KeyPair KEYS;
    static final Party ROOT;
    static final Party BELOW;

    static {
        try {
            KEYS = OddCertificates.keys("EC", 256);
            ROOT = OddCertificates.root("CN=Root,O=Acme");
            BELOW = OddCertificates.intermediate(ROOT, "CN=Below,O=Acme", days(-100), days(100));
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private CertificateProbe() {}

    static ProbeReport probe(Script script, String host, X509Certificate... chain) {
        try {
            return SmtpProbe.builder()
                    .tlsSettings(
                            TlsSettings.builder().trustStore(ROOT.trustStore()).build())
                    .transport(new MemoryTransport(
                            Delivery.WHOLE,
                            ShownCertificates.showing(new Issued(KEYS.getPrivate(), List.of(chain))),
                            script))
                    .build()
                    .probe(ProbeRequest.to(host, 465)
                            .connectTo("192.0.2.1")
                            .withoutSecondLook()
                            .build());
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    static X509Certificate leaf(Twist twist) throws Exception {
        return OddCertificates.leaf(ROOT, KEYS, twist);
    }

    static X509Certificate made(String subject, BigInteger serial, Instant from, Instant to, GeneralNames names)
            throws Exception {
        return OddCertificates.signed(
                OddCertificates.builder(ROOT.name(), subject, KEYS, serial, from, to)
                        .addExtension(Extension.subjectAlternativeName, false, names),
                OddCertificates.signer(ROOT.keys()));
    }

    static X509Certificate by(ContentSigner signer) throws Exception {
        return OddCertificates.signed(
                OddCertificates.builder(ROOT.name(), "CN=" + HOST, KEYS, BigInteger.TWO, days(-9), days(9))
                        .addExtension(Extension.subjectAlternativeName, false, OddCertificates.names(HOST)),
                signer);
    }
}
