/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets as the answers of an SSLEngine: each use of a connection ends, whatever they say and however often. */
class TlsStepFuzzTest {
    private static final Runnable NOTHING = () -> {};
    private static final Runnable BROKEN = () -> {
        throw new IllegalStateException("a task that throws");
    };

    static Stream<byte[]> answers() {
        return Stream.of("", "\0\0", "\1\2\3\4\5\6\7", "zzzz", "A\uFF00B", "0123456789abcdefghijklmnopqrstuvwxyz")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("answers")
    @FuzzTest(maxDuration = "2m")
    void z16TlsSteps(byte[] octets) throws Exception {
        Answers answers = new Answers(octets);
        OddEngine engine = new OddEngine(answers.handshake(), answers::turn);
        TlsStepsTest.use(engine, (connection, deadline) -> {
            connection.handshake(deadline);
            connection.write(new byte[600], deadline);
            connection.read(new byte[20], deadline);
            connection.readAvailable(new byte[20]);
            connection.write(new byte[20_000], deadline);
            connection.end(deadline);
        });
        assertThat(engine.calls()).isLessThan(6 * TlsStepsTest.MOST_CALLS);
    }

    /** Octets read round and round, so that an engine may also say the same for ever. */
    private static final class Answers {
        private final byte[] octets;
        private int at;

        Answers(byte[] octets) {
            this.octets = octets;
        }

        private int next(int below) {
            return octets.length == 0 ? 0 : (octets[at++ % octets.length] & 0xFF) % below;
        }

        HandshakeStatus handshake() {
            return HandshakeStatus.values()[next(HandshakeStatus.values().length)];
        }

        OddEngine.Turn turn() {
            return new OddEngine.Turn(
                    Status.values()[next(4)],
                    handshake(),
                    next(3) * 100,
                    next(3) * 5000,
                    new Runnable[] {null, NOTHING, BROKEN}[next(3)]);
        }
    }
}
