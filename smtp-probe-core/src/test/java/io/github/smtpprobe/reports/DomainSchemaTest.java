/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.dane.DaneVerdict;
import io.github.smtpprobe.dane.Objection;
import io.github.smtpprobe.dane.Trait;
import io.github.smtpprobe.dane.Usability;
import io.github.smtpprobe.harness.ShippedSchema;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.PolicyProblem;
import io.github.smtpprobe.mtasts.RecordProblem;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.AddressCoverage;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.TlsResult;
import io.github.smtpprobe.survey.UpcomingChange;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports on domains as maps, held against the schema that ships. */
class DomainSchemaTest {
    private static final int SEEDS = 150;
    private static final ObjectMapper JSON = new ObjectMapper();

    static Set<String> names() {
        return SampleSurveys.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void samplesAreAsItSays(String name) {
        DomainReport report = SampleSurveys.all().get(name).get();
        assertThat(DomainFaults.of(JSON.valueToTree(report.asMap()))).isEmpty();
        assertThat(EarlierSurvey.of(report).domain()).isEqualTo("example.com");
    }

    @Test
    void variedReportsAreAsItSaysAndShowEachKey() {
        Set<String> shown = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            JsonNode report = JSON.valueToTree(VariedSurveys.of(seed).asMap());
            assertThat(DomainFaults.of(report)).as("seed " + seed).isEmpty();
            keys(report, shown);
        }
        for (String name : names()) {
            DomainReport sample = SampleSurveys.all().get(name).get();
            keys(JSON.valueToTree(sample.asMap()), shown);
            keys(JSON.valueToTree(sample.forStrangers().asMap()), shown);
        }
        Set<String> missing = ShippedSchema.DOMAINS.keys();
        missing.removeAll(shown);
        assertThat(missing).containsExactly("earlier", "faulty");
    }

    private static void keys(JsonNode node, Set<String> into) {
        node.fieldNames().forEachRemaining(into::add);
        node.forEach(each -> keys(each, into));
    }

    @Test
    void anEarlierSurveyIsInTheRequest() {
        DomainSurvey survey = SampleSurveys.survey().toBuilder()
                .againstEarlier(EarlierSurvey.of(SampleSurveys.good()))
                .build();
        DomainReport report = DomainReport.of(
                io.github.smtpprobe.survey.DomainFacts.builder(survey, SampleSurveys.twoExchangers())
                        .build(),
                SampleSurveys.good().outlook(),
                java.util.List.of(),
                java.util.List.of(),
                java.util.List.of());
        JsonNode map = JSON.valueToTree(report.asMap());
        assertThat(DomainFaults.of(map)).isEmpty();
        assertThat(map.at("/request/earlier").asText()).isEqualTo("2026-12-01T10:00:00Z");
    }

    @Test
    void whatEarlierSurveysAreReadByIsThere() {
        EarlierSurvey good = EarlierSurvey.of(SampleSurveys.good());
        assertThat(good.policyId()).contains("20261101");
        assertThat(good.mode()).contains("enforce");
        assertThat(good.policySha256().orElseThrow()).hasSize(64);
        assertThat(good.tlsa("mx1.example.com")).containsExactly(SurveyedHosts.KEY_1, SurveyedHosts.KEY_2);
        assertThat(good.signedUntil("_25._tcp.mx1.example.com", "TLSA")).isPresent();
    }

    @Test
    void eachListOfTokensIsThatOfAnEnum() {
        Set<Set<String>> enums = new HashSet<>();
        Stream.of(
                        Standing.values(),
                        Prospect.values(),
                        AddressCoverage.values(),
                        Aspect.values(),
                        UpcomingChange.Kind.values(),
                        Snippet.Kind.values(),
                        RootValidation.State.values(),
                        DnsResult.values(),
                        Trouble.values(),
                        Security.values(),
                        SurveyedAddress.Omission.values(),
                        ServerHandshake.Offer.values(),
                        TlsResult.values(),
                        DaneVerdict.State.values(),
                        Objection.values(),
                        Trait.values(),
                        Usability.values(),
                        PolicyFetch.Outcome.values(),
                        PolicyProblem.Code.values(),
                        PolicyMode.values(),
                        RecordState.values(),
                        RecordProblem.Code.values())
                .forEach(values -> enums.add(Arrays.stream(values)
                        .map(DomainSchemaTest::token)
                        .collect(Collectors.toCollection(TreeSet::new))));
        assertThat(ShippedSchema.DOMAINS.tokens()).containsExactlyInAnyOrderElementsOf(enums);
    }

    private static String token(Object value) {
        try {
            return (String) value.getClass().getMethod("token").invoke(value);
        } catch (ReflectiveOperationException none) {
            throw new AssertionError(none);
        }
    }
}
