/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.clients.PresumedCommand;
import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.quotes.LoneReply;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.wire.ClientLine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of one session in order. Each complete reply answers the oldest command that has none, because some programs
 * send several at once (RFC 2920).
 */
final class SessionReading {
    private final SessionFacts facts = new SessionFacts();
    private final Ending ending = new Ending();
    private final Pending pending = new Pending();
    private final PastedServer server;
    private final LoginLines logins = new LoginLines();
    private final Script script = new Script();
    private final PastedTls tls;
    private boolean challenged;
    private boolean data;
    private boolean heard;
    /** Whether the server closed the session by 421, after which it answers nothing. */
    private boolean closing;

    private @Nullable Reply last;

    private Optional<Stage> lone = Optional.empty();

    SessionReading(PastedServer server, boolean encrypted) {
        this.server = server;
        this.tls = new PastedTls(encrypted);
    }

    /** Adds a step whose reply comes first, such as the greeting. */
    void expect(Stage stage, String command) {
        pending.add(new SentCommand(stage, command));
    }

    /** Adds the step that a refusal answered, if the text shows no command but is about one step only. */
    void alone(Stage stage) {
        lone = Optional.of(stage);
    }

    void take(LogLine line) {
        tls.take(line);
        switch (line.kind()) {
            case SERVER -> server(line.text());
            case CLIENT -> client(line.text());
            case QUOTED -> quoted(line);
            case DELIVERED ->
                delivered(line.stage().orElseThrow(), line.source().recipient());
            case TLS -> {} // was added
            case TLS_FAILED -> facts.tlsFailed(Outcome.failed(Reason.TLS_HANDSHAKE, line.text()), server.name());
            case LOGGED_IN -> loggedIn();
            case CLOSED -> closed();
            case TIMEOUT -> over(Outcome.failed(Reason.REPLY_TIMEOUT, "no complete reply came in time"));
            case LEFT_OUT -> stop();
            case PROXY_HEADER -> script.client(line.text(), tls.encrypted());
            case TROUBLE -> trouble(line.text());
        }
    }

    private void client(String text) {
        boolean dot = text.equals(".");
        boolean message = data && !dot;
        data = message;
        if (!message && logins.response(text, pending.login(), challenged)) {
            script.client(ClientLine.MASK, tls.encrypted());
            return;
        }
        script.client(text, tls.encrypted());
        if (!message && !dot && SentCommand.begins(text)) {
            SentCommand sent = SentCommand.of(text);
            if (pending.ends(sent)) {
                return; // some programs print what they read, and then again what they made of it
            }
            tls.spoken(sent.stage());
            if (sent.stage() == Stage.QUIT) {
                ending.left();
            }
            pending.add(sent);
        }
    }

    /** Handles a reply in an error message or a log: it answers the command that the line names, or the only one that fits. */
    private void quoted(LogLine line) {
        Optional<Stage> stage =
                line.stage().or(() -> LoneReply.stage(line.text())).or(() -> alone(line.text()));
        if (stage.isEmpty() && !heard && line.text().charAt(0) > '3') {
            pending.keepLast();
        }
        SentCommand waits = pending.peek();
        boolean answers = waits != null
                && waits.stage() != null
                && (stage.isEmpty() ? line.text().charAt(0) > '3' && !waits.parting() : waits.stage() == stage.get());
        if (!answers) {
            LogLine.Source beside = line.source();
            pending.addFirst(
                    stage.map(each -> SentCommand.presumed(each, line.text(), beside.sender(), beside.recipient()))
                            .orElse(SentCommand.unknown()));
        }
        line.text().lines().forEach(this::server);
        if (line.text().startsWith("2")) {
            ending.left();
        }
    }

    private void delivered(Stage stage, String recipient) {
        heard = true;
        facts.command(stage, LoneReply.command(stage, recipient), Outcome.done(), tls.encrypted());
        ending.left();
    }

    void server(String text) {
        script.server(text, tls.encrypted()).forEach(each -> {
            if (each.reply() == null) {
                settle(Outcome.failed(each.violation(), "what came is no SMTP reply"));
            } else {
                replied(each.reply());
            }
        });
    }

    private void replied(Reply reply) {
        heard = true;
        closing = reply.code().value() == 421;
        if (late(reply)) {
            facts.greeting(Outcome.answered(Stage.GREETING, reply), script.opening());
            return;
        }
        OutOfStep.stage(reply).ifPresent(pending::skipTo);
        SentCommand waits = pending.peek();
        if (waits == null && reply.equals(last)) {
            return; // for example, PHPMailer prints what it read, and then prints it again
        }
        last = reply;
        Stage stage = waits == null
                ? LoneReply.stage(reply).or(() -> alone(reply.toString())).orElse(null)
                : waits.stage();
        challenged = stage == Stage.AUTH && reply.code().value() == 334;
        if (challenged) {
            if (waits == null) {
                pending.add(new SentCommand(Stage.AUTH, ""));
            }
            logins.challenge(reply.text());
            return;
        }
        boolean good = reply.code().value() / 100 == 2;
        if ((stage == Stage.GREETING && !reply.code().intermediate()) || (stage == Stage.EHLO && good)) {
            server.named(reply.lines().get(0));
        }
        data = (waits == null || stage == Stage.DATA) && reply.code().value() == 354;
        if (data) {
            pending.poll();
            pending.addFirst(Stage.END_OF_DATA, facts.replies());
        } else if (stage == null) {
            unplaced(waits, reply);
        } else {
            place(waits, stage, reply);
        }
    }

