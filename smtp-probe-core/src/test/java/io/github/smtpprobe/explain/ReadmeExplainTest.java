/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README shows of pasted texts was produced by reading them: each block, and the summary quoted below it. */
class ReadmeExplainTest {
    @Test
    void theReadmeShowsWhatIsRead() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        String shown = readme.substring(readme.indexOf("<!-- explain -->"), readme.indexOf("<!-- /explain -->"));
        List<String> read = new ArrayList<>();
        List<String> quoted = new ArrayList<>();
        String[] blocks = shown.split("```\n");
        for (int i = 1; i + 1 < blocks.length; i += 2) {
            read.add(Explain.dialogue(blocks[i]).summary());
            quoted.add(blocks[i + 1].lines().findFirst().orElseThrow().replaceFirst("^> ", ""));
        }
        assertThat(read).hasSize(3).isEqualTo(quoted);
    }
}
