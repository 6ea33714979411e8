/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that go together (RFC 2920): in how many flights, in which groups, with which times, and without waiting for each other. */
class PipeliningTest {
    private static final int MOST_OCTETS = 4_096;
    private static final int MOST_COMMANDS = 32;

    /** A conversation in memory, and how often it wrote. */
    private record Conversation(ProbeReport report, List<String> writes) {
        static Conversation of(ProbeRequest request, Script script) {
            List<String> writes = new ArrayList<>();
            MemoryTransport memory =
                    new MemoryTransport(Delivery.WHOLE, DialogueFile.good().serverContext(), script);
            ProbeReport report = SmtpProbe.builder()
                    .transport((route, deadline) -> new Watched(memory.connect(route, deadline), writes))
                    .ticker(memory.ticker())
                    .tlsSettings(DialogueFile.quickly())
                    .build()
                    .probe(request);
            Invariants.check(report);
            return new Conversation(report, writes);
        }

        Attempt attempt() {
            return report.attempts().get(0);
        }
    }

    private static final class Watched extends ForwardingConnection {
        private final List<String> writes;

        Watched(Connection lower, List<String> writes) {
            super(lower);
            this.writes = writes;
        }

        @Override
        public void write(byte[] octets, Deadline deadline) throws IOException {
            writes.add(new String(octets, StandardCharsets.ISO_8859_1));
            super.write(octets, deadline);
        }
    }

    private static ProbeRequest.Builder request(String... recipients) {
        return ProbeRequest.to(DialogueFile.HOST, 25)
                .connectTo("127.0.0.1")
                .tls(TlsMode.PLAIN)
                .withoutSecondLook()
                .envelope("ada@example.com", recipients);
    }

    private static Script script(String... lines) {
        return Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 PIPELINING\n" + String.join("\n", lines));
    }

