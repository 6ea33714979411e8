/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.harness.ExportedTypes;
import io.github.smtpprobe.harness.FactKinds;
import io.github.smtpprobe.harness.OnVirtualTime;
import io.github.smtpprobe.harness.ShippedSchema;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Programs compare the tokens of reports: those that {@code tokens.tsv} lists stay as long as the schema's version does. */
class TokensTest {
    private static final Path RENEWED = Path.of("target", "tokens.tsv");
    private static final String VERSION = "schemaVersion";
    /** Types of reports on domains, which have a schema of their own. */
    private static final String OF_DOMAINS = "Security|Trouble|DnsResult|RootValidation.State|Usability|Objection|Trait"
            + "|DaneVerdict.State|RecordState|RecordProblem.Code|PolicyMode|PolicyProblem.Code|MxPattern.NearMiss"
            + "|PolicyFetch.Outcome|Prospect|Condition|Standing|Ability|AnswerState|AddressState|ExchangerState|TlsaState"
            + "|StartTlsState|PkixState|StsState|Aspect|AddressCoverage|TlsResult|Offer|Omission|Change|Snippet.Kind"
            + "|ServerHandshake.Offer|SurveyedAddress.Omission|UpcomingChange.Kind";

    /** What is in no report. */
    private static final String OF_NONE = "Event.Kind|Problem|BatchResult.State|Expiry";

    @Test
    void noTokenGoesOrChangesWithinAVersionOfTheSchema() throws Exception {
        Map<String, String> listed = listed();
        Map<String, String> found = found();
        Map<String, String> broken = new TreeMap<>(listed);
        broken.entrySet().removeIf(each -> stands(each, found));
        boolean newVersion = !found.get(VERSION).equals(listed.get(VERSION));
        Map<String, String> renewed = new TreeMap<>(found);
        renewed.putAll(newVersion ? Map.of() : broken);
        Files.write(
                RENEWED,
                renewed.entrySet().stream()
                        .map(each -> each.getKey() + "\t" + each.getValue())
                        .toList());
        assertThat(newVersion ? Map.of() : broken)
                .as("Readers of reports know these tokens. To change one or to take it out, give"
                        + " ReportMap.SCHEMA_VERSION and the schema a new version, and say in the changelog what"
                        + " is another one")
                .isEmpty();
        assertThat(renewed.entrySet())
                .as("To renew the list of tokens: cp target/tokens.tsv src/test/resources/tokens.tsv")
                .containsExactlyElementsOf(listed.entrySet());
    }

    /** A constant may get another name in Java, as long as its type still has the token. */
    private static boolean stands(Map.Entry<String, String> listed, Map<String, String> found) {
        String type = listed.getKey().split("\t")[0];
        return listed.getValue().equals(found.get(listed.getKey()))
                || !found.containsKey(listed.getKey())
                        && found.entrySet().stream()
                                .anyMatch(each -> each.getKey().startsWith(type + "\t")
                                        && each.getValue().equals(listed.getValue()));
    }

    @Test
    void theSchemaListsThem() throws Exception {
        Map<String, Set<String>> types = found().entrySet().stream()
                .filter(each -> each.getKey().contains("\t"))
                .filter(each -> !each.getKey().matches("(" + OF_NONE + "|" + OF_DOMAINS + ")\\b.*"))
                .collect(Collectors.groupingBy(
                        each -> each.getKey().split("\t")[0],
                        Collectors.mapping(Map.Entry::getValue, Collectors.toCollection(TreeSet::new))));
        assertThat(types).hasSizeGreaterThan(20);
        assertThat(ShippedSchema.PROBES.tokens()).containsAll(types.values());
        assertThat(ShippedSchema.PROBES.version()).isEqualTo(version());
    }

    /** A constant whose token is that of another one could not be told apart. */
    @Test
    void eachTypeHasItsTokensOnce() throws Exception {
        Map<String, List<String>> types = found().entrySet().stream()
                .collect(Collectors.groupingBy(
                        each -> each.getKey().split("\t")[0],
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        types.forEach((type, tokens) ->
                assertThat(tokens).as(type).doesNotHaveDuplicates().allMatch(token -> token.matches("[a-z0-9-]+")));
    }

    /** Keys are a type and a constant of it, with a tab between. */
    private static Map<String, String> found() throws Exception {
        Map<String, String> tokens = new TreeMap<>();
        tokens.put(VERSION, String.valueOf(version()));
        for (Class<?> type : ExportedTypes.all()) {
            if (type.isEnum() && hasTokens(type)) {
                for (Object each : type.getEnumConstants()) {
                    Enum<?> constant = (Enum<?>) each;
                    tokens.put(name(type) + "\t" + constant.name(), token(constant));
                }
            }
        }
        for (Fact each : FactKinds.all(Outcome.done(), "")) {
            tokens.put(name(Fact.class) + "\t" + each.getClass().getSimpleName(), each.kind());
        }
        for (Outcome each : outcomes()) {
            tokens.put(name(Outcome.class) + "\t" + each.getClass().getSimpleName(), each.token());
        }
        return tokens;
    }

    private static Object version() {
        return OnVirtualTime.probe(OnVirtualTime.request(25, TlsMode.PLAIN), OnVirtualTime.CLEAR)
                .report()
                .asMap()
                .get(VERSION);
    }

    private static boolean hasTokens(Class<?> type) {
        return Arrays.stream(type.getMethods()).anyMatch(TokensTest::givesToken);
    }

    /** Events are written in transcripts, with the words of their notation. */
    private static boolean givesToken(Method method) {
        return method.getParameterCount() == 0 && List.of("token", "word").contains(method.getName());
    }

    static String token(Enum<?> constant) {
        Method token = Arrays.stream(constant.getDeclaringClass().getMethods())
                .filter(TokensTest::givesToken)
                .findFirst()
                .orElseThrow();
        try {
            return (String) token.invoke(constant);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<Outcome> outcomes() {
        List<Outcome> all = List.of(
                Outcome.done(),
                new Outcome.Rejected(Reply.of(550, "no")),
                Outcome.failed(Reason.NO_ROUTE, ""),
                Outcome.skipped(SkipReason.STOPPED));
        assertThat(all.stream().map(Object::getClass).collect(Collectors.<Class<?>>toSet()))
                .containsExactlyInAnyOrder(Outcome.class.getPermittedSubclasses());
        return all;
    }

    private static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    private static Map<String, String> listed() throws IOException {
        try (InputStream file = TokensTest.class.getResourceAsStream("/tokens.tsv")) {
            Map<String, String> tokens = new LinkedHashMap<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                int last = line.lastIndexOf('\t');
                tokens.put(line.substring(0, last), line.substring(last + 1));
            });
            return tokens;
        }
    }
}
