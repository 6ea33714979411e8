/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault at every reply to a group of commands, beside the same fault in lock-step. */
class PipeliningFaultsTest {
    private static final String OPENING = "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 PIPELINING\n";
    private static final List<String> COMMANDS = List.of(
            "C: MAIL FROM:<ada@example.com>",
            "C: RCPT TO:<bob@example.com>",
            "C: RCPT TO:<eve@example.com>",
            "C: RSET",
            "C: QUIT");
    private static final List<String> REPLIES = List.of(
            "S: 250 2.1.0 ada", "S: 250 2.1.5 bob", "S: 250 2.1.5 eve", "S: 250 2.0.0 reset", "S: 221 2.0.0 bye");
    private static final int RSET = 3;
    private static final int QUIT = 4;

    /** Refusals, after which the server goes on. */
    private static final List<String> NO = List.of("S: 550 5.1.1 no", "S: 451 4.3.0 later", "S: 503 5.5.1 sequence");

    static Stream<Arguments> faults() {
        return places().flatMap(place ->
                IntStream.range(0, FaultMatrixTest.FAULTS.size()).mapToObj(fault -> Arguments.of(place, fault)));
    }

    static Stream<Integer> places() {
        return IntStream.range(0, REPLIES.size()).boxed();
    }

    /** Replies up to a place, then something else, then maybe the rest. */
    private static List<String> replies(int place, List<String> instead, boolean more) {
        List<String> all = new ArrayList<>(REPLIES.subList(0, place));
        instead.forEach(line -> all.add(line.replace("MARK", "S:")));
        all.addAll(more ? REPLIES.subList(place + 1, REPLIES.size()) : List.of());
        return all;
    }

    private static Script together(List<String> replies) {
        return Script.parse(OPENING + String.join("\n", COMMANDS) + "\n" + String.join("\n", replies));
    }

