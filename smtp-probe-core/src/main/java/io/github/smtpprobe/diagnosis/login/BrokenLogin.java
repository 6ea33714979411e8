/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.sasl.ScramDetails;
import java.util.Set;

/** The login that was started and got no answer, because of the server or because of the application's own mechanism. */
public final class BrokenLogin extends AttemptCheck {
    /** The reasons for which the server's messages and the mechanism do not fit together. */
    public static final Set<Reason> OUT_OF_STEP = Set.of(
            Reason.BAD_CHALLENGE,
            Reason.TOO_MANY_CHALLENGES,
            Reason.EXCHANGE_ABORTED,
            Reason.EXCHANGE_INCOMPLETE,
            Reason.SERVER_NOT_PROVEN,
            Reason.UNEXPECTED_CODE);

    public BrokenLogin() {
        super(Occasion.failed(Authentication.class));
    }

    @Override
    protected boolean concernsFurtherLogins() {
        return true;
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().fact(Authentication.class).ifPresent(fact -> {
            if (fact.outcome() instanceof Outcome.Failed failed && tokenRefused(fact, failed)) {
                RefusedLogin.explained(one, fact, fact.error().orElseThrow());
            } else if (fact.outcome() instanceof Outcome.Failed failed) {
                switch (failed.reason()) {
                    case TOKEN_UNAVAILABLE -> one.add("auth.token-unavailable", fact);
                    case EXTENSION_FAILED -> one.add(failedHere(one, fact), fact);
                    case CONNECTION_CLOSED, CONNECTION_RESET, CLOSED_MID_REPLY ->
                        one.add("auth.closed", fact, "unsent", Pace.unsent(one.attempt(), fact));
                    default -> {
                        if (OUT_OF_STEP.contains(failed.reason())) {
                            one.add(
                                    outOfStep(fact, failed),
                                    fact,
                                    "mechanism",
                                    fact.mechanism().orElse(""));
                        }
                    }
                }
            }
        });
    }

    /**
     * Whether the server had reported that it does not accept the token before the exchange broke off, and did not accept it in
     * the end.
     */
    private static boolean tokenRefused(Authentication fact, Outcome.Failed failed) {
        boolean ended = OUT_OF_STEP.contains(failed.reason())
                || failed.kind() == FailureKind.CLOSED
                || failed.kind() == FailureKind.RESET;
        return ended && fact.error().isPresent() && !saysYes(failed);
    }

    private static boolean saysYes(Outcome.Failed failed) {
        return failed.reply().filter(reply -> reply.code().value() < 300).isPresent();
    }

    private static String failedHere(AttemptFindings one, Authentication fact) {
        if (is(fact, ScramDetails.State.CREDENTIALS_UNFIT)) {
            return "auth.credentials-unfit";
        }
        boolean ticket =
                one.seen().request().credentials().filter("kerberos"::equals).isPresent();
        return ticket ? "auth.no-kerberos-ticket" : "auth.mechanism-failed";
    }

    /**
     * The finding for an exchange that got out of step. A server that reports success without proving that it knows the
     * password, or that demands endless hashing, has a finding of its own.
     */
    private static String outOfStep(Authentication fact, Outcome.Failed failed) {
        if (is(fact, ScramDetails.State.TOO_MANY_ITERATIONS)) {
            return "auth.too-many-iterations";
        }
        if (failed.reason() == Reason.UNEXPECTED_CODE && saysYes(failed)) {
            return "auth.odd-success";
        }
        return failed.reason() == Reason.SERVER_NOT_PROVEN ? "auth.server-not-proven" : "auth.broken-exchange";
    }

    private static boolean is(Authentication fact, ScramDetails.State state) {
        return fact.scram().filter(details -> details.state() == state).isPresent();
    }
}
