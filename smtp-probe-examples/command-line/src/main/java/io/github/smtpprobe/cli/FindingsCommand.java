/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.SmtpProbe;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smtp-probe findings}: lists the values of {@code --ignore}. */
@Command(
        name = "findings",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists the ids of all findings, one a line, as --ignore takes them.")
final class FindingsCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        SmtpProbe.findingIds()
                .forEach(Objects.requireNonNull(spec).commandLine().getOut()::println);
    }
}
