/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Finding.Severity;
import io.github.smtpprobe.report.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The order of findings: the root cause first, its consequences under it, then the rest. */
final class Ranking {
    private static final List<String> TOKEN =
            List.of("auth.token-expired", "auth.token-too-early", "auth.token-elsewhere", "auth.token-scope");

    private static final List<String> NO_RECIPIENT =
            List.of("recipient.", "relay.", "address.", "client.", "sender.", "server.");

    /** A port that wants to be talked to in another way. */
    private static final List<String> OTHER_SPEECH = List.of("port.", "peer.");

    /** An exchanger that nobody outside can mean. */
    private static final List<String> INNER = List.of("mx.localhost", "mx.private");

    /** What follows from what, by the beginnings of ids: consequence, then causes. */
    private static final Map<String, List<String>> FOLLOWS = Map.ofEntries(
            Map.entry(
                    "auth.not-offered",
                    List.of(
                            "greeting.masked",
                            "starttls.stripped",
                            "ehlo.unknown",
                            "login.on-exchanger",
                            "capabilities.auth-gone",
                            "capabilities.masked")),
            Map.entry("auth.cleartext-refused", List.of("greeting.masked", "starttls.", "tls.", "ehlo.unknown")),
            Map.entry("auth.peer-not-verified", List.of("cert.")),
            Map.entry("cert.ignored", List.of("cert.")),
            Map.entry("tls.downgraded", List.of("tls.", "starttls.then-closed")),
            Map.entry("starttls.not-offered", List.of("greeting.masked", "ehlo.unknown", "network.intercepted")),
            Map.entry("starttls.stripped", List.of("greeting.masked")),
            Map.entry("greeting.timeout", List.of("port.", "peer.")),
            Map.entry("greeting.closed", List.of("port.", "peer.", "tls.client-certificate")),
            Map.entry("tcp.reset", List.of("port.", "peer.", "mx.localhost", "mx.private", "tls.client-certificate")),
            Map.entry("peer.tls-port", List.of("port.")),
            Map.entry("peer.not-smtp", List.of("port.")),
            Map.entry("session.timeout", OTHER_SPEECH),
            Map.entry("tls.broken", List.of("tls.client-certificate")),
            Map.entry("ehlo.closed-after-tls", List.of("tls.client-certificate")),
            Map.entry("tls.silent", OTHER_SPEECH),
            Map.entry("tls.timeout", OTHER_SPEECH),
            Map.entry("tls.closed", OTHER_SPEECH),
            Map.entry("tls.plain-port", List.of("peer.")),
            Map.entry("tcp.refused", List.of("port.", "host.", "mx.localhost", "mx.private")),
            Map.entry("host.no-mail", INNER),
            Map.entry("host.silent", INNER),
            Map.entry("port.filtered", INNER),
            Map.entry("tcp.timeout", List.of("network.", "port.", "host.", "mx.localhost", "mx.private")),
            Map.entry("tcp.unreachable", List.of("network.", "mx.localhost", "mx.private")),
            Map.entry("local.tls", List.of("mx.not-host-name")),
            Map.entry("cert.wrong-name", List.of("mx.not-host-name", "network.intercepted")),
            Map.entry("cert.not-yet-valid", List.of("local.clock")),
            Map.entry("cert.untrusted", List.of("network.tls-inspected", "network.intercepted")),
            Map.entry("cert.self-signed", List.of("network.intercepted")),
            Map.entry("auth.token-rejected", TOKEN),
            Map.entry("auth.rejected", TOKEN),
            Map.entry("tls.truncated", List.of("session.", "ehlo.", "greeting.")),
            Map.entry("auth.oauth-setup", TOKEN),
            Map.entry("sender.tls-required", List.of("capabilities.masked")),
            Map.entry("message.not-sent", NO_RECIPIENT),
            Map.entry("message.no-recipients", NO_RECIPIENT));

    private final List<Finding> findings;

    private Ranking(List<Finding> findings) {
        this.findings = new ArrayList<>(findings);
    }

    /**
     * Puts findings in order.
     *
     * @param findings the findings of all checks, the most telling checks first
     * @param verdict  on the probe: in one that passed nothing is the cause of a failure
     * @param decisive the attempt whose findings come first
     */
    static List<Finding> order(List<Finding> findings, Verdict verdict, int decisive) {
        return new Ranking(findings).order(verdict, decisive);
    }

    private List<Finding> order(Verdict verdict, int decisive) {
        for (int i = 0; i < findings.size(); i++) {
            Finding each = findings.get(i);
            Optional<Finding> cause = cause(each);
            if (cause.isPresent()) {
                findings.set(i, each.followingFrom(cause.get().id()));
                promote(cause.get(), each, verdict);
            }
        }
        findings.sort(Comparator.comparing(Finding::severity)
                .thenComparing(finding -> finding.attempt().orElse(decisive) != decisive));
        // By identity: two may well be equal, and on JDK 17 a record's equals keeps its class loader alive.
        Set<Finding> placed = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Finding> ordered = new ArrayList<>();
        findings.stream().filter(each -> each.consequenceOf().isEmpty()).forEach(each -> {
            place(each, ordered, placed);
            findings.stream()
                    .filter(other ->
                            other.consequenceOf().filter(each.id()::equals).isPresent())
                    .filter(other -> sameAttempt(other, each))
                    .forEach(other -> place(other, ordered, placed));
        });
        findings.forEach(each -> place(each, ordered, placed)); // what follows from a consequence
        return ordered;
    }

    private static void place(Finding finding, List<Finding> ordered, Set<Finding> placed) {
        if (placed.add(finding)) {
            ordered.add(finding);
        }
    }

    private Optional<Finding> cause(Finding consequence) {
        List<String> causes = FOLLOWS.getOrDefault(consequence.id(), List.of());
        return findings.stream()
                .filter(each -> !each.id().equals(consequence.id()) && sameAttempt(each, consequence))
                .filter(each -> causes.stream().anyMatch(each.id()::startsWith))
                .filter(each -> each.severity() != Severity.INFO || each.id().equals("starttls.absent"))
                .filter(each -> FOLLOWS.getOrDefault(each.id(), List.of()).stream()
                        .noneMatch(
                                consequence.id()::startsWith)) // of two that could follow from each other neither does
                .min(Comparator.comparing(Finding::severity));
    }

    /** A cause is as bad as what follows from it. */
    private void promote(Finding cause, Finding consequence, Verdict verdict) {
        if (verdict != Verdict.PASSED && consequence.severity() == Severity.ERROR) {
            findings.replaceAll(each -> each == cause ? each.withSeverity(Severity.ERROR) : each);
        }
    }

    private static boolean sameAttempt(Finding one, Finding other) {
        return one.attempt().isEmpty()
                || other.attempt().isEmpty()
                || one.attempt().equals(other.attempt());
    }
}
