/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Sampled;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A text that is made when it is read is the text that would have been made at once. */
class FilledTest {
    private static final List<String> TEMPLATES = List.of(
            "{host} refused {recipient}[: {reply}].",
            "[Wait for {wait}|Wait for some minutes], then try {host} again. {host} said {reply}",
            "Nothing to fill in. ",
            "Nothing[ to fill in|].",
            "an open { and [ of {host}");

    private static String value(Random random) {
        StringBuilder value = new StringBuilder();
        for (int left = random.nextInt(20); left > 0; left--) {
            int[] kinds = {'a', ' ', '.', '"', 0, 0x7F, 0xE4, 0x202E, 0x4E2D, 0x1F600, 0xE0001, 0xD800, 0x10FFFF};
            value.appendCodePoint(kinds[random.nextInt(kinds.length)]);
        }
        return value.toString();
    }

    @Test
    @Sampled(few = 1_000, many = 20_000)
    void itIsWhatItsTemplateSaysAndNoLongerThanItTells(int tries) {
        Random random = new Random(1);
        for (int i = 0; i < tries; i++) {
            Map<String, String> values = Map.of(
                    "host", value(random), "recipient", value(random), "reply", value(random), "wait", value(random));
            for (String template : TEMPLATES) {
                CharSequence filled = Filled.of(Template.of(template), name -> values.getOrDefault(name, ""));
                long most = Filled.most(filled);
                String text = filled.toString();
                assertThat(text).isEqualTo(Template.fill(template, values));
                assertThat((long) Printable.octets(text)).as(text).isLessThanOrEqualTo(most);
            }
        }
    }

    @Test
    void eachValueIsFoundOutOnceAndOnlyIfItIsNamed() {
        List<String> asked = new ArrayList<>();
        CharSequence filled = Filled.of(Template.of(TEMPLATES.get(0)), name -> {
            asked.add(name);
            return name;
        });
        assertThat(asked).containsExactly("host", "recipient", "reply");
        assertThat(filled).hasToString("host refused recipient: reply.");
        assertThat(asked).hasSize(3);
    }

    @Test
    void aFindingIsEqualToOneThatWasPutIntoWordsAtOnce() {
        CharSequence filled = Filled.of(Template.of("{host} is silent."), name -> "mx.example.com");
        Finding lazy = Finding.builder("acme.silent").summary(filled).build();
        Finding eager = Finding.builder("acme.silent")
                .summary("mx.example.com is silent.")
                .build();
        assertThat(lazy).isEqualTo(eager).hasSameHashCodeAs(eager).hasToString(eager.toString());
        assertThat(lazy.summary()).isEqualTo("mx.example.com is silent.");
    }

    @Test
    void whatCanChangeIsTakenAsItIs() {
        StringBuilder changing = new StringBuilder("Silent.");
        Finding finding = Finding.builder("acme.silent").summary(changing).build();
        changing.append("!");
        assertThat(finding.summary()).isEqualTo("Silent.");
    }
}
