/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * LOGIN (draft-murchison-sasl-login): two prompts, two answers. The texts of the prompts are not standardized and not needed: the
 * first prompt is answered with the user name, the second with the password. Only a first prompt that clearly asks for a password
 * ends the exchange, because any answer to it would be wrong.
 */
final class Login extends BuiltIn<PasswordCredentials> {
    Login() {
        super("LOGIN", 90, PasswordCredentials.class);
    }

    @Override
    SaslExchange exchange(SaslContext context, PasswordCredentials credentials) {
        return new Exchange(context, credentials);
    }

    private static final class Exchange implements SaslExchange {
        private final SaslContext context;
        private final PasswordCredentials credentials;
        private int answered;

        Exchange(SaslContext context, PasswordCredentials credentials) {
            this.context = context;
            this.credentials = credentials;
        }

        @Override
        public SaslStep initialResponse() {
            return new SaslStep.AwaitChallenge(); // the draft has no initial response, and not every server accepts one
        }

        @Override
        public SaslStep respond(byte[] challenge) {
            answered++;
            if (answered == 1) {
                String prompt = new String(challenge, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                return prompt.startsWith("pass")
                        ? new SaslStep.Abort("the server asked for the password before the user name")
                        : new SaslStep.Respond(credentials.user().getBytes(StandardCharsets.UTF_8));
            }
            if (answered == 2) {
                context.keepSecret(credentials.password());
                return new SaslStep.Respond(credentials.password().revealUtf8());
            }
            return new SaslStep.Abort("LOGIN has two prompts; the server sent a third");
        }

        @Override
        public SaslStep complete() {
            return answered >= 2
                    ? new SaslStep.Accept()
                    : new SaslStep.Abort("235 came before the password was asked for");
        }
    }
}
