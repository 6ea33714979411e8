/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be explained is refused as a request that cannot be built: by field and code. */
class ExplainInputTest {
    static Stream<Arguments> refused() {
        Duration tooLong = Duration.ofHours(1).plusNanos(1);
        return Stream.of(
                row("text no-smtp", () -> Explain.dialogue("hello\nworld")),
                row("text no-smtp", () -> Explain.dialogue("")),
                row("text no-smtp", () -> Explain.dialogue("\0\uD83D")),
                row("timeLimit range", () -> Explain.dialogue("220 mx", Duration.ZERO)),
                row("timeLimit range", () -> Explain.dialogue("220 mx", Duration.ofMillis(-1))),
                row("timeLimit range", () -> Explain.dialogue("220 mx", tooLong)),
                row("timeLimit range", () -> Explain.reply(Stage.EHLO, "250 ok", tooLong)),
                row("reply malformed", () -> Explain.reply(Stage.RCPT_TO, "no reply")),
                row("reply malformed", () -> Explain.reply(Stage.RCPT_TO, "")),
                row("stage range", () -> Explain.reply(Stage.RESOLVE, "250 ok")),
                row("stage range", () -> Explain.reply(Stage.CONNECT, "250 ok")),
                row("stage range", () -> Explain.reply(Stage.TLS, "250 ok")));
    }

    private static Arguments row(String problem, ThrowingCallable call) {
        return Arguments.of(problem, call);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aProblemHasAFieldAndACode(String fieldAndCode, ThrowingCallable call) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, call);
        assertThat(refused.problems()).hasSize(1).first().satisfies((Problem problem) -> {
            assertThat(problem.field() + " " + problem.code().token()).isEqualTo(fieldAndCode);
            assertThat(problem.message()).doesNotContain("hello", ":  ").matches("(?:is|must|contains) .+");
            assertThat(refused).hasMessage(problem.field() + " " + problem.message());
        });
    }
}
