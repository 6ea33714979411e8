/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static io.github.smtpprobe.dane.Made.AUTHORITY;
import static io.github.smtpprobe.dane.Made.HOST;
import static io.github.smtpprobe.dane.Made.chain;
import static io.github.smtpprobe.dane.Made.days;
import static io.github.smtpprobe.dane.Made.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.dane.DaneVerdict.State;
import io.github.smtpprobe.dane.Made.Party;
import io.github.smtpprobe.dane.Made.Twist;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;

/** The paths of usage 2 (RFC 7671 §5.2, RFC 7672 §3.1.2, RFC 5280 §6.1). */
class TrustAnchorTest {
    private static final Party ROOT = Made.root();
    private static final Party INTERMEDIATE = Made.intermediate(ROOT);
    private static final Party LEAF = Made.leaf(INTERMEDIATE, HOST);

    private static RecordVerdict of(TlsaRecord record, Party... sent) {
        return Made.judge(chain(sent), record).records().get(0);
    }

    private static void holds(RecordVerdict found, Integer... path) {
        assertThat(found.objection()).isEmpty();
        assertThat(found.authenticates()).isTrue();
        assertThat(found.path()).containsExactly(path);
        assertThat(found.faulty()).isEmpty();
    }

    private static void fails(RecordVerdict found, Objection objection, int faulty) {
        assertThat(found.authenticates()).isFalse();
        assertThat(found.objection()).contains(objection);
        assertThat(found.faulty().orElse(-1)).isEqualTo(faulty);
    }

    private static Twist usage(int usages) {
        return builder -> builder.addExtension(Extension.keyUsage, true, new KeyUsage(usages));
    }

    private static Twist purpose(KeyPurposeId... purposes) {
        return builder -> builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }

