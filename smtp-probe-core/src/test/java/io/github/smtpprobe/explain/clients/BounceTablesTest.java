/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables for reports of deliveries: each phrase is found, each symptom has a meaning, and each meaning has a symptom. */
class BounceTablesTest {
    static List<ClientPhrase> phrases() {
        return ClientPhrases.ofBounces();
    }

    private static String example(ClientPhrase phrase) {
        return phrase.parts().stream()
                .map(part -> !part.value() ? part.text() : part.text().equals("n") ? "42" : "mx.example.com")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("phrases")
    void aPhraseLeadsToItsMeaning(ClientPhrase phrase) {
        String text = "x: " + example(phrase).toUpperCase(Locale.ROOT) + ", y";
        List<ClientError> read = BounceErrors.in(List.of(text), List.of(), false);
        assertThat(read.get(0).symptom()).as(text).isEqualTo(phrase.symptom());
        assertThat(ClientErrors.all(List.of(text)))
                .as("only in a report")
                .noneMatch(each -> each.id().startsWith("recipient.full"));
    }

    @Test
    void everyMeaningCanBeReached() {
        Set<String> symptoms = Stream.of(ClientPhrases.ofBounces(), ClientPhrases.all())
                .flatMap(List::stream)
                .map(ClientPhrase::symptom)
                .collect(Collectors.toSet());
        symptoms.addAll(List.of("bounce-unknown", "bounce-no-reason", "bounce-no-reason-heard", "bounce-delayed"));
        assertThat(ClientMeanings.ofBounces())
                .allSatisfy(each -> assertThat(symptoms).containsAll(each.symptoms()));
    }

    @Test
    void everyTextIsAPlainSentence() {
        List<String> wrong = new ArrayList<>();
        for (ClientMeaning each : ClientMeanings.ofBounces()) {
            wrong.addAll(ClientTextStyleTest.faults(each));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aReportWithoutAReasonSaysSo() {
        assertThat(BounceErrors.in(List.of("The mail was not delivered."), List.of(), false))
                .extracting(ClientError::id)
                .containsExactly("message.not-sent");
    }
}
