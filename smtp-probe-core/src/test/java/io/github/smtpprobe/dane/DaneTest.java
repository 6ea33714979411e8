/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static io.github.smtpprobe.dane.Made.chain;
import static io.github.smtpprobe.dane.Made.days;
import static io.github.smtpprobe.dane.Made.judge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.dane.DaneVerdict.State;
import io.github.smtpprobe.dane.Made.Party;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What RFC 7672 §3 and RFC 7671 §5 and §9 say, on situations that zones and servers are in. */
class DaneTest {
    private static final Party ROOT = Made.root();
    private static final Party INTERMEDIATE = Made.intermediate(ROOT);
    /** Key 1 and key 2, each with a certificate of a public authority. */
    private static final Party ONE = Made.leaf(INTERMEDIATE, Made.HOST);

    private static final Party TWO = Made.leaf(INTERMEDIATE, Made.HOST);

    private static RecordVerdict only(DaneVerdict verdict) {
        assertThat(verdict.records()).hasSize(1);
        return verdict.records().get(0);
    }

    private static void authenticates(RecordVerdict verdict, int certificate) {
        assertThat(verdict.authenticates()).isTrue();
        assertThat(verdict.objection()).isEmpty();
        assertThat(verdict.faulty()).isEmpty();
        assertThat(verdict.certificate()).hasValue(certificate);
    }

    private static void objects(RecordVerdict verdict, Objection objection) {
        assertThat(verdict.authenticates()).isFalse();
        assertThat(verdict.objection()).contains(objection);
    }

    @Test
    void withoutRecordsThereIsNothingToJudge() {
        assertThat(judge(chain(ONE, INTERMEDIATE)).state()).isEqualTo(State.NONE);
    }

    @Test
    void aKeyMatchesWithACertificateOfAnAuthority() {
        DaneVerdict verdict = judge(chain(ONE, INTERMEDIATE), ONE.record(3, 1, 1));
        assertThat(verdict.state()).isEqualTo(State.MATCHES);
        authenticates(only(verdict), 0);
        assertThat(only(verdict).path()).isEmpty();
        assertThat(verdict.traits()).containsExactly(Trait.NO_SPARE);
    }

    @Test
    void everySelectorAndMatchingTypeMatches() {
        for (int usage = 2; usage <= 3; usage++) {
            for (int selector = 0; selector <= 1; selector++) {
                for (int matching = 0; matching <= 2; matching++) {
                    Party matched = usage == 3 ? ONE : INTERMEDIATE;
                    DaneVerdict verdict = judge(chain(ONE, INTERMEDIATE), matched.record(usage, selector, matching));
                    assertThat(verdict.state())
                            .as(usage + " " + selector + " " + matching)
                            .isEqualTo(State.MATCHES);
                    authenticates(only(verdict), usage == 3 ? 0 : 1);
                }
            }
        }
    }

    @Test
    void aKeyMatchesWhateverElseIsWrong() {
        Party self = Made.selfSigned(days(-20), days(-1), "other.example");
        DaneVerdict verdict = judge(chain(self), self.record(3, 1, 1), ONE.record(2, 1, 1));
        assertThat(verdict.state()).isEqualTo(State.MATCHES);
        authenticates(verdict.records().get(0), 0);
        assertThat(verdict.traits())
                .containsExactly(Trait.EXTRA, Trait.STALE_PARAMETERS, Trait.EE_EXPIRED, Trait.EE_PRIVATE);
    }

    @Test
    void anotherKeyDoesNotMatch() {
        DaneVerdict verdict = judge(chain(TWO, INTERMEDIATE), ONE.record(3, 1, 1));
        assertThat(verdict.state()).isEqualTo(State.MISMATCH);
        objects(only(verdict), Objection.NO_MATCH);
        assertThat(only(verdict).certificate()).isEmpty();
        assertThat(only(verdict).faulty()).isEmpty();
    }

    @Test
    void oneRecordOfTwoIsEnough() {
        DaneVerdict verdict = judge(chain(TWO, INTERMEDIATE), ONE.record(3, 1, 1), TWO.record(3, 1, 1));
        assertThat(verdict.state()).isEqualTo(State.MATCHES);
        objects(verdict.records().get(0), Objection.NO_MATCH);
        authenticates(verdict.records().get(1), 0);
        assertThat(verdict.authenticating()).containsExactly(verdict.records().get(1));
        assertThat(verdict.traits()).containsExactly(Trait.EXTRA);
    }