    private static Script agreeing(int recipients) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < recipients + 3; i++) {
            lines.addAll(List.of("C: [redacted]", i == recipients + 2 ? "S: 221 bye" : "S: 250 ok"));
        }
        return script(lines.toArray(String[]::new));
    }

    @Test
    void mailAndRecipientsAndTheEndAreOneFlight() {
        Conversation talk =
                Conversation.of(request("bob@example.com").pipelining().build(), agreeing(1));
        assertThat(talk.report().passed()).isTrue();
        assertThat(talk.writes()).hasSize(2).last().isEqualTo("""
            MAIL FROM:<ada@example.com>
            RCPT TO:<bob@example.com>
            RSET
            QUIT
            """.replace("\n", "\r\n"));
    }

    /** The greeting, the handshake and each run of our lines: what has to be waited for, one after the other. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.smtpprobe.conversations.PipeliningTest#files")
    void groupsHoldNothingThatHasToGoAlone(DialogueFile file) {
        Conversation talk = Conversation.of(file.request(25), file.script());
        for (List<String> run : runs(talk.attempt())) {
            assertThat(run.size() == 1
                            || run.get(run.size() - 1).equals(".")
                            || run.stream().allMatch(line -> line.matches("MAIL .*|RCPT .*|RSET|QUIT")))
                    .as(run.toString())
                    .isTrue();
            assertThat(run.indexOf("QUIT")).isIn(-1, run.size() - 1);
        }
        int flights = 1 + runs(talk.attempt()).size() + (file.name().endsWith("in-tls") ? 1 : 0);
        if (file.name().endsWith("in-tls")) {
            assertThat(flights)
                    .as("greeting, EHLO, STARTTLS, TLS, EHLO, AUTH, group")
                    .isEqualTo(7);
        }
    }

    static Stream<DialogueFile> files() {
        return DialogueFile.all().filter(file -> file.has("pipelining"));
    }

    /** Our lines, those together that went out without a line of the server's between. */
    private static List<List<String>> runs(Attempt attempt) {
        List<List<String>> runs = new ArrayList<>();
        boolean going = false;
        for (Entry entry : attempt.transcript().entries()) {
            boolean ours = entry.direction() == Entry.Direction.CLIENT;
            if (ours && !going) {
                runs.add(new ArrayList<>());
            }
            if (ours) {
                runs.get(runs.size() - 1).add(entry.text().strip());
            }
            going = ours;
        }
        return runs;
    }

    @Test
    void lockStepIsTheDefaultAndCanBeSaid() {
        ProbeRequest.Builder given = request("bob@example.com");
        ProbeRequest plain = given.build();
        assertThat(plain.pipelines()).isFalse();
        assertThat(plain.pipeliningUnlessLockStep().pipelines()).isTrue();
        assertThat(plain.pipeliningUnlessLockStep().toBuilder().build().pipelines())
                .isTrue();
        ProbeRequest lockStep = given.lockStep().build();
        assertThat(lockStep.pipeliningUnlessLockStep()).isSameAs(lockStep);
        assertThat(lockStep.pipelines()).isFalse();
        ProbeRequest pipelining = given.pipelining().build();
        assertThat(pipelining.pipeliningUnlessLockStep()).isSameAs(pipelining);
        assertThat(RequestView.of(pipelining).pipelines()).isTrue();
        assertThat(Conversation.of(plain, agreeing(1)).writes()).hasSize(5);
        assertThat(Conversation.of(lockStep, agreeing(1)).writes()).hasSize(5);
    }

    @Test
    void eachReplyHasItsOwnTime() {
        Script slow = script(
                "C: MAIL FROM:<ada@example.com>",
                "C: RCPT TO:<bob@example.com>",
                "C: RSET",
                "C: QUIT",
                "* pause 100ms",
                "S: 250 ok",
                "* pause 700ms",
                "S: 250 ok",
                "S: 250 ok",
                "* pause 30ms",
                "S: 221 bye");
        Attempt attempt = Conversation.of(
                        request("bob@example.com").pipelining().build(), slow)
                .attempt();
        assertThat(attempt.facts())
                .filteredOn(fact -> fact.stage().compareTo(Stage.MAIL_FROM) >= 0)
                .extracting(Fact::took)
                .containsExactly(Duration.ofMillis(100), Duration.ofMillis(700), Duration.ZERO, Duration.ofMillis(30));
    }

    @Test
    void manyRecipientsGoInGroupsThatNoBufferIsTooSmallFor() {
        String[] recipients = IntStream.range(0, 100)
                .mapToObj(i -> "x".repeat(60 - i % 7) + i + "@" + "d".repeat(50) + ".example.com")
                .toArray(String[]::new);
        Conversation talk = Conversation.of(request(recipients).pipelining().build(), agreeing(recipients.length));
        assertThat(talk.report().passed()).isTrue();
        assertThat(talk.attempt().facts(RcptTo.class)).hasSize(recipients.length);
        assertThat(talk.writes()).hasSizeBetween(4, 7);
        assertThat(talk.writes())
                .allMatch(each -> each.length() <= MOST_OCTETS && each.split("\n").length <= MOST_COMMANDS);
        assertThat(runs(talk.attempt())).hasSameSizeAs(talk.writes());
    }

    /** No reply of such a server is longer than a line may be, and its buffers hold only a few of them. */
    @Test
    void aServerThatAnswersEachCommandBeforeItReadsTheNextNeverWaitsForUs() {
        String[] recipients = IntStream.range(0, 100)
                .mapToObj(i -> "user" + i + "@example.com")
                .toArray(String[]::new);
        try (OneByOne server = new OneByOne(true)) {
            ProbeReport report = server.probe(
                    request(recipients).pipelining().deadline(Patience.AMPLE).build());
            assertThat(report.passed()).as(report::toString).isTrue();
            assertThat(report.attempts().get(0).facts(RcptTo.class)).hasSize(recipients.length);
        }
    }

    @Test
    void theDeadlineHoldsWhereAServerStopsReading() {
        String[] recipients = IntStream.range(0, 100)
                .mapToObj(i -> "x".repeat(60) + i + "@example.com")
                .toArray(String[]::new);
        try (OneByOne server = new OneByOne(false)) {
            Duration deadline = Duration.ofMillis(1_500);
            ProbeReport report = server.probe(
                    request(recipients).pipelining().deadline(deadline).build());
            Invariants.check(report);
            assertThat(report.passed()).isFalse();
            assertThat(report.took()).isLessThan(deadline.plus(Patience.AMPLE));
        }
    }
}
