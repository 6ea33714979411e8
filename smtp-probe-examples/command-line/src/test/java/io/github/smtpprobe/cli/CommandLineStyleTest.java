/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the help of the command line says, sentence by sentence. */
class CommandLineStyleTest {
    private static final Pattern BANNED = Pattern.compile("(?i)\\b(us|we|our|ours|perhaps|somebody|nobody)\\b");

    private static Stream<String> texts(CommandSpec command) {
        Stream<String> own = Stream.of(
                        Arrays.stream(command.usageMessage().description()),
                        command.usageMessage().exitCodeList().values().stream(),
                        command.args().stream().flatMap(each -> Arrays.stream(each.description())))
                .flatMap(each -> each);
        Stream<String> below = command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(each -> each.userObject().getClass().getName().startsWith("io.github.smtpprobe"))
                .flatMap(CommandLineStyleTest::texts);
        return Stream.concat(own, below);
    }

    private static String fault(String text) {
        if (!text.matches("(?s)\\p{Lu}.*")) {
            return "begins with no capital letter";
        }
        if (!text.matches("(?s).*[^.!?,;: ]\\.")) {
            return "ends without one full stop";
        }
        if (text.matches("(?s).*(\\.\\.| ,|  |\\(\\)).*")) {
            return "holds a slip of the pen";
        }
        return BANNED.matcher(text).find() ? "says who speaks" : "";
    }

    @Test
    void everyTextOfTheHelpIsAPlainSentence() {
        List<String> wrong = new ArrayList<>();
        texts(Commands.runnable("--help").getCommandSpec()).forEach(text -> {
            String fault = fault(text);
            if (!fault.isEmpty()) {
                wrong.add(fault + ": " + text);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void aSubcommandIsThereWhereItIsAskedForAndInTheHelp() {
        for (String help : List.of("--help", "-h", "-Vh")) {
            assertThat(subcommands(help))
                    .as(help)
                    .containsExactlyInAnyOrder(
                            "explain", "render", "batch", "domain", "findings", "generate-completion");
        }
        assertThat(subcommands("batch", "targets.txt")).containsExactly("batch");
        assertThat(subcommands("explain", "--stage", "AUTH")).containsExactly("explain");
        assertThat(subcommands("render", "report.json")).containsExactly("render");
        assertThat(subcommands("mx.example.com", "--helo", "probe.example.org")).isEmpty();
    }

    private static Set<String> subcommands(String... arguments) {
        return Commands.runnable(arguments).getSubcommands().keySet();
    }
}
