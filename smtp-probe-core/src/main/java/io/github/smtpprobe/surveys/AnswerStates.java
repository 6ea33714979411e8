/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.outlook.AnswerState;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Trouble;
import java.util.EnumSet;
import java.util.Set;

/** What a sender would learn by the same question: our own trouble is none of a sender's. */
final class AnswerStates {
    private static final Set<Trouble> OURS = EnumSet.of(
            Trouble.CANCELLED,
            Trouble.DEADLINE,
            Trouble.NO_SOCKET,
            Trouble.EXTENSION_FAILED,
            Trouble.UNREACHABLE,
            Trouble.TOO_MANY,
            Trouble.TOO_MUCH_WORK);

    private AnswerStates() {}

    static AnswerState of(DnsAnswer answer) {
        return switch (answer.security()) {
            case SECURE -> AnswerState.SECURE;
            case INSECURE -> AnswerState.INSECURE;
            case BOGUS -> AnswerState.BOGUS;
            case FAILED ->
                answer.trouble().filter(OURS::contains).isPresent()
                        ? AnswerState.NOT_TESTED
                        : AnswerState.LOOKUP_FAILED;
            case NOT_TESTED -> answer.result() == DnsAnswer.Result.NONE ? AnswerState.NOT_TESTED : AnswerState.UNPROVEN;
            case NOT_ASKED -> AnswerState.NOT_TESTED;
        };
    }
}
