/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLParameters;

/** Access to the choice of named groups that {@code SSLParameters} offer from Java 20 on; looked up when it is first needed. */
final class GroupChoice {
    private static final Optional<MethodHandle> SETTER = setter();

    private GroupChoice() {}

    private static Optional<MethodHandle> setter() {
        MethodType type = MethodType.methodType(void.class, String[].class);
        try {
            return Optional.of(MethodHandles.publicLookup().findVirtual(SSLParameters.class, "setNamedGroups", type));
        } catch (ReflectiveOperationException olderJava) {
            return Optional.empty(); // TlsSettings refuses such a choice earlier
        }
    }

    static void make(SSLParameters parameters, List<String> groups) throws GeneralSecurityException {
        MethodHandle setter =
                SETTER.orElseThrow(() -> new GeneralSecurityException("named groups can be chosen from Java 20 on"));
        try {
            setter.invoke(parameters, (Object) groups.toArray(new String[0]));
        } catch (RuntimeException | Error refused) {
            throw refused;
        } catch (Throwable impossible) {
            throw new GeneralSecurityException("the named groups cannot be chosen", impossible);
        }
    }
}
