/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Findings as a log of SARIF 2.1.0 (OASIS), the format of code scanners. The location of a finding is a server, not a file.
 * Since GitHub refuses logs with URIs that are not those of files, it is given as the relative URI {@code host/port}, with
 * {@code smtp://host:port} as its logical location.
 */
public final class SarifLog {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String HOME = "https://github.com/smtpprobe/smtp-probe";
    private static final Pattern RFC = Pattern.compile("RFC ([0-9]{3,5})(?: §([0-9]+(?:\\.[0-9]+)*))?");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([0-9]+)\\}");

    private final ProbeReport report;

    private SarifLog(ProbeReport report) {
        this.report = report;
    }

    /**
     * Renders a report.
     *
     * @param report any
     * @return the log, to be written as JSON
     */
    public static Map<String, Object> of(ProbeReport report) {
        return new SarifLog(report).log();
    }

    private Map<String, Object> log() {
        Map<String, Finding> rules = new LinkedHashMap<>();
        report.findings().forEach(each -> rules.putIfAbsent(each.id(), each));
        List<String> ids = new ArrayList<>(rules.keySet());
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "smtp-probe");
        driver.put("version", ProbeReport.libraryVersion());
        driver.put("informationUri", HOME);
        driver.put("rules", rules.values().stream().map(SarifLog::rule).toList());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("automationDetails", Map.of("id", "smtp-probe/" + path(Shown.target(report)) + "/"));
        run.put("invocations", List.of(invocation()));
        run.put("columnKind", "utf16CodeUnits");
        run.put(
                "results",
                report.findings().stream()
                        .map(each -> result(each, ids.indexOf(each.id())))
                        .toList());
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private Map<String, Object> invocation() {
        Map<String, Object> invocation = new LinkedHashMap<>();
        invocation.put("executionSuccessful", true);
        invocation.put(
                "startTimeUtc", report.started().truncatedTo(ChronoUnit.MILLIS).toString());
        invocation.put(
                "endTimeUtc",
                report.started()
                        .plus(report.took())
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString());
        invocation.put("properties", Map.of("verdict", report.verdict().token()));
        return invocation;
    }

    private static Map<String, Object> rule(Finding finding) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", finding.id());
        rule.put("shortDescription", text(title(finding.id())));
        if (!finding.explanation().isEmpty()) {
            rule.put("fullDescription", text(finding.explanation()));
        }
        if (!finding.remedy().isEmpty()) {
            rule.put("help", text(finding.remedy()));
        }
        helpUri(finding.reference()).ifPresent(uri -> rule.put("helpUri", uri));
        rule.put("defaultConfiguration", Map.of("level", level(finding.severity())));
        rule.put("properties", Map.of("tags", List.of("smtp", finding.id().split("\\.", 2)[0])));
        return rule;
    }

    /** The words of an id such as {@code cert.wrong-name}, which describe what all its findings have in common. */
    private static String title(String id) {
        return id.replaceFirst("\\.", ": ").replace('-', ' ').replace('.', ' ');
    }

    private Map<String, Object> result(Finding finding, int rule) {
        Optional<Attempt> attempt = finding.attempt().isPresent()
                ? report.attempts().stream()
                        .filter(each -> each.index() == finding.attempt().getAsInt())
                        .findFirst()
                : Optional.empty();
        String place = attempt.map(each -> Shown.target(report, each)).orElseGet(() -> Shown.target(report));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.id());
        result.put("ruleIndex", rule);
        result.put("level", level(finding.severity()));
        result.put("message", text(finding.summary()));
        Map<String, Object> physical = new LinkedHashMap<>();
        physical.put("artifactLocation", Map.of("uri", path(place)));
        physical.put("region", Map.of("startLine", 1));
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", physical);
        location.put("logicalLocations", List.of(Map.of("name", place, "fullyQualifiedName", "smtp://" + place)));
        result.put("locations", List.of(location));
        String fingerprint = hash(place + " " + finding.key());
        result.put("partialFingerprints", Map.of("primaryLocationLineHash", fingerprint));
        if (!finding.evidence().isEmpty()) {
            result.put("properties", Map.of("evidence", finding.evidence()));
        }
        return result;
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    private static Map<String, Object> text(String words) {
        return Map.of("text", plain(words.isEmpty() ? "-" : words));
    }

    /** Keeps a server from placing links or placeholders into a message (SARIF §3.11.5, §3.11.6). */
    private static String plain(String words) {
        return PLACEHOLDER.matcher(words.replace("](", "] (")).replaceAll("{{$1}}");
    }

    private static Optional<String> helpUri(String reference) {
        Matcher found = RFC.matcher(reference);
        if (!found.find()) {
            return Optional.empty();
        }
        String section = found.group(2) == null ? "" : "#section-" + found.group(2);
        return Optional.of("https://www.rfc-editor.org/rfc/rfc" + found.group(1) + section);
    }

    /** A relative URI (RFC 3986 §4.2); a colon in its first segment would turn that into a scheme. */
    private static String path(String place) {
        String slashed = place.replaceFirst(":([0-9]+)$", "/$1");
        StringBuilder out = new StringBuilder();
        for (byte octet : slashed.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet == '-'
                    || octet == '.'
                    || octet == '_'
                    || octet == '/'
                    || (octet >= '0' && octet <= '9')
                    || (octet >= 'A' && octet <= 'Z')
                    || (octet >= 'a' && octet <= 'z');
            out.append(
                    plain
                            ? "" + (char) octet
                            : "%" + HexFormat.of().withUpperCase().toHexDigits(octet));
        }
        return out.toString();
    }

    private static String hash(String text) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java has SHA-256", impossible);
        }
    }
}
