/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The certificates that the servers show, good and bad, made when the tests begin. */
final class ServerCertificates {
    private static final CertificateAuthority ROOT = CertificateAuthority.create();
    private static final CertificateAuthority MIDDLE = ROOT.intermediate();
    private static final Map<String, Issued> ALL = Map.of(
            "good", MIDDLE.issue(Names.HOST),
            "expired", expired(),
            "wrong-name", MIDDLE.issue("mail.elsewhere.test"),
            "self-signed", CertificateAuthority.selfSigned(Names.HOST),
            "incomplete", MIDDLE.issue(Names.HOST).withoutIntermediates());
    private static final Issued ADA = MIDDLE.issueCommonNameOnly("ada");
    private static final Issued STRANGER = CertificateAuthority.create().issueCommonNameOnly("ada");

    private ServerCertificates() {}

    private static Issued expired() {
        Instant end = Instant.now().minus(Duration.ofDays(3));
        return MIDDLE.issue(end.minus(Duration.ofDays(90)), end, Names.HOST);
    }

    static CertificateAuthority root() {
        return ROOT;
    }

    /** {@return the certificate of a client: of {@code ada}, or of a {@code stranger} who says to be her} */
    static Issued client(String whose) {
        return whose.equals("ada") ? ADA : STRANGER;
    }

    /** Writes all of them to {@code /etc/tls}, each as {@code NAME.pem} and {@code NAME.key}. */
    static void install(Machine machine) {
        machine.write("/etc/tls/root.pem", pem(List.of(ROOT.certificate())));
        ALL.forEach((name, issued) -> {
            machine.write("/etc/tls/" + name + ".pem", pem(issued.chain()));
            machine.write("/etc/tls/" + name + ".key", key(issued));
            machine.run("chmod", "0640", "/etc/tls/" + name + ".key");
        });
    }

    /** The key with its public half (RFC 5915), which the JDK leaves out and GnuTLS wants. */
    private static String key(Issued issued) {
        SubjectPublicKeyInfo half = SubjectPublicKeyInfo.getInstance(
                issued.chain().get(0).getPublicKey().getEncoded());
        BigInteger secret = ((java.security.interfaces.ECPrivateKey) issued.key()).getS();
        DERBitString point = new DERBitString(half.getPublicKeyData().getBytes());
        try {
            return block(
                    "EC PRIVATE KEY",
                    new ECPrivateKey(256, secret, point, half.getAlgorithm().getParameters()).getEncoded());
        } catch (IOException impossible) {
            throw new IllegalStateException("a key has an encoding", impossible);
        }
    }

    private static String pem(List<X509Certificate> chain) {
        StringBuilder all = new StringBuilder();
        for (Certificate each : chain) {
            try {
                all.append(block("CERTIFICATE", each.getEncoded()));
            } catch (CertificateEncodingException impossible) {
                throw new IllegalStateException("a certificate has an encoding", impossible);
            }
        }
        return all.toString();
    }

    private static String block(String kind, byte[] octets) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
