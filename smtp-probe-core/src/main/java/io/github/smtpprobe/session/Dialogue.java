/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Cancellation;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.ExtensionError;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Outcome.Failed;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.smtp.ClientLine;
import io.github.smtpprobe.smtp.ReplyParser;
import io.github.smtpprobe.text.Scrubber;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.TlsConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commands and replies on one connection. It never throws for what the peer does, and at most one command is unanswered at any
 * time. Before each command it looks once for octets that nobody asked for.
 */
final class Dialogue {
    /** Octets read on one connection, over all replies. */
    static final int MAX_SESSION = 256 * 1024;

    /** How long we listen for the reason after a write has failed. */
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    /** So many reads make a drip, and so small a part of the wait since the last one. */
    private static final int DRIPS = 4;

    private final Recorder recorder;
    private final Scrubber scrubber;
    private final Cancellation cancellation;
    private final byte[] buffer = new byte[2048];
    private Connection connection;
    private ReplyParser parser;
    private @Nullable TlsConnection tls;
    private boolean inStep = true;
    private int from;
    private int to;
    private int total;
    private int reads;
    private long lastRead;

    Dialogue(Connection connection, Recorder recorder, Scrubber scrubber, Cancellation cancellation) {
        this.connection = connection;
        this.recorder = recorder;
        this.scrubber = scrubber;
        this.cancellation = cancellation;
        this.parser = new ReplyParser(scrubber::scrub);
    }

    Connection connection() {
        return connection;
    }

    boolean encrypted() {
        return tls != null;
    }

    /** Goes on inside TLS; what was learned in clear text is the caller's to forget (RFC 3207 §4.2). */
    void secured(TlsConnection layer) {
        connection = layer;
        tls = layer;
        parser = new ReplyParser(scrubber::scrub);
        from = 0;
        to = 0;
    }

    /** Whether each reply so far can be told from the next, and another can be expected. */
    boolean inStep() {
        return inStep;
    }

    /** What comes from here on can no longer be understood, or is not to be. */
    void lose() {
        inStep = false;
    }

    /** The server was asked for SMTPUTF8: UTF-8 in its replies is no anomaly from here on. */
    void allowUtf8() {
        parser.allowUtf8();
    }

    /** Records a line that came where no reply can come: clear text in answer to a TLS hello. */
    void overheard(byte[] line) {
        byte[] clean = scrubber.scrub(line, 0);
        recorder.received(clean, encrypted(), scrubber.masked());
    }

    /** Sends one command and waits for its reply. */
    Answer exchange(ClientLine line, Deadline deadline) {
        return unasked().orElseGet(() -> {
            recorder.sent(line, encrypted());
            return write(line.wire(), deadline).orElseGet(() -> reply(deadline));
        });
    }

    /** Sends a message as it is, its final dot included, and waits for the reply to it. */
    Answer transfer(byte[] data, Iterable<byte[]> lines, Deadline deadline) {
        return unasked().orElseGet(() -> {
            lines.forEach(line -> recorder.sentData(line, encrypted()));
            return write(data, deadline).orElseGet(() -> reply(deadline));
        });
    }

    /** After silence, octets that are no reply, and 421 the stream is of no more use. */
    private Answer noted(Answer answer) {
        boolean closing = answer instanceof Answer.Replied replied
                && replied.reply().code().value() == 421;
        inStep &= answer instanceof Answer.Replied && !closing;
        return answer;
    }

    private Optional<Answer> write(byte[] octets, Deadline deadline) {
        try {
            connection.write(octets, deadline);
            return Optional.empty();
        } catch (IOException failure) {
            // The server may have said why before it went: a refusal counts more than the broken pipe. A success
            // does not, since the command never arrived.
            Answer last = reply(deadline.sooner(LAST_WORDS));
            lose();
            boolean refused = last instanceof Answer.Replied replied
                    && replied.reply().code().value() >= 400;
            boolean silent = last instanceof Answer.Unanswered;
            return Optional.of(refused || silent ? last : unanswered(failure, deadline));
        }
    }

    /** The text of the last 334 as it came, for the mechanism alone. */
    byte[] challenge() {
        return parser.challenge();
    }

    /** Waits for a reply. */
    Answer reply(Deadline deadline) {
        return noted(awaited(deadline));
    }

