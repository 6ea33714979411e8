/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/** A client whose turns are written down: null is no token, an exception is thrown. */
final class Turns implements SaslClient {
    private final Deque<Object> turns;
    private final String layer;
    private boolean disposed;

    Turns(String layer, Object... turns) {
        this.layer = layer;
        this.turns = new ArrayDeque<>(Arrays.asList(turns));
    }

    boolean disposed() {
        return disposed;
    }

    @Override
    public String getMechanismName() {
        return "GSSAPI";
    }

    @Override
    public boolean hasInitialResponse() {
        return true;
    }

    @Override
    public byte @Nullable [] evaluateChallenge(byte[] challenge) throws SaslException {
        Object turn = turns.removeFirst();
        if (turn instanceof SaslException thrown) {
            throw thrown;
        }
        byte[] token = (byte[]) turn;
        return token.length == 0 ? null : token;
    }

    @Override
    public boolean isComplete() {
        return turns.isEmpty();
    }

    @Override
    public byte[] unwrap(byte[] incoming, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] wrap(byte[] outgoing, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getNegotiatedProperty(String name) {
        return layer;
    }

    @Override
    public void dispose() {
        disposed = true;
    }
}
