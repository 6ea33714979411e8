/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What the README says of the API, and of how it may change, is true of the API that there is. */
class ApiPageTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static String page() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        int from = readme.indexOf("## What is API, what is not, and how it may change");
        return readme.substring(from, readme.indexOf("\n## ", from + 1));
    }

    /** A part of the page, from one text to the next. */
    private static String part(String from, String to) throws IOException {
        String page = page();
        int begin = page.indexOf(from);
        return page.substring(begin, page.indexOf(to, begin + from.length()));
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
    void itNamesEveryExportedPackage() throws Exception {
        Set<String> exported = ExportedTypes.all().stream()
                .map(each -> each.getPackageName().replaceFirst("^io\\.github\\.smtpprobe\\.", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        String rows = Pattern.compile("(?m)^\\| (`[^|]+) \\|")
                .matcher(page())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining());
        assertThat(code(rows)).isEqualTo(exported);
    }

    @Test
    void itNamesEveryInterfaceThatCallersImplement() throws Exception {
        assertThat(code(part("**Interfaces that you implement**", ")")))
                .isEqualTo(named(each -> each.isInterface() && !each.isSealed()));
    }

    @Test
    void itNamesEverySealedType() throws Exception {
        assertThat(code(part("**Sealed types**", "\n-"))).isEqualTo(named(Class::isSealed));
    }

    @Test
    void itNamesEveryClassThatCallersMayExtend() throws Exception {
        assertThat(code(part("The class that you may extend", "\n-")))
                .isEqualTo(named(each -> (each.getModifiers() & Modifier.FINAL) == 0
                        && Arrays.stream(each.getDeclaredConstructors())
                                .anyMatch(
                                        made -> (made.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)));
    }

    @Test
    void itNamesTheOneEnumThatDoesNotGrow() throws Exception {
        assertThat(code(part("**Enums grow**", "\n-"))).containsExactly("Verdict", "default", "switch");
        assertThat(Verdict.values()).containsExactly(Verdict.PASSED, Verdict.FAILED, Verdict.INCONCLUSIVE);
    }

    /** The Javadoc's front page says the same in short. */
    @Test
    void theModuleSaysTheSame() throws IOException {
        String module = Files.readString(Path.of("src/main/java/module-info.java"));
        assertThat(module).contains("What is API, what is not, and how it may change");
        Pattern rule = Pattern.compile("(?m)^- ");
        long inReadme = rule.matcher(page()).results().count();
        assertThat(Pattern.compile("<li>").matcher(module).results().count()).isEqualTo(inReadme);
    }
}
