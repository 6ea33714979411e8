/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static io.github.smtpprobe.dane.Made.AUTHORITY;
import static io.github.smtpprobe.dane.Made.days;
import static io.github.smtpprobe.dane.Made.named;

import io.github.smtpprobe.dane.Made.Party;
import io.github.smtpprobe.dane.Made.Twist;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;

/** A server with its certificates and the records of its zone, made by chance: mostly right, often with one thing wrong. */
final class Situation {
    private static final List<String> NAMES = List.of(
            Made.HOST,
            Made.HOST,
            Made.HOST,
            "*.example.com",
            "MX.example.com",
            Made.DOMAIN,
            "other.example",
            "m*.example.com");

    private final Random random;
    /** All that exist, the server's own first, whether or not they are sent. */
    final List<Party> all = new ArrayList<>();

    final List<Party> sent = new ArrayList<>();
    /** What is odd about it, for those who have to explain a difference. */
    final List<String> oddities = new ArrayList<>();

    Situation(long seed) {
        this.random = new Random(seed);
        make();
        send();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private boolean odd(int percent, String what) {
        boolean chosen = chance(percent);
        if (chosen) {
            oddities.add(what);
        }
        return chosen;
    }

    private void make() {
        if (chance(12)) {
            all.add(Made.signedBy(null, "CN=" + Made.HOST, Made.keys(), days(-9), end(80), leafTwists()));
            all.add(Made.root());
            return;
        }
        List<Party> above = new ArrayList<>();
        above.add(Made.signedBy(null, "CN=root", Made.keys(), days(-1000), end(1000), authority("root")));
        int intermediates = random.nextInt(3);
        for (int i = 0; i < intermediates; i++) {
            Party issuer = above.get(0);
            above.add(
                    0,
                    Made.signedBy(issuer, "CN=between " + i, Made.keys(), days(-100), end(100), authority("between")));
        }
        Party issuer = above.get(0);
        boolean early = odd(3, "leaf-early");
        all.add(Made.signedBy(
                issuer, "CN=" + pick(NAMES), Made.keys(), early ? days(5) : days(-9), end(80), leafTwists()));
        all.addAll(above);
        if (intermediates > 0 && odd(15, "twin")) {
            Party twin = Made.signedBy(
                    above.get(1), issuer.name(), issuer.keys(), days(-50), chance(60) ? days(-1) : days(70), AUTHORITY);
            all.add(twin);
        }
        if (odd(10, "namesake")) {
            all.add(Made.root(issuer.name(), AUTHORITY));
        }
        all.add(Made.root());
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private Instant end(long in) {
        return odd(6, "expired") ? days(-1) : days(in);
    }

    private Twist[] leafTwists() {
        List<Twist> twists = new ArrayList<>();
        if (!odd(12, "no-dns-name")) {
            twists.add(chance(15) ? named("x.example", pick(NAMES)) : named(pick(NAMES)));
        }
        if (odd(6, "purpose")) {
            KeyPurposeId purpose = pick(List.of(
                    KeyPurposeId.id_kp_clientAuth, KeyPurposeId.anyExtendedKeyUsage, KeyPurposeId.id_kp_serverAuth));
            twists.add(builder ->
                    builder.addExtension(Extension.extendedKeyUsage, chance(50), new ExtendedKeyUsage(purpose)));
        }
        if (odd(6, "leaf-usage")) {
            int usage = pick(List.of(KeyUsage.digitalSignature, KeyUsage.keyCertSign, KeyUsage.cRLSign));
            twists.add(builder -> builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage)));
        }
        if (odd(4, "leaf-authority")) {
            twists.add(AUTHORITY);
        }
        return twists.toArray(new Twist[0]);
    }

    private Twist[] authority(String which) {
        List<Twist> twists = new ArrayList<>();
        if (odd(6, which + "-no-authority")) {
            if (chance(50)) {
                twists.add(
                        builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false)));
            }
        } else if (odd(12, which + "-length")) {
            int below = random.nextInt(2);
            twists.add(builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(below)));
        } else {
            twists.add(AUTHORITY);
        }
        if (odd(8, which + "-usage")) {
            int usage = pick(List.of(KeyUsage.digitalSignature, KeyUsage.keyCertSign));
            twists.add(builder -> builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage)));
        }
        if (odd(6, which + "-purpose")) {
            KeyPurposeId purpose = pick(List.of(KeyPurposeId.id_kp_emailProtection, KeyPurposeId.id_kp_serverAuth));
            twists.add(
                    builder -> builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose)));
        }
        if (odd(6, which + "-names")) {
            String within = pick(List.of("example.com", "other.example"));
            twists.add(builder -> builder.addExtension(
                    Extension.nameConstraints,
                    true,
                    new NameConstraints(
                            new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, within))},
                            null)));
        }
        return twists.toArray(new Twist[0]);
    }

    private void send() {
        List<Party> others = new ArrayList<>(all.subList(1, all.size()));
        others.removeIf(each -> chance(each.name().equals("CN=root") ? 40 : 15));
        if (odd(15, "shuffled")) {
            Collections.shuffle(others, random);
        }
        if (!others.isEmpty() && odd(8, "twice")) {
            others.add(pick(others));
        }
        sent.add(all.get(0));
        sent.addAll(others);
    }

    /** Some records, at least one. */
    List<TlsaRecord> records(long seed) {
        Random own = new Random(seed);
        List<TlsaRecord> records = new ArrayList<>();
        int count = 1 + own.nextInt(own.nextInt(5) + 1);
        for (int i = 0; i < count; i++) {
            records.add(record(own));
        }
        return records;
    }

    private TlsaRecord record(Random own) {
        int usage = own.nextInt(100) < 60 ? 2 : 3;
        Party of = usage == 3 && own.nextInt(100) < 60 ? all.get(0) : all.get(own.nextInt(all.size()));
        byte[] rdata = of.record(usage, own.nextInt(2), own.nextInt(3)).rdata();
        int fault = own.nextInt(100);
        if (fault < 4) {
            rdata[0] = (byte) own.nextInt(6);
        } else if (fault < 6) {
            rdata[1] = (byte) own.nextInt(4);
        } else if (fault < 8) {
            rdata[2] = (byte) own.nextInt(5);
        } else if (fault < 12) {
            rdata = java.util.Arrays.copyOf(rdata, Math.max(4, rdata.length - 3 + own.nextInt(6)));
        } else if (fault < 20) {
            rdata[3 + own.nextInt(rdata.length - 3)] ^= (byte) (1 + own.nextInt(255));
        }
        return TlsaRecord.of(rdata);
    }
}
