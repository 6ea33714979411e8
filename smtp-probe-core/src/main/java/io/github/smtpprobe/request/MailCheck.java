/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.smtp.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The check of the envelope and of the message that may go with it. */
final class MailCheck {
    private static final int MAX_RECIPIENTS = 100;
    private static final int MAX_MESSAGE = 1024 * 1024;

    /** The longest line without its end (RFC 5322 §2.1.1). Servers cut longer lines, or refuse them after DATA. */
    private static final int LONGEST_LINE = 998;

    private final ProbeRequest.Builder given;
    private final Problems problems;

    MailCheck(ProbeRequest.Builder given, Problems problems) {
        this.given = given;
        this.problems = problems;
    }

    Optional<Envelope> run() {
        Optional<Envelope> envelope = given.envelope == null ? Optional.empty() : envelope(given.envelope);
        if (given.message != null) {
            problems.value("message", given.message).ifPresent(message -> message(message, envelope));
        }
        if (given.sendToAccepted && given.message == null) {
            problems.add("sendToAccepted", Code.CONFLICT, "needs a message: without one nothing is sent to anybody");
        }
        if (given.messageSize != null) {
            size(given.messageSize);
        }
        return envelope;
    }

    private Optional<Envelope> envelope(ConversationOptions.EnvelopeTexts texts) {
        Optional<Mailbox> from = texts.nullReversePath()
                ? Optional.empty()
                : problems.text("envelope.from", texts.from(), Mailbox::parse);
        return recipients(texts.to()).map(to -> new Envelope(from, to));
    }

    private Optional<List<Mailbox>> recipients(@Nullable List<@Nullable String> texts) {
        if (texts == null) {
            problems.missing("envelope.to", texts);
            return Optional.empty();
        }
        if (texts.size() > MAX_RECIPIENTS) {
            problems.add("envelope.to", Code.TOO_MANY, "may hold at most " + MAX_RECIPIENTS + " recipients");
            return Optional.empty();
        }
        List<Mailbox> recipients = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            problems.text("envelope.to[" + i + "]", texts.get(i), Mailbox::parse)
                    .ifPresent(recipients::add);
        }
        return Optional.of(recipients);
    }

    /** Checks a message, which needs recipients and must be sent only once. */
    private void message(byte[] message, Optional<Envelope> envelope) {
        octets(message);
        if (envelope.map(to -> to.recipients().isEmpty()).orElse(true)) {
            problems.add("message", Code.CONFLICT, "needs an envelope with at least one recipient");
        }
        if (given.coverage == Coverage.ALL) {
            problems.add("message", Code.CONFLICT, "cannot be sent with coverage ALL: it would be sent several times");
        }
    }

    private void size(long octets) {
        if (octets < 1) {
            problems.add("messageSize", Code.RANGE, "must be at least 1 octet");
        }
        if (given.envelope == null) {
            problems.add("messageSize", Code.CONFLICT, "needs an envelope: it is declared in MAIL FROM");
        }
        if (given.message != null) {
            problems.add(
                    "messageSize",
                    Code.CONFLICT,
                    "is for a probe without a message; a message that is sent declares its own size");
        }
    }

    private void octets(byte[] message) {
        if (message.length == 0) {
            problems.add("message", Code.REQUIRED, "must not be empty");
        }
        if (message.length > MAX_MESSAGE) {
            problems.add("message", Code.TOO_LONG, "is longer than " + MAX_MESSAGE + " octets");
        }
        int line = longestLine(message);
        if (line > LONGEST_LINE) {
            problems.add(
                    "message",
                    Code.LINE_TOO_LONG,
                    "has a line of " + line + " octets; at most " + LONGEST_LINE + " are allowed");
        }
        for (byte octet : message) {
            if (octet == 0) {
                problems.add("message", Code.MALFORMED, "contains a NUL");
                break;
            }
        }
    }

    private static int longestLine(byte[] message) {
        int longest = 0;
        int begin = 0;
        for (int i = 0; i <= message.length; i++) {
            if (i == message.length || message[i] == '\r' || message[i] == '\n') {
                longest = Math.max(longest, i - begin);
                begin = i + 1;
            }
        }
        return longest;
    }
}
