/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.PasswordCredentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;

/** A mechanism of the caller's whose steps are given: what comes first, the answer to a challenge, and the last word at a 235. */
class GivenSteps implements SaslMechanism {
    private final Supplier<String> name;
    private final Supplier<SaslStep> initial;
    private final Function<byte[], SaslStep> answer;
    private final Supplier<SaslStep> completion;

    GivenSteps(
            Supplier<String> name,
            Supplier<SaslStep> initial,
            Function<byte[], SaslStep> answer,
            Supplier<SaslStep> completion) {
        this.name = name;
        this.initial = initial;
        this.answer = answer;
        this.completion = completion;
    }

    /** A mechanism that works: it waits for a challenge and repeats it. */
    static GivenSteps working(Supplier<String> name) {
        return new GivenSteps(name, SaslStep.AwaitChallenge::new, GivenSteps::repeated, SaslStep.Accept::new);
    }

    static SaslStep repeated(byte[] challenge) {
        return new SaslStep.Respond(
                ("answer to " + new String(challenge, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return name.get();
    }

    @Override
    public int strength() {
        return 500;
    }

    @Override
    public boolean accepts(Credentials credentials) {
        return credentials instanceof PasswordCredentials;
    }

    @Override
    public SaslExchange start(SaslContext context) {
        context.keepSecret(((PasswordCredentials) context.credentials()).password());
        return new SaslExchange() {
            @Override
            public SaslStep initialResponse() {
                return initial.get();
            }

            @Override
            public SaslStep respond(byte[] challenge) {
                return answer.apply(challenge);
            }

            @Override
            public SaslStep complete() {
                return completion.get();
            }
        };
    }
}
