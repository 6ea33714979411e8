/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.smtp.Stage;
import org.jspecify.annotations.Nullable;

/** How far TLS got in a pasted session, as far as its lines show it. */
final class PastedTls {
    private boolean encrypted;
    private boolean started;
    /** Whether the client sent something after STARTTLS, which it does only inside TLS. */
    private boolean inside;

    private boolean shown;

    PastedTls(boolean encrypted) {
        this.encrypted = encrypted;
    }

    void take(LogLine line) {
        boolean shows = line.encrypted() || line.kind() == LogLine.Kind.TLS;
        encrypted |= shows;
        shown |= shows;
    }

    /**
     * Notes that a command was sent, or answered; null for one that no probe uses. QUIT does not count, since a client also
     * takes its leave if the handshake failed.
     */
    void spoken(@Nullable Stage stage) {
        inside |= started && encrypted && stage != Stage.QUIT;
    }

    void answered(Stage stage, Outcome outcome) {
        spoken(stage);
        started |= stage == Stage.STARTTLS;
        encrypted |= stage == Stage.STARTTLS && outcome.succeeded();
    }

    /** Whether the server agreed to begin TLS, but nothing shows that it was begun. */
    boolean silent() {
        return started && encrypted && !inside;
    }

    /** Whether STARTTLS was accepted. */
    boolean started() {
        return started;
    }

    /** Whether the following lines are inside TLS. */
    boolean encrypted() {
        return encrypted;
    }

    /** Whether the text shows that TLS was active. */
    boolean shown() {
        return shown;
    }
}