    private Optional<Stage> alone(String reply) {
        boolean any = reply.startsWith("421"); // which may come at any time (RFC 5321 §3.8)
        return reply.charAt(0) > '3' && !any ? lone.map(each -> PresumedCommand.of(each, reply)) : Optional.empty();
    }

    /** Whether it is the greeting, for which the client did not wait. */
    private boolean late(Reply reply) {
        return reply.code().value() == 220 && pending.waits(Stage.EHLO) && !facts.has(Greeting.class);
    }

    private void place(@Nullable SentCommand waits, Stage stage, Reply reply) {
        if (waits == null) {
            pending.add(SentCommand.presumed(stage, reply.toString(), "", ""));
        }
        settle(Outcome.answered(stage, reply));
    }

    /**
     * Adds the answer to a command that the text does not show, or that no probe uses. A refusal is not a success, whatever it
     * answers.
     */
    private void unplaced(@Nullable SentCommand waits, Reply reply) {
        pending.poll();
        if (reply.code().value() < 400) {
            return;
        }
        Outcome refusal = Outcome.answered(Stage.END_OF_DATA, reply);
        if (waits != null && !waits.command().isEmpty()) {
            ending.refused(waits.command(), refusal);
        } else if (!facts.refused()) {
            Optional<Stage> any = closing && lone.isPresent()
                    ? Optional.of(Stage.END_OF_DATA)
                    : Optional.empty(); // 421 means the same for each command
            facts.other(refusal, LoneReply.about(reply).or(() -> any), "");
        }
    }

    /** Handles an error right after the reply to STARTTLS, which ends the session: nothing was sent inside TLS. */
    private void trouble(String words) {
        ending.trouble(words);
        if (tls.silent() && pending.isEmpty()) {
            ending.left();
        }
    }

    /** Handles JavaMail's line about a login, which gives the result but not the reply. */
    private void loggedIn() {
        SentCommand waits = pending.peek();
        if (waits != null && waits.stage() == Stage.AUTH) {
            settle(Outcome.done());
        }
    }

    private void closed() {
        if (pending.isEmpty()) {
            ending.left();
        }
        over(Outcome.failed(Reason.CONNECTION_CLOSED, "the server closed the connection without a reply"));
    }

    /** Notes that nothing more comes on this connection. */
    void over(Outcome outcome) {
        settle(outcome);
        pending.clear();
    }

    /** Ends the oldest pending command, if there is one, in a fact. */
    private void settle(Outcome outcome) {
        SentCommand waits = pending.poll();
        if (waits == null || waits.stage() == null) {
            return;
        }
        switch (waits.stage()) {
            case GREETING -> facts.greeting(outcome, script.opening());
            case AUTH -> facts.authentication(waits.command(), outcome, logins.error());
            default -> facts.command(waits.stage(), waits.command(), outcome, tls.encrypted());
        }
        tls.answered(waits.stage(), outcome);
    }

    /** The session. A command that is still pending may have got any reply, which does not count as success. */
    PastedSession ended() {
        Stage waits = waits().orElse(null);
        boolean asked = waits != null && waits != Stage.GREETING && waits != Stage.RSET && waits != Stage.QUIT;
        if (!heard) {
            pending.keepLast();
        }
        if (asked && !facts.refused() && !closing) {
            settle(Outcome.failed(Reason.REPLY_NOT_SHOWN, "the dialogue ends before the reply"));
        }
        if (tls.silent()) {
            ending.withoutTls(facts, server.name(), tls.shown());
        }
        ending.complete(facts, heard);
        return replied();
    }

    /** The session, in which nothing is pending. */
    PastedSession replied() {
        return new PastedSession(server, facts.all(), script.entries(), tls.started(), tls.encrypted());
    }

    /** The step that waits for its reply. */
    Optional<Stage> waits() {
        return Optional.ofNullable(pending.peek()).map(SentCommand::stage);
    }

    /** The last command without a reply in the text. */
    Optional<Stage> lastSent() {
        pending.keepLast();
        return waits();
    }

    void stop() {
        pending.clear();
    }

    SessionFacts facts() {
        return facts;
    }

    PastedServer server() {
        return server;
    }

    boolean heard() {
        return heard;
    }

    /** Whether the client took its leave, and the server answered. */
    boolean left() {
        return facts.has(Quit.class);
    }

    /** Whether the server closed the session by itself. */
    boolean closing() {
        return closing;
    }

    boolean startedTls() {
        return tls.started();
    }

    boolean encrypted() {
        return tls.encrypted();
    }
}
