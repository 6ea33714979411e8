/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static io.github.smtpprobe.dane.Anchored.INTERMEDIATE;
import static io.github.smtpprobe.dane.Anchored.LEAF;
import static io.github.smtpprobe.dane.Anchored.ROOT;
import static io.github.smtpprobe.dane.Anchored.fails;
import static io.github.smtpprobe.dane.Anchored.holds;
import static io.github.smtpprobe.dane.Anchored.of;
import static io.github.smtpprobe.dane.Made.AUTHORITY;
import static io.github.smtpprobe.dane.Made.HOST;
import static io.github.smtpprobe.dane.Made.chain;
import static io.github.smtpprobe.dane.Made.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.dane.Made.Party;
import org.junit.jupiter.api.Test;

/** A trust anchor that stands whole in the record, as a certificate or as a bare key. */
class AnchorInDnsTest {
    @Test
    void theWholeTrustAnchorInDnsNeedNotBeSent() {
        for (int selector = 0; selector <= 1; selector++) {
            DaneVerdict verdict = Made.judge(chain(LEAF, INTERMEDIATE), ROOT.record(2, selector, 0));
            RecordVerdict found = verdict.records().get(0);
            holds(found, 0, 1);
            assertThat(found.certificate()).isEmpty();
            assertThat(verdict.traits()).containsExactly(Trait.TA_ONLY_IN_DNS);
            holds(of(INTERMEDIATE.record(2, selector, 0), LEAF), 0);
            fails(of(Made.root().record(2, selector, 0), LEAF, INTERMEDIATE), Objection.TA_NOT_SENT, -1);
            fails(
                    of(Made.root(ROOT.name(), AUTHORITY).record(2, selector, 0), LEAF, INTERMEDIATE),
                    Objection.TA_NOT_SENT,
                    -1);
            assertThat(Made.judge(chain(LEAF, INTERMEDIATE, ROOT), ROOT.record(2, selector, 0))
                            .traits())
                    .isEmpty();
        }
    }

    @Test
    void whatIsWrongBelowATrustAnchorInDnsCounts() {
        Party expired = Made.leaf(INTERMEDIATE, days(-20), days(-1), HOST);
        Party other = Made.leaf(INTERMEDIATE, "other.example");
        Party old = Made.intermediate(ROOT, days(-20), days(-1), AUTHORITY);
        for (int selector = 0; selector <= 1; selector++) {
            fails(of(INTERMEDIATE.record(2, selector, 0), expired), Objection.OUT_OF_DATE, 0);
            fails(of(INTERMEDIATE.record(2, selector, 0), other), Objection.NAME, 0);
        }
        RecordVerdict found = of(old.record(2, 0, 0), Made.leaf(old, HOST));
        fails(found, Objection.OUT_OF_DATE, -1);
        holds(of(old.record(2, 1, 0), Made.leaf(old, HOST)), 0);
        assertThat(of(old.record(2, 1, 0), Made.leaf(old, HOST), old).objection())
                .as("where it is sent, its certificate counts")
                .contains(Objection.OUT_OF_DATE);
    }

    /** As OpenSSL does: the key has signed the certificate, though with its own it is no authority. */
    @Test
    void aBareKeySignsItsOwnCertificateToo() {
        Party self = Made.selfSigned(days(-1), days(1), HOST);
        holds(of(self.record(2, 1, 0), self), 0);
        fails(of(self.record(2, 0, 0), self), Objection.TA_IS_LEAF, 0);
        fails(of(self.record(2, 1, 1), self), Objection.TA_IS_LEAF, 0);
    }
}
