/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.encryption;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A certificate that does not prove the server's identity. Dates, name and trust are separate problems with separate remedies.
 */
public final class BadCertificate extends AttemptCheck {
    private static final Pattern NO_AUTHORITY =
            Pattern.compile("is not that of an authority|may not stand above another one|may not sign certificates");

    private static final Pattern WEAK = Pattern.compile("has (?:an? )(?:\\d+-bit [A-Z]+ key|[A-Z0-9-]+ signature)");

    /** The JDK's message for a certificate that is not valid today. */
    private static final Pattern OF_DATES = Pattern.compile("\\A(?:NotAfter|NotBefore): ");

    private static final String RENEW =
            "Renew the certificate. If it is to be renewed automatically, find out why that failed.";

    private static final String FORGEABLE =
            "Such a key or signature can be broken, so this Java accepts no certificate that rests on it, and most other clients"
                    + " accept none either.";

    private static final String REISSUE =
            "Have the certificate issued again with a key of today (RSA with 2048 bits or more, or ECDSA on P-256) and a signature"
                    + " with SHA-256. Where the fault is in a certificate above it, get one of another authority.";

    public BadCertificate() {
        super(Occasion.step(TlsHandshake.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().fact(TlsHandshake.class).ifPresent(fact -> {
            CertificateVerdict verdict = fact.tls().verdict().orElse(null);
            if (fact.tls().chain().isEmpty() && AttemptFindings.failed(fact, Reason.CERTIFICATE_REFUSED)) {
                one.add("cert.none", fact);
            }
            if (verdict == null || verdict.acceptable() || fact.tls().chain().isEmpty()) {
                return;
            }
            if (fact.outcome().succeeded()) {
                one.add("cert.ignored", fact, "detail", verdict.objections());
            } else if (AttemptFindings.failed(fact, Reason.CERTIFICATE_REFUSED)) {
                refused(one, fact, verdict);
            }
        });
    }

    private static void refused(AttemptFindings one, TlsHandshake fact, CertificateVerdict verdict) {
        Certificate leaf = fact.tls().chain().get(0);
        if (verdict.trust() != Trust.OTHER_FINGERPRINT) {
            dates(one, fact, verdict);
        }
        trust(one, fact, verdict, leaf);
        if (verdict.name() == Name.MISMATCH) {
            OtherName.add(one, fact, leaf);
        }
    }

    private static void dates(AttemptFindings one, TlsHandshake fact, CertificateVerdict verdict) {
        Validity validity = verdict.validity();
        List<Certificate> path = CertificateWords.path(fact);
        if (validity == Validity.EXPIRED) {
            Certificate first = Collections.min(path, Comparator.comparing(Certificate::notAfter));
            Duration ago = Duration.between(first.notAfter(), one.seen().started());
            String above = CertificateWords.above(fact, first);
            String preset = preset(fact, verdict);
            one.add(
                    "cert.expired",
                    fact,
                    "which",
                    CertificateWords.which(one, fact, first),
                    "above",
                    above,
                    "preset",
                    preset,
                    "renew",
                    above.isEmpty() && preset.isEmpty() ? RENEW : "",
                    "date",
                    CertificateWords.day(first.notAfter()),
                    "days",
                    CertificateWords.days(ago));
        } else if (validity == Validity.NOT_YET_VALID) {
            Certificate last = Collections.max(path, Comparator.comparing(Certificate::notBefore));
            one.add(
                    "cert.not-yet-valid",
                    fact,
                    "which",
                    CertificateWords.which(one, fact, last),
                    "above",
                    CertificateWords.above(fact, last),
                    "date",
                    CertificateWords.moment(last.notBefore(), one.seen().started()));
        }
    }

    /** What to do about a certificate that nobody has issued for this host; empty if it is another one. */
    private static String preset(TlsHandshake fact, CertificateVerdict verdict) {
        return verdict.trust() == Trust.SELF_SIGNED && verdict.name() == Name.MISMATCH
                ? "Install a certificate from a public authority for "
                        + fact.tls().identity()
                        + ", and have the mail service use it. This one is self-signed and for another name, as those are that"
                        + " software makes when it is installed, so nothing is won by its renewal."
                : "";
    }

    private static void trust(AttemptFindings one, TlsHandshake fact, CertificateVerdict verdict, Certificate leaf) {
        List<Certificate> path = CertificateWords.path(fact);
        String issuer = path.get(path.size() - 1).issuer();
        boolean forServers = !verdict.weak().contains("no-server-authentication");
        switch (verdict.trust()) {
            case OTHER_FINGERPRINT -> one.add("cert.other-fingerprint", fact, "sha256", leaf.sha256());
            case SELF_SIGNED -> one.add("cert.self-signed", fact, "sha256", leaf.sha256());
            case INCOMPLETE_CHAIN -> one.add("cert.chain-incomplete", fact, "issuer", issuer);
            case UNKNOWN_AUTHORITY -> {
                boolean alone = fact.tls().chain().size() == 1 && !leaf.selfIssued();
                one.add(
                        "cert.untrusted",
                        fact,
                        "issuer",
                        issuer,
                        "alone",
                        alone ? "one" : "",
                        "several",
                        alone || path.size() > 1 ? "" : fact.tls().chain().size() + " certificates");
            }
            case REFUSED -> {
                if (verdict.validity() != Validity.VALID
                        && OF_DATES.matcher(verdict.detail()).find()) {
                    return; // the dates are reported already
                }
                boolean weak = WEAK.matcher(verdict.detail()).find();
                if (forServers) {
                    one.add(
                            refusal(verdict.detail()),
                            fact,
                            "detail",
                            verdict.detail(),
                            "names",
                            OtherName.names(leaf),
                            "forgeable",
                            weak ? FORGEABLE : "",
                            "reissue",
                            weak ? REISSUE : "");
                } else {
                    one.add("cert.not-for-servers", fact);
                }
            }
            default -> {}
        }
    }

    /** Whether a weakness was already reported as the reason for a refusal. */
    static boolean refusedAsWeak(TlsHandshake fact) {
        return AttemptFindings.failed(fact, Reason.CERTIFICATE_REFUSED)
                && fact.tls()
                        .verdict()
                        .filter(verdict -> verdict.trust() == Trust.REFUSED
                                && WEAK.matcher(verdict.detail()).find())
                        .isPresent();
    }

    /** The reason in the verdict's own words, which are ours if the JDK refused by one of these rules. */
    private static String refusal(String detail) {
        if (detail.contains("name constraints")) {
            return "cert.constraints";
        }
        if (detail.contains("critical extension")) {
            return "cert.critical-extension";
        }
        return NO_AUTHORITY.matcher(detail).find() ? "cert.issuer-no-authority" : "cert.refused";
    }
}