    /** RFC 7671 §9: the stronger digest is preferred, and the one that would match is not looked at. */
    @Test
    void aStaleStrongerDigestHidesTheOneThatMatches() {
        DaneVerdict verdict = judge(chain(TWO, INTERMEDIATE), TWO.record(3, 1, 1), ONE.record(3, 1, 2));
        assertThat(verdict.state()).isEqualTo(State.MISMATCH);
        RecordVerdict weaker = verdict.records().get(0);
        assertThat(weaker.considered()).isFalse();
        assertThat(weaker.wouldAuthenticate()).isTrue();
        assertThat(weaker.certificate()).hasValue(0);
        objects(weaker, Objection.NOT_CONSIDERED);
        assertThat(verdict.records().get(1).considered()).isTrue();
        objects(verdict.records().get(1), Objection.NO_MATCH);
        assertThat(verdict.traits()).containsExactly(Trait.STALE_PARAMETERS);
        assertThat(verdict.stale()).containsExactly(ONE.record(3, 1, 2));
    }

    @Test
    void aRootThatIsNotSentIsNoTrustAnchor() {
        DaneVerdict verdict = judge(chain(ONE, INTERMEDIATE), ROOT.record(2, 0, 1));
        assertThat(verdict.state()).isEqualTo(State.MISMATCH);
        objects(only(verdict), Objection.TA_NOT_SENT);
        assertThat(only(verdict).certificate()).isEmpty();
    }

    @Test
    void aRootThatIsSentIs() {
        DaneVerdict verdict = judge(chain(ONE, INTERMEDIATE, ROOT), ROOT.record(2, 0, 1));
        assertThat(verdict.state()).isEqualTo(State.MATCHES);
        authenticates(only(verdict), 2);
        assertThat(only(verdict).path()).containsExactly(0, 1, 2);
        assertThat(verdict.traits()).isEmpty();
    }

    @Test
    void usage2NeedsCertificatesInDate() {
        Party expired = Made.leaf(INTERMEDIATE, days(-20), days(-1), Made.HOST);
        DaneVerdict verdict = judge(chain(expired, INTERMEDIATE), INTERMEDIATE.record(2, 1, 1));
        assertThat(verdict.state()).isEqualTo(State.MISMATCH);
        objects(only(verdict), Objection.OUT_OF_DATE);
        assertThat(only(verdict).faulty()).hasValue(0);
        assertThat(only(verdict).certificate()).hasValue(1);
        assertThat(only(verdict).path()).containsExactly(0, 1);
    }

    @Test
    void theNameOfTheDomainAloneIsEnoughForSome() {
        Party leaf = Made.leaf(INTERMEDIATE, Made.DOMAIN);
        DaneVerdict verdict = judge(chain(leaf, INTERMEDIATE, ROOT), ROOT.record(2, 0, 1));
        assertThat(verdict.state()).isEqualTo(State.MATCHES);
        assertThat(only(verdict).authenticates()).isTrue();
        assertThat(only(verdict).objection()).contains(Objection.ONLY_DOMAIN_NAME);
        assertThat(only(verdict).faulty()).hasValue(0);
        assertThat(verdict.traits()).containsExactly(Trait.ONLY_DOMAIN_NAME);
    }

    @Test
    void usage3BesidesMakesTheNameNoMatter() {
        Party leaf = Made.leaf(INTERMEDIATE, Made.DOMAIN);
        DaneVerdict verdict = judge(chain(leaf, INTERMEDIATE), INTERMEDIATE.record(2, 0, 1), leaf.record(3, 1, 1));
        assertThat(verdict.authenticating()).hasSize(2);
        assertThat(verdict.traits()).isEmpty();
    }

