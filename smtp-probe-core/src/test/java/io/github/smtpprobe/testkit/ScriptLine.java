/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.transcript.Entry;

/** One line of a script, printed as it is written. */
public sealed interface ScriptLine permits ScriptLine.Said, ScriptEvent {
    /**
     * A line that a transcript of the conversation would have, too.
     *
     * @param entry what is said or happens
     */
    record Said(Entry entry) implements ScriptLine {
        @Override
        public String toString() {
            return entry.toString();
        }
    }
}
