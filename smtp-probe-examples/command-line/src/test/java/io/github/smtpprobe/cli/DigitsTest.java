/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Numbers in digits of other scripts, as an input method writes them: no option takes them for what they look like. */
class DigitsTest {
    private static final Set<Class<?>> NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class, double.class);

    @Test
    void noOptionOfAnyCommandReadsThem() {
        CommandLine all = Commands.runnable("--help");
        List<CommandLine> commands = Stream.concat(Stream.of(all), all.getSubcommands().values().stream())
                .toList();
        int seen = 0;
        for (CommandLine command : commands) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (NUMBERS.contains(option.type())) {
                    seen++;
                    for (String number : List.of("\uFF12", "\u0662", "\u0968", "0x2", "2\u00B2")) {
                        assertThat(refused(command, option, number))
                                .as(option.longestName() + " " + number)
                                .contains(option.longestName(), "takes a number");
                    }
                }
            }
        }
        assertThat(seen).isGreaterThan(6);
    }

    @Test
    void noAddressIsReadInThem() {
        assertThat(CommandLineTest.run("domain", "example.com", "--name-server", "\uFF11\uFF12\uFF17.0.0.1:9")
                        .err())
                .contains("--name-server takes an address");
        assertThat(CommandLineTest.run("127.0.0.1:1", "--source-address", "127.0.0.\uFF11")
                        .err())
                .contains("--source-address takes an address");
    }

    private static String refused(CommandLine command, OptionSpec option, String number) {
        boolean main = command.getParent() == null;
        return (main
                        ? CommandLineTest.run("mx.example.com", option.longestName(), number)
                        : CommandLineTest.run(command.getCommandName(), "-", option.longestName(), number))
                .err();
    }
}
