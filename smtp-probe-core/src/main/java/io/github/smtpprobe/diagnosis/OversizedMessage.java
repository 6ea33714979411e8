/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A size declared in MAIL FROM that exceeds the limit in the server's EHLO reply (RFC 1870 §6.1), although MAIL FROM was
 * accepted. Clients that respect the limit do not send such a message, and many servers refuse it only after it has been sent.
 */
final class OversizedMessage extends AttemptCheck {
    private static final String MAIL = "MAIL FROM:";
    private static final String SIZE = " SIZE=";
    private static final int MOST_DIGITS = 18;

    OversizedMessage() {
        super(Occasion.step(MailFrom.class));
    }

    @Override
    void examine(AttemptFindings one) {
        OptionalLong limit = announced(one.attempt());
        one.attempt()
                .fact(MailFrom.class)
                .filter(fact -> fact.outcome().succeeded() && limit.isPresent())
                .ifPresent(fact -> {
                    long declared = declared(one.attempt());
                    if (declared > limit.getAsLong()) {
                        one.add(
                                taken(one.attempt()) ? "message.size-limit-exceeded" : "message.over-size",
                                fact,
                                "octets",
                                Long.toString(declared),
                                "largest",
                                Long.toString(limit.getAsLong()));
                    }
                });
    }

    /** The limit in the last reply to EHLO that was not a refusal. */
    private static OptionalLong announced(Attempt attempt) {
        OptionalLong limit = OptionalLong.empty();
        for (Ehlo hello : attempt.facts(Ehlo.class)) {
            if (hello.outcome().succeeded()) {
                limit = hello.capabilities().size();
            }
        }
        return limit;
    }

    private static boolean taken(Attempt attempt) {
        return attempt.facts(MessageTransfer.class).stream()
                .anyMatch(each ->
                        each.stage() == Stage.END_OF_DATA && each.outcome().succeeded());
    }

    /**
     * The size in MAIL FROM, negative if there is none. Only the first such line counts, since a message may contain some, too.
     */
    static long declared(Attempt attempt) {
        for (Entry entry : attempt.transcript().entries()) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                String line = new String(entry.octets(), StandardCharsets.ISO_8859_1);
                if (line.regionMatches(true, 0, MAIL, 0, MAIL.length())) {
                    return declared(line);
                }
            }
        }
        return -1;
    }

    /** Reads it after the path, which may contain blanks within quotation marks. */
    private static long declared(String line) {
        String parameters = line.substring(line.lastIndexOf('>') + 1).toUpperCase(Locale.ROOT);
        int at = parameters.indexOf(SIZE);
        return at < 0
                ? -1
                : Ascii.number(parameters.substring(at + SIZE.length()).split("\\s", 2)[0], MOST_DIGITS);
    }
}
