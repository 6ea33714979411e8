/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.transcript.Entry;
import java.util.Collection;
import java.util.List;

/**
 * How much an attempt holds: octets of UTF-8 of its text as it is shown, escapes written out, each time that it is shown, and an
 * allowance for what stands around a piece of text. A report is then no more than a small multiple of it, in memory, as JSON and
 * as HTML.
 */
final class Weight {
    private static final int ATTEMPT = 400;
    private static final int FACT = 200;
    private static final int ENTRY = 80;
    private static final int CERTIFICATE = 400;
    private static final int WORD = 48;

    private Weight() {}

    static int of(Attempt attempt) {
        int sum = ATTEMPT;
        for (Fact fact : attempt.facts()) {
            sum += of(fact);
        }
        for (Entry entry : attempt.transcript().entries()) {
            sum += ENTRY + Printable.octets(entry.toString());
        }
        return sum;
    }

    private static int of(Fact fact) {
        int sum = FACT + of(fact.outcome());
        if (fact instanceof Greeting greeting) {
            return sum + Printable.octets(greeting.firstOctets());
        }
        if (fact instanceof Ehlo hello) {
            return sum + of(hello.capabilities());
        }
        if (fact instanceof TlsHandshake handshake) {
            return sum + of(handshake.tls());
        }
        if (fact instanceof Authentication auth) {
            return sum
                    + words(auth.offered())
                    + words(auth.known())
                    + auth.error().map(error -> words(List.of(error.text()))).orElse(0)
                    + auth.token()
                            .map(token -> words(token.audience()) + words(token.scopes()))
                            .orElse(0);
        }
        if (fact instanceof RcptTo path) {
            return sum + Printable.octets(path.recipient().wire());
        }
        if (fact instanceof UnplacedReply other) {
            return sum + Printable.octets(other.command());
        }
        return sum;
    }

    private static int of(Outcome outcome) {
        int detail = outcome instanceof Outcome.Failed failed ? Printable.octets(failed.detail()) : 0;
        return detail + outcome.reply().map(Reply::lines).map(Weight::words).orElse(0);
    }

    /** Each keyword is shown as a line and, with its parameters, as what is offered. */
    private static int of(Capabilities capabilities) {
        int sum = Printable.octets(capabilities.domain());
        for (Capabilities.Keyword each : capabilities.keywords()) {
            sum += WORD
                    + 2 * Printable.octets(each.line())
                    + WORD * each.parameters().size();
        }
        return sum;
    }

    private static int of(TlsInfo tls) {
        int sum = tls.verdict()
                .map(CertificateVerdict::detail)
                .map(Printable::octets)
                .orElse(0);
        for (Certificate each : tls.chain()) {
            sum += CERTIFICATE
                    + words(List.of(each.subject(), each.issuer(), each.serial(), each.signatureAlgorithm()))
                    + words(each.names());
        }
        return sum;
    }

    private static int words(Collection<String> all) {
        int sum = 0;
        for (String each : all) {
            sum += WORD / 4 + Printable.octets(each);
        }
        return sum;
    }
}
