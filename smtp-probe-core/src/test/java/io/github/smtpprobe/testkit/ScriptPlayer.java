/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Plays one script to one client, driven by what the client sends, and returns what is to be done as actions. It has no socket
 * and no thread, so the same player works with real sockets and in memory. Its problems can be read from any thread.
 */
final class ScriptPlayer {
    /** What the connection is to do next. */
    sealed interface Action {
        record Send(byte[] octets) implements Action {}

        record Pause(Duration length) implements Action {}

        record HalfClose() implements Action {}

        record Close() implements Action {}

        record Reset() implements Action {}
    }

    private static final int HANDSHAKE_RECORD = 22;
    private static final int RECORD_HEADER = 5;

    private final List<ScriptLine> lines;
    private final ScriptedWire wire;
    private final SaidLines said = new SaidLines();
    private final List<byte[]> messages = new ArrayList<>();
    private @Nullable MessageInput message;
    private @Nullable String departure;
    private boolean silent;
    private int at;

    ScriptPlayer(Script script, @Nullable SSLContext context, boolean wantsClientCertificate, String... protocols) {
        this.lines = script.lines();
        this.wire = new ScriptedWire(context, wantsClientCertificate, protocols);
        advance();
    }

    Deque<Action> actions() {
        return wire.actions();
    }

    /** Where the client departed from the script; empty if it did not. */
    synchronized Optional<String> departure() {
        return Optional.ofNullable(departure).map(this::withDialogue);
    }

    /**
     * Why the script was not played to its end; empty if it was, or if the client departed from it.
     *
     * @param left whether the client is gone
     */
    synchronized Optional<String> rest(boolean left) {
        if (departure != null || silent || at >= lines.size()) {
            return Optional.empty();
        }
        if (lines.get(at).toString().equals("* " + Event.Kind.TLS_FAILED.word()) && (wire.over() || left)) {
            return Optional.empty(); // so it was meant, whichever side gave up
        }
        if (wire.over()) {
            return wire.refusal().map(refused -> withDialogue(awaited() + ", but TLS failed: " + refused.getMessage()));
        }
        String came = wire.input().length == 0 && message == null
                ? "nothing came"
                : "of it came only \"" + ExpectedLine.shown(pending(), wire.encrypted()) + "\"";
        return Optional.of(withDialogue(awaited() + ", but " + came + " before the "
                + (left ? "client left" : "server was closed, and the client is still connected")));
    }

    private byte[] pending() {
        byte[] all = message == null ? wire.input() : message.message();
        return Arrays.copyOf(all, Math.min(all.length, SaidLines.CHARACTERS));
    }

    private String awaited() {
        return place() + " was awaited";
    }

    private String place() {
        return "\"" + lines.get(at).toString().lines().findFirst().orElseThrow() + "\" (entry " + (at + 1) + ")";
    }

    private String withDialogue(String what) {
        return what + said;
    }

    /** The messages that came whole. */
    synchronized List<byte[]> messages() {
        return messages.stream().map(byte[]::clone).toList();
    }

    /** Whether every line of the script was played. */
    synchronized boolean played() {
        return at >= lines.size() || silent || wire.over();
    }

    synchronized void receive(byte[] octets) {
        if (!wire.over()) {
            wire.receive(octets);
            advance();
        }
    }

    private void advance() {
        while (!wire.over() && !silent && at < lines.size()) {
            if (!play(lines.get(at))) {
                return;
            }
            if (wire.over() && (departure != null || wire.refusal().isPresent())) {
                return;
            }
            at++;
        }
        if (!wire.over() && !silent) {
            wire.end(new Action.Close());
        }
    }

    private boolean play(ScriptLine line) {
        if (line instanceof ScriptEvent event) {
            boolean done = act(event);
            if (done && departure == null) {
                said.add(event.toString());
            }
            return done;
        }
        if (line instanceof ScriptMessage expected) {
            return take(expected);
        }
        Entry entry = ((ScriptLine.Said) line).entry();
        return switch (entry.direction()) {
            case SERVER -> {
                said.add(entry.toString());
                wire.send(entry);
                yield true;
            }
            case CLIENT -> expect(entry);
            case EVENT -> happen(entry.event().orElseThrow());
        };
    }

