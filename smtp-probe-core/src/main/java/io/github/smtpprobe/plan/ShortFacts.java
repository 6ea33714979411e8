/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.Rset;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.TlsInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Facts with fewer words.
 *
 * @param lines  of a reply that stay, besides those that offer what a probe uses
 * @param length of a line in characters
 */
record ShortFacts(int lines, int length) {
    private static final String MORE = "\u2026";
    private static final List<String> OFFERS = List.of("STARTTLS", "AUTH");
    /** A line with every mechanism that we know of is shorter. */
    private static final int OFFER = 200;

    private static final int MOST_OFFERS = 4;

    Fact of(Fact fact) {
        Outcome outcome = of(fact.outcome(), fact instanceof Ehlo);
        if (fact instanceof Connect connect) {
            return connect.localAddress()
                    .map(local -> Connect.of(outcome, fact.took(), local))
                    .orElseGet(() -> Connect.of(outcome, fact.took()));
        }
        if (fact instanceof Greeting greeting) {
            return Greeting.of(outcome, fact.took(), cut(greeting.firstOctets(), length));
        }
        if (fact instanceof Ehlo hello) {
            return hello(hello, outcome);
        }
        if (fact instanceof StartTls) {
            return StartTls.of(outcome, fact.took());
        }
        if (fact instanceof TlsHandshake handshake) {
            return TlsHandshake.of(outcome, fact.took(), tls(handshake.tls()));
        }
        if (fact instanceof Authentication auth) {
            return authentication(auth, outcome);
        }
        if (fact instanceof MailFrom path) {
            return MailFrom.of(outcome, fact.took(), path.sender());
        }
        if (fact instanceof RcptTo path) {
            return RcptTo.of(outcome, fact.took(), path.recipient());
        }
        if (fact instanceof MessageTransfer transfer) {
            return MessageTransfer.of(outcome, fact.took(), transfer.stage());
        }
        if (fact instanceof UnplacedReply other) {
            return UnplacedReply.of(outcome, fact.took(), other.about(), cut(other.command(), length));
        }
        return fact instanceof Rset
                ? Rset.of(outcome, fact.took())
                : fact instanceof Quit ? Quit.of(outcome, fact.took()) : fact;
    }

    private Fact hello(Ehlo hello, Outcome outcome) {
        boolean offers = !hello.capabilities().keywords().isEmpty();
        Capabilities capabilities =
                offers ? outcome.reply().map(Capabilities::of).orElse(Capabilities.NONE) : hello.capabilities();
        return Ehlo.builder(outcome, hello.took())
                .verb(hello.verb())
                .encrypted(hello.encrypted())
                .capabilities(capabilities)
                .build();
    }

    private Fact authentication(Authentication auth, Outcome outcome) {
        Authentication.Builder shorter = Authentication.builder(outcome, auth.took())
                .offered(auth.offered().stream()
                        .limit(lines)
                        .map(each -> cut(each, length))
                        .toList())
                .known(auth.known())
                .judged(auth.judged());
        auth.mechanism().ifPresent(shorter::mechanism);
        if (lines > 0) {
            auth.error().ifPresent(shorter::error);
            auth.token().ifPresent(shorter::token);
        }
        return shorter.build();
    }

    private Outcome of(Outcome outcome, boolean hello) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return new Outcome.Rejected(reply(rejected.reason(), hello));
        }
        if (outcome instanceof Outcome.Failed failed) {
            return new Outcome.Failed(
                    failed.reason(),
                    cut(failed.detail(), Math.max(length, OFFER)),
                    failed.reply().map(reply -> reply(reply, hello)));
        }
        return outcome instanceof Outcome.Succeeded succeeded
                ? new Outcome.Succeeded(succeeded.reply().map(reply -> reply(reply, hello)))
                : outcome;
    }

    private Reply reply(Reply reply, boolean hello) {
        List<String> kept = new ArrayList<>();
        int offers = 0;
        for (int i = 0; i < reply.lines().size(); i++) {
            String line = reply.lines().get(i);
            boolean offer = hello && offers < MOST_OFFERS && offers(line);
            offers += offer ? 1 : 0;
            if (i <= lines || offer) {
                kept.add(cut(line, offer ? Math.max(length, OFFER) : length));
            }
        }
        return new Reply(reply.code(), kept, reply.anomalies());
    }

    private static boolean offers(String line) {
        String start = line.substring(0, Math.min(8, line.length())).toUpperCase(Locale.ROOT);
        return OFFERS.stream().anyMatch(start::startsWith);
    }

    private TlsInfo tls(TlsInfo tls) {
        List<Certificate> chain = tls.chain().stream()
                .limit(Math.max(1, lines))
                .map(this::certificate)
                .toList();
        return tls.toBuilder().chain(chain).build();
    }

    private Certificate certificate(Certificate whole) {
        List<String> names = whole.names().stream()
                .limit(Math.max(1, lines))
                .map(each -> cut(each, length))
                .toList();
        return whole.toBuilder()
                .subject(cut(whole.subject(), length))
                .issuer(cut(whole.issuer(), length))
                .serial(cut(whole.serial(), length))
                .names(names)
                .signatureAlgorithm(cut(whole.signatureAlgorithm(), length))
                .build();
    }

    private static String cut(String text, int most) {
        return Printable.cut(text, most, MORE);
    }
}
