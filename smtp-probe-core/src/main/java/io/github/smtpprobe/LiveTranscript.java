/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.render.AnsiTranscript;
import io.github.smtpprobe.report.Purpose;
import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Writes the dialogue while it runs: a line where each attempt begins, then each entry of its transcript, in the notation of
 * {@link io.github.smtpprobe.transcript.Transcript}. What is written is flushed line by line. It holds no secret and no control
 * character of the server's, as a transcript does.
 *
 * <p>Thread-safe: one may hear several calls, whose lines then alternate, each of them whole. Where the output fails, it is told nothing
 * more, and the report says so by the finding {@code listener.failed}; a {@code PrintWriter} or {@code PrintStream} hides its failures.
 */
public final class LiveTranscript implements ProbeListener {
    private final Appendable out;
    private final boolean colour;

    /**
     * Makes a listener.
     *
     * @param out    where lines go, such as {@code System.out} or a {@code PrintWriter}; flushed if it can be, never closed
     * @param colour whether in the colours of {@link AnsiTranscript}, see {@link AnsiTranscript#wanted}
     */
    public LiveTranscript(Appendable out, boolean colour) {
        this.out = Objects.requireNonNull(out, "out");
        this.colour = colour;
    }

    @Override
    public void attemptStarted(ProbeEvent.AttemptStarted event) {
        write("* connecting to " + event.route() + ", " + event.route().mode().words() + why(event.purpose()));
    }

    private static String why(Purpose purpose) {
        return switch (purpose) {
            case SECOND_LOOK -> " (a second look)";
            case DOWNGRADE -> " (again, in clear text)";
            case MECHANISM -> " (to try another mechanism)";
            default -> "";
        };
    }

    @Override
    public void recorded(ProbeEvent.Recorded event) {
        write(colour ? AnsiTranscript.line(event.entry()) : event.entry().toString());
    }

    private synchronized void write(String line) {
        try {
            out.append(line + System.lineSeparator());
            if (out instanceof Flushable flushable) {
                flushable.flush();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
