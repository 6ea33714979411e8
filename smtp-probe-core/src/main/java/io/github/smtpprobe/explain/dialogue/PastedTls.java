/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.smtp.Stage;
import org.jspecify.annotations.Nullable;

/** How far a pasted session came with TLS, as far as its lines show it. */
final class PastedTls {
    private boolean encrypted;
    private boolean started;
    /** Whether the client said something behind STARTTLS, which it does in TLS only. */
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

    /** A command was sent, or answered: null for one that no probe uses. A client takes leave also where the handshake failed. */
    void spoken(@Nullable Stage stage) {
        inside |= started && encrypted && stage != Stage.QUIT;
    }

    void answered(Stage stage, Outcome outcome) {
        spoken(stage);
        started |= stage == Stage.STARTTLS;
        encrypted |= stage == Stage.STARTTLS && outcome.succeeded();
    }

    /** Whether the server agreed to begin TLS, and nothing shows that it came to that. */
    boolean silent() {
        return started && encrypted && !inside;
    }

    /** Whether STARTTLS was answered. */
    boolean started() {
        return started;
    }

    /** Whether what follows is said in TLS. */
    boolean encrypted() {
        return encrypted;
    }

    /** Whether the text shows that TLS was on. */
    boolean shown() {
        return shown;
    }
}
