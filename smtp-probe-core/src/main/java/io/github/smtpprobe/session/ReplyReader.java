/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.handshake.TlsConnection;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.text.masking.Scrubber;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.wire.ReplyParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads replies from the octets of one connection. Each line is recorded as it comes. If a reply is missing or incomplete, the
 * answer says why, and the part that came is recorded, too.
 */
final class ReplyReader {
    /** The most octets that are read on one connection, over all replies. */
    static final int MAX_SESSION = 256 * 1024;

    /** The most octets that are still recorded behind those that are not a reply. */
    private static final int MOST_BEHIND = 4096;

    /** The answer if the connection was closed where a reply was due. */
    static final Answer CLOSED = new Answer.Unanswered(
            Outcome.failed(Reason.CONNECTION_CLOSED, "the server closed the connection without a reply"));

    /** A reply drips if it took this many reads, and the time since the last one is less than this fraction of the wait. */
    private static final int DRIPS = 4;

    private final Recorder recorder;
    private final Scrubber scrubber;
    private final Cancellation cancellation;
    /** A line of a reply has at most 512 octets (RFC 5321 §4.5.3.1.5), and so have most whole replies. */
    private final byte[] buffer = new byte[512];

    private Connection connection;
    private ReplyParser parser;
    private @Nullable TlsConnection tls;
    private int from;
    private int to;
    private int total;
    private int reads;
    private long lastRead;

    ReplyReader(Connection connection, Recorder recorder, Scrubber scrubber, Cancellation cancellation) {
        this.connection = connection;
        this.recorder = recorder;
        this.scrubber = scrubber;
        this.cancellation = cancellation;
        this.parser = new ReplyParser(scrubber::scrub);
    }

    /** Continues inside TLS; clear text that was not read is dropped. */
    void secured(TlsConnection layer) {
        connection = layer;
        tls = layer;
        parser = new ReplyParser(scrubber::scrub);
        from = 0;
        to = 0;
    }

    boolean encrypted() {
        return tls != null;
    }

    void allowUtf8() {
        parser.allowUtf8();
    }

    byte[] challenge() {
        return parser.challenge();
    }

    /** Waits for the next reply. */
    Answer next(Deadline deadline) {
        reads = 0;
        long start = recorder.now();
        while (true) {
            if (from == to) {
                Optional<Answer> end = fill(deadline);
                if (end.isPresent()) {
                    return dripping(end.get(), start);
                }
            }
            Optional<Answer> done = parse();
            if (done.isPresent()) {
                return done.get();
            }
        }
    }

    /**
     * Octets that have arrived although no command waits for a reply. A 421 may come at any time, and announces that the server
     * closes the connection.
     */
    Optional<Answer> unasked() {
        try {
            if (from == to) {
                took(connection.readAvailable(buffer));
            }
        } catch (ExtensionError bug) {
            return Optional.of(
                    new Answer.Unanswered(cancellation.cancelled() ? Outcome.cancelled() : Failures.transport(bug)));
        } catch (SSLException alert) { // the engine reports it only once; the next command would merely find the end
            return Optional.of(failed(cancellation.cancelled() ? Outcome.cancelled() : Failures.broken(alert)));
        } catch (IOException gone) {
            // The next command meets the same failure, and reports it. Nothing was read.
        }
        if (from == to && !parser.midReply()) {
            return Optional.empty();
        }
        Optional<Answer> early = parse();
        while (early.isEmpty() && more()) {
            early = parse();
        }
        if (early.filter(Answer::closing).isPresent()) {
            return early;
        }
        if (early.isEmpty()) {
            keepPartial();
        } else if (early.get()
                instanceof Answer.Replied) { // behind a violation, the rest is recorded or left out already
            recordRest(new byte[0], 0);
        }
        Optional<Reply> reply = early.flatMap(
                answer -> answer instanceof Answer.Replied replied ? Optional.of(replied.reply()) : Optional.empty());
        return Optional.of(new Answer.Unanswered(new Outcome.Failed(
                Reason.UNSOLICITED_REPLY, "the server sent octets that no command asked for", reply)));
    }

    /**
     * Takes what has arrived by now. It comes behind octets that already end the conversation, so that no failure to read it is
     * reported, not even one of the application's code, or another peer's certificate.
     */
    private boolean more() {
        try {
            took(connection.readAvailable(buffer));
        } catch (IOException gone) {
            took(0);
        }
        return from < to;
    }

    /** Records octets that cannot be interpreted, and what has arrived behind them, which is not interpreted either. */
    private void recordRest(byte[] refused, int first) {
        ByteArrayOutputStream behind = new ByteArrayOutputStream(0);
        do {
            behind.write(buffer, from, to - from);
        } while (behind.size() <= MOST_BEHIND && more());
        from = to;
        byte[] octets = Arrays.copyOf(refused, refused.length + Math.min(behind.size(), MOST_BEHIND));
        System.arraycopy(behind.toByteArray(), 0, octets, refused.length, octets.length - refused.length);
        record(octets, first);
        if (behind.size() > MOST_BEHIND) {
            recorder.event(Event.Kind.LIMIT);
        }
    }

