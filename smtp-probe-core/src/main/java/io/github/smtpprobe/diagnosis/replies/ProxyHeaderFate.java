/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Reply;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a PROXY header led to, if it had any effect, reported at the first step that it explains.
 *
 * @param id   the id of the finding
 * @param fact the fact of the step
 * @param seen what the server did, as the rest of a sentence
 */
record ProxyHeaderFate(String id, Fact fact, String seen) {
    private static final String UNWANTED = "proxy.header-unwanted";
    private static final String NOT_TAKEN = "proxy.header-not-accepted";
    private static final String UNANSWERED = "proxy.header-unanswered";

    /** The codes with which a server replies to a command that it does not know. */
    private static final Set<Integer> NO_COMMAND = Set.of(500, 502);

    /** The alerts with which a TLS server answers octets that are not TLS (RFC 8446 §6.2). */
    private static final Set<String> NO_TLS =
            Set.of("unexpected_message", "decode_error", "record_overflow", "protocol_version", "illegal_parameter");

    private static final Pattern QUOTED = Pattern.compile("(?<![A-Za-z])PROXY (?:TCP[46]|UNKNOWN)(?![A-Za-z0-9])");

    static Optional<ProxyHeaderFate> of(AttemptFindings one) {
        if (one.route().mode() == TlsMode.IMPLICIT_TLS) {
            Optional<TlsHandshake> hello = one.attempt().fact(TlsHandshake.class);
            if (hello.filter(fact -> !fact.outcome().succeeded()).isPresent()) {
                return hello.flatMap(ProxyHeaderFate::handshake);
            }
        }
        return one.attempt()
                .fact(Greeting.class)
                .flatMap(fact -> fact.outcome().succeeded() ? afterGreeting(one) : greeting(one, fact));
    }

    boolean unwanted() {
        return id.equals(UNWANTED);
    }

    private static Optional<ProxyHeaderFate> handshake(TlsHandshake fact) {
        if (AttemptFindings.failed(fact, Reason.TLS_ALERT)) {
            String alert = ((Outcome.Failed) fact.outcome()).detail().toLowerCase(Locale.ROOT);
            return NO_TLS.contains(alert)
                    ? told(UNWANTED, fact, "answered the TLS handshake with the alert " + alert)
                    : Optional.empty();
        }
        if (AttemptFindings.failed(
                fact, Reason.TLS_CLOSED, Reason.TLS_RESET, Reason.CONNECTION_CLOSED, Reason.CONNECTION_RESET)) {
            return told(NOT_TAKEN, fact, "closed the connection without an answer to the TLS handshake");
        }
        return AttemptFindings.failed(fact, Reason.TLS_SILENT)
                ? told(UNANSWERED, fact, "did not answer the TLS handshake")
                : Optional.empty();
    }

    private static Optional<ProxyHeaderFate> greeting(AttemptFindings one, Greeting fact) {
        Optional<Reply> refusal = AttemptFindings.refusal(fact);
        if (refusal.isPresent()) {
            return refused(one, fact, refusal.get());
        }
        if (!fact.firstOctets().isEmpty()) {
            return Optional.empty();
        }
        if (AttemptFindings.failed(fact, Reason.CONNECTION_CLOSED, Reason.CONNECTION_RESET)) {
            return told(NOT_TAKEN, fact, "closed the connection without a greeting");
        }
        return AttemptFindings.failed(fact, Reason.REPLY_TIMEOUT)
                ? told(UNANSWERED, fact, "sent no greeting")
                : Optional.empty();
    }

    private static Optional<ProxyHeaderFate> refused(AttemptFindings one, Greeting fact, Reply reply) {
        String seen = "answered in place of a greeting: " + said(reply);
        if (unknownCommand(reply)) {
            return told(UNWANTED, fact, seen);
        }
        if (complains(one, fact, reply)) {
            return told(NOT_TAKEN, fact, seen);
        }
        return outOfTurn(one, fact, reply) ? told(UNWANTED, fact, seen) : Optional.empty();
    }

    /** The greeting came as usual. Whether the header got a reply of its own shows at the following steps. */
    private static Optional<ProxyHeaderFate> afterGreeting(AttemptFindings one) {
        for (Fact fact : one.attempt().facts()) {
            if (fact instanceof Ehlo hello && offers(hello)) {
                return Optional.empty(); // this is EHLO's reply: the header had none
            }
            Optional<ProxyHeaderFate> fate = AttemptFindings.refusal(fact)
                    .map(reply -> refusedAfterGreeting(one, fact, reply))
                    .orElseGet(() -> unrefused(fact));
            if (fate.isPresent()) {
                return fate;
            }
        }
        return Optional.empty();
    }

    private static Optional<ProxyHeaderFate> refusedAfterGreeting(AttemptFindings one, Fact fact, Reply reply) {
        String seen = "greeted, and then answered: " + said(reply);
        boolean hello = fact instanceof Ehlo;
        if ((hello && unknownCommand(reply)) || OutOfStep.doubtful(one.attempt(), fact)) {
            return told(UNWANTED, fact, seen);
        }
        if (complains(one, fact, reply)) {
            return told(NOT_TAKEN, fact, seen);
        }
        return hello && outOfTurn(one, fact, reply) ? told(UNWANTED, fact, seen) : Optional.empty();
    }

    private static Optional<ProxyHeaderFate> unrefused(Fact fact) {
        if (AttemptFindings.failed(fact, Reason.UNSOLICITED_REPLY)) {
            return told(UNWANTED, fact, "greeted, and then sent a reply that no command had asked for");
        }
        if (!(fact instanceof Ehlo hello) || hello.encrypted()) {
            return Optional.empty();
        }
        if (AttemptFindings.failed(fact, Reason.CONNECTION_CLOSED, Reason.CONNECTION_RESET)) {
            return told(NOT_TAKEN, fact, "greeted, and then closed the connection at " + hello.verb());
        }
        return goodbye(hello)
                ? told(
                        UNWANTED,
                        fact,
                        "greeted, and then said goodbye, as it does to the QUIT that stands in the header")
                : Optional.empty();
    }

    /** Whether EHLO was answered by 221, with which a server takes its leave. */
    private static boolean goodbye(Ehlo hello) {
        return hello.outcome()
                .reply()
                .filter(reply -> reply.code().value() == 221)
                .isPresent();
    }

    private static boolean offers(Ehlo hello) {
        return hello.outcome().succeeded() && !hello.capabilities().keywords().isEmpty();
    }

    /** Whether the server says that the header is not one of its commands, or quotes it. */
    private static boolean unknownCommand(Reply reply) {
        return NO_COMMAND.contains(reply.code().value()) || quotes(reply);
    }

    private static boolean outOfTurn(AttemptFindings one, Fact fact, Reply reply) {
        return reply.code().value() == 503 || one.meaning(fact, reply).id().endsWith(".out-of-turn");
    }

    /** Whether the server says that something is wrong with the header, so that it does expect one. */
    private static boolean complains(AttemptFindings one, Fact fact, Reply reply) {
        return one.meaning(fact, reply).id().equals("greeting.proxy-expected");
    }

    private static boolean quotes(Reply reply) {
        return QUOTED.matcher(AttemptFindings.judged(reply.text())).find();
    }

    private static String said(Reply reply) {
        return Quotation.shortened(reply.toString());
    }

    private static Optional<ProxyHeaderFate> told(String id, Fact fact, String seen) {
        return Optional.of(new ProxyHeaderFate(id, fact, seen));
    }
}
