/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** The server's side of TLS, driven by input: octets go in, records and plain text come out. No thread waits here. */
final class ServerTls {
    private final SSLEngine engine;
    private byte[] pending = new byte[0];
    private final ByteArrayOutputStream records = new ByteArrayOutputStream();
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();

    ServerTls(SSLContext context, boolean wantsClientCertificate, String... protocols) throws SSLException {
        engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setWantClientAuth(wantsClientCertificate);
        if (protocols.length > 0) {
            engine.setEnabledProtocols(protocols);
        }
        engine.beginHandshake();
    }

    boolean established() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status == HandshakeStatus.NOT_HANDSHAKING || status == HandshakeStatus.FINISHED;
    }

    /** Takes octets from the wire; throws if they are not valid TLS or contain an alert. */
    void receive(byte[] octets) throws SSLException {
        pending = join(pending, octets);
        try {
            process();
        } catch (SSLException refused) {
            wrap(ByteBuffer.allocate(0)); // the alert that says why
            throw refused;
        }
    }

    private void process() throws SSLException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
                default -> {
                    if (!unwrap()) {
                        return;
                    }
                }
            }
        }
    }

    private boolean unwrap() throws SSLException {
        ByteBuffer in = ByteBuffer.wrap(pending);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result = engine.unwrap(in, out);
        pending = Arrays.copyOfRange(pending, in.position(), pending.length);
        plain.write(out.array(), 0, out.position());
        boolean moved = result.bytesConsumed() > 0 || result.bytesProduced() > 0;
        return moved && result.getStatus() == SSLEngineResult.Status.OK;
    }

    private void wrap(ByteBuffer source) throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(source, out);
        records.write(out.array(), 0, out.position());
    }

    void send(byte[] octets) throws SSLException {
        ByteBuffer source = ByteBuffer.wrap(octets);
        while (source.hasRemaining()) {
            wrap(source);
        }
    }

    /** Asks for new keys: a KeyUpdate in TLS 1.3 (RFC 8446 §4.6.3), a HelloRequest in TLS 1.2 (RFC 5246 §7.4.1.1). */
    void rekey() throws SSLException {
        engine.beginHandshake();
        wrap(ByteBuffer.allocate(0));
    }

    /** Ends TLS in good form. */
    void finish() throws SSLException {
        engine.closeOutbound();
        wrap(ByteBuffer.allocate(0));
    }

    byte[] takeRecords() {
        byte[] taken = records.toByteArray();
        records.reset();
        return taken;
    }

    byte[] takePlain() {
        byte[] taken = plain.toByteArray();
        plain.reset();
        return taken;
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
