/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Fact.State;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.harness.FactKinds;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.TlsInfo;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every fact has, whatever its kind, so that a page which knows none of the kinds can show them all. */
class FactTest {
    private static final Map<SkipReason, State> SKIPPED = new EnumMap<>(Map.ofEntries(
            Map.entry(SkipReason.EARLIER_STEP_FAILED, State.SKIPPED),
            Map.entry(SkipReason.STOPPED, State.NOT_ASKED),
            Map.entry(SkipReason.NOT_OFFERED, State.SKIPPED),
            Map.entry(SkipReason.EXTENSIONS_NOT_ASKED, State.SKIPPED),
            Map.entry(SkipReason.CLEARTEXT_REFUSED, State.SKIPPED),
            Map.entry(SkipReason.PEER_NOT_VERIFIED, State.SKIPPED),
            Map.entry(SkipReason.NO_COMMON_MECHANISM, State.SKIPPED),
            Map.entry(SkipReason.CREDENTIALS_ALREADY_JUDGED, State.SKIPPED),
            Map.entry(SkipReason.SMTPUTF8_NOT_OFFERED, State.SKIPPED),
            Map.entry(SkipReason.EIGHT_BIT_NOT_OFFERED, State.SKIPPED),
            Map.entry(SkipReason.RECIPIENT_REFUSED, State.SKIPPED),
            Map.entry(SkipReason.FIRST_CONNECTION_SPOKE, State.NOT_ASKED),
            Map.entry(SkipReason.CONNECTION_UNUSABLE, State.NOT_ASKED),
            Map.entry(SkipReason.NOT_SHOWN, State.SKIPPED),
            Map.entry(SkipReason.ADDRESS_UNKNOWN, State.SKIPPED),
            Map.entry(SkipReason.NOT_SUPPORTED, State.SKIPPED),
            Map.entry(SkipReason.TOO_MANY, State.SKIPPED),
            Map.entry(SkipReason.NO_TURN, State.SKIPPED),
            Map.entry(SkipReason.ENOUGH_LOGINS, State.SKIPPED),
            Map.entry(SkipReason.LOGINS_HELD_BACK, State.SKIPPED),
            Map.entry(SkipReason.DEADLINE, State.SKIPPED)));

    private static final Outcome DONE = Outcome.done(Reply.of(250, "2.0.0 fine"));
    private static final Outcome REFUSED = new Outcome.Rejected(Reply.of(550, "no"));

    private static void allAre(State state, Outcome outcome) {
        assertThat(FactKinds.all(outcome, "words"))
                .allSatisfy(each -> assertThat(each.state()).as(each.kind()).isEqualTo(state));
    }

    @ParameterizedTest
    @EnumSource
    void aStepThatWasNotTakenIsSkippedOrWasNotAsked(SkipReason reason) {
        allAre(SKIPPED.get(reason), Outcome.skipped(reason));
        String words = reason.harmless() ? "not asked: " : "not done: ";
        assertThat(FactKinds.all(Outcome.skipped(reason), "words"))
                .allSatisfy(each -> assertThat(each.description()).startsWith(words));
    }

    @ParameterizedTest
    @EnumSource
    void aStepWithoutUsableAnswerFailed(Reason reason) {
        boolean cutOff = Set.of(Reason.PROBE_CANCELLED, Reason.DEADLINE_PASSED, Reason.REPLY_NOT_AWAITED)
                .contains(reason);
        allAre(cutOff ? State.SKIPPED : State.FAILED, Outcome.failed(reason, "words"));
        for (String detail : List.of("", " ", "words")) {
            assertThat(FactKinds.all(Outcome.failed(reason, detail), ""))
                    .allSatisfy(each -> assertThat(each.description()).isNotBlank());
        }
    }

    @Test
    void theFirstDigitTellsTheRest() {
        allAre(State.PASSED, Outcome.done());
        assertThat(FactKinds.all(Outcome.done(), ""))
                .allSatisfy(each -> assertThat(each.description()).isNotBlank());
        assertThat(Connect.of(Outcome.done(), Duration.ZERO)).hasToString("connect: connected");
        allAre(State.PASSED, DONE);
        allAre(State.FAILED, new Outcome.Rejected(Reply.of(450, "later")));
        allAre(State.FAILED, new Outcome.Rejected(Reply.of(550, "no")));
    }

    @Test
    void theSamplesAreOfEveryKind() throws Exception {
        assertThat(FactKinds.all(DONE, "words").stream().<Class<?>>map(Object::getClass))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(FactKinds.classes());
    }

