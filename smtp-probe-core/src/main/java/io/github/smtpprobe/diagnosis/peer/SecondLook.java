/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.peer;

import io.github.smtpprobe.diagnosis.encryption.BrokenHandshake;
import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.signs.Heard;
import io.github.smtpprobe.diagnosis.signs.Protocol;
import io.github.smtpprobe.diagnosis.words.Waited;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The results of a second look at a silent or unexpected port, with what came in both looks. It states nothing beyond that. */
public final class SecondLook extends AttemptCheck {
    private static final String ON_ITS_OWN = "It sent nothing on its own, and its answer to a TLS handshake";
    private static final String UNANSWERED = "it did not answer a TLS handshake within ";
    private static final String CLOSED = "it ended the connection at a TLS handshake";

    /** A server that closes the connection after a hello has read it, so a longer wait shows nothing more. */
    private static final String WAITS_FOR_ITS_CLIENT =
            "Another kind of service that waits for its client to speak first ends the connection so when it hears TLS (HTTP, DNS"
                    + " and SOCKS do, and mail servers that expect a PROXY protocol header), and so does a load balancer or a proxy"
                    + " without a server behind it. A mail server whose TLS fails is less likely, since that usually sends an alert.";

    private static final String BEHIND_A_PROXY = "behind its proxy, and whether it expects a PROXY protocol header";

    /** Most healthy servers have sent something by then. */
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    public SecondLook() {
        super(Occasion.FAILURE);
    }

    @Override
    protected void examine(AttemptFindings one) {
        Optional<Attempt> look = one.secondLook();
        Optional<Fact> cause = one.attempt().decidingFact();
        if (look.isEmpty() || cause.isEmpty()) {
            return;
        }
        if (one.route().mode() == TlsMode.IMPLICIT_TLS) {
            look.get().fact(Greeting.class).ifPresent(greeting -> inClear(one, cause.get(), greeting));
        } else {
            look.get().fact(TlsHandshake.class).ifPresent(hello -> withTls(one, look.get(), hello));
        }
    }

    /** Reports what came when the look only listened, after a hello had no answer. */
    private static void inClear(AttemptFindings one, Fact cause, Greeting greeting) {
        Heard heard = Heard.of(one.secondLook().orElseThrow());
        Optional<Protocol> other = Protocol.of(heard.clear());
        if (other.isPresent()) {
            NotSmtp.name(one, greeting, other.get(), "");
        } else if (greets(greeting)) {
            one.add("port.expects-clear-text", greeting);
        } else if (!heard.clear().isEmpty()) {
            NotSmtp.unknown(one, greeting, heard.clear());
        } else if (BrokenHandshake.endedMidAnswer(cause)) {
            return; // it speaks TLS, which is reported already
        } else if (AttemptFindings.failed(greeting, Reason.REPLY_TIMEOUT) && closed(cause)) {
            one.add(
                    "port.closes",
                    greeting); // a server that closes the connection after a hello has read it, so it does not hang
        } else if (AttemptFindings.failed(greeting, Reason.REPLY_TIMEOUT)) {
            hangs(one, greeting, cause);
        }
    }

    /** Reports what came in answer to a hello, and inside TLS, after nothing sensible came in clear text. */
    private static void withTls(AttemptFindings one, Attempt look, TlsHandshake hello) {
        Heard heard = Heard.of(look);
        Optional<Greeting> greeting = look.fact(Greeting.class);
        Optional<Protocol> inside = Protocol.of(heard.inside());
        if (inside.isPresent()) {
            NotSmtp.name(one, greeting.map(Fact.class::cast).orElse(hello), inside.get(), " inside TLS");
        } else if (greeting.filter(SecondLook::greets).isPresent()) {
            one.add("port.expects-tls", hello, "mode", one.route().mode().name());
        } else if (speaksTls(hello)) {
            speaksTls(one, hello, heard);
        } else if (AttemptFindings.failed(hello, Reason.TLS_PLAINTEXT_PEER, Reason.TLS_UNKNOWN_PEER)
                && !saidAtOnce(one, heard)) {
            NotSmtp.answered(one, hello, heard.clear(), silent(one.attempt()) ? ON_ITS_OWN : NotSmtp.TO_THE_HELLO);
        } else if (silent(one.attempt()) && unanswered(hello)) {
            hangs(one, hello, hello);
        }
    }

