/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code --stage} says what one reply answered, wherever the reply comes from; it is never passed over in silence. */
class ExplainCommandTest {
    private static CommandLineTest.Result run(String in, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(
                        new ExplainCommand(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8))))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setParameterExceptionHandler((wrong, all) -> Misuse.report(wrong, ConfigFile.NONE, all))
                .setExecutionExceptionHandler(OwnFault::report);
        return new CommandLineTest.Result(line.execute(arguments), out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.2.0 no\n", "  550-5.2.0 not\r\n  550 5.2.0 here\r\n\r\n", "550"})
    void aReplyOnStandardInputAnswersTheStage(String reply) {
        CommandLineTest.Result result = run(reply, "--stage", "rcpt");
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).contains("RCPT TO");
        assertThat(run(reply).out()).doesNotContain("RCPT TO");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S: 220 mx.example.com\nC: EHLO me.example\nS: 550 5.2.0 no\n",
                "550 5.2.0 no\n551 5.2.0 no\n",
                "Error: the server said 550 5.2.0 no",
                ""
            })
    void anyOtherTextIsRefused(String text) {
        CommandLineTest.Result result = run(text, "--stage", "rcpt");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("smtp-probe explain: --stage needs one reply");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void whatAsksForMoreIsNoSuccess() {
        CommandLineTest.Result result = run("", "--stage", "data", "354 go");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).contains("354 go").doesNotContain("works");
    }

    @Test
    void aHyphenStandsForStandardInput() {
        CommandLineTest.Result result = run("550 5.1.1 no such user\n", "-");
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).contains("recipient.unknown");
    }

    /** What failed stands at the end of a log. */
    @Test
    void theEndOfALongTextIsRead() {
        CommandLineTest.Result result =
                run(("a line" + " of a log".repeat(20) + "\n").repeat(3_000) + "550 5.1.1 no such user\n");
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).contains("recipient.unknown", "Only the end of the text was read");
    }

    @Test
    void aTextWithoutAnEndIsRefused() {
        CommandLineTest.Result result = run("a line\n".repeat(2_500_000));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("smtp-probe explain: standard input holds more than 16 MiB");
    }
}
