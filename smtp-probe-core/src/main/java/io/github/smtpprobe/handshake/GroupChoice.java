/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLParameters;

/** The choice of named groups, which {@code SSLParameters} have from Java 20 on: looked up once, when it is first wanted. */
final class GroupChoice {
    private static final MethodHandle SETTER;

    static {
        try {
            SETTER = MethodHandles.publicLookup()
                    .findVirtual(
                            SSLParameters.class, "setNamedGroups", MethodType.methodType(void.class, String[].class));
        } catch (ReflectiveOperationException tooOld) {
            throw new ExceptionInInitializerError(tooOld); // TlsSettings refuses such a choice before
        }
    }

    private GroupChoice() {}

    static void make(SSLParameters parameters, List<String> groups) throws GeneralSecurityException {
        try {
            SETTER.invoke(parameters, (Object) groups.toArray(new String[0]));
        } catch (RuntimeException | Error refused) {
            throw refused;
        } catch (Throwable impossible) {
            throw new GeneralSecurityException("the named groups cannot be chosen", impossible);
        }
    }
}
