/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.start;

import io.github.smtpprobe.SmtpProbe;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;

/**
 * Loads what TLS needs while the arguments are being read: on a machine with two processors, that saves a fifth of the time
 * until the verdict. The probe waits for it before it connects, and loads the same itself if this was not started.
 */
public final class EarlyTls extends Thread {
    private static final Set<String> WITHOUT_TLS = Set.of(
            "explain", "render", "batch", "--version", "-V", "--help", "-h", "--dry-run", "plain", "--tls=plain");

    private final SmtpProbe probe;

    private EarlyTls(SmtpProbe probe) {
        super("smtp-probe-early-tls");
        this.probe = probe;
        setDaemon(true); // it must not keep a program alive that ends early
    }

    /**
     * Starts loading.
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
