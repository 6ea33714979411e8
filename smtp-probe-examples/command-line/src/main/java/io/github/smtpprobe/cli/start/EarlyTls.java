/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.start;

import io.github.smtpprobe.SmtpProbe;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;

/**
 * What TLS needs, loaded beside the reading of the arguments: on a machine with two processors that is a fifth of the time until the
 * verdict. The probe waits for it before it connects, and does it itself where this was not begun.
 */
public final class EarlyTls extends Thread {
    private static final Set<String> WITHOUT_TLS = Set.of(
            "explain", "render", "batch", "--version", "-V", "--help", "-h", "--dry-run", "plain", "--tls=plain");

    private final SmtpProbe probe;

    private EarlyTls(SmtpProbe probe) {
        super("smtp-probe-early-tls");
        this.probe = probe;
        setDaemon(true); // whoever leaves early does not wait for it
    }

    /**
     * Begins.
     *
     * @param arguments of the program; where they probably lead to no TLS nothing is done
     */
    public static void begin(String... arguments) {
        if (wanted(arguments)) {
            new EarlyTls(SmtpProbe.standard()).start();
        }
    }

    static boolean wanted(String... arguments) {
        return arguments.length > 0 && Collections.disjoint(WITHOUT_TLS, Arrays.asList(arguments));
    }

    @Override
    public void run() {
        probe.warmUp();
    }
}