    @Test
    void publicAuthoritiesAreNotForMail() {
        DaneVerdict verdict = judge(
                chain(ONE, INTERMEDIATE),
                TlsaRecord.parse(ONE.record(3, 0, 1).text().replaceFirst("3", "1")),
                TlsaRecord.parse(INTERMEDIATE.record(2, 0, 1).text().replaceFirst("2", "0")));
        assertThat(verdict.state()).isEqualTo(State.UNUSABLE);
        assertThat(verdict.records()).allSatisfy(each -> {
            assertThat(each.usability()).isEqualTo(Usability.PKIX_USAGE);
            assertThat(each.considered()).isFalse();
            assertThat(each.wouldAuthenticate()).isFalse();
            objects(each, Objection.UNUSABLE);
        });
        assertThat(verdict.traits()).containsExactly(Trait.PKIX_ONLY);
    }

    @Test
    void aDigestOfTwoOctetsIsUnusable() {
        DaneVerdict verdict = judge(chain(ONE, INTERMEDIATE), TlsaRecord.parse("3 1 1 abcd"));
        assertThat(verdict.state()).isEqualTo(State.UNUSABLE);
        assertThat(only(verdict).usability()).isEqualTo(Usability.BAD_LENGTH);
        objects(only(verdict), Objection.UNUSABLE);
        assertThat(verdict.traits()).isEmpty();
    }

    /** Of two certificates that a server shows by their kind, each is a case of its own (vector of RSA and ECDSA). */
    @Test
    void eachKeyIsACaseOfItsOwn() {
        TlsaRecord record = ONE.record(3, 1, 1);
        assertThat(judge(chain(ONE, INTERMEDIATE), record).state()).isEqualTo(State.MATCHES);
        assertThat(judge(chain(TWO, INTERMEDIATE), record).state()).isEqualTo(State.MISMATCH);
    }

    @Test
    void anUnusableRecordBesidesDoesNotTurnTheRestOff() {
        DaneVerdict verdict = judge(chain(TWO, INTERMEDIATE), TlsaRecord.parse("3 1 3 00"), ONE.record(3, 1, 1));
        assertThat(verdict.state()).isEqualTo(State.MISMATCH);
        assertThat(judge(chain(ONE, INTERMEDIATE), TlsaRecord.parse("3 1 2 00"), ONE.record(3, 1, 1))
                        .state())
                .as("an unusable one of a stronger digest")
                .isEqualTo(State.MATCHES);
    }

    @Test
    void theStrongestDigestIsOfEachUsageAndSelector() {
        DaneVerdict verdict = judge(
                chain(ONE, INTERMEDIATE),
                ONE.record(3, 1, 1),
                TWO.record(3, 0, 2),
                TWO.record(2, 1, 2),
                ONE.record(3, 1, 0),
                ONE.record(3, 0, 0));
        assertThat(verdict.records())
                .extracting(RecordVerdict::considered)
                .containsExactly(true, true, true, true, true);
        assertThat(judge(chain(ONE), ONE.record(3, 1, 0), ONE.record(3, 1, 1), TWO.record(3, 1, 2))
                        .records())
                .as("the whole is looked at beside any digest")
                .extracting(RecordVerdict::considered)
                .containsExactly(true, false, true);
    }

    @Test
    void usage3IsTheServersOwnCertificateAlone() {
        DaneVerdict verdict = judge(chain(ONE, INTERMEDIATE), INTERMEDIATE.record(3, 1, 1));
        assertThat(verdict.state()).isEqualTo(State.MISMATCH);
        objects(only(verdict), Objection.NO_MATCH);
        assertThat(only(verdict).certificate()).as("which it is instead").hasValue(1);
    }

    @Test
    void usage2IsNotTheServersOwnCertificate() {
        DaneVerdict verdict = judge(chain(ONE, INTERMEDIATE), ONE.record(2, 1, 1));
        assertThat(verdict.state()).isEqualTo(State.MISMATCH);
        objects(only(verdict), Objection.TA_IS_LEAF);
        assertThat(only(verdict).certificate()).hasValue(0);
        assertThat(only(verdict).faulty()).hasValue(0);
    }

    @Test
    void withoutACertificateNothingMatches() {
        DaneVerdict verdict = judge(List.of(), ONE.record(3, 1, 1), ROOT.record(2, 0, 1), ROOT.record(2, 0, 0));
        assertThat(verdict.state()).isEqualTo(State.MISMATCH);
        assertThat(verdict.records())
                .extracting(each -> each.objection().orElseThrow())
                .containsExactly(Objection.NO_MATCH, Objection.TA_NOT_SENT, Objection.TA_NOT_SENT);
    }
}
