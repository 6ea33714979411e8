/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.SmtpProbe;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--options",
            description = "List those alone whose remedy is an option of this program, each with that option.")
    private boolean options;

    @Override
    public void run() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (options) {
            out.print(RemedyOptions.all());
        } else {
            SmtpProbe.findingIds().forEach(out::println);
        }
        out.flush();
    }
}
