/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.encryption;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.tls.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a certificate chain shows apart from its verdict: who inspects TLS on the way, certificates out of order, a wrong clock. */
public final class OddCertificate extends AttemptCheck {
    private static final Pattern INSPECTOR = Pattern.compile(
            "(?i)(?<!\\w)(avast|avg|kaspersky|eset ssl|bitdefender|zscaler|fortinet|fortigate|sophos|palo alto"
                    + "|netskope|cisco umbrella|mcafee web|symantec web|blue ?coat|untrusted root)(?!\\w)");
    private static final Duration YEARS = Duration.ofDays(2 * 365);

    public OddCertificate() {
        super(Occasion.step(TlsHandshake.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().fact(TlsHandshake.class).ifPresent(fact -> {
            List<Certificate> chain = fact.tls().chain();
            if (chain.isEmpty()) {
                return;
            }
            Certificate leaf = chain.get(0);
            Matcher inspector = INSPECTOR.matcher(leaf.issuer());
            if (inspector.find()) {
                one.add("network.tls-inspected", fact, "issuer", leaf.issuer());
            }
            Instant now = one.seen().started();
            clock(one, fact, now);
            if (outOfOrder(chain)) {
                one.add("cert.chain-disordered", fact);
            }
            if (leaf.mustStaple()) {
                one.add("cert.must-staple", fact);
            }
        });
    }

    /**
     * Reports a wrong clock: certificates are used as soon as they are issued, so one that is valid only in the distant future
     * means that the clock is slow.
     */
    private static void clock(AttemptFindings one, TlsHandshake fact, Instant now) {
        List<Certificate> path = CertificateWords.path(fact);
        boolean all = path.size() > 1
                && path.stream().allMatch(each -> each.notBefore().isAfter(now));
        if (all || fact.tls().chain().get(0).notBefore().isAfter(now.plus(YEARS))) {
            String which = all ? "before every certificate" : "years before the certificate";
            one.add("local.clock", fact, "now", now.toString().substring(0, 10), "which", which);
        }
    }

    /** Whether the chain is out of order; each certificate should certify the one before it (RFC 8446 §4.4.2). */
    private static boolean outOfOrder(List<Certificate> chain) {
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!chain.get(i).issuer().equals(chain.get(i + 1).subject())) {
                return true;
            }
        }
        return false;
    }
}
