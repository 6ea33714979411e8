/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.catalogue.ReplyContext.State;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.smtp.Stage;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is to act: whoever the remedy speaks to, and never a client that is known to have done its part. */
class ActorsTest {
    /** What a text may not say to a client that sent each command in its turn, whole and alone, and that waited for each reply. */
    private static final Pattern BLAME = Pattern.compile(
            "[Cc]heck (?:that|what) the client sends|Let the client end|End each line|something followed|The client cancelled|the client sent it wrong"
                    + "|The client sent (?:data|a command)|The client may have left|Send (?:AUTH|STARTTLS|EHLO) (?:first|once|before|after)"
                    + "|each was refused at RCPT TO");

    private static final Set<Stage> COMMANDS = EnumSet.of(
            Stage.EHLO,
            Stage.STARTTLS,
            Stage.AUTH,
            Stage.MAIL_FROM,
            Stage.RCPT_TO,
            Stage.DATA,
            Stage.END_OF_DATA,
            Stage.RSET,
            Stage.QUIT);

    /** How a remedy begins that is for one party alone. */
    private static final Map<String, Set<Actor>> BEGINNINGS = Map.of(
            "Wait", Set.of(Actor.YOU, Actor.NOBODY),
            "Make the message smaller", Set.of(Actor.YOU),
            "Check the user name", Set.of(Actor.YOU),
            "Use another address", Set.of(Actor.YOU),
            "On your own server, check", Set.of(Actor.SERVER_OPERATOR),
            "The operator ", Set.of(Actor.SERVER_OPERATOR),
            "The recipient has to", Set.of(Actor.RECIPIENT),
            "Ask the administrator or the provider of the account", Set.of(Actor.PROVIDER),
            "Nothing needs to be done.", Set.of(Actor.NOBODY));

    @Test
    void whoDidItsPartIsToldOfNoFaultOfItsOwn() throws IOException {
        assertThat(ReplyCorpusTest.corpus()
                        .filter(each -> COMMANDS.contains(each.stage()))
                        .filter(each -> each.parsed().code().value() >= 400)
                        .filter(each ->
                                each.stage() != Stage.AUTH || !each.context().is(State.LOGGED_IN))
                        .flatMap(ActorsTest::texts)
                        .distinct())
                .filteredOn(text -> BLAME.matcher(text).find())
                .isEmpty();
    }

    private static Stream<String> texts(ReplyCorpusTest.Case one) {
        ReplyContext ours = one.context().with(State.SENT_BY_PROBE);
        boolean turns = EnumSet.of(Stage.RSET, Stage.QUIT).contains(one.stage());
        Meaning meaning = one.readIn(turns ? ours : ours.with(State.IN_TURN)).meaning();
        return Stream.of(one.stage() + " " + meaning.id() + ": " + meaning.why() + " " + meaning.remedy());
    }

    @Test
    void theActorIsWhomTheRemedyTellsToAct() {
        List<String> others = ReplyCatalogue.standard().rows().stream()
                .map(Row::meaning)
                .filter(meaning -> BEGINNINGS.entrySet().stream()
                        .anyMatch(each -> MeaningsTest.remedy(meaning).startsWith(each.getKey())
                                && !each.getValue().contains(meaning.actor())))
                .map(meaning -> meaning.id() + " " + meaning.actor() + ": " + MeaningsTest.remedy(meaning))
                .collect(Collectors.toList());
        assertThat(others).isEmpty();
    }

    @Test
    void nobodyIsSentToServersWordsWhereThereAreNone() {
        for (Stage stage : Stage.values()) {
            assertThat(ReplyCatalogue.standard().rows())
                    .filteredOn(row -> row.conditions().bare())
                    .filteredOn(row -> row.conditions().stages().contains(stage))
                    .allSatisfy(row -> assertThat(row.meaning().remedy()).doesNotContain("own words"));
        }
    }
}
