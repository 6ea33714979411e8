/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import java.util.Map;
import java.util.Set;

/**
 * The part of the table of walls that is about judging: tools below, groups of checks above them, the list of checks on top. A group
 * may ask checks of other groups whether they tell something already, in one direction only: {@code peer} asks {@code client},
 * {@code encryption}, {@code replies} and {@code extensions}, for instance, and none of them asks {@code peer}.
 */
final class DiagnosisWalls {
    /** Each package with the packages that it may import besides the ground. */
    static final Map<String, Set<String>> ROWS = Map.ofEntries(
            Map.entry(
                    "diagnosis.words",
                    Set.of("catalogue", "fact", "names", "report", "request", "route", "smtp", "tls", "transcript")),
            Map.entry(
                    "diagnosis.examination",
                    Set.of(
                            "catalogue",
                            "check",
                            "clock",
                            "diagnosis.words",
                            "fact",
                            "guard",
                            "report",
                            "request",
                            "route",
                            "smtp",
                            "transcript")),
            Map.entry("diagnosis.signs", Set.of("fact", "report", "smtp", "transcript")),
            Map.entry(
                    "diagnosis.extensions",
                    Set.of("diagnosis.examination", "diagnosis.signs", "fact", "report", "request", "route", "smtp")),
            Map.entry(
                    "diagnosis.connection",
                    Set.of(
                            "catalogue",
                            "check",
                            "diagnosis.examination",
                            "diagnosis.signs",
                            "diagnosis.words",
                            "fact",
                            "names",
                            "report",
                            "request",
                            "route",
                            "smtp")),
            Map.entry(
                    "diagnosis.login",
                    Set.of(
                            "catalogue",
                            "check",
                            "diagnosis.examination",
                            "diagnosis.extensions",
                            "diagnosis.signs",
                            "diagnosis.words",
                            "fact",
                            "report",
                            "route",
                            "sasl",
                            "smtp",
                            "transcript")),
            Map.entry(
                    "diagnosis.replies",
                    Set.of(
                            "catalogue",
                            "diagnosis.examination",
                            "diagnosis.extensions",
                            "diagnosis.login",
                            "diagnosis.words",
                            "fact",
                            "report",
                            "request",
                            "route",
                            "smtp",
                            "transcript")),
            Map.entry(
                    "diagnosis.encryption",
                    Set.of(
                            "diagnosis.examination",
                            "diagnosis.extensions",
                            "diagnosis.replies",
                            "diagnosis.signs",
                            "diagnosis.words",
                            "fact",
                            "names",
                            "report",
                            "request",
                            "route",
                            "smtp",
                            "tls",
                            "transcript")),
            Map.entry(
                    "diagnosis.transaction",
                    Set.of("catalogue", "diagnosis.examination", "diagnosis.replies", "fact", "report", "smtp")),
            Map.entry(
                    "diagnosis.client",
                    Set.of(
                            "catalogue",
                            "check",
                            "diagnosis.examination",
                            "diagnosis.login",
                            "diagnosis.words",
                            "fact",
                            "report",
                            "smtp",
                            "transcript")),
            Map.entry(
                    "diagnosis.peer",
                    Set.of(
                            "catalogue",
                            "check",
                            "diagnosis.client",
                            "diagnosis.encryption",
                            "diagnosis.examination",
                            "diagnosis.extensions",
                            "diagnosis.replies",
                            "diagnosis.signs",
                            "diagnosis.words",
                            "fact",
                            "names",
                            "report",
                            "request",
                            "route",
                            "smtp",
                            "tls",
                            "transcript")),
            Map.entry(
                    "diagnosis",
                    Set.of(
                            "catalogue",
                            "check",
                            "diagnosis.client",
                            "diagnosis.connection",
                            "diagnosis.encryption",
                            "diagnosis.examination",
                            "diagnosis.extensions",
                            "diagnosis.login",
                            "diagnosis.peer",
                            "diagnosis.replies",
                            "diagnosis.transaction",
                            "diagnosis.words",
                            "report")),
            Map.entry(
                    "diagnosis.domain",
                    Set.of(
                            "diagnosis.words",
                            "diagnosis.signs",
                            "survey",
                            "records",
                            "dane",
                            "mtasts",
                            "outlook",
                            "report",
                            "catalogue",
                            "fact",
                            "smtp",
                            "names",
                            "tls")),
            Map.entry(
                    "diagnosis.advice",
                    Set.of("diagnosis.domain", "survey", "records", "dane", "mtasts", "names", "tls")));

    private DiagnosisWalls() {}
}
