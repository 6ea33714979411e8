/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import java.nio.charset.StandardCharsets;

/** Named in META-INF/services of the tests. */
public final class FoundMechanism implements SaslMechanism {
    @Override
    public String name() {
        return "X-FOUND";
    }

    @Override
    public int strength() {
        return 1;
    }

    @Override
    public boolean accepts(Credentials credentials) {
        return true;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new SaslExchange() {
            @Override
            public SaslStep initialResponse() {
                return new SaslStep.AwaitChallenge();
            }

            @Override
            public SaslStep respond(byte[] challenge) {
                return new SaslStep.Respond("answer to question".getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public SaslStep complete() {
                return new SaslStep.Accept();
            }
        };
    }
}
