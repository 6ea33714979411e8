/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That the manifests of the jars say the same, {@code .ci/run} finds out, which has jars. */
class ProducerTest {
    @Test
    void theVersionIsThatOfTheBuild() throws Exception {
        Matcher pom = Pattern.compile("<version>(.*)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(pom.find()).isTrue();
        boolean built = System.getProperty("basedir") != null; // Maven says it to its tests
        assertThat(ProbeReport.libraryVersion()).isEqualTo(built ? pom.group(1) : "development");
    }

    @Test
    void aFileThatNoBuildHasWrittenGivesNoPlaceholder() {
        assertThat(Producer.version("${project.version}")).isEqualTo("development");
        assertThat(Producer.version("1.2.3-SNAPSHOT")).isEqualTo("1.2.3-SNAPSHOT");
        assertThat(Producer.map()).isEqualTo(Map.of("name", "smtp-probe", "version", ProbeReport.libraryVersion()));
    }
}
