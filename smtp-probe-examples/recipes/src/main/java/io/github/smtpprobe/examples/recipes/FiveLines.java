/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;

/** "Test connection" for a form with mail settings. */
public final class FiveLines {
    private FiveLines() {}

    /**
     * Tests settings.
     *
     * @param host     the server
     * @param port     its port
     * @param user     the user name
     * @param password the password
     * @return the one line to show: what works, or what does not and why
     */
    public static String test(String host, int port, String user, char[] password) {
        ProbeReport report = SmtpProbe.run(
                ProbeRequest.to(host, port).password(user, password).build());
        return report.summary();
    }
}
