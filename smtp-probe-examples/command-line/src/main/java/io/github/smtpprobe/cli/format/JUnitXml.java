/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.cli.format.TestCase.Ending;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.Coverage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Test results in the dialect of JUnit's XML that Jenkins, GitLab and the reporters of GitHub read (valid by junit-10.xsd of
 * Jenkins' xUnit plugin). A suite is a route; a case is a step that was asked for, or a finding that deserves attention. If the
 * probe failed or the gate stops it, there is a failure; if it was inconclusive, an error; and neither if it passed.
 */
public final class JUnitXml {
    private static final int OUTPUT = 100_000;

    private final ProbeReport report;
    private final Gate gate;

    private JUnitXml(ProbeReport report, Gate gate) {
        this.report = report;
        this.gate = gate;
    }

    /**
     * Renders a report.
     *
     * @param report any
     * @param gate   which findings are failures
     * @return a document
     */
    public static String render(ProbeReport report, Gate gate) {
        return new JUnitXml(report, gate).render();
    }

    private record Suite(String name, Duration took, List<TestCase> cases, String output) {
        Suite with(List<TestCase> more) {
            List<TestCase> all = new ArrayList<>(cases);
            all.addAll(more);
            return new Suite(name, took, unique(all), output);
        }

        long count(Ending ending) {
            return cases.stream().filter(each -> each.ending() == ending).count();
        }

        String counts() {
            return " tests=\"" + cases.size() + "\" failures=\"" + count(Ending.FAILURE) + "\" errors=\""
                    + count(Ending.ERROR) + "\"";
        }
    }

