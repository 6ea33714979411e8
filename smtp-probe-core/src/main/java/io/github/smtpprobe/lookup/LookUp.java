/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookup;

import io.github.smtpprobe.fact.TargetFact;
import java.util.List;

/**
 * Finds out something about the target that is neither one of its addresses nor said on a connection: on which lists it stands, what a
 * directory of the application's knows of it. It runs once in a probe, on the probing thread, after the last connection and before the checks, which
 * judge what it brings.
 *
 * <p>Implementations are thread-safe, keep the deadline and end when their thread is interrupted. Whatever one does, the probe goes
 * on: one that throws, returns what cannot be or does not end in time becomes a fact of the kind under which it was registered, with the failure
 * {@code extension-failed}, and the finding {@code lookup.failed}; what it returned beyond fifty facts, or of another kind, is left out, and said there too.
 */
@FunctionalInterface
public interface LookUp {
    /**
     * Looks up.
     *
     * @param context what is known of the target, and whom to ask
     * @return what was found out, may be empty; a look-up that had nothing to ask says so by a fact that was skipped
     * @throws Exception when it fails; the exception's class and the line that threw it are shown, its text is not
     */
    List<TargetFact> look(LookUpContext context) throws Exception;
}
