/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The {@code tls-exporter} channel binding (RFC 9266): keying material that only the two ends of a TLS 1.3 connection can export. */
final class KeyExport {
    private static final String LABEL = "EXPORTER-Channel-Binding";
    private static final int LENGTH = 32;
    private static final byte[] NO_CONTEXT = {};

    /** The method of sessions in Java 25 and later; null before. */
    private static final @Nullable MethodHandle EXPORT = export();

    private KeyExport() {}

    private static @Nullable MethodHandle export() {
        MethodType type = MethodType.methodType(byte[].class, String.class, byte[].class, int.class);
        try {
            return MethodHandles.publicLookup().findVirtual(ExtendedSSLSession.class, "exportKeyingMaterialData", type);
        } catch (ReflectiveOperationException absent) {
            return null;
        }
    }

    /** The binding of a session after its handshake; empty before TLS 1.3, and if this Java or its provider cannot export. */
    static Optional<byte[]> channelBinding(SSLSession session) {
        if (EXPORT == null
                || !session.getProtocol().equals("TLSv1.3")
                || !(session instanceof ExtendedSSLSession extended)) {
            return Optional.empty();
        }
        try {
            return Optional.of((byte[]) EXPORT.invokeExact(extended, LABEL, NO_CONTEXT, LENGTH));
        } catch (Throwable unable) {
            if (unable instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            return Optional.empty(); // the provider does not support it; the certificate's binding remains
        }
    }
}