    private String render() {
        List<Suite> suites = new ArrayList<>();
        for (Attempt attempt : attempts()) {
            suites.add(new Suite(
                    Shown.target(report, attempt) + address(attempt),
                    attempt.took(),
                    unique(steps(attempt)),
                    Shown.cut(attempt.transcript().toString(), OUTPUT)));
        }
        List<TestCase> whole = probe(suites);
        if (suites.size() == 1) {
            suites.set(0, suites.get(0).with(whole));
        } else if (!whole.isEmpty()) {
            suites.add(new Suite(Shown.target(report), report.took(), unique(whole), ""));
        }
        Suite all = new Suite("smtp-probe", report.took(), cases(suites), "");
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<testsuites name=\"smtp-probe\"").append(all.counts());
        out.append(" time=\"").append(Shown.seconds(report.took(), 3)).append("\">\n");
        suites.forEach(each -> append(out, each));
        return out.append("</testsuites>\n").toString();
    }

    /** If every route has to work, each one is a suite; otherwise only the deciding one, because the others were allowed to fail. */
    private List<Attempt> attempts() {
        if (report.request().coverage() != Coverage.ALL) {
            return report.decisive().map(List::of).orElse(List.of());
        }
        return report.attempts().stream()
                .filter(each -> each.purpose().decides())
                .toList();
    }

    private static String address(Attempt attempt) {
        String address = attempt.route().addressText();
        return attempt.route().literal() || address.isEmpty() ? "" : " (" + address + ")";
    }

    private static List<TestCase> cases(List<Suite> suites) {
        return suites.stream().flatMap(each -> each.cases().stream()).toList();
    }

    private List<TestCase> steps(Attempt attempt) {
        List<TestCase> cases = new ArrayList<>();
        List<Fact> failures = attempt.failures();
        for (Fact fact : attempt.facts()) {
            if (failures.contains(fact)) {
                cases.add(failed(attempt, fact));
            } else if (fact.state() == Fact.State.SKIPPED) {
                cases.add(new TestCase(fact.label(), fact.took(), Ending.SKIPPED, "", fact.description(), ""));
            } else if (fact.state() != Fact.State.NOT_ASKED) {
                cases.add(TestCase.passed(fact.label(), fact.took()));
            }
        }
        return cases;
    }

    /** The case of a step that did not pass; what follows from an earlier step was not tested. */
    private TestCase failed(Attempt attempt, Fact fact) {
        if (fact.state() == Fact.State.SKIPPED) {
            return new TestCase(fact.label(), fact.took(), Ending.SKIPPED, "", fact.description(), "");
        }
        Ending ending = attempt.verdict() == Verdict.FAILED ? Ending.FAILURE : Ending.ERROR;
        return finding(attempt, fact)
                .map(found -> of(fact.label(), fact.took(), ending, found))
                .orElseGet(() -> new TestCase(fact.label(), fact.took(), ending, fact.kind(), fact.description(), ""));
    }

    private Optional<Finding> finding(Attempt attempt, Fact fact) {
        return report.findings().stream()
                .filter(each -> each.severity() == Severity.ERROR)
                .filter(each -> each.attempt().orElse(attempt.index()) == attempt.index())
                .filter(each -> each.stage().filter(fact.stage()::equals).isPresent())
                .findFirst()
                .or(() -> attempt.decidingFact()
                        .filter(fact::equals)
                        .flatMap(decides -> report.rootCause())
                        .filter(each -> each.attempt().orElse(-1) == attempt.index()));
    }

    /** Cases that belong to no step: the look-up of names, and findings that deserve attention. */
    private List<TestCase> probe(List<Suite> suites) {
        List<TestCase> cases = new ArrayList<>();
        boolean told = cases(suites).stream()
                .anyMatch(each -> each.ending() == Ending.FAILURE || each.ending() == Ending.ERROR);
        if (!report.passed() && !told) {
            String name = report.decidingStage().map(stage -> stage.label()).orElse("probe");
            Ending ending = report.verdict() == Verdict.FAILED ? Ending.FAILURE : Ending.ERROR;
            cases.add(report.rootCause()
                    .map(found -> of(name, report.took(), ending, found))
                    .orElseGet(() -> new TestCase(name, report.took(), ending, "verdict", report.summary(), "")));
        }
        for (Finding each : report.findings()) {
            boolean stops = report.passed() && gate.stops(each);
            if (stops || (each.severity() == Severity.WARNING)) {
                cases.add(of("finding " + each.key(), Duration.ZERO, stops ? Ending.FAILURE : Ending.PASSED, each));
            }
        }
        return cases;
    }

    private static TestCase of(String name, Duration took, Ending ending, Finding found) {
        StringBuilder body = new StringBuilder();
        if (ending == Ending.PASSED) {
            body.append(found.summary()).append('\n');
        }
        body.append(found.explanation()).append('\n');
        body.append(found.remedy().isEmpty() ? "" : "What to do: " + found.remedy() + "\n");
        body.append(found.reference().isEmpty() ? "" : "See " + found.reference() + "\n");
        found.evidence().forEach(each -> body.append("  ").append(each).append('\n'));
        return new TestCase(name, took, ending, found.id(), found.summary(), body.toString());
    }

    /** Numbers steps that occur twice, such as EHLO, since build servers identify cases by name. */
    private static List<TestCase> unique(List<TestCase> cases) {
        Map<String, Integer> seen = new HashMap<>();
        return cases.stream()
                .map(each -> {
                    int times = seen.merge(each.name(), 1, Integer::sum);
                    return times == 1 ? each : each.renamed(each.name() + " (" + times + ")");
                })
                .toList();
    }

    private void append(StringBuilder out, Suite suite) {
        out.append("  <testsuite name=\"")
                .append(Xml.escaped(suite.name()))
                .append('"')
                .append(suite.counts());
        out.append(" skipped=\"").append(suite.count(Ending.SKIPPED)).append('"');
        out.append(" time=\"").append(Shown.seconds(suite.took(), 3)).append("\">\n    <properties>\n");
        property(out, "version", ProbeReport.libraryVersion());
        property(out, "started", report.started().toString());
        property(out, "verdict", report.verdict().token());
        out.append("    </properties>\n");
        int speaker = speaker(suite.cases());
        for (int i = 0; i < suite.cases().size(); i++) {
            out.append(suite.cases().get(i).xml(suite.name(), i == speaker ? suite.output() : ""));
        }
        out.append("  </testsuite>\n");
    }

    /** The case that shows the dialogue: the first that did not pass, otherwise the last. */
    private static int speaker(List<TestCase> cases) {
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).ending() == Ending.FAILURE || cases.get(i).ending() == Ending.ERROR) {
                return i;
            }
        }
        return cases.size() - 1;
    }

    private static void property(StringBuilder out, String name, String value) {
        out.append("      <property name=\"").append(name);
        out.append("\" value=\"").append(Xml.escaped(value)).append("\"/>\n");
    }
}
