/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a native image must keep though nothing names it at compile time: each resource, and each name that is looked up. */
class NativeImageTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final String METADATA = "META-INF/native-image/io.github.smtpprobe/smtp-probe-core/";
    private static final Pattern LOOKED_UP = Pattern.compile(
            "(?:getMethod|getDeclaredMethod|findVirtual|findStatic|forName|method)\\(\\s*(?:[\\w.]+\\.class,\\s*)?\"([^\"]+)\"");
    private static final Pattern REFLECTIVE = Pattern.compile(
            "\\bClass\\.forName\\(|\\.getMethod\\(|\\.getDeclared\\w+\\(|publicLookup\\(\\)|MethodHandles\\.lookup\\(|ServiceLoader\\.load\\(|Proxy\\.newProxyInstance\\(");

    private static JsonNode metadata() throws IOException {
        return new ObjectMapper()
                .readTree(RESOURCES
                        .resolve(METADATA + "reachability-metadata.json")
                        .toFile());
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(each -> folder.relativize(each).toString().replace('\\', '/'))
                    .toList();
        }
    }

    @Test
    void everyResourceMatchesAPatternAndEveryPatternAResource() throws IOException {
        List<String> globs = metadata().get("resources").findValuesAsText("glob");
        List<String> resources = files(RESOURCES).stream()
                .filter(each -> !each.startsWith("META-INF/native-image/"))
                .toList();
        assertThat(resources)
                .hasSizeGreaterThan(10)
                .allSatisfy(each -> assertThat(globs).anyMatch(glob -> matches(glob, each)));
        assertThat(globs).allSatisfy(glob -> assertThat(resources).anyMatch(each -> matches(glob, each)));
    }

    private static boolean matches(String glob, String resource) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(resource));
    }

    /** Resources that code asks for lie beside it, or are read through the one class that reads tables. */
    @Test
    void everyNameThatIsLookedUpIsListed() throws IOException {
        Set<String> listed = new TreeSet<>();
        metadata().get("reflection").forEach(type -> {
            listed.add(type.get("type").asText());
            type.get("methods").forEach(method -> listed.add(method.get("name").asText()));
        });
        Set<String> wanted = new TreeSet<>();
        List<String> where = new ArrayList<>();
        for (String file : files(Path.of("src/main/java"))) {
            String source = Files.readString(Path.of("src/main/java", file));
            if (REFLECTIVE.matcher(source).find()) {
                where.add(file.replaceFirst(".*/", ""));
                Matcher names = LOOKED_UP.matcher(source);
                while (names.find()) {
                    wanted.add(names.group(1));
                }
            }
        }
        // The last of them loads services of applications, which a native image finds by their own META-INF/services.
        assertThat(where)
                .containsExactlyInAnyOrder(
                        "AsSubject.java",
                        "Workers.java",
                        "GroupChoice.java",
                        "KeyExport.java",
                        "ExtensionOptions.java");
        assertThat(listed).containsAll(wanted);
        listed.removeAll(wanted);
        assertThat(listed)
                .as("classes whose methods these are, named in the code as such")
                .containsExactlyInAnyOrder(
                        "java.lang.Thread",
                        "javax.net.ssl.ExtendedSSLSession",
                        "javax.net.ssl.SSLParameters",
                        "javax.security.auth.Subject");
    }
}
