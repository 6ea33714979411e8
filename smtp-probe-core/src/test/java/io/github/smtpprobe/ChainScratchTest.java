package io.github.smtpprobe;

import static io.github.smtpprobe.tls.OddCertificates.*;

import io.github.smtpprobe.report.*;
import io.github.smtpprobe.request.*;
import io.github.smtpprobe.testkit.*;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.tls.*;
import io.github.smtpprobe.tls.OddCertificates.*;
import java.math.BigInteger;
import java.nio.file.*;
import java.security.*;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.*;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.*;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

class ChainScratchTest {
    static final StringBuilder out = new StringBuilder();

    static KeyStore store(X509Certificate... roots) throws Exception {
        KeyStore s = KeyStore.getInstance("PKCS12");
        s.load(null, null);
        int i = 0;
        for (var r : roots) s.setCertificateEntry("r" + i++, r);
        return s;
    }

    static String sig(KeyPair k) {
        return switch (k.getPrivate().getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "Ed25519", "EdDSA" -> "Ed25519";
            case "DSA" -> "SHA256withDSA";
            default -> "SHA256withECDSA";
        };
    }

    static X509Certificate cert(
            String issuer, KeyPair ik, String alg, String subject, KeyPair k, Instant from, Instant to, Twist t)
            throws Exception {
        var b = builder(issuer, subject, k, BigInteger.valueOf(new SecureRandom().nextInt(1 << 30)), from, to);
        t.apply(b);
        var sb = new JcaContentSignerBuilder(alg == null ? sig(ik) : alg);
        if (alg != null && alg.contains("MGF1"))
            sb.setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider());
        return signed(b, sb.build(ik.getPrivate()));
    }

    static Twist ca(Integer len) {
        return b -> b.addExtension(
                Extension.basicConstraints, true, len == null ? new BasicConstraints(true) : new BasicConstraints(len));
    }

    static Twist san(String... n) {
        return b -> b.addExtension(Extension.subjectAlternativeName, false, names(n));
    }

    static Twist both(Twist a, Twist c) {
        return b -> {
            a.apply(b);
            c.apply(b);
        };
    }

    static void go(String name, String want, KeyStore trust, KeyPair key, String host, X509Certificate... chain) {
        go(name, want, trust, key, host, CertificateProbe.TALK, chain);
    }

    static void go(
            String name,
            String want,
            KeyStore trust,
            KeyPair key,
            String host,
            Script script,
            X509Certificate... chain) {
        try {
            ProbeReport r = SmtpProbe.builder()
                    .tlsSettings(TlsSettings.builder().trustStore(trust).build())
                    .transport(new MemoryTransport(
                            Delivery.WHOLE,
                            ShownCertificates.showing(new Issued(key.getPrivate(), List.of(chain))),
                            script))
                    .build()
                    .probe(ProbeRequest.to(host, 465)
                            .connectTo("192.0.2.1")
                            .withoutSecondLook()
                            .build());
            var v = r.attempts()
                    .get(0)
                    .fact(Fact.TlsHandshake.class)
                    .flatMap(f -> f.tls().verdict());
            String got = r.findings().stream()
                    .map(f -> f.severity().name().charAt(0) + ":" + f.id())
                    .toList()
                    .toString();
            out.append(
                            r.verdict() == Verdict.PASSED == want.startsWith("PASS")
                                            && (want.contains(" ")
                                                    ? got.contains(want.substring(want.indexOf(' ') + 1))
                                                    : true)
                                    ? "ok   "
                                    : "DIFF ")
                    .append(name)
                    .append(" want=")
                    .append(want)
                    .append(" got=")
                    .append(r.verdict())
                    .append(got)
                    .append(" ")
                    .append(v.map(x -> x.trust() + "/" + x.name() + "/" + x.validity() + "/" + x.weak() + "/"
                                    + x.path().size() + "/" + x.detail())
                            .orElse("-"))
                    .append("\n");
            r.findings()
                    .forEach(f -> out.append("        ")
                            .append(f.summary())
                            .append(" | ")
                            .append(f.explanation())
                            .append("\n"));
            if (v.isEmpty())
                out.append("      ").append(r.attempts().get(0).facts()).append("\n");
        } catch (Throwable e) {
            out.append("THREW ").append(name).append(" ").append(e).append("\n");
        }
    }

    @Test
    void all() throws Exception {
        KeyPair k = keys("EC", 256),
                rk = keys("EC", 256),
                ik = keys("EC", 256),
                ik2 = keys("EC", 256),
                ok = keys("EC", 256);
        String R = "CN=Root,O=Acme", I = "CN=Inter,O=Acme", O = "CN=Old Root,O=Oldies", L = "CN=" + HOST;
        X509Certificate root = cert(R, rk, null, R, rk, days(-1000), days(1000), ca(null));
        X509Certificate old = cert(O, ok, null, O, ok, days(-3000), days(-10), ca(null));
        X509Certificate oldGood = cert(O, ok, null, O, ok, days(-3000), days(1000), ca(null));
        X509Certificate inter = cert(R, rk, null, I, ik, days(-100), days(500), ca(null));
        X509Certificate cross =
                cert(O, ok, null, R, rk, days(-900), days(-5), ca(null)); // root cross-signed by old root, run out
        X509Certificate crossGood = cert(O, ok, null, R, rk, days(-900), days(500), ca(null));
        X509Certificate leaf = cert(I, ik, null, L, k, days(-10), days(80), san(HOST));
        KeyStore T = store(root), TO = store(oldGood), TOX = store(old), TB = store(root, oldGood);
        go("cross-signed, expired cross sent, root trusted", "PASSED", T, k, HOST, leaf, inter, cross);
        go("cross-signed, good cross, only old root trusted", "PASSED", TO, k, HOST, leaf, inter, crossGood);
        go(
                "cross-signed, expired cross, only old root trusted",
                "FAILED cert.expired",
                TO,
                k,
                HOST,
                leaf,
                inter,
                cross);
        go("cross chain with both trusted and expired cross", "PASSED", TB, k, HOST, leaf, inter, cross);
        go("only expired root trusted, chain to it", "FAILED", TOX, k, HOST, leaf, inter, crossGood);
        X509Certificate interOld = cert(R, rk, null, I, ik, days(-900), days(-3), ca(null));
        go("expired intermediate first, good alternative of same key", "PASSED", T, k, HOST, leaf, interOld, inter);
        go("good first then expired of same key", "PASSED", T, k, HOST, leaf, inter, interOld);
        go("only expired intermediate", "FAILED cert.expired", T, k, HOST, leaf, interOld);
        X509Certificate interFuture = cert(R, rk, null, I, ik, days(3), days(900), ca(null));
        go("intermediate not yet valid", "FAILED cert.not-yet-valid", T, k, HOST, leaf, interFuture);
        X509Certificate inter2 = cert(I, ik, null, "CN=Low,O=Acme", ik2, days(-100), days(500), ca(null));
        X509Certificate leaf2 = cert("CN=Low,O=Acme", ik2, null, L, k, days(-10), days(80), san(HOST));
        go("wrong order", "PASSED I:cert.chain-disordered", T, k, HOST, leaf2, inter, inter2);
        go("root first in between", "PASSED I:cert.chain-disordered", T, k, HOST, leaf2, root, inter2, inter);
        go("duplicates", "PASSED", T, k, HOST, leaf, inter, inter, inter);
        go("leaf twice", "PASSED", T, k, HOST, leaf, leaf, inter);
        go("with root", "PASSED", T, k, HOST, leaf, inter, root);
        Twist nc = b -> b.addExtension(
                Extension.nameConstraints,
                true,
                new NameConstraints(
                        new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "other.example"))
                        },
                        null));
        X509Certificate interNc = cert(R, rk, null, I, ik, days(-100), days(500), both(ca(null), nc));
        go("name constraints forbid", "FAILED cert.refused", T, k, HOST, leaf, interNc);
        Twist ncOk = b -> b.addExtension(
                Extension.nameConstraints,
                true,
                new NameConstraints(
                        new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.com"))},
                        null));
        go(
                "name constraints allow",
                "PASSED",
                T,
                k,
                HOST,
                leaf,
                cert(R, rk, null, I, ik, days(-100), days(500), both(ca(null), ncOk)));
        X509Certificate inter0 = cert(R, rk, null, I, ik, days(-100), days(500), ca(0));
        go("path length exceeded", "FAILED cert.refused", T, k, HOST, leaf2, inter2, inter0);
        go("path length kept", "PASSED", T, k, HOST, leaf, inter0);
        X509Certificate notCa = cert(R, rk, null, I, ik, days(-100), days(500), b -> {});
        go("issuer is no CA", "FAILED cert.refused", T, k, HOST, leaf, notCa);
        KeyPair rsa = keys("RSA", 2048), rsa1 = keys("RSA", 1024);
        X509Certificate rroot =
                cert("CN=RsaRoot,O=Acme", rsa, null, "CN=RsaRoot,O=Acme", rsa, days(-100), days(500), ca(null));
        KeyStore TR = store(rroot);
        go(
                "SHA-1 leaf",
                "FAILED cert.weak",
                TR,
                k,
                HOST,
                cert("CN=RsaRoot,O=Acme", rsa, "SHA1withRSA", L, k, days(-10), days(80), san(HOST)));
        X509Certificate sroot =
                cert("CN=S1,O=Acme", rsa, "SHA1withRSA", "CN=S1,O=Acme", rsa, days(-100), days(500), ca(null));
        go(
                "SHA-1 root is no matter",
                "PASSED",
                store(sroot),
                k,
                HOST,
                cert("CN=S1,O=Acme", rsa, null, L, k, days(-10), days(80), san(HOST)),
                sroot);
        go(
                "RSA 1024 leaf",
                "PASSED W:cert.weak",
                T,
                rsa1,
                HOST,
                cert(R, rk, null, L, rsa1, days(-10), days(80), san(HOST)));
        KeyPair ed = keys("Ed25519", 0), p521 = keys("EC", 521), p224 = keys("EC", 384), rsa4 = keys("RSA", 3072);
        go("Ed25519 leaf", "PASSED", T, ed, HOST, cert(R, rk, null, L, ed, days(-10), days(80), san(HOST)));
        X509Certificate edroot = cert("CN=Ed,O=Acme", ed, null, "CN=Ed,O=Acme", ed, days(-100), days(500), ca(null));
        go(
                "Ed25519 root",
                "PASSED",
                store(edroot),
                k,
                HOST,
                cert("CN=Ed,O=Acme", ed, null, L, k, days(-10), days(80), san(HOST)));
        go("P-521 leaf", "PASSED", T, p521, HOST, cert(R, rk, null, L, p521, days(-10), days(80), san(HOST)));
        go(
                "PSS-signed leaf",
                "PASSED",
                TR,
                k,
                HOST,
                cert("CN=RsaRoot,O=Acme", rsa, "SHA256withRSAandMGF1", L, k, days(-10), days(80), san(HOST)));
        go(
                "no SAN, only CN",
                "FAILED cert.wrong-name",
                T,
                k,
                HOST,
                cert(R, rk, null, L, k, days(-10), days(80), b -> {}));
        go("wildcard", "PASSED", T, k, HOST, cert(R, rk, null, L, k, days(-10), days(80), san("*.example.com")));
        go(
                "wildcard two levels",
                "FAILED cert.wrong-name",
                T,
                k,
                "a.b.example.com",
                cert(R, rk, null, L, k, days(-10), days(80), san("*.example.com")));
        go(
                "double wildcard",
                "FAILED cert.wrong-name",
                T,
                k,
                "a.b.example.com",
                cert(R, rk, null, L, k, days(-10), days(80), san("*.*.example.com")));
        go(
                "partial wildcard",
                "FAILED cert.wrong-name",
                T,
                k,
                HOST,
                cert(R, rk, null, L, k, days(-10), days(80), san("m*.example.com")));
        go(
                "wildcard for apex",
                "FAILED cert.wrong-name",
                T,
                k,
                "example.com",
                cert(R, rk, null, L, k, days(-10), days(80), san("*.example.com")));
        go("upper case SAN", "PASSED", T, k, HOST, cert(R, rk, null, L, k, days(-10), days(80), san("MX.Example.COM")));
        go(
                "trailing dot SAN",
                "FAILED cert.wrong-name",
                T,
                k,
                HOST,
                cert(R, rk, null, L, k, days(-10), days(80), san("mx.example.com.")));
        Twist ip = b -> b.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "192.0.2.1")));
        Twist ip6 = b -> b.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "2001:db8::1")));
        go("IP SAN, asked by IP", "PASSED", T, k, "192.0.2.1", cert(R, rk, null, L, k, days(-10), days(80), ip));
        go(
                "IPv6 SAN, asked by IPv6",
                "PASSED",
                T,
                k,
                "[2001:db8::1]",
                cert(R, rk, null, L, k, days(-10), days(80), ip6));
        go(
                "IP SAN, other IP",
                "FAILED cert.wrong-name",
                T,
                k,
                "192.0.2.2",
                cert(R, rk, null, L, k, days(-10), days(80), ip));
        go(
                "IP as DNS SAN",
                "FAILED cert.wrong-name",
                T,
                k,
                "192.0.2.1",
                cert(R, rk, null, L, k, days(-10), days(80), san("192.0.2.1")));
        go(
                "IP SAN, asked by name",
                "FAILED cert.wrong-name",
                T,
                k,
                HOST,
                cert(R, rk, null, L, k, days(-10), days(80), ip));
        go(
                "IDN SAN A-label",
                "PASSED",
                T,
                k,
                "bücher.example",
                cert(R, rk, null, "CN=x", k, days(-10), days(80), san("xn--bcher-kva.example")));
        go(
                "IDN SAN with wildcard in A-label",
                "FAILED cert.wrong-name",
                T,
                k,
                "bücher.example",
                cert(R, rk, null, "CN=x", k, days(-10), days(80), san("xn--*.example")));
        Twist client = b ->
                b.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
        go(
                "EKU client",
                "FAILED cert.not-for-servers",
                T,
                k,
                HOST,
                cert(R, rk, null, L, k, days(-10), days(80), both(san(HOST), client)));
        Twist mail = b -> b.addExtension(
                Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
        go(
                "EKU mail on the intermediate",
                "FAILED",
                T,
                k,
                HOST,
                leaf,
                cert(R, rk, null, I, ik, days(-100), days(500), both(ca(null), mail)));
        Twist ku = b -> b.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign));
        go(
                "key usage without keyCertSign on intermediate",
                "FAILED cert.refused",
                T,
                k,
                HOST,
                leaf,
                cert(R, rk, null, I, ik, days(-100), days(500), both(ca(null), ku)));
        go(
                "key usage without digitalSignature on leaf",
                "FAILED cert.refused",
                T,
                k,
                HOST,
                cert(R, rk, null, L, k, days(-10), days(80), both(san(HOST), ku)));
        go(
                "not yet valid",
                "FAILED cert.not-yet-valid",
                T,
                k,
                HOST,
                cert(R, rk, null, L, k, days(2), days(80), san(HOST)));
        X509Certificate self = cert(L, k, null, L, k, days(-10), days(80), san(HOST));
        go("self-signed as anchor", "PASSED", store(self), k, HOST, self);
        go(
                "self-signed as anchor, run out",
                "FAILED cert.expired",
                store(cert(L, k, null, L, k, days(-10), days(-1), san(HOST))),
                k,
                HOST,
                cert(L, k, null, L, k, days(-10), days(-1), san(HOST)));
        X509Certificate selfOld = cert(L, k, null, L, k, days(-10), days(-1), san(HOST));
        go("same object run out anchor", "FAILED cert.expired", store(selfOld), k, HOST, selfOld);
        go("self-signed as anchor, other name", "FAILED cert.wrong-name", store(self), k, "other.example", self);
        X509Certificate selfCa = cert(L, k, null, L, k, days(-10), days(80), both(san(HOST), ca(null)));
        go("self-signed unknown", "FAILED cert.self-signed", T, k, HOST, self);
        go("self-signed CA unknown", "FAILED cert.self-signed", T, k, HOST, selfCa);
        go("leaf as anchor", "PASSED", store(leaf), k, HOST, leaf);
        go("intermediate as anchor", "PASSED", store(inter), k, HOST, leaf, inter);
        go("intermediate as anchor not sent", "PASSED", store(inter), k, HOST, leaf);
        X509Certificate v1 = new org.bouncycastle.cert.jcajce.JcaX509CertificateConverter()
                .getCertificate(new org.bouncycastle.cert.X509v1CertificateBuilder(
                                new X500Name("CN=V1,O=Acme"),
                                BigInteger.ONE,
                                Date.from(days(-100)),
                                Date.from(days(500)),
                                new X500Name("CN=V1,O=Acme"),
                                SubjectPublicKeyInfo.getInstance(rk.getPublic().getEncoded()))
                        .build(signer(rk)));
        go(
                "v1 root",
                "PASSED",
                store(v1),
                k,
                HOST,
                cert("CN=V1,O=Acme", rk, null, L, k, days(-10), days(80), san(HOST)));
        go(
                "v1 root sent",
                "PASSED",
                store(v1),
                k,
                HOST,
                cert("CN=V1,O=Acme", rk, null, L, k, days(-10), days(80), san(HOST)),
                v1);
        go("missing intermediate, same organisation", "FAILED cert.chain-incomplete", T, k, HOST, leaf);
        go("missing intermediate, other organisation", "FAILED cert.untrusted", TO, k, HOST, leaf);
        go("unknown root sent", "FAILED cert.untrusted", TO, k, HOST, leaf, inter, root);
        go(
                "expired and unknown",
                "FAILED cert.untrusted",
                TO,
                k,
                HOST,
                cert(I, ik, null, L, k, days(-10), days(-1), san(HOST)),
                inter);
        go(
                "expired and wrong name",
                "FAILED cert.expired",
                T,
                k,
                "other.example",
                cert(I, ik, null, L, k, days(-10), days(-1), san(HOST)),
                inter);
        go(
                "key of another certificate signed",
                "FAILED",
                T,
                k,
                HOST,
                cert(I, ok, null, L, k, days(-10), days(80), san(HOST)),
                inter);
        go(
                "two roots of one name",
                "PASSED",
                store(cert(R, ok, null, R, ok, days(-1000), days(2000), ca(null)), root),
                k,
                HOST,
                leaf,
                inter);
        go("leaf in wrong place", "FAILED", T, k, HOST, inter, leaf);
        Files.writeString(Path.of("/tmp/reports/chains.txt"), out);
    }
}
