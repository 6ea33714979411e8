/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.ExportedTypes;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The exported API is what {@code api.txt} lists, so that whoever changes it sees it in the diff of that file. */
class ExportedApiTest {
    private static final Path FOUND = Path.of("target", "api.txt");

    @Test
    void isWhatIsListed() throws Exception {
        List<String> listed;
        try (InputStream file = ExportedApiTest.class.getResourceAsStream("/api.txt")) {
            listed = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        List<String> found = ApiListing.of(ExportedTypes.all());
        Files.write(FOUND, found);
        assertThat(difference(listed, found))
                .as("The exported API is another one than src/test/resources/api.txt lists. If that is what you"
                        + " want, say it in the changelog, and renew the list in smtp-probe-core: cp"
                        + " target/api.txt src/test/resources/api.txt")
                .isEmpty();
    }

    /**
     * The types of a method stand in each caller's compiled form. An internal one there, such as the bound of a type parameter, would
     * break callers when it is renamed, though no source of theirs changes.
     */
    @Test
    void noCallerIsCompiledAgainstAnInternalType() throws Exception {
        List<Class<?>> exported = ExportedTypes.all();
        List<String> internal = new ArrayList<>();
        for (Class<?> type : exported) {
            Stream.<Executable>concat(
                            Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
                    .filter(each -> (each.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
                    .filter(each -> !compiledAgainst(each).allMatch(part -> exported.contains(part) || foreign(part)))
                    .forEach(each -> internal.add(each.toString()));
        }
        assertThat(internal).isEmpty();
    }

    private static Stream<Class<?>> compiledAgainst(Executable called) {
        Stream<Class<?>> returned = called instanceof Method method ? Stream.of(method.getReturnType()) : Stream.of();
        return Stream.of(returned, Arrays.stream(called.getParameterTypes()), Arrays.stream(called.getExceptionTypes()))
                .flatMap(each -> each)
                .map(each -> each.isArray() ? each.getComponentType() : each);
    }

    private static boolean foreign(Class<?> type) {
        return !type.getName().startsWith("io.github.smtpprobe.");
    }

    /** What is compared with the last release, {@code mvn -Dreleased=...}, is what is exported. */
    @Test
    void isWhatIsComparedWithTheLastRelease() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(Pattern.compile("<include>(io\\.github\\.smtpprobe[^<]*)</include>")
                        .matcher(pom)
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(ExportedTypes.packages());
    }

    /** Lines that are gone, and lines that are new. */
    private static List<String> difference(List<String> listed, List<String> found) {
        List<String> before = named(listed);
        List<String> now = named(found);
        return Stream.concat(
                        before.stream().filter(each -> !now.contains(each)).map("- "::concat),
                        now.stream().filter(each -> !before.contains(each)).map("+ "::concat))
                .toList();
    }

    /** Each member behind the line of its type. */
    private static List<String> named(List<String> lines) {
        List<String> all = new ArrayList<>();
        String type = "";
        for (String line : lines) {
            type = line.startsWith(" ") ? type : line;
            all.add(
                    type.equals(line)
                            ? line
                            : type.replaceFirst(" (?:extends|implements|permits) .*", "") + ": " + line.strip());
        }
        return all;
    }
}