    /** Whoever adds a kind, or a key of one, adds what reads it back: fact.KeptFacts, and read() beside values(). */
    @Test
    void eachReadsBackFromItsMap() {
        List<Outcome> outcomes =
                List.of(DONE, REFUSED, Outcome.failed(Reason.NUL, "x"), Outcome.skipped(SkipReason.STOPPED));
        for (Outcome outcome : outcomes) {
            assertThat(FactKinds.all(outcome, "words")).allSatisfy(each -> {
                Fact read = Fact.fromMap(each.asMap());
                assertThat(read).isExactlyInstanceOf(each.getClass()).hasToString(each.toString());
                assertThat(read.asMap()).isEqualTo(each.asMap());
                assertThat(read.outcome()).isEqualTo(each.outcome());
            });
        }
    }

    @Test
    void aHandshakeThatWasNotBegunIncludesNoStartUp() {
        Outcome skipped = Outcome.skipped(SkipReason.FIRST_CONNECTION_SPOKE);
        TlsHandshake fact = TlsHandshake.of(skipped, Duration.ZERO, TlsInfo.unseen("mx.example.com"), true);
        assertThat(fact.includesStartUp()).isFalse();
        assertThat(fact.description()).isEqualTo("not asked: first connection spoke");
        assertThat(Fact.fromMap(fact.asMap())).hasToString(fact.toString());
    }

    @Test
    void everyKindCanGrowAndOnlyHere() throws Exception {
        assertThat(Modifier.isAbstract(Fact.class.getModifiers())).isTrue();
        assertThat(Fact.class.isSealed()).as("a switch over the kinds of today").isFalse();
        assertThat(constructors(Fact.class)).isEmpty();
        for (Class<?> kind : FactKinds.classes()) {
            assertThat(Modifier.isFinal(kind.getModifiers())).as(kind.getName()).isTrue();
            assertThat(kind.isRecord()).isFalse();
            assertThat(constructors(kind)).isEmpty();
        }
    }

    private static List<Constructor<?>> constructors(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(each -> Modifier.isPublic(each.getModifiers()) || Modifier.isProtected(each.getModifiers()))
                .toList();
    }

    @Test
    void eachNamesItsStepAndSaysWhatCameOfIt() {
        assertThat(FactKinds.all(DONE, "VRFY ada").stream().map(Fact::toString))
                .containsExactly(
                        "connect: connected",
                        "greeting: 250 2.0.0 fine",
                        "EHLO inside TLS: 250 VRFY: VRFY",
                        "STARTTLS: 250 2.0.0 fine",
                        "TLS handshake: done",
                        "AUTH XOAUTH2: 250 2.0.0 fine",
                        "XCLIENT: 250 2.0.0 fine",
                        "MAIL FROM <ada@example.com>: 250 2.0.0 fine",
                        "RCPT TO <ada@example.com>: 250 2.0.0 fine",
                        "message: 250 2.0.0 fine",
                        "RSET: 250 2.0.0 fine",
                        "QUIT: 250 2.0.0 fine",
                        "VRFY ada: 250 2.0.0 fine");
        for (Fact each : FactKinds.all(Outcome.failed(Reason.CONNECTION_CLOSED, "closed"), "words")) {
            assertThat(each.description()).isEqualTo("closed");
        }
        for (Fact each : FactKinds.all(Outcome.skipped(SkipReason.NOT_OFFERED), "words")) {
            assertThat(each.description()).isEqualTo("not done: not offered");
        }
        for (Fact each : FactKinds.all(new Outcome.Rejected(Reply.of(550, "no")), "words")) {
            assertThat(each.description()).isEqualTo("550 no");
        }
    }

    @Test
    void theMapOfEachBeginsWithWhatEveryFactHas() {
        for (Fact each : FactKinds.all(DONE, "words")) {
            Map<String, Object> map = each.asMap();
            assertThat(map.keySet().stream().filter(key -> !key.equals("stage")))
                    .as(each.kind())
                    .startsWith("kind", "state", "label", "description", "tookMs", "outcome");
            assertThat(map.containsKey("stage")).isNotEqualTo(each instanceof UnplacedReply);
            assertThat(map).containsEntry("kind", each.kind()).containsEntry("state", "passed");
            assertThat(map).isEqualTo(each.asMap()).isUnmodifiable();
        }
    }

    /** A conversation can take the same step twice, with the same reply. */
    @Test
    void twoAreNeverOne() {
        List<Fact> twins = FactKinds.all(DONE, "words");
        for (int i = 0; i < twins.size(); i++) {
            Fact other = FactKinds.all(DONE, "words").get(i);
            assertThat(twins.get(i)).isEqualTo(twins.get(i)).isNotEqualTo(other);
            assertThat(twins.get(i).asMap()).isEqualTo(other.asMap());
        }
    }

