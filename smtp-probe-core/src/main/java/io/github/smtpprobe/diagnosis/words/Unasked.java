/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.transcript.Entry;
import java.util.List;

/** The 421 with which a server ends a session on its own; it may come before the next command is sent (RFC 5321 §3.8). */
final class Unasked {
    private static final String CODE = "421";

    private Unasked() {}

    /** A sentence that says that it came unasked, and how soon; empty for any other reply. */
    static String words(Attempt attempt, Fact fact) {
        boolean closing = fact.outcome()
                .reply()
                .filter(reply -> reply.code().value() == Integer.parseInt(CODE))
                .isPresent();
        List<Entry> said = attempt.transcript().entries().stream()
                .filter(entry -> entry.direction() != Entry.Direction.EVENT)
                .toList();
        int first = said.size();
        while (first > 0 && saysClosing(said.get(first - 1))) {
            first--;
        }
        if (!closing || first == 0 || first == said.size()) {
            return "";
        }
        Entry before = said.get(first - 1);
        long after = said.get(first).at().minus(before.at()).toMillis();
        return before.direction() == Entry.Direction.SERVER
                ? "The reply came unasked, " + after + " ms after the one before it."
                : "";
    }

    private static boolean saysClosing(Entry entry) {
        return entry.direction() == Entry.Direction.SERVER && entry.text().startsWith(CODE);
    }
}
