/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.render.AnsiTranscript;
import io.github.smtpprobe.report.Purpose;
import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Writes the dialogue while it runs: one line at the start of each attempt, then each entry of its transcript in the notation of
 * {@link io.github.smtpprobe.transcript.Transcript}. Output is flushed line by line. Like a transcript, it contains no secrets
 * and none of the server's control characters.
 *
 * <p>Thread-safe: one instance may hear several calls; their lines then alternate, but each line stays whole. If the output
 * fails, nothing more is written to it, and the report says so with the finding {@code listener.failed}; a {@code PrintWriter} or
 * {@code PrintStream} hides such failures.
 */
public final class LiveTranscript implements ProbeListener {
    private final Appendable out;
    private final boolean colour;

    /**
     * Makes a listener.
     *
     * @param out    where the lines go, such as {@code System.out} or a {@code PrintWriter}; flushed where possible, never closed
     * @param colour whether to use the colours of {@link AnsiTranscript}; see {@link AnsiTranscript#wanted}
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
