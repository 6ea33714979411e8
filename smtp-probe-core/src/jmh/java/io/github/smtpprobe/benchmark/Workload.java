/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.benchmark;

import io.github.smtpprobe.request.TlsMode;

/** How far a probe goes. Every one ends with QUIT. */
public enum Workload {
    /** Connect, greeting, EHLO in clear text. */
    W1(TlsMode.PLAIN, false),
    /** And MAIL, RCPT, RSET. */
    W2(TlsMode.PLAIN, true),
    /** STARTTLS, EHLO, AUTH PLAIN, MAIL, RCPT, RSET. */
    W3(TlsMode.STARTTLS, true),
    /** The same over implicit TLS. */
    W4(TlsMode.IMPLICIT_TLS, true);

    private final TlsMode mode;
    private final boolean envelope;

    Workload(TlsMode mode, boolean envelope) {
        this.mode = mode;
        this.envelope = envelope;
    }

    TlsMode mode() {
        return mode;
    }

    boolean encrypted() {
        return mode != TlsMode.PLAIN;
    }

    boolean implicit() {
        return mode == TlsMode.IMPLICIT_TLS;
    }

    boolean envelope() {
        return envelope;
    }
}
