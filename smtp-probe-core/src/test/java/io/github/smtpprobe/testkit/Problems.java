/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.util.List;

/** Turns everything that went wrong into one failure. */
final class Problems {
    private Problems() {}

    static void verify(String where, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new AssertionError(text(where, problems));
        }
    }

    static String text(String where, List<String> problems) {
        return (problems.size() == 1 ? "one problem of " : problems.size() + " problems of ") + where + ":\n- "
                + String.join("\n- ", problems);
    }
}
