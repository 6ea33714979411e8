/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A row of the table of expectations.
 *
 * @param server  who is asked
 * @param service which of its services
 * @param asked   what is asked
 * @param verdict the verdict in lower case, or several of which one is right
 * @param roots   the ids that the root cause may have; none where nothing is wrong
 * @param stages  the stages of which one failed first; none where none did
 * @param besides ids that must be there too, or with a ! before them must not be
 * @param says    words that must stand in the root cause's texts
 */
record Row(
        String server,
        String service,
        Asked asked,
        String verdict,
        List<String> roots,
        List<String> stages,
        List<String> besides,
        List<String> says) {
    private static final String TABLE = "/real-servers/expectations.tsv";
    private static final String NOT_OFFERED = "pipelining.not-offered";

    /** {@return the rows that are asked in lock-step} */
    static List<Row> lockStep() {
        return all().stream().filter(row -> !row.asked().has("pipelining")).toList();
    }

    /**
     * {@return what is asked with PIPELINING: each envelope whose answers hang on nothing else} A server has to answer as it does in
     * lock-step; where the world is otherwise, the table has a row that says so.
     */
    static List<Row> pipelining() {
        return lockStep().stream()
                .filter(row -> row.asked().anEnvelopeAlone())
                .map(Row::together)
                .toList();
    }

    private Row together() {
        Row same =
                new Row(server, service, asked.pipelining(), verdict, roots, stages, with(besides, notOffered()), says);
        return all().stream()
                .filter(row -> row.toString().equals(same.toString()))
                .findFirst()
                .orElse(same);
    }

    private String notOffered() {
        return MailServer.of(server).pipelines() ? "!" + NOT_OFFERED : NOT_OFFERED;
    }

    private static List<String> with(List<String> some, String one) {
        List<String> all = new ArrayList<>(some);
        all.add(one);
        return all;
    }

    static List<Row> all() {
        try (InputStream table = Row.class.getResourceAsStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Row::of)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Row of(String line) {
        String[] cells = Arrays.copyOf(line.split("\t"), 8);
        return new Row(
                cells[0],
                cells[1],
                Asked.of(cells[2]),
                cells[3],
                list(cells[4], "[|]"),
                list(cells[5], "[|]"),
                list(cells[6], " "),
                list(cells[7], "; "));
    }

    private static List<String> list(String cell, String separator) {
        return cell == null || cell.equals("-") || cell.isEmpty() ? List.of() : List.of(cell.split(separator));
    }

    /** {@return what the row asks} */
    ProbeRequest request(int port) {
        ProbeRequest request = asked.request(port);
        return asked.unix()
                .map(path -> request.toBuilder()
                        .road(Road.unixSocket(Machine.path(server, path)))
                        .build())
                .orElse(request);
    }

    /** {@return what is wrong with a report, in words; empty where all is as expected} */
    List<String> wrongIn(ProbeReport report) {
        List<String> wrong = new ArrayList<>();
        String root = report.rootCause().map(Finding::id).orElse("-");
        String text = report.rootCause()
                .map(found -> found.summary() + " " + found.explanation() + " " + found.remedy())
                .orElse("");
        String failed = report.decisive()
                .flatMap(each -> each.decidingFact())
                .map(Fact::stage)
                .map(Enum::name)
                .orElse("-");
        expect(
                wrong,
                "verdict",
                List.of(verdict.split("\\|")),
                report.verdict().name().toLowerCase(Locale.ROOT));
        expect(wrong, "stage", stages, failed);
        expect(wrong, "root cause", roots, root);
        for (String id : besides) {
            boolean there = !id.startsWith("!");
            if (report.has(there ? id : id.substring(1)) != there) {
                wrong.add(there ? id + " is missing" : id + " is out of place");
            }
        }
        says.stream()
                .filter(words -> !text.contains(words))
                .forEach(words -> wrong.add("no word of \"" + words + "\""));
        return wrong;
    }

    /** {@return what is wrong with how commands were sent together} */
    List<String> wrongGroups(ProbeReport report) {
        List<String> wrong = new ArrayList<>();
        report.findings().stream()
                .map(Finding::id)
                .filter(id -> id.startsWith("pipelining.") && !besides.contains(id))
                .forEach(id -> wrong.add(id + " is out of place"));
        for (Attempt attempt : report.attempts()) {
            Optional<Boolean> together = sentTogether(attempt.transcript());
            if (together.isPresent() && together.get() == besides.contains(NOT_OFFERED)) {
                wrong.add(together.get() ? "commands were sent together" : "each command was sent alone");
            }
        }
        return wrong;
    }

    /** Whether a command stands right behind MAIL, without a reply between, if there is a MAIL. */
    private static Optional<Boolean> sentTogether(Transcript transcript) {
        Iterator<Entry> entries = transcript.entries().iterator();
        while (entries.hasNext()) {
            if (ours(entries.next(), "MAIL FROM:")) {
                return Optional.of(entries.hasNext() && ours(entries.next(), ""));
            }
        }
        return Optional.empty();
    }

    private static boolean ours(Entry entry, String start) {
        return entry.direction() == Entry.Direction.CLIENT && entry.text().startsWith(start);
    }

    private static void expect(List<String> wrong, String what, List<String> expected, String got) {
        if (expected.isEmpty() ? !got.equals("-") : !expected.contains(got)) {
            wrong.add(what + " " + got + " in place of " + expected);
        }
    }

    @Override
    public String toString() {
        return server + " " + service + " " + asked.text();
    }
}
