/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.DomainHtml;
import io.github.smtpprobe.render.DomainText;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.text.Printable;
import java.util.List;
import java.util.Map;

/** A report in all its forms, each of which holds nothing that moves a cursor, turns the writing direction or is markup of a stranger's. */
record Printed(String text, String html, Map<String, Object> map) {
    private static final int DEEPEST = 50;

    static Printed of(DomainReport report) {
        Printed all = new Printed(DomainText.render(report), DomainHtml.render(report), report.asMap());
        assertThat(all.text.lines()).as("text").allMatch(Printable::visible);
        assertThat(all.html.lines()).as("HTML").allMatch(Printable::visible);
        assertThat(all.html.replace("\\u003c", "").toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("<script>alert");
        visible(all.map, 0);
        assertThat(report.summary()).matches(Printable::visible);
        return all;
    }

    int characters() {
        return text.length() + html.length() + map.toString().length();
    }

    private static void visible(Object value, int depth) {
        assertThat(depth).isLessThan(DEEPEST);
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                visible(key, depth + 1);
                visible(each, depth + 1);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(each -> visible(each, depth + 1));
        } else if (value instanceof String string) {
            assertThat(string.lines()).as("JSON").allMatch(Printable::visible);
        } else {
            assertThat(value).isInstanceOfAny(Number.class, Boolean.class);
        }
    }
}
