/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.report.ProbeReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A file with a stored report, or with one report per line. Messages repeat none of its content. */
final class KeptFile {
    static final int LARGEST = 64 << 20;

    private static final String SURVEY =
            "the report of a survey of a domain, and this command shows only reports of probes;"
                    + " smtp-probe domain writes a survey as a page, by --html FILE, and compares it with an earlier one, by --against";

    private KeptFile() {}

    /**
     * Reads a report.
     *
     * @param octets of the file, in UTF-8
     * @param line   from 1; 0 if the file holds one report
     * @throws IllegalArgumentException if there is none
     */
    static ProbeReport read(InputStream octets, long line) throws IOException {
        String text = line == 0 ? whole(octets) : line(octets, line);
        if (text.isBlank()) {
            throw new IllegalArgumentException(line == 0 ? "FILE is empty" : "the line that --line names is empty");
        }
        if (line == 0) {
            several(text);
        }
        return report(object(text));
    }

    private static String whole(InputStream octets) throws IOException {
        byte[] all = octets.readNBytes(LARGEST + 1);
        if (all.length > LARGEST) {
            throw new IllegalArgumentException(
                    "FILE is larger than 64 MiB; if it has one report a line, --line reads one of them");
        }
        return new String(all, StandardCharsets.UTF_8);
    }

    /** Reads blocks instead of single octets, because the results of a batch can be gigabytes. */
    private static String line(InputStream octets, long line) throws IOException {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 16];
        long at = 1;
        for (int count = 0; count >= 0 && at <= line; count = octets.read(block)) {
            int from = 0;
            for (int i = 0; i < count && at <= line; i++) {
                if (block[i] == '\n') {
                    keep(found, block, from, at == line ? i : from);
                    at++;
                    from = i + 1;
                }
            }
            keep(found, block, from, at == line ? count : from);
        }
        if (at < line || (at == line && found.size() == 0)) {
            throw new IllegalArgumentException("FILE has fewer lines than --line says");
        }
        return found.toString(StandardCharsets.UTF_8);
    }

    private static void keep(ByteArrayOutputStream found, byte[] block, int from, int to) {
        found.write(block, from, to - from);
        if (found.size() > LARGEST) {
            throw new IllegalArgumentException("the line that --line names is larger than 64 MiB");
        }
    }

    /** Refuses several reports: showing the first one as if there were no others would be wrong. */
    private static void several(String text) {
        List<String> lines =
                text.lines().filter(each -> !each.isBlank()).limit(2).toList();
        if (lines.size() > 1 && isObject(lines.get(0))) {
            throw new IllegalArgumentException("FILE has one report a line: --line says which one to show");
        }
    }

    private static boolean isObject(String text) {
        try {
            object(text);
            return true;
        } catch (IllegalArgumentException part) {
            return false;
        }
    }

    private static Map<String, Object> object(String text) {
        try {
            return Json.read(text);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException("FILE is not a report: it is " + none.getMessage());
        }
    }

    private static ProbeReport report(Map<String, Object> found) {
        Object inside = found.get("report");
        boolean ofBatch = !found.containsKey("schemaVersion") && found.containsKey("state");
        if ("domain".equals(found.get("kind")) || (ofBatch && found.containsKey("domainReport"))) {
            throw new IllegalArgumentException("FILE has " + (ofBatch ? "in this line " : "") + SURVEY);
        }
        if (ofBatch && inside == null) {
            throw new IllegalArgumentException("FILE has no report in this line of a batch: "
                    + (found.containsKey("key") ? "the target was not tested" : "the batch wrote a summary"));
        }
        try {
            return ProbeReport.fromMap(ofBatch && inside instanceof Map<?, ?> kept ? named(kept) : found);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(
                    "FILE is not a report that this release can read: " + unfit.getMessage());
        }
    }

    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    private static Map<String, ?> named(Map<?, ?> fields) {
        return (Map<String, ?>) fields;
    }
}
