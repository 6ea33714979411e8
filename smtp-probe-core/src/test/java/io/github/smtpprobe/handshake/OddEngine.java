/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import java.nio.ByteBuffer;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** An SSLEngine that answers whatever its plan says, at every call, and counts the calls. */
class OddEngine extends SSLEngine {
    /**
     * One answer.
     *
     * @param status    of the operation
     * @param handshake the handshake's status from now on
     * @param consumed  octets to take, as far as there are any
     * @param produced  octets to give, as far as there is room
     * @param task      what getDelegatedTask gives once from now on; null for nothing
     */
    record Turn(Status status, HandshakeStatus handshake, int consumed, int produced, Runnable task) {}

    private final Supplier<Turn> plan;
    private final SSLEngine model;
    private HandshakeStatus handshake;
    private Runnable task;
    private int calls;

    OddEngine(HandshakeStatus first, Supplier<Turn> plan) {
        this.plan = plan;
        this.handshake = first;
        this.model = model();
    }

    private static SSLEngine model() {
        try {
            return SSLContext.getDefault().createSSLEngine();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@return how often anything was asked of it} */
    int calls() {
        return calls;
    }

    /** {@return a context that makes this engine and no other} */
    SSLContext context() {
        return new SSLContext(
                new SSLContextSpi() {
                    @Override
                    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                            throws KeyManagementException {
                        throw new KeyManagementException("is ready");
                    }

                    @Override
                    protected SSLSocketFactory engineGetSocketFactory() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    protected SSLServerSocketFactory engineGetServerSocketFactory() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    protected SSLEngine engineCreateSSLEngine() {
                        return OddEngine.this;
                    }

                    @Override
                    protected SSLEngine engineCreateSSLEngine(String host, int port) {
                        return OddEngine.this;
                    }

                    @Override
                    protected SSLSessionContext engineGetServerSessionContext() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    protected SSLSessionContext engineGetClientSessionContext() {
                        throw new UnsupportedOperationException();
                    }
                },
                null,
                "odd") {};
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
        return turn(sources[offset], target);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
        return turn(source, targets[offset]);
    }

    private SSLEngineResult turn(ByteBuffer source, ByteBuffer target) throws SSLException {
        calls++;
        Turn turn = plan.get();
        int consumed = Math.min(turn.consumed(), source.remaining());
        int produced = Math.min(turn.produced(), target.remaining());
        source.position(source.position() + consumed);
        target.put(new byte[produced]);
        handshake = turn.handshake();
        task = turn.task();
        return new SSLEngineResult(turn.status(), handshake, consumed, produced);
    }

    @Override
    public Runnable getDelegatedTask() {
        calls++;
        Runnable once = task;
        task = null;
        return once;
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        calls++;
        return handshake;
    }

    @Override
    public void beginHandshake() {}

    @Override
    public void closeInbound() {}

    @Override
    public boolean isInboundDone() {
        return false;
    }

    @Override
    public void closeOutbound() {}

    @Override
    public boolean isOutboundDone() {
        return false;
    }

    @Override
    public SSLSession getSession() {
        return model.getSession();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return model.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return model.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {}

    @Override
    public String[] getSupportedProtocols() {
        return model.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return model.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {}

    @Override
    public void setUseClientMode(boolean client) {}

    @Override
    public boolean getUseClientMode() {
        return true;
    }

    @Override
    public void setNeedClientAuth(boolean need) {}

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public void setWantClientAuth(boolean want) {}

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean enabled) {}

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }
}
