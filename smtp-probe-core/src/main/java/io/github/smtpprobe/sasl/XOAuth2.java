/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * XOAUTH2, the bearer token mechanism of Google and Microsoft (Google's XOAUTH2 protocol page). A challenge behind the initial
 * response is bad news in JSON; it must be answered with an empty line, or the final reply never comes.
 */
final class XOAuth2 implements SaslMechanism {
    /** A token that makes a longer line than RFC 4954 §4 allows could not be sent. */
    private static final int MAX_TOKEN = 9_000;

    @Override
    public String name() {
        return "XOAUTH2";
    }

    @Override
    public int strength() {
        return 200;
    }

    @Override
    public boolean accepts(Credentials credentials) {
        return credentials instanceof BearerCredentials;
    }

    @Override
    public SaslExchange start(SaslContext context) throws Exception {
        BearerCredentials credentials = (BearerCredentials) context.credentials();
        Secret token = credentials.source().token(context.timeLeft());
        if (token == null) {
            return new Unusable("the token source gave no token");
        }
        if (token.length() == 0 || token.length() > MAX_TOKEN || !visibleAscii(token)) {
            return new Unusable("the token is empty, too long, or not made of visible ASCII characters");
        }
        return new Exchange(context, credentials.user(), token);
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

    /** An exchange that never begins, for want of a token that can be sent. */
    private record Unusable(String why) implements SaslExchange {
        @Override
        public SaslStep initialResponse() {
            return new SaslStep.Abort(why);
        }

        @Override
        public SaslStep respond(byte[] challenge) {
            return initialResponse();
        }

        @Override
        public SaslStep complete() {
            return initialResponse();
        }
    }

    private static final class Exchange implements SaslExchange {
        private final SaslContext context;
        private final String user;
        private final Secret token;
        private boolean sent;
        private boolean refused;

        Exchange(SaslContext context, String user, Secret token) {
            this.context = context;
            this.user = user;
            this.token = token;
        }

        @Override
        public SaslStep initialResponse() {
            sent = true;
            context.keepSecret(token);
            byte[] octets = token.revealUtf8();
            ByteArrayOutputStream message = new ByteArrayOutputStream(octets.length + 64);
            message.writeBytes(("user=" + user + "\u0001auth=Bearer ").getBytes(StandardCharsets.UTF_8));
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
                return new SaslStep.Abort("XOAUTH2 has one error challenge; the server sent a second");
            }
            refused = true;
            return new SaslStep.AnswerError(new byte[0], OAuthError.of(challenge));
        }

        @Override
        public SaslStep complete() {
            return sent && !refused
                    ? new SaslStep.Accept()
                    : new SaslStep.Abort("235 came although the token was not sent or was refused");
        }
    }
}
