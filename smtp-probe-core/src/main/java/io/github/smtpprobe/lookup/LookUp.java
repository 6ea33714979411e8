/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookup;

import io.github.smtpprobe.fact.TargetFact;
import java.util.List;

/**
 * Finds out something about the target other than its addresses and what it says on a connection: on which block lists it is, for
 * example, or what the application's own directory knows about it. It runs once in a probe, on the probing thread, after the last
 * connection and before the checks, which judge its facts.
 *
 * <p>Implementations must be thread-safe, keep the deadline, and return when their thread is interrupted. Whatever a look-up
 * does, the probe continues: if it throws, returns something invalid or does not return in time, the report has a fact of the
 * kind under which it was registered, with the failure {@code extension-failed}, and the finding {@code lookup.failed}. Facts
 * after the fiftieth and facts of another kind are dropped, and the finding says so.
 */
@FunctionalInterface
public interface LookUp {
    /**
     * Looks up.
     *
     * @param context what is known about the target, and whom to ask
     * @return what was found; may be empty. A look-up that had nothing to ask should say so with a skipped fact
     * @throws Exception if it fails; the report shows the exception's class and the line that threw it, but not its message
     */
    List<TargetFact> look(LookUpContext context) throws Exception;
}
