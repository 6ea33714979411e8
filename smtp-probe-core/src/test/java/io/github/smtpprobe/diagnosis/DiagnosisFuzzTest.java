/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.harness.CountedText;
import io.github.smtpprobe.harness.LibraryPatterns;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** How long diagnosis takes as a function of what a server says, in looks at characters. */
class DiagnosisFuzzTest {
    private static final int SMALL = 2 * 1024;
    private static final int LARGE = 4 * SMALL;

    /** Patterns with gaps of bounded length have a constant of their own. */
    private static final int SLACK = 64 * LARGE;

    /** Each input is tried with one in so many patterns, which is what takes the time, and with the whole diagnosis. */
    private static final int SHARE = 16;

    private static final List<Pattern> PATTERNS = patterns();

    private static List<Pattern> patterns() {
        try {
            return List.copyOf(LibraryPatterns.all().values());
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    static Stream<byte[]> words() {
        return Stream.concat(LibraryPatterns.BUSY.stream(), Stream.of("\"exp\" ", "https://"))
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("words")
    @FuzzTest(maxDuration = "2m")
    void z17TimeGrowsAsTheTextDoes(byte[] octets) {
        String unit = Printable.decode(octets);
        if (unit.isEmpty() || unit.length() > SMALL) {
            return;
        }
        for (int i = Math.floorMod(Arrays.hashCode(octets), SHARE); i < PATTERNS.size(); i += SHARE) {
            long small = steps(PATTERNS.get(i), unit, SMALL, Long.MAX_VALUE);
            steps(PATTERNS.get(i), unit, LARGE, 6 * small + SLACK);
        }
        ProbeReport report = Explain.reply(Stage.RCPT_TO, "550 " + unit.repeat(LARGE / unit.length()));
        assertThat(report.has("check.failed")).isFalse();
    }

    private static long steps(Pattern pattern, String unit, int size, long most) {
        CountedText text = new CountedText(unit.repeat(size / unit.length()), most);
        boolean found = pattern.matcher(text).find();
        return text.steps() + (found ? 0 : 1);
    }
}
