/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A mechanism that sends a bearer token in one message. A challenge after that message is an error in JSON; it must be answered,
 * or the final reply never comes. The two such mechanisms differ in what surrounds the token and in the answer to an error.
 */
abstract class TokenMechanism extends BuiltIn<BearerCredentials> {
    /** The longest token: a longer one would exceed the line length of RFC 4954 §4. */
    private static final int MAX_TOKEN = 9_000;

    TokenMechanism(String name, int strength) {
        super(name, strength, BearerCredentials.class);
    }

    /** The part of the message before the token. */
    abstract String prefix(SaslContext.Peer peer, String user);

    /** The response that fetches the final reply after an error. */
    abstract byte[] answerToError();

    @Override
    final SaslExchange exchange(SaslContext context, BearerCredentials credentials) throws Exception {
        Secret token = credentials.source().token(context.timeLeft());
        if (token == null) {
            return new Unusable("the token source gave no token");
        }
        if (token.length() == 0 || token.length() > MAX_TOKEN || !visibleAscii(token)) {
            return new Unusable("the token is empty, too long, or not made of visible ASCII characters");
        }
        return new Exchange(context, prefix(context.peer(), credentials.user()), token);
    }

    private static boolean visibleAscii(Secret token) {
        byte[] octets = token.revealUtf8();
        boolean good = true;
        for (byte octet : octets) {
            good &= octet > ' ' && octet < 0x7F;
        }
        Arrays.fill(octets, (byte) 0);
        return good;
    }

    private final class Exchange implements SaslExchange {
        private final SaslContext context;
        private final String prefix;
        private final Secret token;
        private boolean sent;
        private boolean refused;

        Exchange(SaslContext context, String prefix, Secret token) {
            this.context = context;
            this.prefix = prefix;
            this.token = token;
        }

        @Override
        public SaslStep initialResponse() {
            sent = true;
            context.keepSecret(token);
            byte[] octets = token.revealUtf8();
            ByteArrayOutputStream message = new ByteArrayOutputStream(octets.length + 64);
            message.writeBytes(prefix.getBytes(StandardCharsets.UTF_8));
            message.writeBytes(octets);
            message.write(1);
            message.write(1);
            Arrays.fill(octets, (byte) 0);
            return new SaslStep.Respond(message.toByteArray());
        }

        @Override
        public SaslStep respond(byte[] challenge) {
            if (!sent) {
                return initialResponse();
            }
            if (refused) {
                return new SaslStep.Abort(name() + " has one error challenge; the server sent a second");
            }
            refused = true;
            return new SaslStep.AnswerError(answerToError(), OAuthError.of(challenge));
        }

        @Override
        public SaslStep complete() {
            return sent && !refused
                    ? new SaslStep.Accept()
                    : new SaslStep.Abort("235 came although the token was not sent or was refused");
        }
    }
}
