/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import java.util.Map;
import java.util.stream.Collectors;

/** Names the options of this program for remedies, which the library words for clients of any kind. */
final class RemedyOptions {
    static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("auth.cleartext-refused", "--allow-cleartext-credentials"),
            Map.entry("auth.no-common-mechanism", "--mechanism NAME"),
            Map.entry("auth.other-mechanism", "--mechanism NAME"),
            Map.entry("cert.chain-incomplete", "--ca FILE"),
            Map.entry("cert.other-fingerprint", "--trust-certificate SHA-256"),
            Map.entry("cert.self-signed", "--trust-certificate SHA-256"),
            Map.entry("cert.untrusted", "--ca FILE"),
            Map.entry("dns.other-family", "-4 or -6"),
            Map.entry("local.family-absent", "-4 or -6"),
            Map.entry("local.source-address", "--source-address ADDRESS"),
            Map.entry("peer.lmtp", "--lmtp"),
            Map.entry("port.expects-proxy", "--proxy-header KIND"),
            Map.entry("probe.deadline", "--deadline TIME"),
            Map.entry("proxy.login-refused", "--proxy with a USER, and --proxy-password-env NAME"),
            Map.entry("proxy.login-wanted", "--proxy with a USER, and --proxy-password-env NAME"));

    private RemedyOptions() {}

    /** One line for each finding that has such an option; an empty text if none has. */
    static String words(ProbeReport report) {
        String lines = report.findings().stream()
                .map(Finding::id)
                .distinct()
                .filter(ALL::containsKey)
                .map(id -> "  " + line(id))
                .collect(Collectors.joining());
        return lines.isEmpty() ? "" : "\nOptions for what to do\n" + lines;
    }

    /** A line for each finding that can have one. */
    static String all() {
        return ALL.keySet().stream().sorted().map(RemedyOptions::line).collect(Collectors.joining());
    }

    private static String line(String id) {
        return String.format("%-26s  %s%n", id, ALL.get(id));
    }
}
