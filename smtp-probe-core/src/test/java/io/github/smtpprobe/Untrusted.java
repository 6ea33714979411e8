/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

/** Probes for untrusted targets that may reach this machine: what the library holds back otherwise, so that a test's server can be asked. */
public final class Untrusted {
    private Untrusted() {}

    /** The builder, from here on for untrusted targets. */
    public static SmtpProbe.Builder targets(SmtpProbe.Builder probe) {
        return probe.untrusted();
    }

    /** The same, on the ports of {@link SmtpProbe#forUntrustedTargets()}. */
    public static SmtpProbe.Builder targetsOnKnownPorts(SmtpProbe.Builder probe) {
        return probe.untrusted(SmtpProbe.UNTRUSTED_PORTS);
    }
}
