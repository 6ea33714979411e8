/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The demo finds what it should, shows no secret, and prints what the README says. */
class DemoTest {
    @Test
    void findsWhatItShould() throws Exception {
        StringWriter out = new StringWriter();
        int code = new Demo(new PrintWriter(out), false).run();
        String printed = out.toString();
        assertThat(code).as(printed).isZero();
        assertThat(printed)
                .contains("PASSED  127.0.0.1", "auth.rejected", "auth.cleartext-refused", "tcp.refused")
                .contains("recipient.greylisted", "AUTH PLAIN [redacted]")
                .doesNotContain("correct horse battery staple");
        assertThat(timeless(printed)).contains(timeless(shown()));
    }

    /** The README shows a run, so it must be one: only ports, times and addresses of the moment may differ. */
    private static String shown() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        return readme.substring(readme.indexOf("<!-- demo -->\n```\n") + 18, readme.indexOf("\n```\n<!-- /demo -->"));
    }

    private static String timeless(String text) {
        return text.replaceAll("[0-9]+\\.[0-9] ms", "")
                .replaceAll("[0-9a-f]{8,64}|[0-9]{4}-[0-9]{2}-[0-9]{2}(, [0-9]+ days)?", "#")
                .replaceAll(" {2,}", " ")
                .replaceAll("\\([0-9.]+ m?s\\)|:[0-9]{4,5}", "#");
    }
}
