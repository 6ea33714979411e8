/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.testkit.ScriptPlayer.Action;
import io.github.smtpprobe.transcript.Entry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The octets of one client, in clear text and under TLS. What came is kept as input until the script takes it; what is to be done
 * with the connection is returned as actions.
 */
final class ScriptedWire {
    private final @Nullable SSLContext context;
    private final String[] protocols;
    private final boolean wantsClientCertificate;
    private final Deque<Action> actions = new ArrayDeque<>();
    private byte[] input = new byte[0];
    private @Nullable ServerTls tls;
    private @Nullable Duration drip;
    private @Nullable SSLException refusal;
    private boolean rekeying;
    private boolean over;

    ScriptedWire(@Nullable SSLContext context, boolean wantsClientCertificate, String... protocols) {
        this.context = context;
        this.wantsClientCertificate = wantsClientCertificate;
        this.protocols = protocols;
    }

    Deque<Action> actions() {
        return actions;
    }

    byte[] input() {
        return input;
    }

    /** Takes so many octets away from the front of the input. */
    byte[] take(int count) {
        byte[] taken = Arrays.copyOf(input, count);
        input = Arrays.copyOfRange(input, count, input.length);
        return taken;
    }

    boolean over() {
        return over;
    }

    boolean encrypted() {
        return tls != null;
    }

    /** Why TLS came to nothing; empty if it did not. */
    Optional<SSLException> refusal() {
        return Optional.ofNullable(refusal);
    }

    void receive(byte[] octets) {
        if (tls == null) {
            input = ServerTls.join(input, octets);
        } else {
            throughTls(tls, octets);
        }
    }

    private void throughTls(ServerTls layer, byte[] octets) {
        try {
            layer.receive(octets);
        } catch (SSLException refused) {
            refusal = refused;
            end(new Action.Close());
        } finally {
            flush(layer);
        }
        input = ServerTls.join(input, layer.takePlain());
    }

    private void flush(ServerTls layer) {
        byte[] records = layer.takeRecords();
        if (records.length > 0) {
            Action last = actions.peekLast();
            if (over && last instanceof Action.Close) { // an alert goes out before the end
                actions.removeLast();
                actions.add(new Action.Send(records));
                actions.add(last);
            } else {
                emit(records);
            }
        }
    }

    private void emit(byte[] octets) {
        if (drip == null) {
            actions.add(new Action.Send(octets));
            return;
        }
        for (byte each : octets) {
            actions.add(new Action.Send(new byte[] {each}));
            if (!drip.isZero()) {
                actions.add(new Action.Pause(drip));
            }
        }
    }

    void drip(Duration apart) {
        drip = apart;
    }

    void send(Entry entry) {
        try {
            if (!entry.encrypted()) {
                emit(entry.octets());
            } else if (drip == null) {
                tls().send(entry.octets());
                flush(tls());
            } else {
                for (byte each : entry.octets()) {
                    tls().send(new byte[] {each});
                    flush(tls());
                }
            }
        } catch (SSLException impossible) {
            throw new IllegalStateException("a line could not be encrypted", impossible);
        }
    }

    /** True when the handshake is over; what came in before it began is its first octets. */
    boolean handshake() {
        if (tls == null) {
            if (context == null) {
                throw new IllegalStateException("the script wants TLS and the server has no certificate");
            }
            ServerTls begun;
            try {
                begun = new ServerTls(context, wantsClientCertificate, protocols);
            } catch (SSLException broken) {
                throw new IllegalStateException("TLS cannot begin", broken);
            }
            tls = begun;
            throughTls(begun, take(input.length));
        }
        return tls().established();
    }

    /** True when the new keys are in use: at once in TLS 1.3, after another handshake in TLS 1.2. */
    boolean rekey() {
        if (!rekeying) {
            try {
                tls().rekey();
            } catch (SSLException impossible) {
                throw new IllegalStateException("new keys could not be asked for", impossible);
            }
            flush(tls());
        }
        rekeying = !tls().established();
        return !rekeying;
    }

    /** Ends the connection, under TLS in good form. */
    void end(Action last) {
        if (last instanceof Action.Close && tls != null && tls.established()) {
            try {
                tls.finish();
                flush(tls);
            } catch (SSLException gone) {
                refusal = gone;
            }
        }
        cut(last);
    }

    /** Ends the connection as it is. */
    void cut(Action last) {
        over = true;
        actions.add(last);
    }

    private ServerTls tls() {
        if (tls == null) {
            throw new IllegalStateException("the script has an encrypted line before * tls");
        }
        return tls;
    }
}
