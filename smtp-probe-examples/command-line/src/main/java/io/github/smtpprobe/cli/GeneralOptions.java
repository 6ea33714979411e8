/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What has nothing to do with the server. */
final class GeneralOptions {
    /** Read by {@link ConfigFile} before the options are; it stands here for the help, and for the parser to know it. */
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Take what is not given here from this file, which has lines such as ehlo = probe.example.org or"
                            + " batch.helo = probe.example.org. Without it: SMTP_PROBE_CONFIG, or else smtp-probe/config in the"
                            + " folder for configuration; --config= takes none.")
    @SuppressWarnings("UnusedVariable")
    private @Nullable String config;
}
