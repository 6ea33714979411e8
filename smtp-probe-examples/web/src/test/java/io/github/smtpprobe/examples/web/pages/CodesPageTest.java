/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.smtp.EnhancedStatusCode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CodesPageTest {
    private static PageServer page;

    @BeforeAll
    static void start() {
        page = PageServer.start();
    }

    @AfterAll
    static void stop() {
        page.close();
    }

    @Test
    void hasAnAnchorForEachCode() throws Exception {
        String body = page.get("/codes").body();
        assertThat(body)
                .contains(
                        "id=\"220\"",
                        "id=\"250\"",
                        "id=\"421\"",
                        "id=\"535\"",
                        "id=\"550\"",
                        "id=\"5.7.1\"",
                        "id=\"4.7.1\"",
                        "id=\"2.1.5\"")
                .contains("114 of 114 codes");
        List<String> anchors =
                ReplyCodes.ALL.stream().flatMap(each -> each.anchors().stream()).toList();
        assertThat(anchors)
                .doesNotHaveDuplicates()
                .allSatisfy(anchor -> assertThat(anchor.length() == 3
                                || EnhancedStatusCode.atStartOf(anchor).isPresent())
                        .isTrue());
    }

    /** Nothing of it is left to fill in, and each refusal says what to do. */
    @Test
    void saysWhatEachCodeMeans() {
        assertThat(ReplyCodes.ALL).allSatisfy(entry -> {
            assertThat(entry.name()).isNotBlank();
            assertThat(entry.source()).isNotBlank();
            entry.meanings().forEach(sense -> {
                assertThat(sense.text()).doesNotContain("{", "}", "[", "]", "...");
                assertThat(sense.sentence()).endsWith(".");
            });
        });
        assertThat(ReplyCodes.find("535").get(0).meanings().get(0).remedy()).isNotBlank();
    }

    @Test
    void isSearchedByCodeAndByWords() throws Exception {
        assertThat(ReplyCodes.find("mailbox full"))
                .extracting(CodeEntry::code)
                .contains("x.2.2")
                .doesNotContain("535");
        assertThat(ReplyCodes.find("4.2.2")).extracting(CodeEntry::code).containsExactly("x.2.2");
        String body = page.get("/codes?q=block+list").body();
        assertThat(body).contains("By the words of a reply", "value=\"block list\"");
        assertThat(page.get("/codes?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").body())
                .contains("No code and no meaning has all of these words")
                .doesNotContain("<script>alert");
    }
}
