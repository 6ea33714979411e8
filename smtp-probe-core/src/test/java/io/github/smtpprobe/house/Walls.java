/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The table of the walls of the house: a new package needs a row here, and a reason. */
final class Walls {
    /** What all packages above may import. */
    static final Set<String> GROUND = Set.of("arguments", "text", "text.kept", "text.tables");

    /** What is below all others: these packages import of each other only what their rows say. */
    static final Set<String> BELOW = Set.of("arguments", "text", "text.kept", "text.masking", "text.tables");

    private static final Map<String, Set<String>> OTHERS = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("text.kept", Set.of("text")),
            Map.entry("text.masking", Set.of("text")),
            Map.entry("text.tables", Set.of("text")),
            Map.entry("arguments", Set.of("text")),
            Map.entry("clock", Set.of()),
            Map.entry("guard", Set.of("clock")),
            Map.entry("names", Set.of()),
            Map.entry("dane", Set.of()),
            Map.entry("outlook", Set.of()),
            Map.entry("smtp", Set.of("names")),
            Map.entry("wire", Set.of("smtp")),
            Map.entry("sasl", Set.of()),
            Map.entry("tls", Set.of()),
            Map.entry("transcript", Set.of()),
            Map.entry("road", Set.of("names", "sasl")),
            Map.entry("request", Set.of("names", "smtp", "sasl", "tls", "road")),
            Map.entry("route", Set.of("names", "request", "clock")),
            Map.entry("resolve", Set.of("names", "route", "request", "clock", "guard")),
            Map.entry("records", Set.of("clock")),
            Map.entry("dns", Set.of("route", "request", "clock", "records")),
            Map.entry("transport", Set.of("names", "request", "road", "route", "clock", "sasl", "text.masking")),
            Map.entry("handshake", Set.of("transport", "tls", "clock", "guard")),
            Map.entry("fact", Set.of("names", "smtp", "tls", "sasl")),
            Map.entry("strangers", Set.of("fact", "names", "smtp", "transcript", "route", "text.masking")),
            Map.entry("report", Set.of("fact", "names", "smtp", "transcript", "route", "request", "strangers")),
            Map.entry(
                    "survey",
                    Set.of(
                            "records", "dane", "mtasts", "outlook", "report", "fact", "request", "names", "smtp",
                            "tls")),
            Map.entry(
                    "surveys",
                    Set.of(
                            "survey", "records", "dane", "mtasts", "outlook", "report", "fact", "route", "names", "tls",
                            "lookup", "lookups", "clock", "guard")),
            Map.entry("catalogue", Set.of("names", "report", "smtp")),
            Map.entry("batch", Set.of("fact", "outlook", "report", "request", "route", "smtp", "survey", "tls")),
            Map.entry(
                    "dispatch",
                    Set.of(
                            "batch",
                            "session",
                            "plan",
                            "report",
                            "fact",
                            "request",
                            "route",
                            "smtp",
                            "survey",
                            "tls",
                            "transcript",
                            "catalogue",
                            "clock",
                            "guard")),
            Map.entry("mtasts", Set.of("names", "tls")),
            Map.entry(
                    "fetch",
                    Set.of("mtasts", "transport", "handshake", "tls", "route", "request", "clock", "guard", "names")),
            Map.entry("lookup", Set.of("fact", "report", "route", "clock", "records")),
            Map.entry(
                    "lookups",
                    Set.of(
                            "lookup",
                            "fact",
                            "report",
                            "catalogue",
                            "route",
                            "request",
                            "smtp",
                            "names",
                            "clock",
                            "guard",
                            "transcript",
                            "text.masking")),
            Map.entry("check", Set.of("report", "catalogue")),
            Map.entry(
                    "session",
                    Set.of(
                            "names",
                            "wire",
                            "smtp",
                            "sasl",
                            "tls",
                            "transport",
                            "transcript",
                            "request",
                            "route",
                            "fact",
                            "report",
                            "plan",
                            "handshake",
                            "clock",
                            "guard",
                            "text.masking")),
            Map.entry("plan", Set.of("request", "route", "fact", "report", "smtp", "transcript", "tls")),
            Map.entry(
                    "explain",
                    Set.of("wire", "explain.dialogue", "explain.lines", "report", "request", "smtp", "clock")),
            Map.entry(
                    "explain.dialogue",
                    Set.of(
                            "wire",
                            "explain.bounces",
                            "explain.clients",
                            "explain.servers",
                            "explain.quotes",
                            "explain.secrets",
                            "explain.lines",
                            "fact",
                            "report",
                            "diagnosis",
                            "diagnosis.examination",
                            "smtp",
                            "transcript",
                            "catalogue",
                            "request",
                            "route",
                            "sasl",
                            "tls")),
            Map.entry("explain.servers", Set.of("report")),
            Map.entry("explain.quotes", Set.of("wire", "explain.lines", "catalogue", "smtp")),
            Map.entry("explain.bounces", Set.of()),
            Map.entry(
                    "explain.clients",
                    Set.of("names", "fact", "report", "catalogue", "smtp", "explain.servers", "explain.lines")),
            Map.entry("explain.secrets", Set.of("explain.lines", "smtp", "text.masking")),
            Map.entry("explain.lines", Set.of("smtp", "clock")),
            Map.entry(
                    "render",
                    Set.of(
                            "names",
                            "fact",
                            "report",
                            "transcript",
                            "catalogue",
                            "smtp",
                            "tls",
                            "route",
                            "request",
                            "records",
                            "dane",
                            "mtasts",
                            "outlook",
                            "survey")));

    /** Each package with the packages that it may import besides the ground. */
    static final Map<String, Set<String>> ROWS = with(DiagnosisWalls.ROWS, OTHERS);

    private Walls() {}

    private static Map<String, Set<String>> with(Map<String, Set<String>> some, Map<String, Set<String>> others) {
        Map<String, Set<String>> all = new TreeMap<>(some);
        all.putAll(others);
        return all;
    }
}
