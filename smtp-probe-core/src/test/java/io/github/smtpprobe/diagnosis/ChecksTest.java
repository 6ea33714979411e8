/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of checks: one that is not on it finds nothing. */
class ChecksTest {
    @Test
    void everyCheckIsInTheList() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/github/smtpprobe/diagnosis"))) {
            Set<String> checks = new TreeSet<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file)
                        .matches(
                                "(?s).*\n(?:public )?final class \\w+ (implements Check|extends AttemptCheck) \\{.*")) {
                    checks.add(file.getFileName().toString().replace(".java", ""));
                }
            }
            checks.removeAll(Set.of("ToldByClient", "GuardedCheck")); // made for a text, or an application
            Set<String> listed = new TreeSet<>();
            Checks.standard().forEach(check -> listed.add(check.getClass().getSimpleName()));
            assertThat(listed).isEqualTo(checks);
        }
    }
}
