/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.nio.charset.StandardCharsets;

/** ANONYMOUS (RFC 4505): a guest who, in one message, says who it is, or nothing. It is only for {@link AnonymousCredentials}. */
final class Anonymous extends BuiltIn<AnonymousCredentials> {
    Anonymous() {
        super("ANONYMOUS", 10, AnonymousCredentials.class);
    }

    @Override
    SaslExchange exchange(SaslContext context, AnonymousCredentials credentials) {
        return new OneMessage(name(), credentials.trace().getBytes(StandardCharsets.UTF_8));
    }
}
