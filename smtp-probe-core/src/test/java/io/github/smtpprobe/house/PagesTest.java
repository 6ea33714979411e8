/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for readers hang together: no link leads nowhere, no page is missed, and the first one stays short. */
class PagesTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final int MOST_LINES = 600;

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : Stream.concat(Pages.READMES.stream(), Stream.of(Path.of("../CHANGELOG.md")))
                .toList()) {
            LINK.matcher(BLOCK.matcher(Files.readString(page)).replaceAll(""))
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> !link.startsWith("https://"))
                    .filter(link -> !leadsSomewhere(page, link))
                    .forEach(link -> broken.add(page + " " + link));
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        try {
            return Files.exists(target)
                    && (parts.length == 1 || anchors(Files.readString(target)).contains(parts[1]));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(String text) {
        return HEADING.matcher(BLOCK.matcher(text).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void theReadmeLeadsToEachOfThem() throws IOException {
        assertThat(LINK.matcher(Files.readString(Pages.README))
                        .results()
                        .map(link -> link.group(1).split("#")[0])
                        .map(link -> Pages.README.resolveSibling(link).toString()))
                .containsAll(Pages.READMES.stream()
                        .filter(page -> !page.equals(Pages.README))
                        .map(Path::toString)
                        .toList());
        assertThat(Stream.of("..", "../smtp-probe-examples")
                        .map(Path::of)
                        .flatMap(PagesTest::folders)
                        .map(folder -> folder.resolve("README.md"))
                        .filter(Files::exists)
                        .map(Path::toString))
                .containsExactlyInAnyOrderElementsOf(Pages.READMES.stream()
                        .filter(page -> !page.equals(Pages.README))
                        .map(Path::toString)
                        .toList());
    }

    private static Stream<Path> folders(Path parent) {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A newcomer reads it from top to bottom. */
    @Test
    void theReadmeStaysShort() throws IOException {
        assertThat(Files.readAllLines(Pages.README)).hasSizeLessThan(MOST_LINES);
    }
}
