/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies in logs, bounces and error messages of many programs, and numbers that are no replies. */
class QuotedRepliesTest {
    /** A text with what has to be read in it. */
    record Pasted(String id, String reply, String where, String seen, String text) {
        static Pasted of(String block) {
            String[] parts = block.split("\n", 2);
            String[] head = parts[0].split(" \\| ", 4);
            return new Pasted(head[0].strip(), head[1].strip(), head[2].strip(), head[3].strip(), parts[1]);
        }

        boolean has(String value) {
            return !value.equals("-");
        }

        @Override
        public String toString() {
            return id + ": " + seen;
        }
    }

    static Stream<Pasted> all() throws IOException {
        try (InputStream in = QuotedRepliesTest.class.getResourceAsStream("/clients/quoted.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
            return Arrays.stream(text.split("(?m)^==== "))
                    .filter(block -> !block.startsWith("#"))
                    .map(Pasted::of)
                    .toList()
                    .stream();
        }
    }

    static Stream<Pasted> texts() throws IOException {
        return all().filter(each -> !each.id().equals("nothing"));
    }

    static Stream<Pasted> others() throws IOException {
        return all().filter(each -> each.id().equals("nothing"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theReplyIsQuotedAsItWasSaid(Pasted pasted) {
        ProbeReport report = Explain.dialogue(pasted.text());
        Finding first = report.findings().get(0);
        assertThat(pasted.id()).as(report.toString()).isIn(first.id(), "*");
        if (pasted.has(pasted.reply())) {
            String shown = first.summary() + report.transcript();
            assertThat(shown).contains(pasted.reply());
        } else {
            assertThat(report.transcript().entries()).isEmpty();
        }
    }

    /** Where the text says so, and nowhere else. */
    @ParameterizedTest
    @MethodSource("texts")
    void hostAndPortAreThoseOfTheText(Pasted pasted) {
        ProbeReport report = Explain.dialogue(pasted.text());
        String shown = report.summary() + report.findings().get(0).summary();
        String[] where = pasted.where().split(":");
        if (pasted.where().startsWith("!")) {
            assertThat(report.decisive().orElseThrow().route().host())
                    .doesNotContain(pasted.where().substring(1));
        } else if (pasted.has(pasted.where())) {
            assertThat(shown).contains(where[0]);
        }
        if (where.length > 1) {
            assertThat(shown + " " + report.decisive().orElseThrow().route().port())
                    .contains(where[1]);
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void aTextWithoutSmtpIsNone(Pasted pasted) {
        assertThatThrownBy(() -> Explain.dialogue(pasted.text()))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageStartingWith("text contains no reply of an SMTP server");
    }
}
