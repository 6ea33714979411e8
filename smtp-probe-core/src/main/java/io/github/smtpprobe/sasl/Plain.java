/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** PLAIN (RFC 4616): no authorization identity, user and password in one response, separated by NUL. */
final class Plain extends BuiltIn<PasswordCredentials> {
    Plain() {
        super("PLAIN", 100, PasswordCredentials.class);
    }

    @Override
    SaslExchange exchange(SaslContext context, PasswordCredentials credentials) {
        return new Exchange(context, credentials);
    }

    private static final class Exchange implements SaslExchange {
        private final SaslContext context;
        private final PasswordCredentials credentials;
        private boolean sent;

        Exchange(SaslContext context, PasswordCredentials credentials) {
            this.context = context;
            this.credentials = credentials;
        }

        @Override
        public SaslStep initialResponse() {
            sent = true;
            context.keepSecret(credentials.password());
            byte[] password = credentials.password().revealUtf8();
            ByteArrayOutputStream message = new ByteArrayOutputStream(64);
            message.write(0);
            message.writeBytes(credentials.user().getBytes(StandardCharsets.UTF_8));
            message.write(0);
            message.writeBytes(password);
            Arrays.fill(password, (byte) 0);
            return new SaslStep.Respond(message.toByteArray());
        }

        @Override
        public SaslStep respond(byte[] challenge) {
            // Without an initial response, the only challenge is empty, though some servers send a prompt; no later
            // challenge
            // is right.
            return sent
                    ? new SaslStep.Abort("PLAIN has one message; the server asked for a second")
                    : initialResponse();
        }

        @Override
        public SaslStep complete() {
            return sent ? new SaslStep.Accept() : new SaslStep.Abort("235 came before the credentials were sent");
        }
    }
}
