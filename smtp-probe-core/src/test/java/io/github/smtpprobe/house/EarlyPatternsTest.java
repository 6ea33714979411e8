/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A probe compiles no pattern while it runs: that is done once, when a class is loaded or settings are put together. To compile one takes longer than to match it, and
 * calls such as {@code text.matches("...")} hide it.
 */
class EarlyPatternsTest {
    /** Methods of {@link String} that compile their argument each time. */
    private static final Set<String> HIDDEN = Set.of("matches", "replaceAll", "replaceFirst");

    private static final ArchCondition<JavaClass> COMPILE_EARLY =
            new ArchCondition<>("compile patterns only before a probe runs") {
                @Override
                public void check(JavaClass each, ConditionEvents events) {
                    for (JavaMethodCall call : each.getMethodCallsFromSelf()) {
                        if (compiles(call) && !early(call.getOrigin(), 0)) {
                            events.add(SimpleConditionEvent.violated(call, call.getDescription()));
                        }
                    }
                }
            };

    @Test
    void patternsAreCompiledEarly() {
        classes()
                .that(resideOutsideOfPackages(
                        "..explain..", "..request..", "..render..")) // which read and write texts of people
                .should(COMPILE_EARLY)
                .check(ArchitectureTest.CLASSES);
    }

    private static boolean compiles(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(String.class)
                ? HIDDEN.contains(call.getName())
                : call.getTargetOwner().isEquivalentTo(Pattern.class)
                        && (call.getName().equals("compile") || call.getName().equals("matches"));
    }

    /** Whether code runs before any probe: when a class is loaded, where settings are put together, or called from there alone. */
    private static boolean early(JavaCodeUnit unit, int depth) {
        boolean loading = unit instanceof JavaStaticInitializer
                || (unit instanceof JavaConstructor && unit.getOwner().isEnum());
        if (loading || unit.getOwner().getSimpleName().equals("Builder")) {
            return true;
        }
        Collection<? extends JavaAccess<?>> calls = unit.getAccessesToSelf();
        return depth < 4 && !calls.isEmpty() && calls.stream().allMatch(each -> early(each.getOrigin(), depth + 1));
    }
}