    private static Script oneByOne(int place, List<String> instead, boolean more) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < REPLIES.size() && (more || i <= place); i++) {
            all.add(COMMANDS.get(i));
            if (i == place) {
                instead.forEach(line -> all.add(line.replace("MARK", "S:")));
            } else {
                all.add(REPLIES.get(i));
            }
        }
        return Script.parse(OPENING + String.join("\n", all));
    }

    private static ProbeReport probe(Script script, boolean pipelining, Delivery delivery) {
        MemoryTransport memory = new MemoryTransport(delivery, null, script);
        ProbeRequest.Builder request = ProbeRequest.to(DialogueFile.HOST, 25)
                .connectTo("127.0.0.1")
                .tls(TlsMode.PLAIN)
                .withoutSecondLook()
                .envelope("ada@example.com", "bob@example.com", "eve@example.com");
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe((pipelining ? request.pipelining() : request.lockStep()).build());
        Invariants.check(report);
        assertThat(memory.open()).isZero();
        return report;
    }

    private static Attempt attempt(ProbeReport report) {
        return report.attempts().get(0);
    }

    /** The verdict, and the step that it rests on. */
    private static void agree(ProbeReport together, ProbeReport alone) {
        assertThat(together.verdict()).as(() -> together + "\n" + alone).isEqualTo(alone.verdict());
        assertThat(attempt(together).decidingFact().map(Fact::label))
                .as(() -> together + "\n" + alone)
                .isEqualTo(attempt(alone).decidingFact().map(Fact::label));
    }

    @ParameterizedTest(name = "fault {1} at reply {0}")
    @MethodSource("faults")
    void aFaultIsTheSameAsInLockStep(int place, int number) {
        List<String> fault = FaultMatrixTest.FAULTS.get(number);
        ProbeReport together = probe(together(replies(place, fault, false)), true, Delivery.RANDOM);
        agree(together, probe(oneByOne(place, fault, false), false, Delivery.RANDOM));
        assertThat(together.passed()).as(together::toString).isEqualTo(place >= RSET);
        assertThat(attempt(together).facts())
                .as("a fact for each command that was sent")
                .filteredOn(fact -> fact.stage().compareTo(Stage.MAIL_FROM) >= 0)
                .hasSize(COMMANDS.size());
    }

    @ParameterizedTest(name = "reply {0}")
    @MethodSource("places")
    void aRefusalIsTheSameAsInLockStep(int place) {
        for (String no : NO) {
            ProbeReport together = probe(together(replies(place, List.of(no), true)), true, Delivery.LINES);
            agree(together, probe(oneByOne(place, List.of(no), true), false, Delivery.LINES));
            assertThat(together.findings())
                    .as(together::toString)
                    .noneMatch(each -> each.id().startsWith("pipelining.") && place != 0);
        }
    }

    /** Where a reply is missing, nobody knows which; only where QUIT has none, all others have theirs. */
    @ParameterizedTest(name = "without reply {0}")
    @MethodSource("places")
    void aReplyThatIsMissingIsFoundOut(int place) {
        for (Delivery delivery : Delivery.values()) {
            ProbeReport report = probe(together(replies(place, List.of(), true)), true, delivery);
            assertThat(report.passed()).as(report::toString).isEqualTo(place == QUIT);
            assertThat(report.has("pipelining.replies-missing"))
                    .as(report::toString)
                    .isEqualTo(place != QUIT);
            if (place != QUIT) {
                assertThat(report.rootCause())
                        .hasValueSatisfying(cause -> assertThat(cause.id()).isEqualTo("pipelining.replies-missing"));
                holdsForNone(report, Reason.REPLIES_MISSING);
            }
            assertThat(report.has("pipelining.reply-uncertain"))
                    .as(report::toString)
                    .isEqualTo(place == QUIT);
        }
    }

    /** A reply was lost, and then there was no 221: only the codes can show it, and where they do not, the report tells the number. */
    @ParameterizedTest(name = "{0} replies")
    @ValueSource(ints = {1, 2, 3, 4})
    void ofAGroupThatIsCutShortTheNumberIsTold(int count) {
        List<String> alike =
                IntStream.range(0, count).mapToObj(i -> "S: 250 ok").toList();
        ProbeReport report = probe(together(alike), true, Delivery.LINES);
        Fact broken = attempt(report).facts().stream()
                .filter(fact -> fact.asMap().toString().contains("reason=connection-closed"))
                .findFirst()
                .orElseThrow();
        assertThat(broken.asMap().toString())
                .contains("after " + count + " of 5 replies")
                .doesNotContain("without a reply");
        String id = count == QUIT
                ? "pipelining.reply-uncertain"
                : count == RSET ? "pipelining.cut-short" : "session.closed";
        assertThat(report.findings())
                .filteredOn(each -> each.id().equals(id))
                .as(report::toString)
                .hasSize(1)
                .allMatch(each -> (each.summary() + each.explanation()).contains("after " + count + " of 5 replies"));
        assertThat(report.has("pipelining.cut-short")).as("said once").isEqualTo(count == RSET);
        assertThat(report.has("rset.unanswered")).as(report::toString).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void aReplyInAnothersPlaceIsKnownByItsCode(Delivery delivery) {
        List<String> lost = List.of(REPLIES.get(0), REPLIES.get(1), REPLIES.get(RSET));
        ProbeReport report = probe(together(lost), true, delivery);
        assertThat(report.passed()).isFalse();
        holdsForNone(report, Reason.REPLIES_MISSING);
        assertThat(probe(together(REPLIES.subList(0, RSET)), true, delivery).passed())
                .as("the same number, with codes that fit")
                .isTrue();
    }

    @ParameterizedTest(name = "one more before reply {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aReplyTooManyIsFoundOut(int place) {
        for (Delivery delivery : Delivery.values()) {
            List<String> replies = new ArrayList<>(REPLIES);
            replies.add(place, place > QUIT ? "S: 221 2.0.0 bye again" : "S: 250 2.0.0 ok");
            ProbeReport report = probe(together(replies), true, delivery);
            boolean aligned = place > QUIT; // each command has its reply, QUIT the only 221 that counts
            assertThat(report.passed()).as(report::toString).isEqualTo(aligned);
            assertThat(report.has("pipelining.replies-surplus"))
                    .as(report::toString)
                    .isEqualTo(!aligned);
            if (!aligned) {
                holdsForNone(report, Reason.REPLIES_SURPLUS);
            }
        }
    }

    private static void holdsForNone(ProbeReport report, Reason reason) {
        assertThat(attempt(report).facts())
                .filteredOn(fact -> fact.stage().compareTo(Stage.MAIL_FROM) >= 0
                        && fact.outcome().reply().isPresent())
                .as(report::toString)
                .isNotEmpty()
                .allMatch(fact -> fact.asMap().toString().contains("reason=" + reason.token()));
    }

    /** Two replies in one are one: of several lines, it says the same code for both. */
    @ParameterizedTest
    @EnumSource(Delivery.class)
    void repliesThatAreJoinedAreOneTooFew(Delivery delivery) {
        ProbeReport report = probe(
                together(replies(1, List.of("S: 250-2.1.5 bob\nS: 250 2.1.5 eve"), true).stream()
                        .filter(line -> !line.equals("S: 250 2.1.5 eve"))
                        .toList()),
                true,
                delivery);
        assertThat(report.has("pipelining.replies-missing"))
                .as(report::toString)
                .isTrue();
    }

    /** However the octets come, they are the same replies: cut once, at each place. */
    @ParameterizedTest
    @ValueSource(strings = {"250", "550"})
    void aPauseAnywhereChangesNothing(String code) {
        String all =
                String.join("\r\n", REPLIES).replace("S: ", "").replace("250 2.1.5 bob", code + " 2.1.5 bob") + "\r\n";
        List<Object> whole = outcomes(all, 0);
        for (int cut = 1; cut < all.length(); cut++) {
            assertThat(outcomes(all, cut)).as("cut behind octet " + cut).isEqualTo(whole);
        }
    }

    private static List<Object> outcomes(String replies, int cut) {
        String first = escaped(replies.substring(0, cut));
        String script = (first.isEmpty() ? "" : "S: " + first + "\\-\n* pause 500ms\n") + "S: "
                + escaped(replies.substring(cut)) + "\\-";
        ProbeReport report = probe(together(List.of(script)), true, Delivery.WHOLE);
        return attempt(report).facts().stream()
                .map(fact -> List.of(fact.label(), fact.outcome()))
                .map(Object.class::cast)
                .toList();
    }

    private static String escaped(String octets) {
        return octets.replace("\r", "\\x0D").replace("\n", "\\x0A");
    }
}
