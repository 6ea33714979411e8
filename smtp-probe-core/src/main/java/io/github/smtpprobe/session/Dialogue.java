/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.handshake.OngoingHandshake;
import io.github.smtpprobe.handshake.TlsConnection;
import io.github.smtpprobe.text.masking.Scrubber;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.wire.ClientLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commands and replies on one connection. It never throws because of what the peer does. Before each command or group of
 * commands, it checks once for octets that no command has asked for.
 */
final class Dialogue {
    /**
     * How long to wait for a server that will hardly say anything more: a write to it has failed, it has said goodbye, or what it
     * said may be the beginning of a page.
     */
    static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final Recorder recorder;
    private final ReplyReader reader;
    private Connection connection;
    private @Nullable TlsConnection tls;
    private boolean inStep = true;

    Dialogue(Connection connection, Recorder recorder, Scrubber scrubber, Cancellation cancellation) {
        this.connection = connection;
        this.recorder = recorder;
        this.reader = new ReplyReader(connection, recorder, scrubber, cancellation);
    }

    /** Prepares TLS over this connection; the handshake comes later. */
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

    /** Whether replies and commands still correspond, so that another reply can be expected. */
    boolean inStep() {
        return inStep;
    }

    /** Gives up the stream: whatever comes from now on cannot be interpreted any more, or must not be. */
    void lose() {
        inStep = false;
    }

    /** Called when the server was asked for SMTPUTF8: from then on, UTF-8 in its replies is not an anomaly. */
    void allowUtf8() {
        reader.allowUtf8();
    }

    /** The text of the last 334 reply, unchanged, for the mechanism alone. */
    byte[] challenge() {
        return reader.challenge();
    }

    /** Records octets that came where no reply can come: clear text in answer to a TLS hello. */
    void overheard(byte[] octets) {
        reader.overheard(octets);
    }

    /** Waits for another line behind octets that are no reply, and records it. Returns whether anything came. */
    boolean hearLine(Deadline deadline) {
        return reader.hearLine(deadline);
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

    /** Sends commands in one write. If that fails, the returned answer applies to all of them. */
    Optional<Answer> send(List<ClientLine> lines, Deadline deadline) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(512);
        for (ClientLine line : lines) {
            recorder.sent(line, encrypted());
            octets.writeBytes(line.wire());
        }
        return write(octets.toByteArray(), deadline);
    }

    /**
     * Sends a message with its final dot, and waits for the reply to it. The caller has already checked for octets that came
     * early.
     */
    Answer transfer(MessageData data, Deadline deadline) {
        data.lines().forEach(line -> recorder.sentData(line, encrypted()));
        return write(data.wire(), deadline).orElseGet(() -> reply(deadline));
    }

    private Optional<Answer> write(byte[] octets, Deadline deadline) {
        try {
            connection.write(octets, deadline);
            return Optional.empty();
        } catch (IOException failure) {
            // The server may have explained itself before it closed the connection: a refusal says more than the broken
            // pipe. A
            // success does not, since the command never arrived, and neither does silence after a failure of the
            // application's
            // code.
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

    /** Waits briefly for a reply that can hardly be expected any more. */
    Answer lastWords(Deadline deadline) {
        return reply(deadline.sooner(LAST_WORDS));
    }

    /** Octets that have arrived although no command waits for a reply. */
    Optional<Answer> unasked() {
        Optional<Answer> early = reader.unasked();
        return early.isEmpty() ? early : early.map(this::noted);
    }

    /** Notes that the stream is useless after silence, octets that are not a reply, and 421. */
    private Answer noted(Answer answer) {
        inStep &= answer instanceof Answer.Replied && !answer.closing();
        return answer;
    }

    /** Ends TLS with a close_notify, if there is TLS. */
    void endTls(Deadline deadline) throws IOException {
        if (tls != null) {
            tls.end(deadline);
        }
    }
}
