/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.diagnosis.words.TextStyle;
import io.github.smtpprobe.text.tables.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The texts about what clients say are written like all others, whatever is known of the server. */
class ClientTextStyleTest {
    private static final Pattern NAME = Pattern.compile("\\{([a-z0-9]+)}");
    private static final List<String> PARTS = List.of("says", "why", "do");

    private static String filled(String template, boolean known) {
        Map<String, String> values = new HashMap<>();
        NAME.matcher(template)
                .results()
                .map(found -> found.group(1))
                .filter(name ->
                        known || Set.of("raw", "reply", "protocol", "purpose").contains(name))
                .forEach(name -> values.put(name, sample(name)));
        return Template.fill(template, values);
    }

    private static String sample(String name) {
        return switch (name) {
            case "host", "names" -> "mx.example.com";
            case "port" -> "25";
            default -> "a value";
        };
    }

    @Test
    void everyTextIsAPlainSentenceWhateverIsKnown() {
        assertThat(ClientMeanings.all())
                .allSatisfy(each -> assertThat(faults(each)).isEmpty());
    }

    static List<String> faults(ClientMeaning meaning) {
        List<String> wrong = new ArrayList<>();
        for (String part : PARTS) {
            for (boolean known : new boolean[] {true, false}) {
                String text = filled(meaning.text(part), known);
                String fault = TextStyle.fault(text, part.equals("says"));
                if (!fault.isEmpty()) {
                    wrong.add(meaning.id() + " " + part + ": " + fault + ": " + text);
                }
            }
        }
        return wrong;
    }
}
