/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house: who may import whom. */
public class ArchitectureTest {
    private static final String ROOT = "io.github.smtpprobe";
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([a-z.]+)[.][A-Z]");

    /** All of ours; to read them takes seconds. */
    public static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** Whoever tests with it has the JDK, this library and JUnit; {@code Nullable} is not there when it runs. */
    @Test
    void theTestKitNeedsNothingThatItsUsersWouldHaveToGuess() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".testkit")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax..",
                        "org.junit.jupiter.api.extension",
                        "org.opentest4j",
                        "org.jspecify.annotations",
                        ROOT + ".testkit",
                        ROOT + ".clock",
                        ROOT + ".request",
                        ROOT + ".route",
                        ROOT + ".transcript",
                        ROOT + ".transport")
                .check(new ClassFileImporter().importPackages(ROOT + ".testkit"));
    }

    @Test
    void packagesImportOnlyWhatTheTableAllows() {
        Walls.ROWS.forEach((name, allowed) -> classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyDependOnClassesThat(permitted(name, allowed))
                .check(CLASSES));
    }

    private static DescribedPredicate<JavaClass> permitted(String name, Set<String> allowed) {
        DescribedPredicate<JavaClass> foreign = DescribedPredicate.describe(
                "outside of the library", found -> !found.getPackageName().startsWith(ROOT));
        DescribedPredicate<JavaClass> permitted = foreign.or(resideInAPackage(ROOT + "." + name));
        Set<String> ground = Walls.BELOW.contains(name) ? Set.of() : Walls.GROUND;
        for (String each : Stream.concat(allowed.stream(), ground.stream()).toList()) {
            permitted = permitted.or(resideInAPackage(ROOT + "." + each));
        }
        return permitted;
    }

    @Test
    void everyPackageHasARow() {
        classes()
                .should()
                .resideInAnyPackage(Stream.concat(
                                Stream.of(ROOT), Walls.ROWS.keySet().stream().map(each -> ROOT + "." + each))
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void theTableAllowsNothingThatNobodyNeeds() throws IOException {
        Set<String> used = imports();
        for (JavaClass each : CLASSES) {
            each.getDirectDependenciesFromSelf()
                    .forEach(one -> used.add(
                            arrow(each.getPackageName(), one.getTargetClass().getPackageName())));
        }
        Set<String> allowed = new TreeSet<>();
        Walls.ROWS.forEach(
                (name, all) -> all.forEach(each -> allowed.add(arrow(ROOT + "." + name, ROOT + "." + each))));
        assertThat(used).containsAll(allowed);
    }

    /** Of a constant and of what stands between angle brackets nothing is left in the class that names it. */
    private static Set<String> imports() throws IOException {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String name =
                        Path.of("src/main/java").relativize(file.getParent()).toString();
                IMPORT.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> all.add(arrow(name.replace(File.separatorChar, '.'), found.group(1))));
            }
        }
        return all;
    }

    private static String arrow(String from, String to) {
        return from + " -> " + to;
    }

    /** Neither among the packages with all that is in them, nor among the single ones. */
    @Test
    void thereIsNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** A call that knows the probe which made it, or a run that knows its call, would tie the files of the façade into one. */
    @Test
    void noFilesOfTheFacadeMakeACircle() {
        SliceAssignment files = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass one) {
                return one.getPackageName().equals(ROOT)
                        ? SliceIdentifier.of(one.getName().replaceFirst("\\$.*", ""))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "files of the façade";
            }
        };
        slices().assignedFrom(files).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingImportsTheFacade() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CLASSES);
    }

    @Test
    void theObserverCannotJudgeAndTheJudgeCannotSpeak() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".session")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".diagnosis..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".diagnosis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".session", ROOT + ".transport", ROOT + ".handshake")
                .check(CLASSES);
    }

    @Test
    void onlyDnsKnowsDnsjavaAndOnlyTheFacadeLogs() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".dns")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.xbill..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.slf4j..")
                .check(CLASSES);
    }

    /** A socket address or a socket that is made of a name looks it up, and the former also finds the name of an address. */
    @Test
    void nothingElseOfTheJdkLooksUpEither() {
        noClasses()
                .should()
                .callMethodWhere(JavaCall.Predicates.target(HasOwner.Predicates.With.<JavaClass>owner(
                                JavaClass.Predicates.assignableTo(InetSocketAddress.class)))
                        .and(JavaCall.Predicates.target(HasName.Predicates.nameMatching("getHostName"))))
                .orShould()
                .callConstructor(InetSocketAddress.class, String.class, int.class)
                .orShould()
                .callConstructor(Socket.class, String.class, int.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.naming..", "java.net.spi..")
                .check(CLASSES);
    }

    /** The JDK looks up whatever it does not take for an address. */
    @Test
    void oneClassAsksTheJdkForAddresses() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".text.NumericAddress")
                .should()
                .callMethodWhere(JavaCall.Predicates.target(HasOwner.Predicates.With.<JavaClass>owner(
                                JavaClass.Predicates.assignableTo(InetAddress.class)))
                        .and(JavaCall.Predicates.target(HasName.Predicates.nameMatching(
                                "getByName|getAllByName|getHostName|getCanonicalHostName|getLocalHost"))))
                .check(CLASSES);
    }
}
