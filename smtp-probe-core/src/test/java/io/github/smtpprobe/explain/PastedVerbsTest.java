/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.smtp.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a probe sends it also reads, when somebody pastes it: each command of {@link Stage} becomes a fact of its step. */
class PastedVerbsTest {
    static Stream<String> commands() {
        return Arrays.stream(Stage.values()).flatMap(stage -> stage.command().stream());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aRefusedCommandIsAFactOfItsStep(String command) {
        String argument = command.indexOf(' ') > 0 ? ":<ada@example.com>" : "";
        for (String written : List.of(command, command.toLowerCase(Locale.ROOT))) {
            List<Fact> facts = Explain.dialogue(
                            "S: 220 mx.example.com ESMTP\nC: " + written + argument + "\nS: 550 zzz\n")
                    .attempts()
                    .get(0)
                    .facts();
            assertThat(facts)
                    .filteredOn(each ->
                            each.stage().command().filter(command::equals).isPresent())
                    .filteredOn(each -> each.outcome() instanceof Outcome.Rejected)
                    .as(written + " in " + facts)
                    .hasSize(1)
                    .allMatch(each -> each.label().startsWith(command));
        }
    }
}
