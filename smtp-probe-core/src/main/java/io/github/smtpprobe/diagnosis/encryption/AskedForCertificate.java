/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.encryption;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.text.CertificateAlert;
import io.github.smtpprobe.tls.ClientCertificate;
import java.util.Optional;

/**
 * The server that asked for a client certificate. In TLS 1.2 it may end the handshake if there is none. In TLS 1.3 the handshake
 * is complete on our side before the server has seen that there is none, and its refusal comes instead of the first reply.
 */
public final class AskedForCertificate extends AttemptCheck {
    public AskedForCertificate() {
        super(Occasion.step(TlsHandshake.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().fact(TlsHandshake.class).ifPresent(tls -> {
            ClientCertificate state = tls.tls().clientCertificate();
            Optional<Fact> end = one.attempt().failures().stream().findFirst().filter(fact -> ended(tls, fact));
            if (state == ClientCertificate.GIVEN
                    && end.filter(AskedForCertificate::alerted).isPresent()) {
                one.add("tls.client-certificate-refused", end.get(), "detail", words(end.get()));
            } else if (state == ClientCertificate.NOT_GIVEN && end.isPresent()) {
                one.add("tls.client-certificate", end.get(), "detail", words(end.get()));
            } else if (state == ClientCertificate.NOT_GIVEN) {
                one.add("tls.client-certificate-asked", tls);
            }
        });
    }

    /** Whether this is what ended the handshake, so that no other reason has to be looked for. */
    static boolean explains(TlsHandshake tls) {
        return tls.tls().clientCertificate() != ClientCertificate.NOT_ASKED_FOR
                && ended(tls, tls)
                && alertedOrGone(tls);
    }

    private static boolean alertedOrGone(TlsHandshake tls) {
        return tls.tls().clientCertificate() == ClientCertificate.NOT_GIVEN || alerted(tls);
    }

    /** Whether the conversation ended in the handshake itself, or at the first reply inside TLS, without a word of SMTP. */
    private static boolean ended(TlsHandshake tls, Fact fact) {
        if (fact == tls) {
            return BrokenHandshake.ended(fact) || alerted(fact);
        }
        boolean first = fact instanceof Greeting
                || (fact instanceof Ehlo hello && hello.encrypted() && hello.asksForExtensions());
        return first
                && tls.outcome().succeeded()
                && fact.outcome() instanceof Outcome.Failed failed
                && (failed.kind() == FailureKind.CLOSED || failed.kind() == FailureKind.RESET || alerted(fact));
    }

    /** The name of the alert or, if there was none, how the connection ended. */
    private static String words(Fact fact) {
        String detail = fact.outcome() instanceof Outcome.Failed failed ? failed.detail() : "";
        return CertificateAlert.in(detail)
                .filter(alert -> alerted(fact))
                .map(alert -> "the alert " + alert)
                .orElse(detail);
    }

    private static boolean alerted(Fact fact) {
        return fact.outcome() instanceof Outcome.Failed failed
                && (failed.reason() == Reason.TLS_ALERT || failed.reason() == Reason.TLS_ALERT_LATER)
                && CertificateAlert.in(failed.detail()).isPresent();
    }
}
