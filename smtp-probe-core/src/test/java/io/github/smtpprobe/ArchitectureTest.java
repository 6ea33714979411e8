/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The walls of the house: who may import whom. */
class ArchitectureTest {
    private static final String ROOT = "io.github.smtpprobe";
    /** Each package with the packages that it may import; every one may import {@code text}, the leaf below them all. */
    private static final Map<String, Set<String>> WALLS = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("clock", Set.of()),
            Map.entry("guard", Set.of("clock")),
            Map.entry("names", Set.of()),
            Map.entry("smtp", Set.of("names")),
            Map.entry("wire", Set.of("smtp")),
            Map.entry("sasl", Set.of()),
            Map.entry("tls", Set.of()),
            Map.entry("transcript", Set.of()),
            Map.entry("road", Set.of("names", "sasl")),
            Map.entry("request", Set.of("names", "smtp", "sasl", "tls", "road")),
            Map.entry("route", Set.of("names", "request", "smtp", "clock")),
            Map.entry("resolve", Set.of("names", "route", "request", "smtp", "clock", "guard")),
            Map.entry("dns", Set.of("route", "request", "smtp", "clock")),
            Map.entry("transport", Set.of("names", "request", "road", "route", "clock", "sasl")),
            Map.entry("handshake", Set.of("transport", "tls", "clock", "guard")),
            Map.entry("fact", Set.of("names", "smtp", "tls", "sasl")),
            Map.entry("strangers", Set.of("fact", "names", "smtp", "transcript", "route")),
            Map.entry(
                    "report",
                    Set.of("fact", "names", "smtp", "transcript", "route", "tls", "request", "sasl", "strangers")),
            Map.entry("catalogue", Set.of("names", "report", "smtp")),
            Map.entry("batch", Set.of("fact", "report", "request", "route", "smtp", "tls")),
            Map.entry(
                    "dispatch",
                    Set.of(
                            "batch",
                            "session",
                            "plan",
                            "report",
                            "fact",
                            "request",
                            "route",
                            "smtp",
                            "tls",
                            "transcript",
                            "catalogue",
                            "clock",
                            "guard")),
            Map.entry("lookup", Set.of("fact", "report", "route", "clock")),
            Map.entry(
                    "lookups",
                    Set.of(
                            "lookup",
                            "fact",
                            "report",
                            "catalogue",
                            "route",
                            "request",
                            "smtp",
                            "names",
                            "clock",
                            "guard",
                            "transcript")),
            Map.entry("check", Set.of("report", "catalogue")),
            Map.entry(
                    "session",
                    Set.of(
                            "names",
                            "wire",
                            "smtp",
                            "sasl",
                            "tls",
                            "transport",
                            "transcript",
                            "request",
                            "route",
                            "fact",
                            "report",
                            "plan",
                            "handshake",
                            "clock",
                            "guard")),
            Map.entry("plan", Set.of("request", "route", "fact", "report", "smtp", "transcript", "tls", "sasl")),
            Map.entry(
                    "diagnosis",
                    Set.of(
                            "names",
                            "check",
                            "fact",
                            "report",
                            "smtp",
                            "catalogue",
                            "tls",
                            "route",
                            "transcript",
                            "request",
                            "sasl",
                            "clock",
                            "guard")),
            Map.entry(
                    "explain",
                    Set.of("wire", "explain.dialogue", "explain.lines", "report", "request", "smtp", "clock")),
            Map.entry(
                    "explain.dialogue",
                    Set.of(
                            "wire",
                            "explain.bounces",
                            "explain.clients",
                            "explain.servers",
                            "explain.quotes",
                            "explain.secrets",
                            "explain.lines",
                            "fact",
                            "report",
                            "check",
                            "diagnosis",
                            "smtp",
                            "transcript",
                            "catalogue",
                            "request",
                            "route",
                            "sasl",
                            "tls")),
            Map.entry("explain.servers", Set.of("report")),
            Map.entry("explain.quotes", Set.of("wire", "explain.lines", "catalogue", "smtp")),
            Map.entry("explain.bounces", Set.of()),
            Map.entry("explain.clients", Set.of("names", "fact", "report", "catalogue", "smtp")),
            Map.entry("explain.secrets", Set.of("explain.lines", "smtp")),
            Map.entry("explain.lines", Set.of("wire", "smtp", "clock")),
            Map.entry(
                    "render",
                    Set.of(
                            "names",
                            "fact",
                            "report",
                            "transcript",
                            "catalogue",
                            "smtp",
                            "tls",
                            "route",
                            "request",
                            "records",
                            "dane",
                            "mtasts",
                            "outlook",
                            "survey")));

    /** All of ours; to read them takes seconds. */
    static final JavaClasses CLASSES = new ClassFileImporter()
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
        DescribedPredicate<JavaClass> permitted =
                foreign.or(resideInAPackage(ROOT + "." + name)).or(resideInAPackage(ROOT + ".text"));
        for (String each : allowed) {
            permitted = permitted.or(resideInAPackage(ROOT + "." + each));
        }
        return permitted;
    }

    @Test
    void everyPackageHasARow() {
        classes()
                .should()
                .resideInAnyPackage(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(ROOT),
                                Walls.ROWS.keySet().stream().map(each -> ROOT + "." + each))
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void thereIsNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
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
                .resideInAPackage(ROOT + ".diagnosis")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".diagnosis")
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
