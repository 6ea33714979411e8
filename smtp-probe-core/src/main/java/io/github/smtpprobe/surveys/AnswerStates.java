/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.outlook.AnswerState;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Trouble;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a sender would learn from the same question. Trouble on our side says nothing about a sender. */
final class AnswerStates {
    private static final Set<RootValidation.State> NOTHING =
            EnumSet.of(RootValidation.State.FAILED, RootValidation.State.SILENT);

    private AnswerStates() {}

    /**
     * The state of an answer. Name servers that do not answer for the root zone do not answer for anything else either, so
     * their failure says nothing about a domain.
     */
    static AnswerState of(DnsAnswer answer, Optional<RootValidation> rootValidation) {
        boolean nothing = rootValidation
                .map(RootValidation::state)
                .filter(NOTHING::contains)
                .isPresent();
        AnswerState state = of(answer);
        return nothing && state == AnswerState.LOOKUP_FAILED ? AnswerState.NOT_TESTED : state;
    }

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
