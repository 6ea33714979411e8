/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that have nothing to do with the server. */
final class GeneralOptions {
    /**
     * {@link ConfigFile} reads it before the options are parsed. It is declared here for the help, and so that the parser knows
     * it.
     */
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Take options that are not given as arguments from this file, which has lines such as ehlo = probe.example.org or"
                            + " batch.helo = probe.example.org. Without it: SMTP_PROBE_CONFIG, or else smtp-probe/config in the"
                            + " folder for configuration; --config= reads no file.")
    private @Nullable String config;

    /** Refuses a configuration file that a file of arguments names, because it has not been read. */
    void check(List<String> arguments) {
        if (config != null
                && arguments.stream().noneMatch(each -> each.equals("--config") || each.startsWith("--config="))) {
            throw new IllegalArgumentException("--config must be given among the arguments themselves, not in @FILE");
        }
    }
}