    private Answer awaited(Deadline deadline) {
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

    /** Octets that are here although no command waits for a reply. A 421 may come at any time and says that the server goes. */
    Optional<Answer> unasked() {
        return early().map(this::noted);
    }

    private Optional<Answer> early() {
        try {
            if (from == to) {
                took(connection.readAvailable(buffer));
            }
        } catch (ExtensionError bug) {
            return Optional.of(
                    new Answer.Unanswered(cancellation.cancelled() ? Failures.cancelled() : Failures.transport(bug)));
        } catch (IOException gone) {
            // The command that follows meets the same failure, and reports it. Nothing was read, so nothing has
            // changed.
        }
        if (from == to && !parser.midReply()) {
            return Optional.empty();
        }
        Optional<Answer> early = parse();
        if (early.isPresent()
                && early.get() instanceof Answer.Replied replied
                && replied.reply().code().value() == 421) {
            return early;
        }
        if (early.isEmpty()) {
            recorder.received(parser.partial(), encrypted(), scrubber.masked());
        }
        return Optional.of(new Answer.Unanswered(
                Outcome.failed(Reason.UNSOLICITED_REPLY, "the server sent octets that no command asked for")));
    }

    /** The buffer holds so many new octets; only now, since reading them may have failed. */
    private void took(int count) {
        from = 0;
        to = count;
        total += count;
    }

    private Optional<Answer> parse() {
        while (from < to) {
            ReplyParser.Progress progress = parser.octet(buffer[from++]);
            if (progress != ReplyParser.Progress.MORE) {
                recorder.received(parser.line(), encrypted(), scrubber.masked());
            }
            if (progress == ReplyParser.Progress.REPLY) {
                return Optional.of(new Answer.Replied(parser.reply()));
            }
            if (progress == ReplyParser.Progress.VIOLATION) {
                return Optional.of(violation(parser.violation()));
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
            return Optional.of(unanswered(failure, deadline));
        }
    }

    private Answer closed() {
        boolean mid = parser.midReply();
        keepPartial();
        recorder.event(tls == null || tls.ended() ? Event.Kind.CLOSED : Event.Kind.TRUNCATED);
        return new Answer.Unanswered(
                mid
                        ? Outcome.failed(
                                Reason.CLOSED_MID_REPLY, "the server closed the connection in the middle of a reply")
                        : Outcome.failed(Reason.CONNECTION_CLOSED, "the server closed the connection without a reply"));
    }

    private Answer unanswered(IOException failure, Deadline deadline) {
        Failed why = Failures.talking(failure, deadline, cancellation);
        keepPartial();
        if (why.reason() == Reason.TRANSPORT_FAILED) {
            return new Answer.Unanswered(why); // nobody knows what the server did
        }
        recorder.event(
                switch (why.reason()) {
                    case PROBE_CANCELLED -> Event.Kind.CANCELLED;
                    case REPLY_TIMEOUT -> Event.Kind.TIMEOUT;
                    case CONNECTION_RESET -> Event.Kind.RESET;
                    case TLS_BROKEN -> Event.Kind.TLS_FAILED;
                    default -> Event.Kind.CLOSED;
                });
        return new Answer.Unanswered(why);
    }

    private void keepPartial() {
        recorder.received(parser.partial(), encrypted(), scrubber.masked());
    }

    /** A time-out is one thing where a server has fallen silent, and another where it is still talking. */
    private Answer dripping(Answer end, long start) {
        long now = recorder.now();
        boolean late = end instanceof Answer.Unanswered unanswered
                && unanswered.why().reason() == Reason.REPLY_TIMEOUT
                && reads >= DRIPS
                && now - lastRead < (now - start) / DRIPS;
        return late
                ? new Answer.Unanswered(Outcome.failed(
                        Reason.REPLY_DRIPS, "octets came " + reads + " times, and no complete reply among them"))
                : end;
    }

    private Answer violation(ReplyParser.Violation violation) {
        if (violation.limit()) {
            recorder.event(Event.Kind.LIMIT);
        }
        Reason reason = Reason.valueOf(violation.name());
        return new Answer.Unanswered(Outcome.failed(reason, violation.words()));
    }
}
