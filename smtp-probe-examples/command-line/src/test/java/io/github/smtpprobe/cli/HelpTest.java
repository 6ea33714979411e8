/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** The help: each option once, under its topic. */
class HelpTest {
    private static final String HELP = CommandLineTest.run("--help").out();

    private static Stream<OptionSpec> options() {
        return Commands.runnable("--help").getCommandSpec().options().stream();
    }

    @Test
    void eachOptionStandsThereOnce() {
        List<String> named = HELP.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("-"))
                .flatMap(line -> Stream.of(line.split("[=\\[]| {2,}")[0].split(", ")))
                .toList();
        assertThat(options().flatMap(option -> Stream.of(option.names())))
                .allSatisfy(name -> assertThat(named).containsOnlyOnce(name));
    }

    @Test
    void fewHaveNoTopic() {
        assertThat(options().filter(option -> OptionGroups.topic(option).equals("Others")))
                .extracting(OptionSpec::longestName)
                .containsExactlyInAnyOrder("--help", "--version", "--config");
    }

    @Test
    void topicsExamplesAndExitCodesAreThere() {
        assertThat(HELP).contains("Login:", "TLS:", "Mail:", "Examples:", "Exit codes:", "@FILE");
        assertThat(List.of("explain", "batch", "render", "domain"))
                .allSatisfy(command -> assertThat(
                                CommandLineTest.run(command, "--help").out())
                        .contains("Usage: smtp-probe " + command));
    }
}
