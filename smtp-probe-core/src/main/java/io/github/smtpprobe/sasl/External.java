/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.nio.charset.StandardCharsets;

/**
 * EXTERNAL (RFC 4422 appendix A): the server takes the identity from what it already has, such as the client's certificate. The
 * single message says as whom to act; an empty one leaves that to the server. It is only for {@link ExternalCredentials}.
 */
final class External extends BuiltIn<ExternalCredentials> {
    External() {
        super("EXTERNAL", 300, ExternalCredentials.class);
    }

    @Override
    SaslExchange exchange(SaslContext context, ExternalCredentials credentials) {
        String identity = credentials.authorizationIdentity().orElse("");
        return new OneMessage(name(), identity.getBytes(StandardCharsets.UTF_8));
    }
}
