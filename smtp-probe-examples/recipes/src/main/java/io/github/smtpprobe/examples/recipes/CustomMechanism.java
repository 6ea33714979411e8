/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.PasswordCredentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A custom SASL mechanism: the server sends a challenge, and the client answers with the user name and a keyed hash of the
 * challenge. The library takes care of Base64, of {@code *}, and of masking every response. Add the mechanism with
 * {@code SmtpProbe.builder().mechanism(...)}.
 */
public final class CustomMechanism implements SaslMechanism {
    /** Creates the mechanism, which is stateless. */
    public CustomMechanism() {}

    @Override
    public String name() {
        return "X-ACME-HMAC";
    }

    @Override
    public int strength() {
        return 300;
    }

    @Override
    public boolean accepts(Credentials credentials) {
        return credentials instanceof PasswordCredentials;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        PasswordCredentials credentials = (PasswordCredentials) context.credentials();
        return new SaslExchange() {
            private boolean answered;

            @Override
            public SaslStep initialResponse() {
                return new SaslStep.AwaitChallenge();
            }

            @Override
            public SaslStep respond(byte[] challenge) throws GeneralSecurityException {
                if (answered) {
                    return new SaslStep.Abort("a second challenge");
                }
                answered = true;
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(credentials.password().revealUtf8(), "HmacSHA256"));
                String answer = credentials.user() + " " + HexFormat.of().formatHex(mac.doFinal(challenge));
                return new SaslStep.Respond(answer.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public SaslStep complete() {
                return answered ? new SaslStep.Accept() : new SaslStep.Abort("success before the answer");
            }
        };
    }
}
