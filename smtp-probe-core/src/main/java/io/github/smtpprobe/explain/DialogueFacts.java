/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.ClientLine;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyParser;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.TlsOutcome;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines of a dialogue become facts: each complete reply settles the command before it. */
final class DialogueFacts {
    private static final Pattern PATH = Pattern.compile("(?i)^(?:MAIL FROM|RCPT TO): ?<([^>]*)>.*");
    private static final Duration UNKNOWN = Duration.ZERO;
    private static final String NOWHERE = "the server";

    private final List<Fact> facts = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final ReplyParser parser = new ReplyParser();
    private @Nullable Stage pending = Stage.GREETING;
    private String command = "";
    private String host = NOWHERE;
    private boolean encrypted;
    private boolean startTls;
    private Capabilities capabilities = Capabilities.NONE;
    private Optional<OAuthError> error = Optional.empty();

    DialogueFacts(List<ForeignLine> lines) {
        if (lines.stream().noneMatch(line -> line.kind() != ForeignLine.Kind.CLIENT)) {
            throw new IllegalArgumentException("text: no reply of a server is in it");
        }
        facts.add(new Fact.Connect(Outcome.done(), UNKNOWN));
        lines.forEach(this::take);
    }

    /** One reply at a stage, with nothing known around it. */
    static Observation of(Stage stage, String reply) {
        DialogueFacts facts = new DialogueFacts(List.of(new ForeignLine(ForeignLine.Kind.TLS, false, "")));
        facts.pending = stage;
        facts.command =
                stage == Stage.MAIL_FROM ? "MAIL FROM:<sender@unknown.invalid>" : ""; // not the null reverse-path
        int before = facts.facts.size();
        reply.strip().lines().forEach(line -> facts.server(line.strip()));
        boolean unreadable = facts.facts.size() == before
                || facts.facts.get(before).outcome() instanceof Outcome.Failed failed
                        && failed.reply().isEmpty();
        if (unreadable && facts.pending != Stage.AUTH) {
            throw new IllegalArgumentException("reply: not a complete SMTP reply, such as: 550 5.1.1 no such user");
        }
        return facts.observation();
    }

    private void take(ForeignLine line) {
        encrypted |= line.encrypted();
        switch (line.kind()) {
            case SERVER -> server(line.text());
            case CLIENT -> client(line.text());
            case TLS -> encrypted = true;
            case TLS_FAILED ->
                facts.add(new Fact.TlsHandshake(
                        Outcome.failed(Reason.TLS_HANDSHAKE, "the dialogue says that TLS failed"), UNKNOWN, noTls()));
            case CLOSED ->
                unanswered(
                        Outcome.failed(Reason.CONNECTION_CLOSED, "the server closed the connection without a reply"));
            case TIMEOUT -> unanswered(Outcome.failed(Reason.REPLY_TIMEOUT, "no complete reply came in time"));
            case REFUSED -> {
                facts.clear();
                facts.add(new Fact.Connect(
                        Outcome.failed(Reason.CONNECTION_REFUSED, "the connection was refused"), UNKNOWN));
            }
        }
    }

    private void unanswered(Outcome outcome) {
        if (pending != null) {
            settle(pending, outcome);
            pending = null;
        }
    }

    private void client(String text) {
        boolean secret = pending == Stage.AUTH;
        String verb = text.toUpperCase(Locale.ROOT);
        if (verb.startsWith("AUTH ")) {
            String mechanism = text.split(" ")[1];
            entries.add(Entry.client(
                    octets("AUTH " + mechanism + (text.split(" ").length > 2 ? " " + ClientLine.MASK : "")),
                    encrypted,
                    UNKNOWN));
        } else {
            entries.add(Entry.client(octets(secret ? ClientLine.MASK : text), encrypted, UNKNOWN));
        }
        if (secret) {
            return; // a response to a challenge
        }
        command = text;
        pending = stage(verb);
    }

    private @Nullable Stage stage(String verb) {
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
        entries.add(Entry.server(octets(text), encrypted, false, UNKNOWN));
        for (byte each : octets(text)) {
            ReplyParser.Progress progress = parser.octet(each);
            if (progress == ReplyParser.Progress.REPLY && pending != null) {
                replied(pending, parser.reply());
            } else if (progress == ReplyParser.Progress.VIOLATION && pending != null) {
                settle(
                        pending,
                        Outcome.failed(Reason.valueOf(parser.violation().name()), "what came is no SMTP reply"));
                pending = null;
            }
        }
    }

