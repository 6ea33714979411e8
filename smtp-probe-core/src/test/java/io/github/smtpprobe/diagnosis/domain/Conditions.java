/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import java.util.Set;

/** All conditions of a mail domain, by the ids of their findings. */
public final class Conditions {
    public static final Set<String> IDS = Set.of(
            ("mx.implicit mx.nowhere mx.null mx.null-mixed mx.dangling mx.literal mx.alias mx.alias-loop mx.private"
                            + " mx.lookup-error mx.duplicate mx.uneven mx.v6-only mx.v6-dead mx.v4-mapped mx.unlike mx.all-silent"
                            + " dns.insecure dns.host-insecure dns.mx-insecure dns.bogus dns.expired dns.not-yet dns.expiring"
                            + " dns.ds-orphan dns.algorithm dns.nsec3-iterations dns.denial-broken dns.servers-differ dns.server-fails"
                            + " dns.cannot-tell dns.unproven-answer dns.no-anchor tlsa.none tlsa.lookup-error tlsa.not-asked tlsa.insecure"
                            + " tlsa.mismatch tlsa.mismatch-address tlsa.mismatch-algorithm tlsa.mismatch-sni tlsa.extra"
                            + " tlsa.stale-parameters tlsa.early-key tlsa.no-spare tlsa.renewal-trap tlsa.pkix-only tlsa.unusable"
                            + " tlsa.bad-length tlsa.sha512-only tlsa.full tlsa.many tlsa.ta-not-sent tlsa.ta-expired tlsa.ta-name"
                            + " tlsa.ta-domain-name tlsa.ta-issuer-changed tlsa.misplaced tlsa.alias-dangling tlsa.alias-insecure"
                            + " tlsa.no-starttls tlsa.old-tls tlsa.ee-expired tlsa.ee-private sts.none sts.txt-many sts.txt-syntax"
                            + " sts.txt-error sts.unreachable sts.certificate sts.redirect sts.type sts.big sts.v6-only sts.silent"
                            + " sts.invalid sts.orphan sts.mx-unlisted sts.mx-partly sts.wildcard sts.alias-listed sts.mx-gone"
                            + " sts.mx-certificate sts.mx-no-tls sts.testing sts.mode-none sts.short sts.id-stale sts.gone"
                            + " sts.parent-only rpt.none rpt.many rpt.syntax rpt.scheme ptr.none ptr.fail ptr.error")
                    .split(" "));

    private Conditions() {}
}
