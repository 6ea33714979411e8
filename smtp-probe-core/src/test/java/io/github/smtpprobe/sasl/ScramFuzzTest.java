/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets as messages of a server that speaks SCRAM. */
class ScramFuzzTest {
    private static final String FIRST = "r=rOprNGfwEbeRWgbNEkqO%hvYD,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    static Stream<byte[]> messages() {
        return Stream.of(
                        FIRST,
                        FIRST + ",x=y,Z=1=2",
                        FIRST + ",m=x",
                        FIRST + ",i=1",
                        "m=x," + FIRST,
                        "r=rOprNGfwEbeRWgbNEkqO,s=W22Z,i=1",
                        "r=rOprNGfwEbeRWgbNEkqOx,s=,i=-1",
                        "r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=2147483648",
                        "e=invalid-proof",
                        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("messages")
    @FuzzTest(maxDuration = "2m")
    void z20FirstMessagesAreHeldToTheirGrammar(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        try {
            ServerFirst first = ServerFirst.of(text, ScramServer.NONCE);
            List<String> parts = List.of(text.split(",", -1));
            assertThat(first.text()).isEqualTo(text);
            assertThat(parts.get(0)).isEqualTo("r=" + first.nonce()).startsWith("r=" + ScramServer.NONCE);
            assertThat(first.nonce()).hasSizeGreaterThan(ScramServer.NONCE.length());
            assertThat(first.salt()).isNotEmpty();
            assertThat(first.iterations()).isPositive();
            assertThat(parts.get(2)).isEqualTo("i=" + first.iterations());
            assertThat(parts.subList(3, parts.size()))
                    .allMatch(each -> each.length() > 2 && "anrcsipvem".indexOf(each.charAt(0)) < 0);
        } catch (ScramRefusal refusal) {
            assertThat(refusal.reason()).hasSizeBetween(10, 200).matches("[ -~]+");
        }
    }

    /** Two messages, between which a line feed stands: no server is proven, and nothing is thrown. */
    @MethodSource("messages")
    @FuzzTest(maxDuration = "2m")
    void z21NoStrangerIsProven(byte[] octets) throws Exception {
        int between = 0;
        while (between < octets.length && octets[between] != '\n') {
            between++;
        }
        List<ScramDetails> told = new ArrayList<>();
        SaslContext context = SaslContext.builder("mx.test", 587, Credentials.password("user", Secret.of("pencil")))
                .timeLeft(() -> Duration.ofMillis(5))
                .scram(told::add)
                .build();
        SaslExchange exchange = new Scram("SCRAM-SHA-256", 1, each -> ScramServer.NONCE).start(context);
        exchange.initialResponse();
        exchange.respond(Arrays.copyOf(octets, between));
        exchange.respond(Arrays.copyOfRange(octets, Math.min(octets.length, between + 1), octets.length));
        assertThat(told).noneMatch(each -> each.state() == ScramDetails.State.SERVER_PROVEN);
        assertThat(exchange.complete()).isNotInstanceOf(SaslStep.Accept.class);
    }
}