    @Test
    void aBuilderCanBeUsedAgain() {
        Ehlo.Builder ehlo = Ehlo.builder(DONE, Duration.ZERO);
        Ehlo first = ehlo.build();
        assertThat(ehlo.verb("HELO").encrypted(true).build().label()).isEqualTo("HELO inside TLS");
        assertThat(first.label()).isEqualTo("EHLO");
        Authentication.Builder auth = Authentication.builder(DONE, Duration.ZERO);
        Authentication before = auth.build();
        assertThat(auth.mechanism("PLAIN").judged(true).build().label()).isEqualTo("AUTH PLAIN");
        assertThat(before.label()).isEqualTo("AUTH");
        assertThat(before.judged()).isFalse();
    }

    @Test
    void aMessageInLmtpIsForOneRecipient() {
        MessageTransfer one = MessageTransfer.forRecipient(DONE, Duration.ZERO, Mailbox.parse("ada@example.com"));
        assertThat(one.label()).isEqualTo("message for <ada@example.com>");
        assertThat(one.stage()).isEqualTo(Stage.END_OF_DATA);
        assertThat(one.asMap()).containsEntry("recipient", "ada@example.com");
        assertThat(one.shortened(0, 10).asMap()).isEqualTo(one.asMap());
        assertThat(MessageTransfer.of(DONE, Duration.ZERO, Stage.END_OF_DATA).asMap())
                .doesNotContainKey("recipient");
    }

    @Test
    void onlyDataTransfersAMessage() {
        assertThatThrownBy(() -> MessageTransfer.of(DONE, Duration.ZERO, Stage.QUIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stage: QUIT transfers no message");
    }

    /** A reply that nobody can place is at no step, whatever it is about. */
    @Test
    void anUnplacedReplyHasNoStageInTheMap() {
        for (Optional<Stage> about : List.of(Optional.<Stage>empty(), Optional.of(Stage.RCPT_TO))) {
            assertThat(UnplacedReply.of(DONE, Duration.ZERO, about, "").asMap()).doesNotContainKey("stage");
        }
    }

    private static Attempt attempt(Fact... facts) {
        Route route = new Route("mx.example.com", false, InetAddress.getLoopbackAddress(), 25, TlsMode.PLAIN);
        return Attempt.builder(route, Purpose.PROBE).facts(List.of(facts)).build();
    }

    private static Fact recipient(Outcome outcome) {
        return RcptTo.of(outcome, Duration.ZERO, Mailbox.parse("ada@example.com"));
    }

    private static Fact hello(String verb, Outcome outcome) {
        return Ehlo.builder(outcome, Duration.ZERO).verb(verb).build();
    }

    /** The row of a step shows what keeps the attempt from passing, whichever came last. */
    @Test
    void ofSeveralRecipientsTheRefusedOneCounts() {
        Fact good = recipient(DONE);
        Fact bad = recipient(REFUSED);
        Fact late = recipient(Outcome.skipped(SkipReason.DEADLINE));
        assertThat(attempt(good, good).state(Stage.RCPT_TO)).isEqualTo(State.PASSED);
        assertThat(attempt(bad, good).state(Stage.RCPT_TO)).isEqualTo(State.FAILED);
        assertThat(attempt(good, bad).state(Stage.RCPT_TO)).isEqualTo(State.FAILED);
        assertThat(attempt(late, good).state(Stage.RCPT_TO)).isEqualTo(State.SKIPPED);
        assertThat(attempt(bad, late).state(Stage.RCPT_TO)).isEqualTo(State.FAILED);
        assertThat(attempt(late, bad).state(Stage.RCPT_TO)).isEqualTo(State.FAILED);
    }

    @Test
    void aHeloThatWasAcceptedStandsInForEhlo() {
        assertThat(attempt(hello("EHLO", REFUSED), hello("HELO", DONE)).state(Stage.EHLO))
                .isEqualTo(State.PASSED);
        assertThat(attempt(hello("EHLO", REFUSED), hello("HELO", REFUSED)).state(Stage.EHLO))
                .isEqualTo(State.FAILED);
    }

    @Test
    void whatNoFactIsOfWasNotAsked() {
        Attempt attempt = attempt(UnplacedReply.of(REFUSED, Duration.ZERO, Optional.of(Stage.RCPT_TO), ""));
        for (Stage stage : Stage.values()) {
            assertThat(attempt.state(stage)).isEqualTo(State.NOT_ASKED);
        }
        assertThat(attempt.decidingFact().orElseThrow().state()).isEqualTo(State.FAILED);
    }
}
