/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A terminal that shows fewer characters than there are. */
class TerminalWriterTest {
    private static String shown(String charset, String... parts) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        PrintWriter out = new PrintWriter(new TerminalWriter(octets, Charset.forName(charset)), true);
        for (String each : parts) {
            out.print(each);
        }
        out.flush();
        return octets.toString(Charset.forName(charset));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "US-ASCII     | +x-?~'\"?",
                "IBM437       | +x-\u00e9~'\"?",
                "IBM850       | +x-\u00e9~'\"?",
                "windows-1252 | +x\u2013\u00e9\u2026\u2019\u201c?",
                "UTF-8        | \u2713\u2717\u2013\u00e9\u2026\u2019\u201c\ud83d\ude00"
            })
    void whatItCannotShowIsTheNearestOfAscii(String charset, String expected) {
        assertThat(shown(charset, "\u2713\u2717\u2013\u00e9\u2026\u2019\u201c\ud83d\ude00"))
                .isEqualTo(expected);
    }

    @Test
    void halvesOfACharacterMayComeApart() {
        assertThat(shown("UTF-8", "a\ud83d", "\ude00b")).isEqualTo("a\ud83d\ude00b");
        assertThat(shown("IBM437", "a\ud83d", "\ude00b")).isEqualTo("a?b");
    }

    @Test
    void aReportKeepsItsColumns() {
        String report = TextReport.render(SampleReports.failedAtRecipient("550 5.1.1 no"));
        for (String charset : List.of("US-ASCII", "IBM437", "windows-1252")) {
            String shown = shown(charset, report);
            assertThat(shown).hasSameSizeAs(report).contains("x FAILED  192.0.2.1", "  + greeting", "  x RCPT TO");
        }
    }
}
