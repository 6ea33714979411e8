/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static io.github.smtpprobe.dane.Made.chain;
import static io.github.smtpprobe.dane.Made.days;
import static io.github.smtpprobe.dane.Made.judge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.dane.Made.Party;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is worth saying beside whether records match. */
class TraitsTest {
    private static final Party ROOT = Made.root();
    private static final Party ONE = Made.leaf(ROOT, Made.HOST);
    private static final Party TWO = Made.leaf(ROOT, Made.HOST);

    @Test
    void aWholeCertificateBreaksAtItsRenewal() {
        assertThat(judge(chain(ONE, ROOT), ONE.record(3, 0, 1)).traits())
                .containsExactly(Trait.RENEWAL_TRAP, Trait.NO_SPARE);
        assertThat(judge(chain(ONE, ROOT), ONE.record(3, 0, 1), TWO.record(3, 1, 1))
                        .traits())
                .containsExactly(Trait.EXTRA, Trait.STALE_PARAMETERS, Trait.RENEWAL_TRAP);
        assertThat(judge(chain(ONE, ROOT), ONE.record(3, 0, 1), ONE.record(3, 1, 1))
                        .traits())
                .isEmpty();
        assertThat(judge(chain(ONE, ROOT), ONE.record(3, 0, 1), ROOT.record(2, 0, 1))
                        .traits())
                .isEmpty();
        assertThat(judge(chain(ONE, ROOT), TWO.record(3, 0, 1)).traits()).containsExactly(Trait.NO_SPARE);
        assertThat(judge(chain(ONE, ROOT), ROOT.record(2, 0, 1)).traits()).isEmpty();
        Party self = Made.selfSigned(days(-1), days(1), Made.HOST);
        assertThat(judge(chain(self), self.record(3, 0, 1)).traits()).containsExactly(Trait.EE_PRIVATE, Trait.NO_SPARE);
    }

    @Test
    void aCertificateThatOnlyDaneTakesIsSaidSo() {
        Party old = Made.leaf(ROOT, days(-9), days(-1), Made.HOST);
        assertThat(judge(chain(old, ROOT), old.record(3, 1, 1)).traits())
                .containsExactly(Trait.EE_EXPIRED, Trait.NO_SPARE);
        Party other = Made.leaf(ROOT, "other.example");
        assertThat(judge(chain(other, ROOT), other.record(3, 1, 1)).traits())
                .containsExactly(Trait.EE_PRIVATE, Trait.NO_SPARE);
        assertThat(judge(chain(Made.leaf(ROOT, Made.DOMAIN), ROOT), other.record(3, 1, 1))
                        .traits())
                .containsExactly(Trait.NO_SPARE);
        assertThat(judge(chain(old, ROOT), TWO.record(3, 1, 1)).traits()).containsExactly(Trait.NO_SPARE);
    }

    @Test
    void whatNeedsSha512IsSaidSo() {
        assertThat(judge(chain(ONE), ONE.record(3, 1, 2), TWO.record(3, 1, 2)).traits())
                .containsExactly(Trait.EXTRA, Trait.SHA512_ONLY);
        assertThat(judge(chain(ONE), ONE.record(3, 1, 2), ONE.record(3, 1, 1)).traits())
                .isEmpty();
        assertThat(judge(chain(ONE), ONE.record(3, 1, 2), ONE.record(3, 1, 0)).traits())
                .isEmpty();
        assertThat(judge(chain(ONE), TlsaRecord.parse("3 1 2 00")).traits()).isEmpty();
    }

    @Test
    void onlyUsableRecordsAreSpare() {
        assertThat(judge(chain(ONE), ONE.record(3, 1, 1), TlsaRecord.parse("3 1 1 00"))
                        .traits())
                .containsExactly(Trait.NO_SPARE);
        assertThat(judge(chain(ONE), TlsaRecord.parse("0 0 1 00"), TlsaRecord.parse("3 1 1 00"))
                        .traits())
                .isEmpty();
        assertThat(judge(chain(ONE)).traits()).isEmpty();
    }

    @Test
    void whereNothingWouldMatchNothingIsStale() {
        DaneVerdict verdict = judge(chain(ONE), TWO.record(3, 1, 1), TWO.record(3, 0, 1));
        assertThat(verdict.traits()).isEmpty();
        assertThat(verdict.stale()).isEmpty();
    }

    @Test
    void theDomainsNameIsWorthSayingOnlyWhereNothingElseAuthenticates() {
        Party domain = Made.leaf(ROOT, Made.DOMAIN);
        DaneVerdict verdict = judge(chain(domain, ROOT), ROOT.record(2, 0, 1), ROOT.record(2, 1, 1));
        assertThat(verdict.has(Trait.ONLY_DOMAIN_NAME)).isTrue();
        assertThat(verdict.has(Trait.EXTRA)).isFalse();
        assertThat(judge(chain(domain), ROOT.record(2, 0, 0)).traits())
                .containsExactly(Trait.ONLY_DOMAIN_NAME, Trait.TA_ONLY_IN_DNS);
        assertThat(judge(chain(ONE), ROOT.record(2, 0, 0), ONE.record(3, 1, 1)).traits())
                .isEmpty();
    }

    @Test
    void theVerdictIsAMapToo() {
        DaneVerdict verdict = judge(chain(ONE, ROOT), ROOT.record(2, 0, 1), TlsaRecord.parse("3 1 1 00"));
        assertThat(verdict.asMap())
                .isEqualTo(Map.of(
                        "state",
                        "matches",
                        "records",
                        List.of(
                                Map.of(
                                        "record",
                                        ROOT.record(2, 0, 1).text(),
                                        "usability",
                                        "usable",
                                        "considered",
                                        true,
                                        "authenticates",
                                        true,
                                        "certificate",
                                        1,
                                        "path",
                                        List.of(0, 1),
                                        "firstPath",
                                        true),
                                Map.of(
                                        "record",
                                        "3 1 1 00",
                                        "usability",
                                        "bad-length",
                                        "considered",
                                        false,
                                        "authenticates",
                                        false,
                                        "objection",
                                        "unusable",
                                        "path",
                                        List.of(),
                                        "firstPath",
                                        true)),
                        "traits",
                        List.of()));
        assertThat(verdict)
                .hasToString("matches [2 0 1 authenticates, 3 1 1 (unusable)]")
                .isEqualTo(judge(chain(ONE, ROOT), ROOT.record(2, 0, 1), TlsaRecord.parse("3 1 1 00")))
                .hasSameHashCodeAs(judge(chain(ONE, ROOT), ROOT.record(2, 0, 1), TlsaRecord.parse("3 1 1 00")))
                .isNotEqualTo(judge(chain(ONE, ROOT), ROOT.record(2, 0, 1)));
        assertThat(verdict.records().get(0)).isNotEqualTo(verdict.records().get(1));
    }
}
