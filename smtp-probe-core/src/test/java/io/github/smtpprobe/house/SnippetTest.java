/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.testkit.Script;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Java snippet of the READMEs and of the Javadoc compiles; those that are tests are run as such. */
class SnippetTest {
    private static final Pattern README = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern JAVADOC = Pattern.compile("<pre>\\{@code\\R(.*?)\\}</pre>", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$");
    private static final String FRAME = """
        %s
        import io.github.smtpprobe.*;
        import io.github.smtpprobe.batch.*;
        import io.github.smtpprobe.catalogue.CatalogueRow;
        import io.github.smtpprobe.catalogue.ReplyCatalogue;
        import io.github.smtpprobe.catalogue.ReplyContext;
        import io.github.smtpprobe.check.*;
        import io.github.smtpprobe.explain.*;
        import io.github.smtpprobe.fact.*;
        import io.github.smtpprobe.lookup.*;
        import io.github.smtpprobe.render.*;
        import io.github.smtpprobe.report.*;
        import io.github.smtpprobe.request.*;
        import io.github.smtpprobe.road.*;
        import io.github.smtpprobe.route.*;
        import io.github.smtpprobe.sasl.*;
        import io.github.smtpprobe.smtp.*;
        import io.github.smtpprobe.survey.*;
        import io.github.smtpprobe.testkit.*;
        import io.github.smtpprobe.tls.*;
        import io.github.smtpprobe.transport.*;
        import java.nio.charset.StandardCharsets;
        import java.nio.file.Files;
        import java.nio.file.Path;
        import java.time.Duration;
        import java.util.*;
        import java.util.concurrent.*;
        import java.util.stream.Stream;
        class %s {
            void snippet(char[] password) throws Exception {
        %s
            }
        }
        """;

    @TempDir
    Path classes;

    @Test
    void readme() throws IOException {
        List<String> snippets = find(README, Pages.all());
        assertThat(snippets).hasSizeGreaterThanOrEqualTo(4);
        compile(snippets.stream().filter(each -> !each.contains("@Test")).toList());
    }

    @Test
    void whatTheReadmeShowsOfTheTestKitIsATest() throws IOException {
        String tests = words(Files.readString(Path.of("src/test/java/com/example/shop/NewsletterTest.java")));
        assertThat(find(README, Pages.all()))
                .filteredOn(each -> each.contains("@Test"))
                .hasSize(4)
                .allSatisfy(each -> assertThat(tests).contains(words(each)));
    }

    private static String words(String code) {
        return code.strip().replaceAll("\\s+", " ");
    }

    /** The table has every event that a script alone can have, as the notation of transcripts has no list of its own. */
    @Test
    void thePagesNameEveryEventOfAScript() throws IOException {
        String pages = Pages.all();
        assertThatThrownBy(() -> Script.parse("* unheard-of"))
                .satisfies(refused -> assertThat(
                                refused.getMessage().split("there are ")[1].split(", "))
                        .filteredOn(each -> !List.of("cancelled", "limit", "withheld", "left-out")
                                .contains(each)) // that a script says nothing more is all there is to them
                        .allSatisfy(each -> assertThat(pages).contains("`* " + each)));
    }

    @Test
    void javadoc() throws IOException {
        List<String> snippets = new ArrayList<>();
        for (String folder :
                List.of("src/main/java", "src/main/javadoc", "src/test/java/io/github/smtpprobe/testkit")) {
            List<String> found = inFolder(Path.of(folder));
            assertThat(found).as(folder).hasSizeGreaterThanOrEqualTo(2);
            snippets.addAll(found);
        }
        compile(snippets);
    }

    private static List<String> inFolder(Path folder) throws IOException {
        List<String> snippets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                find(JAVADOC, Files.readString(file))
                        .forEach(each -> snippets.add(each.replaceAll("(?m)^ *\\* ?", "")));
            }
        }
        return snippets;
    }

    private static List<String> find(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /** All of them at once: a compiler reads the JDK's and our classes for the first one, and has them for the others. */
    private void compile(List<String> snippets) {
        List<JavaFileObject> sources = new ArrayList<>();
        for (String snippet : snippets) {
            sources.add(source("Snippet" + sources.size(), snippet));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        boolean compiles =
                compiler.getTask(messages, null, null, options, null, sources).call();
        assertThat(compiles).as(messages + String.join("\n", snippets)).isTrue();
    }

    private static JavaFileObject source(String name, String snippet) {
        List<String> imports =
                IMPORT.matcher(snippet).results().map(MatchResult::group).toList();
        String text = FRAME.formatted(
                String.join("\n", imports), name, IMPORT.matcher(snippet).replaceAll(""));
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
