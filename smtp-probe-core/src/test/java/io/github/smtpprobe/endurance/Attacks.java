/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.endurance;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.conversations.FaultMatrixTest;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.explain.ExplainLimitsTest;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.LibraryPatterns;
import io.github.smtpprobe.harness.Talkers;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.reports.BoundedReportTest;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** All attacks of a kind, one after the other, in whatever little memory this JVM has: one line for each kind. */
final class Attacks {
    /** What a server floods us with in the place of a reply; MARK stands for the direction's mark. */
    private static final List<List<String>> FLOODS = List.of(
            List.of("MARK 250-" + "x".repeat(300_000) + "\\-"),
            repeated("MARK 250-" + "x".repeat(1_000), 300),
            repeated("MARK 250-", 1_000),
            repeated("MARK 250-" + "\\xFF".repeat(500), 200),
            repeated("MARK 550-" + "a.".repeat(500), 100),
            repeated("MARK 334 " + "QUJD".repeat(2_000), 20),
            repeated("MARK 250 ok", 200));

    private final Map<String, Map<String, Callable<ProbeReport>>> kinds = new LinkedHashMap<>();

    private Attacks() throws Exception {
        FaultMatrixTest.places().forEach(place -> {
            FaultMatrixTest.FAULTS.forEach(fault -> stage(place, fault));
            FLOODS.forEach(flood -> stage(place, flood));
        });
        BoundedReportTest.domains()
                .forEach(domain ->
                        add("domains of many exchangers", domain.toString(), () -> domain.probe(Coverage.ALL, 100)));
        LibraryPatterns.BUSY.forEach(words -> {
            Talkers refusing = new Talkers(20, 8, words, 12_000, 5, "RCPT");
            add("refusals of 60 KiB at 160 addresses", words, () -> refusing.probe(Coverage.ALL, 100));
        });
        for (int names : new int[] {1, 100, 1_000}) {
            certificate(names);
        }
        ExplainLimitsTest.texts().forEach(text -> {
            IntFunction<String> ofSize = each(text.get()[1]);
            add(
                    "pasted texts",
                    text.get()[0].toString(),
                    () -> Explain.dialogue("S: 220 mx\n" + ofSize.apply(Explain.MAX_LENGTH)
                            + "\nC: RSET\nS: 250 ok\nC: EHLO me\nS: 550 no\n"));
        });
    }

    @SuppressWarnings("unchecked") // what the test's table holds
    private static IntFunction<String> each(Object ofSize) {
        return (IntFunction<String>) ofSize;
    }

    private static List<String> repeated(String line, int times) {
        return new ArrayList<>(java.util.Collections.nCopies(times, line));
    }

    private void add(String kind, String name, Callable<ProbeReport> attack) {
        kinds.computeIfAbsent(kind, key -> new LinkedHashMap<>()).put(name, attack);
    }

    private void stage(int place, List<String> behaviour) {
        String first = Printable.cut(behaviour.get(0), 30, "...");
        String last = Printable.cut(behaviour.get(behaviour.size() - 1), 30, "...");
        String name = place + ": " + behaviour.size() + " lines from " + first + " to " + last;
        add("stages and behaviours", name, () -> play(FaultMatrixTest.script(place, behaviour), DialogueFile.good()));
    }

    private static ProbeReport play(Script script, CertificateAuthority.Issued certificate) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, certificate.serverContext(), script);
        return SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .build()
                .probe(FaultMatrixTest.request(587).build());
    }

    private void certificate(int names) {
        CertificateAuthority.Issued issued = CertificateAuthority.selfSigned(IntStream.range(0, names)
                .mapToObj(i -> "a-rather-long-name-" + i + ".example.com")
                .toArray(String[]::new));
        add("certificates", names + " names", () -> play(FaultMatrixTest.script(8, List.of("* timeout")), issued));
    }

    private void run() throws Exception {
        for (Map.Entry<String, Map<String, Callable<ProbeReport>>> kind : kinds.entrySet()) {
            long most = 0;
            String slowest = "";
            for (Map.Entry<String, Callable<ProbeReport>> attack :
                    kind.getValue().entrySet()) {
                long start = System.nanoTime();
                ProbeReport report = attack.getValue().call();
                long took = System.nanoTime() - start;
                slowest = took > most ? attack.getKey() : slowest;
                most = Math.max(most, took);
                BoundedReportTest.assertJsonBound(report); // a page of 24 MiB would not fit into this heap
            }
            System.out.println(kind.getKey() + ": " + kind.getValue().size() + " cases, the slowest " + most / 1_000_000
                    + " ms (" + slowest + ")");
        }
        System.out.println("heap " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB, processors "
                + Runtime.getRuntime().availableProcessors());
    }

    public static void main(String[] arguments) throws Exception {
        new Attacks().run();
    }
}
