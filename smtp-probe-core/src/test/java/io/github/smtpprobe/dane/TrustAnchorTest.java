/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static io.github.smtpprobe.dane.Anchored.INTERMEDIATE;
import static io.github.smtpprobe.dane.Anchored.LEAF;
import static io.github.smtpprobe.dane.Anchored.ROOT;
import static io.github.smtpprobe.dane.Anchored.authority;
import static io.github.smtpprobe.dane.Anchored.fails;
import static io.github.smtpprobe.dane.Anchored.holds;
import static io.github.smtpprobe.dane.Anchored.of;
import static io.github.smtpprobe.dane.Made.AUTHORITY;
import static io.github.smtpprobe.dane.Made.HOST;
import static io.github.smtpprobe.dane.Made.chain;
import static io.github.smtpprobe.dane.Made.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.dane.DaneVerdict.State;
import io.github.smtpprobe.dane.Made.Party;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The paths of usage 2 (RFC 7671 §5.2, RFC 7672 §3.1.2): which certificates they go by, and at what time. */
class TrustAnchorTest {
    @Test
    void anIntermediateIsATrustAnchorToo() {
        holds(of(INTERMEDIATE.record(2, 0, 1), LEAF, INTERMEDIATE), 0, 1);
        holds(of(INTERMEDIATE.record(2, 1, 2), LEAF, INTERMEDIATE, ROOT), 0, 1);
    }

    @Test
    void theOrderDoesNotMatterAndWhatIsBesidesNeither() {
        Party other = Made.root();
        holds(of(ROOT.record(2, 0, 1), LEAF, ROOT, other, INTERMEDIATE), 0, 3, 1);
        holds(of(ROOT.record(2, 0, 1), LEAF, INTERMEDIATE, INTERMEDIATE, ROOT), 0, 1, 3);
    }

    @Test
    void aCertificateThatSignedNothingIsNone() {
        Party other = Made.root();
        RecordVerdict found = of(other.record(2, 0, 1), LEAF, INTERMEDIATE, ROOT, other);
        fails(found, Objection.NO_PATH, -1);
        assertThat(found.certificate()).hasValue(3);
        fails(of(ROOT.record(2, 0, 1), LEAF, ROOT), Objection.NO_PATH, -1);
    }

    @Test
    void aNameWithoutTheKeyIsNoIssuer() {
        Party namesake = Made.root(ROOT.name(), AUTHORITY);
        fails(of(namesake.record(2, 0, 1), LEAF, INTERMEDIATE, namesake), Objection.NO_PATH, -1);
    }

    @Test
    void theTrustAnchorsOwnDatesCount() {
        Party old = Made.intermediate(ROOT, days(-20), days(-1), AUTHORITY);
        Party leaf = Made.leaf(old, HOST);
        fails(of(old.record(2, 1, 1), leaf, old), Objection.OUT_OF_DATE, 1);
        fails(of(ROOT.record(2, 1, 1), leaf, old, ROOT), Objection.OUT_OF_DATE, 1);
        Party early = Made.leaf(INTERMEDIATE, days(1), days(20), HOST);
        fails(of(INTERMEDIATE.record(2, 1, 1), early, INTERMEDIATE), Objection.OUT_OF_DATE, 0);
    }

    @Test
    void theFirstAndTheLastSecondCount() {
        Party leaf = Made.leaf(INTERMEDIATE, HOST);
        TlsaRecord record = INTERMEDIATE.record(2, 1, 1);
        java.time.Instant last = leaf.certificate().getNotAfter().toInstant();
        java.time.Instant first = leaf.certificate().getNotBefore().toInstant();
        List<TlsaRecord> records = List.of(record);
        assertThat(Dane.judge(records, chain(leaf, INTERMEDIATE), Made.NAMES, last)
                        .state())
                .isEqualTo(State.MATCHES);
        assertThat(Dane.judge(records, chain(leaf, INTERMEDIATE), Made.NAMES, last.plusSeconds(1))
                        .state())
                .isEqualTo(State.MISMATCH);
        assertThat(Dane.judge(records, chain(leaf, INTERMEDIATE), Made.NAMES, first)
                        .state())
                .isEqualTo(State.MATCHES);
        assertThat(Dane.judge(records, chain(leaf, INTERMEDIATE), Made.NAMES, first.minusSeconds(1))
                        .state())
                .isEqualTo(State.MISMATCH);
    }

    /** A survey of yesterday is judged by yesterday's clock, also where the machine's own has gone on. */
    @Test
    void theGivenInstantCountsAndNotTheClock() {
        Party leaf = Made.leaf(INTERMEDIATE, days(-20), days(-1), HOST);
        List<TlsaRecord> records = List.of(ROOT.record(2, 0, 1));
        assertThat(Dane.judge(records, chain(leaf, INTERMEDIATE, ROOT), Made.NAMES, days(-2))
                        .state())
                .isEqualTo(State.MATCHES);
    }

