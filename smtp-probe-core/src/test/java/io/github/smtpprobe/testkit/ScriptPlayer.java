/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Plays one script to one client, pushed by what the client sends; what is to be done comes out as actions. It holds no socket
 * and no thread, so the same player serves real sockets and memory.
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

    private final List<ScriptLine> lines;
    private final @Nullable SSLContext context;
    private final String[] protocols;
    private final boolean wantsClientCertificate;
    private final Deque<Action> actions = new ArrayDeque<>();
    private final List<String> problems = new ArrayList<>();
    private byte[] input = new byte[0];
    private @Nullable ServerTls tls;
    private @Nullable Duration drip;
    private boolean rekeying;
    private boolean silent;
    private boolean over;
    private int at;

    ScriptPlayer(Script script, @Nullable SSLContext context, boolean wantsClientCertificate, String... protocols) {
        this.lines = script.lines();
        this.context = context;
        this.protocols = protocols;
        this.wantsClientCertificate = wantsClientCertificate;
        advance();
    }

    Deque<Action> actions() {
        return actions;
    }

    /** Where the client departed from the script; empty if it did not. */
    List<String> problems() {
        return problems;
    }

    boolean over() {
        return over;
    }

    /** Whether every line of the script was played. */
    boolean played() {
        return at >= lines.size() || silent || over;
    }

    void receive(byte[] octets) {
        if (over) {
            return;
        }
        if (tls == null) {
            input = ServerTls.join(input, octets);
        } else {
            throughTls(octets);
        }
        advance();
    }

    private void throughTls(byte[] octets) {
        ServerTls layer = tls();
        try {
            layer.receive(octets);
        } catch (SSLException refused) {
            end(new Action.Close());
        } finally {
            flush(layer);
        }
        input = ServerTls.join(input, layer.takePlain());
    }

    private void flush(ServerTls layer) {
        byte[] records = layer.takeRecords();
        if (records.length > 0) {
            Action last = actions.peekLast();
            if (over && last instanceof Action.Close) { // an alert goes out before the end
                actions.removeLast();
                actions.add(new Action.Send(records));
                actions.add(last);
            } else {
                emit(records);
            }
        }
    }

    private void emit(byte[] octets) {
        if (drip == null) {
            actions.add(new Action.Send(octets));
            return;
        }
        for (byte each : octets) {
            actions.add(new Action.Send(new byte[] {each}));
            if (!drip.isZero()) {
                actions.add(new Action.Pause(drip));
            }
        }
    }

    private void advance() {
        while (!over && !silent && at < lines.size()) {
            if (!play(lines.get(at))) {
                return;
            }
            at++;
        }
        if (!over && !silent && at >= lines.size()) {
            end(new Action.Close());
        }
    }

    private boolean play(ScriptLine line) {
        if (line instanceof ScriptEvent event) {
            return act(event);
        }
        Entry entry = ((ScriptLine.Said) line).entry();
        return switch (entry.direction()) {
            case SERVER -> send(entry);
            case CLIENT -> expect(entry);
            case EVENT -> happen(entry.event().orElseThrow());
        };
    }

    private boolean send(Entry entry) {
        try {
            if (!entry.encrypted()) {
                emit(entry.octets());
            } else if (drip == null) {
                tls().send(entry.octets());
                flush(tls());
            } else {
                for (byte each : entry.octets()) {
                    tls().send(new byte[] {each});
                    flush(tls());
                }
            }
        } catch (SSLException impossible) {
            throw new IllegalStateException("a line could not be encrypted", impossible);
        }
        return true;
    }

    private boolean expect(Entry entry) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        if (end == input.length) {
            return false;
        }
        byte[] line = Arrays.copyOf(input, end + 1);
        input = Arrays.copyOfRange(input, end + 1, input.length);
        if (!matches(entry, line)) {
            problems.add("expected " + entry + " but the client sent something else at entry " + (at + 1) + ": "
                    + Entry.client(line, tls != null, Duration.ZERO));
            end(new Action.Close());
        }
        return true;
    }

    private static boolean matches(Entry entry, byte[] line) {
        String wanted = new String(entry.octets(), StandardCharsets.ISO_8859_1);
        String sent = new String(line, StandardCharsets.ISO_8859_1);
        if (wanted.matches("(?s)(?:EHLO|HELO|LHLO) .*")) {
            return sent.startsWith(wanted.substring(0, 5)) && sent.endsWith("\r\n");
        }
        String[] parts = wanted.split(Pattern.quote("[redacted]"), -1);
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            pattern.append(i == 0 ? "" : "[^\r\n]*").append(Pattern.quote(parts[i]));
        }
        return sent.matches(pattern.toString());
    }

    private boolean happen(Event event) {
        switch (event.kind()) {
            case TLS, TLS_FAILED -> {
                return handshake();
            }
            case PROXY_HEADER -> {
                return header(event.argument());
            }
            case CLOSED -> end(new Action.Close());
            case TRUNCATED -> {
                over = true;
                actions.add(new Action.Close());
            }
            case RESET -> end(new Action.Reset());
            case ROAD -> {} // the server is at its end
            default -> silent = true;
        }
        return true;
    }

    private boolean act(ScriptEvent event) {
        switch (event.kind()) {
            case CLIENT_HELLO -> {
                return clientHello();
            }
            case REKEY -> {
                return rekey();
            }
            case PAUSE -> actions.add(new Action.Pause(event.length()));
            case DRIP -> drip = event.length();
            case HALF_CLOSED -> actions.add(new Action.HalfClose());
            case SILENCE -> silent = true;
        }
        return true;
    }

    /** True when a header has come whole and was taken off the wire; which addresses stand in it is not compared. */
    private boolean header(String wanted) {
        int length = ProxyHeaders.length(wanted, input);
        if (length < 0) {
            problems.add("expected a PROXY header (" + wanted + "), but the client sent something else at entry "
                    + (at + 1));
            end(new Action.Close());
            return true;
        }
        if (length == 0) {
            return false;
        }
        input = Arrays.copyOfRange(input, length, input.length);
        return true;
    }

    /** True when a whole handshake record has come (RFC 8446 §5.1); it is dropped. */
    private boolean clientHello() {
        if (input.length > 0 && input[0] != 22) {
            problems.add("expected a TLS hello, but the client sent something else at entry " + (at + 1));
            end(new Action.Close());
            return true;
        }
        int needed = input.length < 5 ? 5 : 5 + ((input[3] & 0xFF) << 8 | input[4] & 0xFF);
        if (input.length < needed) {
            return false;
        }
        input = Arrays.copyOfRange(input, needed, input.length);
        return true;
    }

    /** True when the new keys are in use: at once in TLS 1.3, after another handshake in TLS 1.2. */
    private boolean rekey() {
        if (!rekeying) {
            try {
                tls().rekey();
            } catch (SSLException impossible) {
                throw new IllegalStateException("new keys could not be asked for", impossible);
            }
            flush(tls());
        }
        rekeying = !tls().established();
        return !rekeying;
    }

    /** True when the handshake is over; what came in before it began is its first octets. */
    private boolean handshake() {
        if (tls == null) {
            if (context == null) {
                throw new IllegalStateException("the script wants TLS and the server has no certificate");
            }
            try {
                tls = new ServerTls(context, wantsClientCertificate, protocols);
            } catch (SSLException broken) {
                throw new IllegalStateException("TLS cannot begin", broken);
            }
            byte[] first = input;
            input = new byte[0];
            throughTls(first);
        }
        return tls().established();
    }

    private void end(Action last) {
        if (last instanceof Action.Close && tls != null && tls.established()) {
            try {
                tls.finish();
                flush(tls);
            } catch (SSLException gone) {
                problems.add("close_notify failed");
            }
        }
        over = true;
        actions.add(last);
    }

    private ServerTls tls() {
        if (tls == null) {
            throw new IllegalStateException("the script has an encrypted line before * tls");
        }
        return tls;
    }
}
