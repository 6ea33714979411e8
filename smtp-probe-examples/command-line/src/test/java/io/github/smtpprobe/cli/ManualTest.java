/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the manual pages and the completions, which a release carries, and looks whether they are whole. */
class ManualTest {
    private static final Path MANUAL = Path.of("target/manual");
    private static final CommandLine WHOLE = Commands.runnable("--help");

    @BeforeAll
    static void write() throws IOException {
        Files.createDirectories(MANUAL);
        int code =
                ManPageGenerator.generateManPage(MANUAL.toFile(), null, new boolean[0], true, WHOLE.getCommandSpec());
        assertThat(code).isZero();
        Files.writeString(MANUAL.resolve("smtp-probe.bash"), AutoComplete.bash("smtp-probe", WHOLE));
    }

    private static Stream<CommandSpec> commands() {
        return Stream.concat(
                Stream.of(WHOLE.getCommandSpec()),
                WHOLE.getSubcommands().values().stream().map(CommandLine::getCommandSpec));
    }

    @Test
    void eachCommandHasAPageWithEachOption() {
        assertThat(commands()).hasSizeGreaterThan(3).allSatisfy(command -> {
            String page = Files.readString(MANUAL.resolve(command.qualifiedName("-") + ".adoc"));
            List<String> names =
                    command.options().stream().map(OptionSpec::longestName).toList();
            assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(page).contains(name));
        });
    }

    @Test
    void completionsKnowEachOption() throws IOException {
        String script = Files.readString(MANUAL.resolve("smtp-probe.bash"));
        assertThat(commands().flatMap(command -> command.options().stream()))
                .allSatisfy(option -> assertThat(script).contains(option.longestName()));
    }
}