    @Test
    void ofTwoCertificatesOfOneKeyTheOneThatIsValidCounts() {
        Party old = Made.signedBy(ROOT, INTERMEDIATE.name(), INTERMEDIATE.keys(), days(-20), days(-1), AUTHORITY);
        RecordVerdict found = of(INTERMEDIATE.record(2, 1, 1), LEAF, old, INTERMEDIATE);
        holds(found, 0, 2);
        assertThat(found.certificate()).hasValue(2);
        holds(of(ROOT.record(2, 1, 1), LEAF, old, INTERMEDIATE, ROOT), 0, 2, 3);
        fails(of(old.record(2, 0, 1), LEAF, old, INTERMEDIATE), Objection.OUT_OF_DATE, 1);
    }

    /** OpenSSL takes the first issuer of a name that is in date, and does not come back. */
    @Test
    void aPathThatSomeClientsDoNotGoIsSaidSo() {
        Party twin = Made.signedBy(ROOT, INTERMEDIATE.name(), INTERMEDIATE.keys(), days(-20), days(20), AUTHORITY);
        DaneVerdict second = Made.judge(chain(LEAF, twin, INTERMEDIATE, ROOT), INTERMEDIATE.record(2, 0, 1));
        holds(second.records().get(0), 0, 2);
        assertThat(second.records().get(0).firstPath()).isFalse();
        assertThat(second.traits()).containsExactly(Trait.OTHER_PATH);
        DaneVerdict first = Made.judge(chain(LEAF, INTERMEDIATE, twin, ROOT), INTERMEDIATE.record(2, 0, 1));
        assertThat(first.records().get(0).firstPath()).isTrue();
        assertThat(first.traits()).isEmpty();
        DaneVerdict byKey = Made.judge(chain(LEAF, twin, INTERMEDIATE, ROOT), INTERMEDIATE.record(2, 1, 1));
        holds(byKey.records().get(0), 0, 1);
        assertThat(byKey.traits()).isEmpty();
        DaneVerdict both =
                Made.judge(chain(LEAF, twin, INTERMEDIATE, ROOT), INTERMEDIATE.record(2, 0, 1), LEAF.record(3, 1, 1));
        assertThat(both.traits()).isEmpty();
        Party old = Made.signedBy(ROOT, INTERMEDIATE.name(), INTERMEDIATE.keys(), days(-20), days(-1), AUTHORITY);
        assertThat(Made.judge(chain(LEAF, old, INTERMEDIATE), INTERMEDIATE.record(2, 0, 1))
                        .traits())
                .isEmpty();
    }

    /** Two certificates of one key, of which the key's record matches both, and only the way by the second one is the first. */
    @Test
    void ofTwoThatMatchTheOneOnTheFirstPathCounts() {
        Party twin = Made.signedBy(ROOT, INTERMEDIATE.name(), INTERMEDIATE.keys(), days(-20), days(20), authority(0));
        Party below = Made.intermediate(INTERMEDIATE);
        Party leaf = Made.leaf(below, HOST);
        DaneVerdict verdict = Made.judge(chain(leaf, below, twin, INTERMEDIATE), INTERMEDIATE.record(2, 1, 1));
        holds(verdict.records().get(0), 0, 1, 3);
        assertThat(verdict.traits()).containsExactly(Trait.OTHER_PATH);
    }

    @Test
    void aCertificateThatCannotBeReadIsSaidSo() {
        byte[] broken = LEAF.der().clone();
        int key = indexOf(broken, ONE_KEY);
        broken[key + ONE_KEY.length - 1] ^= 0x55; // an algorithm of a key that nobody has heard of
        List<byte[]> sent = List.of(broken, INTERMEDIATE.der());
        RecordVerdict anchor =
                Made.judge(sent, INTERMEDIATE.record(2, 0, 1)).records().get(0);
        assertThat(anchor.authenticates()).isFalse();
        TlsaRecord own = TlsaLine.of(broken, 3, 1, 1).orElseThrow();
        assertThat(Made.judge(sent, own).state()).isEqualTo(State.MATCHES);
        List<byte[]> junk = List.of(new byte[] {0x30, 3, 1}, INTERMEDIATE.der());
        fails(Made.judge(junk, LEAF.record(3, 1, 1)).records().get(0), Objection.UNREADABLE, 0);
        fails(Made.judge(junk, INTERMEDIATE.record(2, 1, 1)).records().get(0), Objection.UNREADABLE, 0);
    }

    /** The identifier of elliptic keys. */
    private static final byte[] ONE_KEY = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; i < all.length - part.length; i++) {
            if (java.util.Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("is not there");
    }
}
