/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.handshake.OngoingHandshake;
import io.github.smtpprobe.handshake.TlsConnection;
import io.github.smtpprobe.text.Scrubber;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.wire.ClientLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commands and replies on one connection. It never throws because of what the peer does. Before each command or group of
 * commands, it checks once for octets that no command has asked for.
 */
final class Dialogue {
    /** How long to wait for a server that will hardly say anything more, because a write to it has failed or it has said goodbye. */
    static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final Recorder recorder;
    private final Scrubber scrubber;
    private final ReplyReader reader;
    private Connection connection;
    private @Nullable TlsConnection tls;
    private boolean inStep = true;

    Dialogue(Connection connection, Recorder recorder, Scrubber scrubber, Cancellation cancellation) {
        this.connection = connection;
        this.recorder = recorder;
        this.scrubber = scrubber;
        this.reader = new ReplyReader(connection, recorder, scrubber, cancellation);
    }

    /** TLS over this connection, before its handshake. */
    TlsConnection tls(OngoingHandshake handshaking, Guard guard, Deadline whole) {
        return new TlsConnection(connection, handshaking, guard, whole);
    }

    /** Continues inside TLS. It is up to the caller to forget what was learned in clear text (RFC 3207 §4.2). */
    void secured(TlsConnection layer) {
        connection = layer;
        tls = layer;
        reader.secured(layer);
    }

    boolean encrypted() {
        return reader.encrypted();
    }

    InetAddress localAddress() {
        return connection.localAddress();
    }

    /** Whether replies and commands still match, so that another reply can be expected. */
    boolean inStep() {
        return inStep;
    }

    /** Gives the stream up: what comes from here on cannot be interpreted any more, or must not be. */
    void lose() {
        inStep = false;
    }

    /** The server was asked for SMTPUTF8: UTF-8 in its replies is no anomaly from here on. */
    void allowUtf8() {
        reader.allowUtf8();
    }

    /** The text of the last 334 as it came, for the mechanism alone. */
    byte[] challenge() {
        return reader.challenge();
    }

    /** Records, line by line, what came where no reply can come: clear text in answer to a TLS hello. */
    void overheard(byte[] octets) {
        int from = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n' || i == octets.length - 1) {
                byte[] line = scrubber.scrub(Arrays.copyOfRange(octets, from, i + 1), 0);
                recorder.received(line, encrypted(), scrubber.masked());
                from = i + 1;
            }
        }
    }

    /** Sends one command and waits for its reply. */
    Answer exchange(ClientLine line, Deadline deadline) {
        Optional<Answer> early = unasked();
        if (early.isPresent()) {
            return early.get();
        }
        recorder.sent(line, encrypted());
        Optional<Answer> broken = write(line.wire(), deadline);
        return broken.isPresent() ? broken.get() : reply(deadline);
    }

    /** Sends commands in one write. If that fails, the returned answer is all that can be known about them. */
    Optional<Answer> send(List<ClientLine> lines, Deadline deadline) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(512);
        for (ClientLine line : lines) {
            recorder.sent(line, encrypted());
            octets.writeBytes(line.wire());
        }
        return write(octets.toByteArray(), deadline);
    }

    /** Sends a message as it is, its final dot included, and waits for the reply to it; the caller has looked for what came early. */
    Answer transfer(MessageData data, Deadline deadline) {
        data.lines().forEach(line -> recorder.sentData(line, encrypted()));
        return write(data.wire(), deadline).orElseGet(() -> reply(deadline));
    }

    private Optional<Answer> write(byte[] octets, Deadline deadline) {
        try {
            connection.write(octets, deadline);
            return Optional.empty();
        } catch (IOException failure) {
            // The server may have said why before it went: a refusal counts more than the broken pipe. A success
            // does not, since the command never arrived; nor does silence after a fault of the application's code.
            Answer last = lastWords(deadline);
            lose();
            boolean refused = last instanceof Answer.Replied replied
                    && replied.reply().code().value() >= 400;
            boolean silent = last instanceof Answer.Unanswered && !(failure instanceof ExtensionError);
            return Optional.of(refused || silent ? last : reader.failed(failure, deadline));
        }
    }

    /** Waits for a reply. */
    Answer reply(Deadline deadline) {
        return noted(reader.next(deadline));
    }

    /** Waits a moment for a reply that the server hardly owes any more. */
    Answer lastWords(Deadline deadline) {
        return reply(deadline.sooner(LAST_WORDS));
    }

    /** Octets that are here although no command waits for a reply. */
    Optional<Answer> unasked() {
        Optional<Answer> early = reader.unasked();
        return early.isEmpty() ? early : early.map(this::noted);
    }

    /** After silence, octets that are no reply, and 421 the stream is of no more use. */
    private Answer noted(Answer answer) {
        inStep &= answer instanceof Answer.Replied && !answer.closing();
        return answer;
    }

    /** Ends TLS in good form, where there is TLS. */
    void endTls(Deadline deadline) throws IOException {
        if (tls != null) {
            tls.end(deadline);
        }
    }
}
