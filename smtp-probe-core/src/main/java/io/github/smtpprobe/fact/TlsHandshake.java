/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Duration;
import java.util.Objects;

/** The TLS handshake. */
public final class TlsHandshake extends Fact {
    private final TlsInfo tls;

    private TlsHandshake(Outcome outcome, Duration took, TlsInfo tls) {
        super("tls-handshake", Stage.TLS, outcome, took);
        this.tls = Objects.requireNonNull(tls, "tls");
    }

    /**
     * Makes a fact.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param tls     what it showed, also where it failed
     * @return the fact
     */
    public static TlsHandshake of(Outcome outcome, Duration took, TlsInfo tls) {
        return new TlsHandshake(outcome, took, tls);
    }

    /** {@return what it showed, also where it failed} */
    public TlsInfo tls() {
        return tls;
    }

    @Override
    String success() {
        return tls.protocol().orElse("") + " " + tls.cipherSuite().orElse("")
                + (tls.resumed() ? ", session resumed" : "");
    }

    @Override
    Fact shortened(FewerWords words) {
        return new TlsHandshake(words.of(outcome()), took(), words.of(tls));
    }

    @Override
    void values(Node node) {
        if (!(outcome() instanceof Outcome.Skipped)) {
            node.put("tls", TlsMap.of(tls));
        }
    }
}
