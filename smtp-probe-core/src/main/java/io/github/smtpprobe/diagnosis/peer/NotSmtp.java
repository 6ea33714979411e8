/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.peer;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.replies.BrokenDialogue;
import io.github.smtpprobe.diagnosis.replies.SentProxyHeader;
import io.github.smtpprobe.diagnosis.signs.Heard;
import io.github.smtpprobe.diagnosis.signs.Protocol;
import io.github.smtpprobe.diagnosis.signs.WideText;
import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.RequestView.Option;
import io.github.smtpprobe.smtp.Reply;
import java.util.Optional;
import java.util.regex.Pattern;

/** A service that is not an SMTP server, recognized by its first octets. */
public final class NotSmtp extends AttemptCheck {
    /** How the first answer to a hello was obtained. */
    static final String TO_THE_HELLO = "Its answer to the TLS handshake";

    private static final Pattern REPLY = Pattern.compile("\\A[2-5][0-9][0-9][ -]");
    /** The beginning of a greeting of SMTP, also after a byte order mark or blanks. */
    private static final Pattern OPENING =
            Pattern.compile("\\A(?:\\\\u\\{[0-9A-F]{1,6}}|\\\\x[0-9A-F]{2}|[ \\t]){0,8}+(?:220|421|554)[ A-Za-z-]");

    /** The greeting itself, after other lines. */
    private static final Pattern GREETING = Pattern.compile("(?m)^220[ -]");

    private static final Pattern PROXY = Pattern.compile("(?i)(?<!\\w)proxy (protocol|header)(?!\\w)");

    /** What FTP servers reply to a command before a login; their greeting need not name the protocol. */
    private static final Pattern FTP = Pattern.compile("(?i)(?<!\\w)USER and PASS(?!\\w)");

    public NotSmtp() {
        super(Occasion.failed(Ehlo.class).or(Occasion.failed(TlsHandshake.class)));
    }

    @Override
    protected boolean concerns(Attempt attempt, Occasion given) {
        return super.concerns(attempt, given) || !attempt.conversed() || welcomesReader(attempt);
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().fact(Greeting.class).ifPresent(fact -> greeted(one, fact));
        one.attempt()
                .fact(TlsHandshake.class)
                .filter(fact -> AttemptFindings.failed(fact, Reason.TLS_PLAINTEXT_PEER, Reason.TLS_UNKNOWN_PEER))
                .filter(fact -> !greetedBefore(one))
                .ifPresent(fact -> answered(one, fact, Heard.of(one.attempt()).clear(), TO_THE_HELLO));
        one.attempt()
                .fact(Ehlo.class)
                .filter(fact -> AttemptFindings.refusal(fact)
                        .filter(reply -> FTP.matcher(AttemptFindings.judged(reply.text()))
                                .find())
                        .isPresent())
                .ifPresent(fact -> one.add("peer.ftp", fact, "inside", fact.encrypted() ? " inside TLS" : ""));
    }

    /** Whether a news server may have taken EHLO for one of its own commands: its greetings are 200 and 201 (RFC 3977 §5.1). */
    private static boolean welcomesReader(Attempt attempt) {
        for (Fact fact : attempt.facts()) {
            Reply reply = fact.outcome().reply().orElse(null);
            if (reply != null && (reply.code().value() == 200 || reply.code().value() == 201)) {
                return true;
            }
        }
        return false;
    }

    private static boolean greetedBefore(AttemptFindings one) {
        return one.attempt()
                .fact(Greeting.class)
                .filter(greeting -> greeting.outcome().succeeded())
                .isPresent();
    }