    private boolean expect(Entry entry) {
        Optional<byte[]> line = ExpectedLine.first(wire.input());
        line.ifPresent(found -> {
            wire.take(found.length);
            boolean matches = ExpectedLine.matches(entry, found);
            Entry came = ExpectedLine.shown(found, wire.encrypted());
            // What matches a secret is not shown.
            said.add(matches && entry.toString().contains("[redacted]") ? entry.toString() : came.toString());
            if (!matches) {
                depart("expected " + place() + ", but the client sent \"" + came + "\"");
            }
        });
        return line.isPresent();
    }

    /** True when the message has come whole, or too much of it. */
    private boolean take(ScriptMessage expected) {
        if (message == null) {
            message = new MessageInput();
        }
        wire.take(message.receive(wire.input()));
        if (message.tooLong()) {
            depart(place() + " was awaited, but the client's message has more than " + MessageInput.LIMIT + " octets");
        } else if (message.ended()) {
            byte[] whole = message.message();
            messages.add(whole);
            said.add("* message, " + whole.length + " octets:");
            ScriptMessage.lines(whole)
                    .forEach(line ->
                            said.add(ExpectedLine.shown(line, wire.encrypted()).toString()));
            expected.difference(whole).ifPresent(this::depart);
        } else {
            return false;
        }
        message = null;
        return true;
    }

    private void depart(String what) {
        departure = what;
        wire.end(new Action.Close());
    }

    private boolean happen(Event event) {
        boolean waits = event.kind() == Event.Kind.TLS
                || event.kind() == Event.Kind.TLS_FAILED
                || event.kind() == Event.Kind.PROXY_HEADER;
        if (!waits) {
            said.add("* " + event.kind().word());
        }
        switch (event.kind()) {
            case TLS, TLS_FAILED -> {
                return saidIf(wire.handshake(), event);
            }
            case PROXY_HEADER -> {
                return saidIf(header(event.argument()), event);
            }
            case CLOSED -> wire.end(new Action.Close());
            case TRUNCATED -> wire.cut(new Action.Close());
            case RESET -> wire.end(new Action.Reset());
            case ROAD -> {} // the server is at its end
            default -> silent = true;
        }
        return true;
    }

    private boolean saidIf(boolean happened, Event event) {
        if (happened && departure == null) {
            said.add("* " + event.kind().word());
        }
        return happened;
    }

    private boolean act(ScriptEvent event) {
        switch (event.kind()) {
            case CLIENT_HELLO -> {
                return clientHello();
            }
            case REKEY -> {
                return wire.rekey();
            }
            case PAUSE -> actions().add(new Action.Pause(event.length()));
            case DRIP -> wire.drip(event.length());
            case HALF_CLOSED -> actions().add(new Action.HalfClose());
            case SILENCE -> silent = true;
        }
        return true;
    }

    /** True when a header has come whole and was taken off the wire; which addresses stand in it is not compared. */
    private boolean header(String wanted) {
        int length = ProxyHeaders.length(wanted, wire.input());
        if (length < 0) {
            depart("expected " + place() + ", a PROXY header, but the client sent \"" + first() + "\"");
            return true;
        }
        wire.take(length);
        return length > 0;
    }

    /** True when a whole handshake record has come (RFC 8446 §5.1); it is dropped. */
    private boolean clientHello() {
        byte[] input = wire.input();
        if (input.length > 0 && input[0] != HANDSHAKE_RECORD) {
            depart("expected " + place() + ", a TLS hello, but the client sent \"" + first() + "\"");
            return true;
        }
        int needed = input.length < RECORD_HEADER
                ? RECORD_HEADER
                : RECORD_HEADER + ((input[3] & 0xFF) << 8 | input[4] & 0xFF);
        if (input.length < needed) {
            return false;
        }
        wire.take(needed);
        return true;
    }

    private Entry first() {
        return ExpectedLine.shown(ExpectedLine.first(wire.input()).orElseGet(wire::input), wire.encrypted());
    }
}
