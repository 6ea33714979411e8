/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.smtp.ClientLine;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyParser;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a dialogue in order: each complete reply settles the command before it. */
final class DialogueReading {
    private final DialogueFacts facts = new DialogueFacts();
    private final List<Entry> entries = new ArrayList<>();
    private final PastedSecrets secrets = new PastedSecrets();
    private final ReplyParser parser = new ReplyParser(secrets::scrub);
    private @Nullable Stage pending = Stage.GREETING;
    private String command = "";
    private boolean encrypted;
    private Optional<OAuthError> error = Optional.empty();

    private DialogueReading() {}

    /** A whole dialogue. */
    static Observation of(List<ForeignLine> lines) {
        if (lines.stream().noneMatch(line -> line.kind() != ForeignLine.Kind.CLIENT)) {
            throw new IllegalArgumentException("text: no reply of a server is in it");
        }
        DialogueReading reading = new DialogueReading();
        lines.forEach(reading::take);
        return reading.observation();
    }

    /** One reply at a stage, with nothing known around it. */
    static Observation of(Stage stage, String reply) {
        DialogueReading reading = new DialogueReading();
        reading.encrypted = true; // nothing says that it was not
        reading.pending = stage;
        reading.command =
                stage == Stage.MAIL_FROM ? "MAIL FROM:<sender@unknown.invalid>" : ""; // not the null reverse-path
        int before = reading.facts.size();
        reply.strip().lines().forEach(line -> reading.server(line.strip()));
        boolean unreadable = reading.facts.size() == before
                || reading.facts.last().outcome() instanceof Outcome.Failed failed
                        && failed.reply().isEmpty();
        if (unreadable && reading.pending != Stage.AUTH) {
            throw new IllegalArgumentException("reply: not a complete SMTP reply, such as: 550 5.1.1 no such user");
        }
        return reading.observation();
    }

    private Observation observation() {
        return facts.observation(Transcript.of(entries), encrypted);
    }

    private void take(ForeignLine line) {
        encrypted |= line.encrypted();
        switch (line.kind()) {
            case SERVER -> server(line.text());
            case CLIENT -> client(line.text());
            case TLS -> encrypted = true;
            case TLS_FAILED -> facts.tlsFailed();
            case CLOSED ->
                settle(Outcome.failed(Reason.CONNECTION_CLOSED, "the server closed the connection without a reply"));
            case TIMEOUT -> settle(Outcome.failed(Reason.REPLY_TIMEOUT, "no complete reply came in time"));
            case REFUSED -> facts.refused();
        }
    }

    private void client(String text) {
        if (pending == Stage.AUTH) {
            secrets.learn(text);
            sent(ClientLine.MASK);
            return; // a response to a challenge
        }
        String verb = text.toUpperCase(Locale.ROOT);
        sent(verb.startsWith("AUTH ") ? login(text) : text);
        command = text;
        pending = stage(verb);
    }

    /** AUTH with its mechanism, and without its initial response. */
    private String login(String text) {
        String[] words = text.split(" ", 3);
        secrets.begin(words[1]);
        if (words.length < 3) {
            return text;
        }
        secrets.learn(words[2]);
        return "AUTH " + words[1] + " " + ClientLine.MASK;
    }

    private void sent(String text) {
        entries.add(Entry.client(octets(text), encrypted, Duration.ZERO));
    }

    private static @Nullable Stage stage(String verb) {
        if (verb.startsWith("EHLO") || verb.startsWith("HELO")) {
            return Stage.EHLO;
        }
        if (verb.startsWith("MAIL")) {
            return Stage.MAIL_FROM;
        }
        if (verb.startsWith("RCPT")) {
            return Stage.RCPT_TO;
        }
        if (verb.equals(".")) {
            return Stage.END_OF_DATA;
        }
        return switch (verb.split(" ")[0]) {
            case "STARTTLS" -> Stage.STARTTLS;
            case "AUTH" -> Stage.AUTH;
            case "DATA" -> Stage.DATA;
            case "RSET" -> Stage.RSET;
            case "QUIT" -> Stage.QUIT;
            default -> null; // a line of the message, or a command that a probe does not use
        };
    }

    private void server(String text) {
        byte[] clean = secrets.scrub(octets(text));
        entries.add(Entry.server(clean, encrypted, !Arrays.equals(clean, octets(text)), Duration.ZERO));
        for (byte each : octets(text)) {
            ReplyParser.Progress progress = parser.octet(each);
            if (progress == ReplyParser.Progress.REPLY) {
                replied(parser.reply());
            } else if (progress == ReplyParser.Progress.VIOLATION) {
                settle(Outcome.failed(Reason.valueOf(parser.violation().name()), "what came is no SMTP reply"));
            }
        }
    }

    private void replied(Reply reply) {
        if (pending == Stage.AUTH && reply.code().value() == 334) {
            challenge(reply.text());
            return;
        }
        if (pending == Stage.DATA && reply.code().value() == 354) {
            pending = Stage.END_OF_DATA;
            return;
        }
        if (pending == Stage.GREETING && !reply.code().intermediate()) {
            facts.named(reply.lines().get(0));
        }
        if (pending != null) {
            settle(Outcome.answered(pending, reply));
        }
    }

    private void challenge(String base64) {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64.strip());
            if (decoded.length > 0 && decoded[0] == '{') {
                error = Optional.of(OAuthError.of(decoded));
            }
        } catch (IllegalArgumentException prompt) {
            error = Optional.empty(); // a challenge that is not base64 is no OAuth error
        }
    }

    /** The command that waits, if one does, ends in a fact. */
    private void settle(Outcome outcome) {
        Stage stage = pending;
        pending = null;
        if (stage == null) {
            return;
        }
        switch (stage) {
            case GREETING -> facts.greeting(outcome, opening());
            case AUTH -> facts.authentication(command, outcome, error);
            default -> facts.command(stage, command, outcome, encrypted);
        }
        encrypted |= stage == Stage.STARTTLS && outcome.succeeded();
    }

    /** What the server said first. */
    private String opening() {
        return entries.stream()
                .filter(entry -> entry.direction() == Entry.Direction.SERVER)
                .map(Entry::text)
                .limit(3)
                .collect(Collectors.joining("\n"));
    }

    private static byte[] octets(String line) {
        return (line + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