    /** Whether the first connection received the same. Its words are better evidence, since nothing was sent there. */
    private static boolean saidAtOnce(AttemptFindings one, Heard heard) {
        String first = Heard.of(one.attempt()).clear();
        Optional<Protocol> named = Protocol.of(first);
        boolean same = named.isPresent()
                ? named.equals(Protocol.of(heard.clear()))
                : heard.clear().startsWith(first.stripTrailing());
        return first.isBlank()
                ? !silent(one.attempt()) && Protocol.of(heard.clear()).isEmpty()
                : same;
    }

    private static void speaksTls(AttemptFindings one, TlsHandshake hello, Heard heard) {
        String seen = hello.outcome() instanceof Outcome.Failed failed
                ? "it answered a TLS handshake in TLS (" + failed.detail() + ")"
                : heard.inside().isEmpty()
                        ? "a TLS handshake succeeded, and nothing was sent inside it"
                        : "a TLS handshake succeeded, and what was sent inside it is not SMTP";
        one.add("port.speaks-tls", hello, "seen", seen, "registered", registered(one));
    }

    private static void hangs(AttemptFindings one, Fact seen, Fact hello) {
        Fact inClear = seen instanceof Greeting
                ? seen
                : one.attempt().fact(Greeting.class).map(Fact.class::cast).orElse(seen);
        List<String> values = new ArrayList<>(List.of("clear", Waited.millis(inClear), "registered", registered(one)));
        if (closed(hello)) {
            values.addAll(
                    List.of("hello", CLOSED, "waits", WAITS_FOR_ITS_CLIENT, "behind", BEHIND_A_PROXY, "longer", ""));
        } else {
            boolean brief = seen.took().compareTo(ENOUGH) < 0;
            values.addAll(
                    List.of("hello", UNANSWERED + Waited.millis(hello) + " ms", "short", brief ? shortLook(seen) : ""));
        }
        one.add("port.hangs", seen, values.toArray(String[]::new));
    }

    /** A sentence about a look that had only the rest of a probe's time. */
    private static String shortLook(Fact seen) {
        return "The second connection had only " + Waited.millis(seen) + " ms, so a server that takes longer to "
                + (seen instanceof Greeting ? "greet" : "answer") + " looks the same.";
    }

    private static String registered(AttemptFindings one) {
        return Protocol.registered(one.route().port());
    }

    /** Whether a greeting or a refusal is one of SMTP, as 220 and 554 are and 200 of NNTP is not. */
    private static boolean greets(Greeting greeting) {
        return greeting.outcome()
                .reply()
                .map(Reply::code)
                .filter(code -> code.value() == 220 || code.value() >= 400)
                .isPresent();
    }

    /** Whether there was a completed handshake, or any other answer in TLS: an alert, a certificate. */
    private static boolean speaksTls(TlsHandshake fact) {
        return fact.outcome().succeeded()
                || !fact.tls().chain().isEmpty()
                || AttemptFindings.failed(
                        fact, Reason.TLS_ALERT, Reason.TLS_WARNING, Reason.TLS_ENDLESS, Reason.CERTIFICATE_REFUSED);
    }

    /** Whether a hello was sent and not answered; the look may not have been connected at all. */
    private static boolean unanswered(TlsHandshake hello) {
        return AttemptFindings.failed(hello, Reason.TLS_SILENT, Reason.TLS_TIMEOUT) || closed(hello);
    }

    private static boolean closed(Fact fact) {
        return BrokenHandshake.ended(fact)
                || AttemptFindings.failed(fact, Reason.CONNECTION_CLOSED, Reason.CONNECTION_RESET);
    }

    private static boolean silent(Attempt attempt) {
        return attempt.fact(Greeting.class)
                .filter(fact -> AttemptFindings.failed(fact, Reason.REPLY_TIMEOUT))
                .filter(fact -> Heard.of(attempt).clear().isEmpty())
                .isPresent();
    }
}
