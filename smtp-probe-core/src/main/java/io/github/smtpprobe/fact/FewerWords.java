/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.TlsInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many of a fact's words stay when it is shortened; each kind of fact shortens itself with it.
 *
 * @param lines  how many lines of a reply stay, besides the first and those that offer what a probe uses
 * @param length the maximum length of a line in characters
 */
record FewerWords(int lines, int length) {
    private static final String MORE = "\u2026";
    private static final List<String> OFFERS = List.of("STARTTLS", "AUTH");
    /** A line with every mechanism that the library knows is shorter. */
    private static final int OFFER = 200;

    private static final int MOST_OFFERS = 4;

    /** Whether any lines stay besides the first. */
    boolean any() {
        return lines > 0;
    }

    String of(String text) {
        return cut(text, length);
    }

    List<String> of(List<String> texts) {
        return texts.stream().limit(lines).map(this::of).toList();
    }

    Outcome of(Outcome outcome) {
        return of(outcome, false);
    }

    /** The outcome of EHLO, with the lines that offer STARTTLS and AUTH. */
    Outcome ofHello(Outcome outcome) {
        return of(outcome, true);
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

    TlsInfo of(TlsInfo tls) {
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