    /** Waits for a line where no reply can come any more, and records it with what came behind it. Returns whether anything came. */
    boolean hearLine(Deadline deadline) {
        if (from < to) { // it has come already
            recordRest(new byte[0], 0);
            return true;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(0);
        try {
            int count;
            do {
                count = connection.read(buffer, deadline);
                took(Math.max(0, count));
                line.write(buffer, from, to - from);
            } while (count > 0 && buffer[to - 1] != '\n' && buffer[to - 1] != 0 && line.size() <= MOST_BEHIND);
        } catch (IOException silent) { // what came before is all that it says
            took(0);
        }
        from = to;
        recordRest(line.toByteArray(), 0);
        return line.size() > 0;
    }

    /** Records, line by line, octets that came where no reply can come. */
    void overheard(byte[] octets) {
        record(octets, 0);
    }

    private void record(byte[] octets, int first) {
        scrubber.scrubLines(octets, first, line -> recorder.received(line, encrypted(), scrubber.masked()));
    }

    /** Notes how many new octets the buffer contains. Called after the read, which may have failed. */
    private void took(int count) {
        from = 0;
        to = count;
        total += count;
    }

    private Optional<Answer> parse() {
        while ((from += parser.inside(buffer, from, to)) < to) {
            ReplyParser.Progress progress = parser.octet(buffer[from++]);
            if (progress == ReplyParser.Progress.VIOLATION) {
                return Optional.of(violation(parser.violation()));
            }
            if (progress != ReplyParser.Progress.MORE) {
                recorder.received(parser.line(), encrypted(), scrubber.masked());
            }
            if (progress == ReplyParser.Progress.REPLY) {
                return Optional.of(new Answer.Replied(parser.reply()));
            }
        }
        return Optional.empty();
    }

    private Optional<Answer> fill(Deadline deadline) {
        try {
            int count = connection.read(buffer, deadline);
            if (count < 0) {
                return Optional.of(closed());
            }
            took(count);
            reads++;
            lastRead = recorder.now();
            if (total > MAX_SESSION) {
                recorder.event(Event.Kind.LIMIT);
                return Optional.of(new Answer.Unanswered(Outcome.failed(
                        Reason.SESSION_TOO_LONG, "the server sent more than " + MAX_SESSION + " octets in all")));
            }
            return Optional.empty();
        } catch (IOException failure) {
            return Optional.of(failed(failure, deadline));
        }
    }

    private Answer closed() {
        boolean mid = parser.midReply();
        keepPartial();
        recorder.event(tls == null || tls.ended() ? Event.Kind.CLOSED : Event.Kind.TRUNCATED);
        return mid
                ? new Answer.Unanswered(Outcome.failed(
                        Reason.CLOSED_MID_REPLY, "the server closed the connection in the middle of a reply"))
                : CLOSED;
    }

    /** The answer after a failure to read or write, which is not a reply. */
    Answer failed(IOException failure, Deadline deadline) {
        return failed(Failures.talking(failure, deadline, cancellation));
    }

    private Answer failed(Outcome.Failed why) {
        keepPartial();
        if (why.reason() == Reason.TRANSPORT_FAILED) {
            return new Answer.Unanswered(why); // nobody knows what the server did
        }
        recorder.event(
                switch (why.reason()) {
                    case PROBE_CANCELLED -> Event.Kind.CANCELLED;
                    case REPLY_TIMEOUT -> Event.Kind.TIMEOUT;
                    case CONNECTION_RESET -> Event.Kind.RESET;
                    case TLS_BROKEN, TLS_ALERT_LATER, TLS_CUT -> Event.Kind.TLS_FAILED;
                    default -> Event.Kind.CLOSED;
                });
        return new Answer.Unanswered(why);
    }

    private void keepPartial() {
        recorder.received(parser.partial(), encrypted(), scrubber.masked());
    }

    /** Distinguishes a time-out of a silent server from one of a server that is still sending. */
    private Answer dripping(Answer end, long start) {
        long now = recorder.now();
        boolean late = end instanceof Answer.Unanswered unanswered
                && unanswered.why().reason() == Reason.REPLY_TIMEOUT
                && reads >= DRIPS
                && now - lastRead < (now - start) / DRIPS;
        return late
                ? new Answer.Unanswered(Outcome.failed(
                        Reason.REPLY_DRIPS, "the server sent octets " + reads + " times, and no complete reply"))
                : end;
    }

    private Answer violation(ReplyParser.Violation violation) {
        if (violation.limit()) {
            recorder.received(parser.line(), encrypted(), scrubber.masked());
            recorder.event(Event.Kind.LIMIT);
        } else {
            recordRest(parser.refused(), parser.refused().length);
        }
        return new Answer.Unanswered(Outcome.failed(Reason.valueOf(violation.name()), violation.words()));
    }
}
