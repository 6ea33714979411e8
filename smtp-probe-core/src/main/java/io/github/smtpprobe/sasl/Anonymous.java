/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.nio.charset.StandardCharsets;

/** ANONYMOUS (RFC 4505): a guest who says, in one message, who it is, or nothing. It is for {@link AnonymousCredentials} alone. */
final class Anonymous implements SaslMechanism {
    @Override
    public String name() {
        return "ANONYMOUS";
    }

    @Override
    public int strength() {
        return 10;
    }

    @Override
    public boolean accepts(Credentials credentials) {
        return credentials instanceof AnonymousCredentials;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        String trace = ((AnonymousCredentials) context.credentials()).trace();
        return new OneMessage(name(), trace.getBytes(StandardCharsets.UTF_8));
    }
}