    private static Twist authority(int below) {
        return builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(below));
    }

    private static Twist only(String domain) {
        return builder -> builder.addExtension(
                Extension.nameConstraints,
                true,
                new NameConstraints(
                        new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))}, null));
    }

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

    /** Version 1 has no extensions: its roots are as old as that, and nothing else of it may issue. */
    @Test
    void anOldRootMayIssueWithoutConstraints() {
        Party old = Made.versionOne(null, "CN=old root");
        holds(of(old.record(2, 1, 1), Made.leaf(old, HOST), old), 0, 1);
        Party below = Made.versionOne(ROOT, "CN=old intermediate");
        fails(of(below.record(2, 1, 1), Made.leaf(below, HOST), below), Objection.NO_AUTHORITY, 1);
        Party three = Made.root("CN=root of version 3", Made.PLAIN);
        fails(of(three.record(2, 1, 1), Made.leaf(three, HOST), three), Objection.NO_AUTHORITY, 1);
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
    void anIssuerMustBeAnAuthority() {
        Party none = Made.intermediate(ROOT, usage(KeyUsage.digitalSignature));
        fails(of(none.record(2, 1, 1), Made.leaf(none, HOST), none), Objection.NO_AUTHORITY, 1);
        fails(of(ROOT.record(2, 1, 1), Made.leaf(none, HOST), none, ROOT), Objection.NO_AUTHORITY, 1);
        Party no = Made.intermediate(
                ROOT, builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false)));
        fails(of(no.record(2, 1, 1), Made.leaf(no, HOST), no), Objection.NO_AUTHORITY, 1);
        Party signsNot = Made.intermediate(ROOT, AUTHORITY, usage(KeyUsage.cRLSign));
        fails(of(signsNot.record(2, 1, 1), Made.leaf(signsNot, HOST), signsNot), Objection.NO_AUTHORITY, 1);
        Party signs = Made.intermediate(ROOT, AUTHORITY, usage(KeyUsage.keyCertSign));
        holds(of(signs.record(2, 1, 1), Made.leaf(signs, HOST), signs), 0, 1);
    }

    @Test
    void aPathMustNotBeLongerThanAnAuthorityAllows() {
        Party root = Made.root("CN=short root", authority(0));
        Party intermediate = Made.intermediate(root);
        Party leaf = Made.leaf(intermediate, HOST);
        fails(of(root.record(2, 1, 1), leaf, intermediate, root), Objection.NO_AUTHORITY, 2);
        holds(of(intermediate.record(2, 1, 1), leaf, intermediate, root), 0, 1);
        holds(of(root.record(2, 1, 1), Made.leaf(root, HOST), root), 0, 1);
        Party roomy = Made.root("CN=roomy root", authority(1));
        Party between = Made.intermediate(roomy);
        holds(of(roomy.record(2, 1, 1), Made.leaf(between, HOST), between, roomy), 0, 1, 2);
    }

    @Test
    void nameConstraintsHoldAlsoWhereTheTrustAnchorHasThem() {
        Party narrow = Made.root("CN=narrow root", builder -> {
            AUTHORITY.apply(builder);
            only("other.example").apply(builder);
        });
        fails(of(narrow.record(2, 1, 1), Made.leaf(narrow, HOST), narrow), Objection.CONSTRAINT, 0);
        Party wide = Made.root("CN=wide root", builder -> {
            AUTHORITY.apply(builder);
            only("example.com").apply(builder);
        });
        holds(of(wide.record(2, 1, 1), Made.leaf(wide, HOST), wide), 0, 1);
        Party between = Made.intermediate(ROOT, AUTHORITY, only("other.example"));
        fails(of(ROOT.record(2, 1, 1), Made.leaf(between, HOST), between, ROOT), Objection.CONSTRAINT, 0);
    }

    @Test
    void aCriticalExtensionThatNobodyKnowsBreaksThePath() {
        Party odd = Made.leaf(
                INTERMEDIATE,
                named(HOST),
                builder -> builder.addExtension(
                        new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), true, new DEROctetString(new byte[1])));
        fails(of(INTERMEDIATE.record(2, 1, 1), odd, INTERMEDIATE), Objection.CONSTRAINT, 0);
        assertThat(of(odd.record(3, 1, 1), odd).authenticates()).isTrue();
        fails(of(INTERMEDIATE.record(2, 1, 0), odd), Objection.CONSTRAINT, 0);
    }

    @Test
    void allOfThePathMustBeForServers() {
        Party client = Made.leaf(INTERMEDIATE, named(HOST), purpose(KeyPurposeId.id_kp_clientAuth));
        fails(of(INTERMEDIATE.record(2, 1, 1), client, INTERMEDIATE), Objection.PURPOSE, 0);
        Party both = Made.leaf(
                INTERMEDIATE, named(HOST), purpose(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth));
        holds(of(INTERMEDIATE.record(2, 1, 1), both, INTERMEDIATE), 0, 1);
        Party mail = Made.intermediate(ROOT, AUTHORITY, purpose(KeyPurposeId.id_kp_emailProtection));
        fails(of(mail.record(2, 1, 1), Made.leaf(mail, HOST), mail), Objection.PURPOSE, 1);
    }

    /** RFC 5280 §4.2.1.3: a server's key signs or agrees on keys; OpenSSL holds it to that. */
    @Test
    void theServersKeyMustBeForHandshakes() {
        for (int fit : new int[] {KeyUsage.digitalSignature, KeyUsage.keyEncipherment, KeyUsage.keyAgreement}) {
            Party leaf = Made.leaf(INTERMEDIATE, named(HOST), usage(fit));
            holds(of(INTERMEDIATE.record(2, 1, 1), leaf, INTERMEDIATE), 0, 1);
        }
        for (int unfit : new int[] {KeyUsage.keyCertSign, KeyUsage.cRLSign, KeyUsage.nonRepudiation}) {
            Party leaf = Made.leaf(INTERMEDIATE, named(HOST), usage(unfit));
            fails(of(INTERMEDIATE.record(2, 1, 1), leaf, INTERMEDIATE), Objection.PURPOSE, 0);
            assertThat(of(leaf.record(3, 1, 1), leaf).authenticates()).isTrue();
        }
    }

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
