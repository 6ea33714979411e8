/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.report.ProbeReport;
import picocli.CommandLine;

/** The library's version, which is the command's: both are released together. */
public final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"smtp-probe " + ProbeReport.libraryVersion()};
    }
}
