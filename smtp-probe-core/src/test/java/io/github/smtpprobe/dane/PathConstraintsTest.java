/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static io.github.smtpprobe.dane.Anchored.INTERMEDIATE;
import static io.github.smtpprobe.dane.Anchored.ROOT;
import static io.github.smtpprobe.dane.Anchored.authority;
import static io.github.smtpprobe.dane.Anchored.fails;
import static io.github.smtpprobe.dane.Anchored.holds;
import static io.github.smtpprobe.dane.Anchored.of;
import static io.github.smtpprobe.dane.Made.AUTHORITY;
import static io.github.smtpprobe.dane.Made.HOST;
import static io.github.smtpprobe.dane.Made.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.dane.Made.Party;
import io.github.smtpprobe.dane.Made.Twist;
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

/** What the certificates of a path of usage 2 allow (RFC 5280 §6.1): who may issue, for which names and for what. */
class PathConstraintsTest {
    private static Twist usage(int usages) {
        return builder -> builder.addExtension(Extension.keyUsage, true, new KeyUsage(usages));
    }

    private static Twist purpose(KeyPurposeId... purposes) {
        return builder -> builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }

    private static Twist only(String domain) {
        return builder -> builder.addExtension(
                Extension.nameConstraints,
                true,
                new NameConstraints(
                        new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))}, null));
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
}