    private static void greeted(AttemptFindings one, Greeting fact) {
        if (AttemptFindings.failed(fact, Reason.PROXY_PAGE)) {
            return; // nobody knows that the server sent it
        }
        if (AttemptFindings.failed(fact, Reason.NUL) && WideText.begins(one.attempt())) {
            one.add("greeting.utf-16", fact);
            return;
        }
        Heard heard = Heard.of(one.attempt());
        boolean tls = !heard.inside().isEmpty();
        Optional<Protocol> spoken = Protocol.of(
                        tls ? heard.inside() : fact.firstOctets().isEmpty() ? heard.clear() : fact.firstOctets())
                .filter(known -> !echoes(one, known));
        if (fact.outcome() instanceof Outcome.Failed failed && failed.reason() != Reason.UNEXPECTED_CODE) {
            boolean violated = failed.kind() == FailureKind.PROTOCOL_VIOLATION;
            if (spoken.isPresent()) {
                name(one, fact, spoken.get(), tls ? " inside TLS" : "");
            } else if (violated) {
                strange(one, fact);
            }
        } else if (fact.outcome().reply().isPresent()) {
            spoken.filter(known -> !one.attempt().conversed() || known.id().equals("peer.nntp"))
                    .filter(known -> !(known.id().equals("peer.lmtp")
                            && one.seen().request().asks(Option.LMTP)))
                    .ifPresent(known -> name(one, fact, known, tls ? " inside TLS" : ""));
        }
    }

    /** Whether the port repeats the PROXY header that this client has sent. */
    private static boolean echoes(AttemptFindings one, Protocol spoken) {
        return spoken.id().equals("peer.proxy")
                && SentProxyHeader.header(one.attempt()).isPresent();
    }

    /** Reports a greeting. One that begins correctly, but then breaks the rules, is broken SMTP. */
    private static void strange(AttemptFindings one, Greeting fact) {
        if (RefusedGreeting.refusalBehindTeaser(one, fact).isPresent()) {
            return; // it says why
        }
        if (OPENING.matcher(fact.firstOctets()).find()) {
            BrokenDialogue.invalid(one, fact);
        } else if (greetsLater(one)) {
            boolean empty = fact.firstOctets().lines().findFirst().orElse("").isBlank();
            String line = empty ? "an empty line" : "a line that is no reply, " + said(fact.firstOctets()) + ",";
            one.add("greeting.preceded", fact, "line", line);
        } else {
            String look = one.secondLook().map(each -> Heard.of(each).clear()).orElse("");
            unknown(one, fact, fact.firstOctets().isBlank() ? look : fact.firstOctets());
        }
    }

    /** Whether the greeting did come, here or in the second look. */
    private static boolean greetsLater(AttemptFindings one) {
        String look = one.secondLook().map(each -> Heard.of(each).clear()).orElse("");
        return GREETING.matcher(Heard.of(one.attempt()).clear()).find()
                || GREETING.matcher(look).find();
    }

    /**
     * Reports a port that answers octets that it does not understand in its own words, as services do that wait for their
     * client.
     *
     * @param clear the answer
     * @param how   how the answer was obtained, as the beginning of a sentence
     */
    static void answered(AttemptFindings one, Fact fact, String clear, String how) {
        Optional<Protocol> spoken = Protocol.of(clear);
        if (spoken.isPresent()) {
            name(one, fact, spoken.get(), "");
        } else if (PROXY.matcher(clear).find()) {
            one.add("port.expects-proxy", fact, "said", said(clear));
        } else if (!clear.isBlank() && !REPLY.matcher(clear).find()) {
            String registered = Protocol.registered(one.route().port());
            one.add("peer.unknown", fact, "how", how, "said", said(clear), "registered", registered);
        }
    }

    private static String said(String clear) {
        return Quotation.quoted(
                clear.lines().filter(line -> !line.isBlank()).findFirst().orElse(""));
    }

    /** Reports octets that are not recognised; the number of the port may tell more. */
    static void unknown(AttemptFindings one, Fact fact, String clear) {
        one.add(
                "peer.not-smtp",
                fact,
                "said",
                clear.isBlank() ? "" : said(clear),
                "registered",
                Protocol.registered(one.route().port()));
    }

    /** Names the protocol of a port, in the words of the finding for it. */
    static void name(AttemptFindings one, Fact fact, Protocol spoken, String inside) {
        String road = one.attempt().fact(Connect.class).flatMap(Connect::road).orElse("");
        one.add(
                spoken.id(),
                fact,
                "protocol",
                spoken.name(),
                "inside",
                inside,
                "road",
                road,
                "means",
                means(one.attempt()));
    }

    /** The kinds of roads, if one led to the server. Which one it was must not be shown to strangers. */
    static String means(Attempt attempt) {
        return attempt.fact(Connect.class).flatMap(Connect::road).isPresent() ? "a proxy or socket" : "";
    }
}
