/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.ExportedTypes;
import io.github.smtpprobe.report.Verdict;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the front page of the Javadoc says of the API, and of how it may change, is true of the API that there is. */
class ApiPageTest {
    private static final String TITLE = "What is API, what is not, and how it may change";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\{@(?:link [\\w.]+|code) ([\\w.]+)}");

    /** The Javadoc of the module, with its code and links as Markdown has code. */
    private static String page() throws IOException {
        String module = Files.readString(Path.of("src/main/java/module-info.java"));
        String comment = module.substring(module.indexOf("<h2>" + TITLE + "</h2>"), module.indexOf("*/"));
        return LINK.matcher(comment.replaceAll("\\R \\* *", " ")).replaceAll("`$1`");
    }

    /** A part of the page, from one text to the next. */
    private static String part(String from, String to) throws IOException {
        String page = page();
        int begin = page.indexOf(from);
        return page.substring(begin, page.indexOf(to, begin + from.length()));
    }

    /** The README has the gist of it. */
    private static String section() throws IOException {
        String readme = Files.readString(Pages.README);
        int from = readme.indexOf("## " + TITLE);
        return readme.substring(from, readme.indexOf("\n## ", from + 1));
    }

    private static Set<String> code(String text) {
        return CODE.matcher(text).results().map(each -> each.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named(Predicate<Class<?>> wanted) throws Exception {
        return ExportedTypes.all().stream()
                .filter(wanted)
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theLibrarysPageNamesEveryExportedPackage() throws Exception {
        Set<String> exported = ExportedTypes.all().stream()
                .map(each -> each.getPackageName().replaceFirst("^io\\.github\\.smtpprobe\\.", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        String rows = Pattern.compile("(?m)^\\| (`[^|]+) \\|")
                .matcher(Files.readString(Pages.LIBRARY).split("\n## ")[1])
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining());
        assertThat(code(rows)).isEqualTo(exported);
    }

    @Test
    void itNamesEveryInterfaceThatCallersImplement() throws Exception {
        assertThat(code(part("<b>Interfaces that you implement</b>", ")")))
                .isEqualTo(named(each -> each.isInterface() && !each.isSealed()));
    }

    @Test
    void itNamesEverySealedType() throws Exception {
        assertThat(code(part("<b>Sealed types</b>", "<li>"))).isEqualTo(named(Class::isSealed));
    }

    @Test
    void itNamesEveryClassThatCallersMayExtend() throws Exception {
        assertThat(code(part("The class that you may extend", "<li>")))
                .isEqualTo(named(each -> (each.getModifiers() & Modifier.FINAL) == 0
                        && Arrays.stream(each.getDeclaredConstructors())
                                .anyMatch(
                                        made -> (made.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)));
    }

    @Test
    void itNamesTheOneEnumThatDoesNotGrow() throws Exception {
        assertThat(code(part("<b>Enums grow</b>", "<li>"))).containsExactly("Verdict", "default", "switch");
        assertThat(Verdict.values()).containsExactly(Verdict.PASSED, Verdict.FAILED, Verdict.INCONCLUSIVE);
    }

    /** What is promised rule by rule is said once: two lists of it would part one day. */
    @Test
    void theReadmeHasNoListOfItsOwn() throws IOException {
        assertThat(Pattern.compile("<li>").matcher(page()).results().count()).isGreaterThan(10);
        assertThat(section())
                .contains("](smtp-probe-core/src/main/java/module-info.java)")
                .doesNotContainPattern("(?m)^- ");
    }
}
