/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.route.MailResolver;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Test results as builds read them. */
class JUnitXmlTest {
    private static Document parsed(ProbeReport report, Gate gate) {
        String text = JUnitXml.render(report, gate);
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception broken) {
            throw new AssertionError(text, broken);
        }
    }

    private static List<Element> all(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static List<String> names(Document document, String inside) {
        return all(document, inside).stream()
                .map(each -> ((Element) each.getParentNode()).getAttribute("name"))
                .toList();
    }

    @Test
    void aCaseAStep() {
        Document document = parsed(SampleReports.passed(), Gate.OPEN);
        assertThat(all(document, "testsuite").get(0).getAttribute("name")).isEqualTo("192.0.2.1:25");
        assertThat(all(document, "testcase").stream().map(each -> each.getAttribute("name")))
                .startsWith("connect", "greeting", "EHLO", "MAIL FROM <ada@example.com>", "RCPT TO <bob@example.com>");
        assertThat(all(document, "failure")).isEmpty();
        assertThat(all(document, "system-out").get(0).getTextContent()).contains("C: MAIL FROM:<ada@example.com>");
    }

    @Test
    void aFailureHasTheFindingAndWhatToDo() {
        Document document = parsed(SampleReports.failedAtRecipient("550 5.1.1 no such user"), Gate.OPEN);
        assertThat(names(document, "failure")).containsExactly("RCPT TO <bob@example.com>");
        Element failure = all(document, "failure").get(0);
        assertThat(failure.getAttribute("type")).isEqualTo("recipient.unknown");
        assertThat(failure.getTextContent()).contains("What to do: ", "S 550 5.1.1 no such user");
        assertThat(all(document, "system-out").get(0).getParentNode()).isEqualTo(failure.getParentNode());
    }

    @Test
    void whatNobodyCanTellIsAnError() {
        assertThat(names(parsed(SampleReports.failedAtRecipient("451 4.7.1 greylisted"), Gate.OPEN), "error"))
                .containsExactly("RCPT TO <bob@example.com>");
        Document down = parsed(SampleReports.noAttempt(MailResolver.Status.TIMEOUT), Gate.OPEN);
        assertThat(names(down, "error")).containsExactly("name look-up");
        assertThat(names(parsed(SampleReports.noAttempt(MailResolver.Status.NXDOMAIN), Gate.OPEN), "failure"))
                .containsExactly("name look-up");
    }

    @Test
    void aWarningFailsWhereItIsWantedTo() {
        ProbeReport soon = SampleReports.inTls(5);
        assertThat(all(parsed(soon, Gate.OPEN), "failure")).isEmpty();
        assertThat(all(parsed(soon, Gate.OPEN), "testcase").stream().map(each -> each.getAttribute("name")))
                .contains("finding cert.expiring mx.example.com:465");
        assertThat(names(parsed(soon, new Gate(FailOn.WARNING, List.of())), "failure"))
                .contains("finding cert.expiring mx.example.com:465");
        assertThat(names(parsed(soon, new Gate(FailOn.WARNING, List.of("cert.expiring"))), "failure"))
                .doesNotContain("finding cert.expiring mx.example.com:465");
    }

    @Test
    void whereAllRoutesCountEachIsASuite() {
        Document document = parsed(SampleReports.exchangers(), Gate.OPEN);
        assertThat(all(document, "testsuite").size()).isGreaterThanOrEqualTo(30);
        assertThat(all(document, "testsuite").get(0).getAttribute("name")).isEqualTo("mx0.example.com:25 (192.0.2.48)");
    }

    @Test
    void countsAndVerdictsAgree() {
        SampleReports.all().forEach((name, report) -> {
            for (FailOn each : FailOn.values()) {
                Gate gate = new Gate(each, List.of());
                Document document = parsed(report, gate);
                boolean failure = !all(document, "failure").isEmpty();
                boolean error = !all(document, "error").isEmpty();
                assertThat(failure).as(name + each).isEqualTo(gate.exitCode(report) == 1);
                if (report.verdict() == Verdict.INCONCLUSIVE) {
                    assertThat(error).as(name + each).isTrue();
                }
                assertThat(all(document, "testsuite").stream().map(suite -> suite.getAttribute("name")))
                        .as(name)
                        .doesNotHaveDuplicates();
                for (Element suite : all(document, "testsuite")) {
                    assertThat(suite.getAttribute("tests")).isEqualTo(count(suite, "testcase"));
                    assertThat(suite.getAttribute("failures")).isEqualTo(count(suite, "failure"));
                    assertThat(suite.getAttribute("errors")).isEqualTo(count(suite, "error"));
                    assertThat(suite.getAttribute("skipped")).isEqualTo(count(suite, "skipped"));
                    distinct(suite);
                }
                assertThat(document.getDocumentElement().getTextContent())
                        .as(name)
                        .doesNotContain(SampleReports.CANARY, "\u001b", "\u0007");
            }
        });
    }

    private static String count(Element suite, String name) {
        return String.valueOf(suite.getElementsByTagName(name).getLength());
    }

    private static void distinct(Element suite) {
        NodeList cases = suite.getElementsByTagName("testcase");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < cases.getLength(); i++) {
            assertThat(names.add(((Element) cases.item(i)).getAttribute("name")))
                    .isTrue();
        }
    }

    @Test
    void whatXmlDoesNotAllowIsReplaced() {
        assertThat(Xml.escaped("a\u0000b\u001bc\ufffed\ud800e\r<&>\"\ud83d\ude00\t"))
                .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffd&lt;&amp;&gt;&quot;\ud83d\ude00\t");
    }
}
