/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.harness.ChildJvm;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Talkers;
import io.github.smtpprobe.render.AnsiTranscript;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transcript.Event;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A report is bounded whatever a whole domain says, and what is left out of it is marked and counted. */
@Tag("sweep")
public class BoundedReportTest {
    private static final int MIB = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Every filling is the worst for something: escapes, entities, short words, long pseudonyms, characters of two octets in memory.
     * A dozen servers say more than a report may hold; that there may be many more is tried where they say little each.
     */
    public static Stream<Talkers> domains() {
        String utf8 = new String(
                new byte[] {(byte) 0xE4, (byte) 0xB8, (byte) 0x80}, java.nio.charset.StandardCharsets.ISO_8859_1);
        return Stream.of(
                new Talkers(8, 4, "x", 240, 250, "greeting"),
                new Talkers(4, 3, "\u00FF", 240, 250, "none"),
                new Talkers(4, 8, "\"", 12_000, 5, "EHLO"),
                new Talkers(3, 4, "\\", 1_000, 60, "none"),
                new Talkers(3, 4, "<'&", 240, 250, "none"),
                new Talkers(3, 4, "a b ", 240, 250, "none"),
                new Talkers(3, 4, "a@b \"::\"1.1.1.1 a.bc ", 240, 250, "none"),
                new Talkers(3, 4, utf8, 240, 250, "none"),
                new Talkers(3, 4, "\u0001", 240, 250, "RCPT"),
                new Talkers(20, 8, "", 0, 256, "none"),
                new Talkers(1, 1, "\u00FF", 240, 250, "none"));
    }

    @ParameterizedTest
    @MethodSource("domains")
    void staysWithinItsBounds(Talkers domain) throws JsonProcessingException {
        ProbeReport report = domain.probe(Coverage.ALL, 3);
        assertBounds(report);
        assertThat(report.attempts()).hasSize(domain.hosts() * domain.addresses());
        Attempt decisive = report.decisive().orElseThrow();
        assertThat(decisive.leftOut()).as("the decisive attempt is whole").isZero();
        boolean large = domain.hosts() > 1;
        assertThat(report.has("report.shortened")).isEqualTo(large);
        for (Attempt each : report.attempts()) {
            boolean marked = each.transcript().entries().stream()
                    .anyMatch(entry -> entry.event()
                            .filter(event -> event.kind() == Event.Kind.LEFT_OUT)
                            .isPresent());
            assertThat(marked).isEqualTo(each.leftOut() > 0);
            assertThat(each.verdict()).as("shortening changes no verdict").isEqualTo(decisive.verdict());
        }
    }

    @Test
    void aShortenedReportKeepsWhatHoldsForAll() {
        ProbeReport report = new Talkers(3, 4, "a b ", 240, 250, "none").probe(Coverage.ALL, 0);
        assertThat(report.has("report.shortened")).isTrue();
        Invariants.check(report);
    }

    public static void assertJsonBound(ProbeReport report) throws JsonProcessingException {
        assertThat(JSON.writeValueAsBytes(report.asMap()).length).as("JSON").isLessThan(8 * MIB);
    }

    public static void assertBounds(ProbeReport report) throws JsonProcessingException {
        assertJsonBound(report);
        assertThat(Printable.octets(HtmlReport.render(report))).as("HTML").isLessThan(24 * MIB);
        assertThat(Printable.octets(TextReport.render(report))).as("text").isLessThan(4 * MIB);
        for (Attempt each : report.attempts()) {
            assertThat(AnsiTranscript.render(each.transcript()).length())
                    .as("ANSI")
                    .isLessThan(4 * MIB);
        }
    }

    /** In 64 MiB: the domain that once took 217 MiB, and refusals that make sixteen thousand findings. */
    public static final class SmallHeap {
        public static void main(String[] arguments) throws JsonProcessingException {
            ProbeReport loud = new Talkers(20, 8, "\u00FF", 240, 250, "greeting").probe(Coverage.FIRST_CONVERSATION, 0);
            assertBounds(loud);
            System.out.println("loud " + loud.attempts().size());
            ProbeReport refusing = new Talkers(20, 8, "x", 500, 1, "RCPT").probe(Coverage.ALL, 100);
            assertBounds(refusing);
            System.out.println("refusing " + refusing.attempts().size() + ", findings left out "
                    + (refusing.findingsLeftOut() > 0));
        }
    }

    @Test
    void aLargeDomainFitsIntoASmallHeap(@TempDir Path directory) throws Exception {
        String output = new ChildJvm(directory, "-Xmx64m").run(SmallHeap.class);
        assertThat(output).contains("loud 160").contains("refusing 160, findings left out true");
    }
}