    private void replied(Stage stage, Reply reply) {
        if (stage == Stage.AUTH && reply.code().value() == 334) {
            challenge(reply.text());
            return;
        }
        if (stage == Stage.DATA && reply.code().value() == 354) {
            pending = Stage.END_OF_DATA;
            return;
        }
        if (stage == Stage.GREETING && reply.code().value() / 100 != 3) {
            String first = reply.lines().get(0).strip().split(" ")[0];
            host = first.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+") ? first.toLowerCase(Locale.ROOT) : host;
        }
        settle(stage, Outcome.answered(stage, reply));
        pending = null;
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

    /** What was said in the place of a greeting. */
    private String opening(Outcome outcome) {
        return outcome instanceof Outcome.Failed
                ? entries.stream()
                        .filter(entry -> entry.direction() == Entry.Direction.SERVER)
                        .map(Entry::text)
                        .limit(3)
                        .collect(Collectors.joining("\n"))
                : "";
    }

    private void settle(Stage stage, Outcome outcome) {
        switch (stage) {
            case GREETING -> facts.add(new Fact.Greeting(outcome, UNKNOWN, opening(outcome)));
            case EHLO -> {
                String verb = command.toUpperCase(Locale.ROOT).startsWith("HELO") ? "HELO" : "EHLO";
                capabilities = outcome.succeeded() && outcome.reply().isPresent()
                        ? Capabilities.of(outcome.reply().get())
                        : Capabilities.NONE;
                facts.add(new Fact.Hello(outcome, UNKNOWN, verb, encrypted, capabilities));
            }
            case STARTTLS -> {
                startTls = true;
                encrypted |= outcome.succeeded();
                facts.add(new Fact.StartTls(outcome, UNKNOWN));
            }
            case AUTH -> {
                String[] words = command.split(" ");
                Optional<String> mechanism = words.length > 1 ? Optional.of(words[1]) : Optional.empty();
                boolean judged = outcome.reply()
                        .filter(reply -> reply.code().value() == 535)
                        .isPresent();
                facts.add(new Fact.Authentication(
                        outcome,
                        UNKNOWN,
                        mechanism,
                        capabilities.mechanisms(),
                        mechanism.stream().toList(),
                        judged,
                        error,
                        Optional.empty()));
            }
            case MAIL_FROM -> facts.add(new Fact.ReversePath(outcome, UNKNOWN, mailbox()));
            case RCPT_TO ->
                facts.add(new Fact.ForwardPath(
                        outcome, UNKNOWN, mailbox().orElseGet(() -> Mailbox.parse("recipient@unknown.invalid"))));
            case DATA, END_OF_DATA -> facts.add(new Fact.MessageTransfer(outcome, UNKNOWN, stage));
            case RSET -> facts.add(new Fact.Reset(outcome, UNKNOWN));
            case QUIT -> facts.add(new Fact.Farewell(outcome, UNKNOWN));
            default -> throw new IllegalArgumentException("stage: " + stage + " has no reply");
        }
    }

    private Optional<Mailbox> mailbox() {
        Matcher path = PATH.matcher(command);
        try {
            return path.matches() && !path.group(1).isEmpty()
                    ? Optional.of(Mailbox.parse(path.group(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty(); // the server's words on it say more than ours could
        }
    }

    Observation observation() {
        TlsMode mode = startTls ? TlsMode.STARTTLS : encrypted ? TlsMode.IMPLICIT_TLS : TlsMode.PLAIN;
        Route route = new Route(host, false, nowhere(), 25, mode);
        Attempt attempt = new Attempt(0, route, Purpose.DIALOGUE, facts, Transcript.of(entries), UNKNOWN);
        boolean login = facts.stream().anyMatch(Fact.Authentication.class::isInstance);
        RequestView view = new RequestView(
                new Target.Server(host, false),
                PortPlan.of(25, mode),
                Coverage.FIRST_CONVERSATION,
                Optional.empty(),
                login ? Optional.of("password") : Optional.empty(),
                List.of(),
                true,
                false,
                facts.stream().anyMatch(Fact.ReversePath.class::isInstance),
                facts.stream().anyMatch(Fact.MessageTransfer.class::isInstance),
                Duration.ofSeconds(30));
        Resolution resolution = new Resolution(
                host,
                Optional.empty(),
                false,
                false,
                List.of(),
                List.of(route),
                List.of(),
                EnumSet.noneOf(Resolution.Anomaly.class),
                "",
                UNKNOWN);
        return new Observation(view, resolution, List.of(attempt), Instant.now(), UNKNOWN, Optional.empty());
    }

    /** A dialogue does not say which address it was had with. */
    private static InetAddress nowhere() {
        try {
            return InetAddress.getByAddress(NOWHERE, new byte[4]);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four octets are an address", impossible);
        }
    }

    private TlsOutcome noTls() {
        return new TlsOutcome(Optional.empty(), Optional.empty(), Optional.empty(), host, List.of(), Optional.empty());
    }

    private static byte[] octets(String line) {
        return (line + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
