/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.render.AnsiTranscript;
import io.github.smtpprobe.report.Purpose;
import java.io.PrintWriter;

/** Shows the dialogue while it runs. */
public final class LiveDialogue implements ProbeListener {
    private final PrintWriter out;
    private final boolean colour;

    /**
     * Makes a listener.
     *
     * @param out    where lines go
     * @param colour whether in colour
     */
    public LiveDialogue(PrintWriter out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    @Override
    public void attemptStarted(ProbeEvent.AttemptStarted event) {
        out.println("* connecting to " + event.route() + ", " + event.route().mode()
                + (event.purpose() == Purpose.PROBE ? "" : " (" + event.purpose() + ")"));
        out.flush();
    }

    @Override
    public void recorded(ProbeEvent.Recorded event) {
        out.println(colour ? AnsiTranscript.line(event.entry()) : event.entry().toString());
        out.flush();
    }
}
