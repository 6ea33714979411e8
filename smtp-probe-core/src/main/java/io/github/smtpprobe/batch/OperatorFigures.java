/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.text.kept.Node;
import java.util.Map;

/** Figures over the targets whose servers one operator runs. Immutable and thread-safe; compared by identity. */
public final class OperatorFigures {
    private final long targets;
    private final long rateLimited;
    private final Map<Verdict, Long> verdicts;

    OperatorFigures(long targets, long rateLimited, Map<Verdict, Long> verdicts) {
        this.targets = targets;
        this.rateLimited = rateLimited;
        this.verdicts = Counts.copy(Verdict.class, verdicts);
    }

    /** {@return how many targets there were} */
    public long targets() {
        return targets;
    }

    /** {@return how many of them were not tested because the server said that it is asked too much} */
    public long rateLimited() {
        return rateLimited;
    }

    /** {@return the number of tested targets by verdict, with an entry for every verdict} */
    public Map<Verdict, Long> verdicts() {
        return verdicts;
    }

    /** {@return the figures as a plain map} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("targets", targets)
                .put("rateLimited", rateLimited)
                .put("verdicts", Counts.byToken(verdicts, Verdict::token))
                .map();
    }

    /** {@return the figures on one line} */
    @Override
    public String toString() {
        return asMap().toString();
    }
}
