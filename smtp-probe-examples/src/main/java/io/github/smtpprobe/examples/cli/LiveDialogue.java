/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli;

import io.github.smtpprobe.render.AnsiTranscript;
import io.github.smtpprobe.report.ProbeListener;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transcript.Entry;
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
    public void attemptStarted(long call, Route route, Purpose purpose) {
        out.println("* connecting to " + route + ", " + route.mode()
                + (purpose == Purpose.PROBE ? "" : " (" + purpose + ")"));
        out.flush();
    }

    @Override
    public void recorded(long call, Entry entry) {
        out.println(colour ? AnsiTranscript.line(entry) : entry.toString());
        out.flush();
    }
}
