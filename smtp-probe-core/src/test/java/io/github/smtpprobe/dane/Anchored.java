/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import static io.github.smtpprobe.dane.Made.HOST;
import static io.github.smtpprobe.dane.Made.chain;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.dane.Made.Party;
import io.github.smtpprobe.dane.Made.Twist;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;

/** A root, an intermediate and a leaf, and what a record of usage 2 makes of them. */
final class Anchored {
    static final Party ROOT = Made.root();
    static final Party INTERMEDIATE = Made.intermediate(ROOT);
    static final Party LEAF = Made.leaf(INTERMEDIATE, HOST);

    private Anchored() {}

    static RecordVerdict of(TlsaRecord record, Party... sent) {
        return Made.judge(chain(sent), record).records().get(0);
    }

    static void holds(RecordVerdict found, Integer... path) {
        assertThat(found.objection()).isEmpty();
        assertThat(found.authenticates()).isTrue();
        assertThat(found.path()).containsExactly(path);
        assertThat(found.faulty()).isEmpty();
    }

    static void fails(RecordVerdict found, Objection objection, int faulty) {
        assertThat(found.authenticates()).isFalse();
        assertThat(found.objection()).contains(objection);
        assertThat(found.faulty().orElse(-1)).isEqualTo(faulty);
    }

    static Twist authority(int below) {
        return builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(below));
    }
}
