/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;

/** One step of a script; {@code toString} returns it as it is written. */
public sealed interface ScriptLine permits ScriptLine.Said, ScriptEvent, ScriptMessage {
    /** {@return whether the server performs a TLS handshake here} */
    default boolean startsTls() {
        return false;
    }

    /**
     * A line that a transcript of the conversation would also contain.
     *
     * @param entry what is said or happens
     */
    record Said(Entry entry) implements ScriptLine {
        @Override
        public boolean startsTls() {
            return entry.event()
                    .filter(each -> each.kind() == Event.Kind.TLS || each.kind() == Event.Kind.TLS_FAILED)
                    .isPresent();
        }

        @Override
        public String toString() {
            return entry.toString();
        }
    }
}
