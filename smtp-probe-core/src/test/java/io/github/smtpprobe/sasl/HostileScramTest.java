/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.harness.OwnTime;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not keep to SCRAM: what they send is refused by a reason, in little time. */
class HostileScramTest extends ScramTalk {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        none                                                  | malformed
        r=rOprNGfwEbeRWgbNEkqOx                               | malformed
        s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096                     | malformed
        r=rOprNGfwEbeRWgbNEkqOx,i=4096,s=W22Z                 | malformed
        r=rOprNGfwEbeRWgbNEkqO\u00FCx,s=W22Z,i=4096           | malformed
        r=rOprNGfwEbeRWgbNEkqO,s=W22Z,i=4096                  | nonce
        r=OtherNonceOfNobodys,s=W22Z,i=4096                   | nonce
        m=x,r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096             | (m=)
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096,x=y,m=z         | (m=)
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096,                | malformed after
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096,x               | malformed after
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096,x=              | malformed after
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096,xy=z            | malformed after
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096,i=1             | malformed after
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096,r=other         | malformed after
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096,s=W22Z          | malformed after
        r=rOprNGfwEbeRWgbNEkqOx,r=rOprNGfwEbeRWgbNEkqOx,i=4096| malformed
        r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096                     | salt
        r=rOprNGfwEbeRWgbNEkqOx,s=!!!!,i=4096                 | salt
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=                     | no iteration count
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=x                    | no iteration count
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=+4096                | no iteration count
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=04096                | no iteration count
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=\u0664\u0660         | no iteration count
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=99999999999999999999 | no iteration count
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=0                    | 0 iterations
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=-1                   | -1 iterations
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=2147483648           | 2147483648 iterations of the hash, and this client computes 1000000
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=2147483647           | 2147483647 iterations of the hash, and this client computes 1000000
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=1000001              | 1000001 iterations of the hash, and this client computes 1000000
        """)
    void aFirstMessageThatIsNone(String challenge, String why) throws Exception {
        SaslExchange exchange = exchange("SCRAM-SHA-256", ScramServer.NONCE);
        exchange.initialResponse();
        FutureTask<SaslStep> step = new FutureTask<>(() -> answer(exchange, challenge == null ? "" : challenge));
        assertThat(OwnTime.of(step)).as("nothing is hashed").isLessThan(Duration.ofSeconds(1));
        assertThat(((SaslStep.Abort) step.get()).reason()).contains(why).doesNotContain("OtherNonce");
        assertThat(state())
                .isEqualTo(
                        why.contains("computes")
                                ? ScramDetails.State.TOO_MANY_ITERATIONS
                                : ScramDetails.State.UNFINISHED);
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Distrust.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v=", "v=!!!", "x=y", "v", "r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096"})
    void aLastMessageThatIsNone(String challenge) throws Exception {
        SaslExchange exchange = exchange("SCRAM-SHA-256", ScramServer.NONCE);
        exchange.initialResponse();
        answer(exchange, new ScramServer("SCRAM-SHA-256", "pencil", 4096).first());
        SaslStep step = answer(exchange, challenge);
        assertThat(((SaslStep.Abort) step).reason()).isEqualTo("the last message of the server is malformed");
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Distrust.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"v=rmF9,x=y", "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=", "v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
            })
    void aServerWithAWrongSignatureIsNotProven(String challenge) throws Exception {
        SaslExchange exchange = exchange("SCRAM-SHA-256", ScramServer.NONCE);
        exchange.initialResponse();
        answer(exchange, new ScramServer("SCRAM-SHA-256", "pencil", 4096).first());
        assertThat(answer(exchange, challenge)).isInstanceOf(SaslStep.Distrust.class);
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Distrust.class);
        assertThat(state()).isEqualTo(ScramDetails.State.SERVER_NOT_PROVEN);
    }

    /** The final reply is fetched; an error that the RFC does not have is not repeated: it may say anything. */
    @ParameterizedTest
    @CsvSource({
        "e=invalid-encoding, invalid-encoding",
        "e=extensions-not-supported, extensions-not-supported",
        "e=invalid-proof, invalid-proof",
        "e=channel-bindings-dont-match, channel-bindings-dont-match",
        "e=server-does-support-channel-binding, server-does-support-channel-binding",
        "e=channel-binding-not-supported, channel-binding-not-supported",
        "e=unsupported-channel-binding-type, unsupported-channel-binding-type",
        "e=unknown-user, unknown-user",
        "e=invalid-username-encoding, invalid-username-encoding",
        "e=no-resources, no-resources",
        "e=other-error, other-error",
        "'e=unknown-user,x=y', unknown-user",
        "e=pencil, other-error",
        "e=, other-error"
    })
    void anErrorOfTheServer(String challenge, String shown) throws Exception {
        for (boolean early : new boolean[] {true, false}) {
            SaslExchange exchange = exchange("SCRAM-SHA-256", ScramServer.NONCE);
            exchange.initialResponse();
            if (!early) {
                answer(exchange, new ScramServer("SCRAM-SHA-256", "pencil", 4096).first());
            }
            assertThat(text(answer(exchange, challenge))).isEmpty();
            assertThat(told.get(told.size() - 1).serverError()).contains(shown);
            assertThat(state()).isEqualTo(ScramDetails.State.SERVER_REFUSED);
            assertThat(exchange.complete()).isInstanceOf(SaslStep.Distrust.class);
            assertThat(answer(exchange, challenge)).isInstanceOf(SaslStep.Abort.class);
        }
    }

    /** A million iterations may take longer than a probe has: the hashing looks at the clock. */
    @Test
    void hashingEndsWithTheTime() throws Exception {
        int[] asked = {0};
        Supplier<Duration> left = () -> Duration.ofMillis(asked[0]++ < 3 ? 1 : 0);
        SaslExchange exchange = new Scram("SCRAM-SHA-512", 1, each -> ScramServer.NONCE)
                .start(context("user", "pencil").timeLeft(left).build());
        exchange.initialResponse();
        String first = new ScramServer("SCRAM-SHA-512", "pencil", 1).first().replace("i=1", "i=1000000");
        assertThat(((SaslStep.Abort) answer(exchange, first)).reason())
                .isEqualTo("the server asks for 1000000 iterations of the hash, and the time was up after 4096");
        assertThat(state()).isEqualTo(ScramDetails.State.TOO_MANY_ITERATIONS);
    }

    @Test
    void hashingEndsAtAnInterrupt() throws Exception {
        SaslExchange exchange = exchange("SCRAM-SHA-512", ScramServer.NONCE);
        exchange.initialResponse();
        String first = new ScramServer("SCRAM-SHA-512", "pencil", 1).first().replace("i=1", "i=1000000");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> answer(exchange, first)).isInstanceOf(InterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
