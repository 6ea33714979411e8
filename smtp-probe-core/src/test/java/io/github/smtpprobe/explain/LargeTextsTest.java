/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pasted text with thousands of steps costs in proportion to its length, also where it is judged and shown. Counted are the
 * octets of memory that are taken for it, which are the same on any machine: whatever looks at all steps for each step takes some
 * each time.
 */
class LargeTextsTest {
    private static final int MIB = 1 << 20;
    private static final int SMALL = 5_000;
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Tag("sweep")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "C: EHLO #.example.com\nS: 250-mx\nS: 250 K#\n",
                "C: EHLO #.example.com\nS: 250-mx\nS: 250 AUTH PLAIN M#\n",
                "C: EHLO #.example.com\nS: 550 5.7.1 no #\n",
                "C: RCPT TO:<a#@b.example>\nS: 550 5.1.1 no user a#\n",
                "C: RCPT TO:<a#@b.example>\nS: 550 no\n",
                "C: RCPT TO:<a#@b.example>\nS: 554 5.7.1 relay access denied\n",
                "C: RCPT TO:<a#@b.example>\nS: 250 ok\n",
                "C: RCPT TO:<a#@b.example>\n",
                "C: AUTH PLAIN AGEAYg#==\nS: 535 5.7.8 no #\n",
                "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dXNlcg#==\nS: 535 no\n",
                "C: MAIL FROM:<a#@b.example>\nS: 250 ok\nC: DATA\nS: 354 go\nC: .\nS: 554 5.6.0 no #\n",
                "S: 250-K#\n",
                "mark#a: 250 ok\n",
                "<#.example> 250 ok\n",
                "host mx#.example.com[192.0.2.1] said: 550 5.1.1 no # (in reply to RCPT TO command)\n",
                "Could not connect to SMTP host: smtp#.example.com, port: 587\n",
                "Caused by: java.net.ConnectException: Connection refused #\n",
                "334 a#\nb#c\n",
            })
    void aTextOfManyStepsCostsInProportion(String unit) {
        ToIntFunction<String> all = text -> shown(Explain.dialogue(text));
        all.applyAsInt(text(unit, 1_000)); // what is read once, such as tables
        long small = taken(all, text(unit, SMALL));
        assertThat(taken(all, text(unit, 4 * SMALL)))
                .as("octets of memory, after %d for a quarter", small)
                .isLessThan(small * 17 / 4); // arrays that grow by half and longer numbers take some more
    }

    /** The bounds that hold for any report. */
    private static int shown(ProbeReport report) {
        int html = HtmlReport.render(report).length();
        int map = report.asMap().toString().length();
        assertThat(html).isLessThan(24 * MIB);
        assertThat(map).isLessThan(8 * MIB);
        return html + map + TextReport.render(report).length();
    }

    private static long taken(ToIntFunction<String> work, String text) {
        long before = MEMORY.getCurrentThreadAllocatedBytes();
        work.applyAsInt(text);
        return MEMORY.getCurrentThreadAllocatedBytes() - before;
    }

    /** A dialogue in which a part comes again and again, with another number each time. */
    private static String text(String unit, int length) {
        StringBuilder text = new StringBuilder("S: 220 mx.example.com\nC: EHLO me\nS: 250 mx.example.com\n");
        for (int i = 0; text.length() < length; i++) {
            text.append(unit.replace("#", Integer.toString(i, 36)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C: RCPT TO:<a#@b.example>\nS: 550 no #\n"})
    void whatIsSaidOfManyRefusalsIsBounded(String unit) {
        ProbeReport report = Explain.dialogue(text(unit, 80_000));
        assertThat(report.has("checks.left-out")).isTrue();
        assertThat(report.findings()).hasSizeLessThan(1_100);
        assertThat(List.copyOf(report.attempts().get(0).facts())).hasSizeGreaterThan(1_000);
    }
}
