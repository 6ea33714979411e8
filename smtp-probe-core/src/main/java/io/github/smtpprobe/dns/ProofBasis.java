/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Trouble;
import java.util.Optional;

/**
 * What the proofs of one look-up are based on.
 *
 * @param rootValidation whether the root zone validates, and if not, why
 * @param trouble        the trouble of all answers if nothing can be proven; none if no proof is wanted
 * @param lasting        whether the next look-up would find the same; false for reasons that only this look-up has, such as
 *     that its time was over
 */
record ProofBasis(RootValidation rootValidation, Optional<Trouble> trouble, boolean lasting) {
    static ProofBasis of(RootValidation rootValidation) {
        Optional<Trouble> trouble = switch (rootValidation.state()) {
            case SOUND, NOT_ASKED -> Optional.empty();
            case STRIPPED -> Optional.of(Trouble.STRIPPED);
            case NO_ANCHOR -> Optional.of(Trouble.NO_ANCHOR);
            case CLOCK -> Optional.of(Trouble.CLOCK);
            default -> Optional.of(Trouble.ROOT);
        };
        return new ProofBasis(rootValidation, trouble, true);
    }

    static ProofBasis silent(boolean longEnough) {
        RootValidation rootValidation = RootValidation.of(RootValidation.State.SILENT, Trouble.SILENT.label());
        return longEnough ? of(rootValidation) : new ProofBasis(rootValidation, Optional.of(Trouble.DEADLINE), false);
    }

    static ProofBasis failed(NotLearned why) {
        if (why.trouble() == Trouble.DEADLINE) {
            return silent(false);
        }
        String server = why.server().isEmpty() ? "" : ", " + why.server();
        RootValidation rootValidation = RootValidation.of(RootValidation.State.FAILED, why.detail() + server);
        return why.ours() ? new ProofBasis(rootValidation, Optional.of(why.trouble()), false) : of(rootValidation);
    }
}
