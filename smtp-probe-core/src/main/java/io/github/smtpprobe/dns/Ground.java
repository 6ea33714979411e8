/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.records.Footing;
import io.github.smtpprobe.records.Trouble;
import java.util.Optional;

/**
 * What the proofs of one look-up are based on.
 *
 * @param footing whether the root zone validates, and if not, why
 * @param trouble the trouble of all answers if nothing can be proven; none if no proof is wanted
 * @param lasting whether the next look-up would find the same, which is not so for reasons of this look-up alone, such as that
 *     its time was over
 */
record Ground(Footing footing, Optional<Trouble> trouble, boolean lasting) {
    static Ground of(Footing footing) {
        Optional<Trouble> trouble = switch (footing.state()) {
            case SOUND, NOT_ASKED -> Optional.empty();
            case STRIPPED -> Optional.of(Trouble.STRIPPED);
            case NO_ANCHOR -> Optional.of(Trouble.NO_ANCHOR);
            case CLOCK -> Optional.of(Trouble.CLOCK);
            default -> Optional.of(Trouble.ROOT);
        };
        return new Ground(footing, trouble, true);
    }

    static Ground silent(boolean longEnough) {
        Footing footing = Footing.of(Footing.State.SILENT, Trouble.SILENT.label());
        return longEnough ? of(footing) : new Ground(footing, Optional.of(Trouble.DEADLINE), false);
    }

    static Ground failed(NotLearned why) {
        if (why.trouble() == Trouble.DEADLINE) {
            return silent(false);
        }
        Footing footing =
                Footing.of(Footing.State.FAILED, why.detail() + (why.server().isEmpty() ? "" : ", " + why.server()));
        return why.ours() ? new Ground(footing, Optional.of(why.trouble()), false) : of(footing);
    }
}
