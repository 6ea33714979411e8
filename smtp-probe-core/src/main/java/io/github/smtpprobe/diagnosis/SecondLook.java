/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.FailureKind;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.request.TlsMode;
import java.util.Optional;

/** What a second look at a silent or strange port has shown: silence is resolved by looking, not by the word time-out. */
final class SecondLook implements AttemptCheck {
    @Override
    public void examine(Case one) {
        Optional<Attempt> look = one.secondLook();
        Optional<Fact> cause = one.attempt().firstFailure();
        if (look.isEmpty() || cause.isEmpty()) {
            return;
        }
        boolean implicit = one.route().mode() == TlsMode.IMPLICIT_TLS;
        if (!implicit && speaksTls(look.get())) {
            one.add("port.expects-tls", cause.get(), "mode", one.route().mode().name());
        } else if (implicit && greetsInClear(look.get())) {
            one.add("port.expects-clear-text", cause.get());
        } else if (!implicit && silent(cause.get()) && silentToo(look.get())) {
            one.add("port.hangs", cause.get());
        }
    }

    /** A completed handshake, or any answer that is TLS: an alert, a certificate. */
    private static boolean speaksTls(Attempt look) {
        return look.fact(Fact.TlsHandshake.class)
                .filter(fact -> fact.outcome().succeeded()
                        || !fact.tls().chain().isEmpty()
                        || Case.failed(fact, Reason.TLS_ALERT, Reason.CERTIFICATE_REFUSED))
                .isPresent();
    }

    private static boolean greetsInClear(Attempt look) {
        return look.fact(Fact.Greeting.class)
                .filter(fact -> fact.outcome().reply().isPresent())
                .isPresent();
    }

    private static boolean silent(Fact fact) {
        return Case.failed(fact, Reason.REPLY_TIMEOUT);
    }

    private static boolean silentToo(Attempt look) {
        return look.fact(Fact.TlsHandshake.class)
                .filter(fact -> fact.outcome() instanceof Outcome.Failed failed
                        && (failed.kind() == FailureKind.TIMEOUT || failed.kind() == FailureKind.CLOSED))
                .isPresent();
    }
}
