/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.outlook.AnswerState;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Trouble;

/** What a sender would learn from the same question. Trouble on our side says nothing about a sender. */
final class AnswerStates {
    private AnswerStates() {}

    static AnswerState of(DnsAnswer answer) {
        return switch (answer.security()) {
            case SECURE -> AnswerState.SECURE;
            case INSECURE -> AnswerState.INSECURE;
            case BOGUS -> AnswerState.BOGUS;
            case FAILED ->
                answer.trouble().filter(Trouble::ours).isPresent() ? AnswerState.NOT_TESTED : AnswerState.LOOKUP_FAILED;
            case NOT_TESTED -> answer.result() == DnsResult.NONE ? AnswerState.NOT_TESTED : AnswerState.UNPROVEN;
            case NOT_ASKED -> AnswerState.NOT_TESTED;
        };
    }
}
