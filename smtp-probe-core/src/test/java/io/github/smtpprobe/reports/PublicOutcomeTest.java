/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.fact.Fact.State;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.PublicOutcome;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transcript.Entry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The outcome that a form switches on, and its sentence: no word of a server, and no blame where nobody can tell. */
class PublicOutcomeTest {
    private static final String HELLO = "S: 220 mx\nC: EHLO x\nS: 250 mx\n";

    @AfterEach
    void noFlagIsLeft() {
        Thread.interrupted();
    }

    private static ProbeRequest.Builder request() {
        return ProbeRequest.to("192.0.2.1", 25)
                .tls(TlsMode.PLAIN)
                .envelope("ada@example.com", "bob@example.net")
                .deadline(Duration.ofSeconds(5));
    }

    private static ProbeReport probe(String script) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(script));
        return SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe(request().build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S: 554 no | NO_MAIL_SERVER",
                "* silence | TIMED_OUT",
                "S: 421 busy | CANNOT_BE_JUDGED",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: MAIL FROM:<ada@example.com>;S: 550 no | SENDER_REFUSED",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: MAIL FROM:<ada@example.com>;* silence | TIMED_OUT",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: MAIL FROM:<ada@example.com>;* closed | NOT_FINISHED",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: MAIL FROM:<ada@example.com>;S: 354 go | NOT_FINISHED",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: MAIL FROM:<ada@example.com>;S: 250 ok;C: RCPT TO:<bob@example.net>;"
                        + "* closed | NOT_FINISHED",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: MAIL FROM:<ada@example.com>;S: 250 ok;C: RCPT TO:<bob@example.net>;"
                        + "* reset | NOT_FINISHED",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: MAIL FROM:<ada@example.com>;S: 250 ok;C: RCPT TO:<bob@example.net>;"
                        + "S: what | NOT_FINISHED",
                "S: 220 mx;C: EHLO x;* closed | NO_MAIL_SERVER",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: MAIL FROM:<ada@example.com>;S: 250 ok;C: RCPT TO:<bob@example.net>;"
                        + "S: 550 no | RECIPIENT_REFUSED",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: MAIL FROM:<ada@example.com>;S: 250 ok;C: RCPT TO:<bob@example.net>;"
                        + "S: 450 later | CANNOT_BE_JUDGED",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: MAIL FROM:<ada@example.com>;S: 250 ok;C: RCPT TO:<bob@example.net>;"
                        + "S: 250 ok;C: RSET;S: 250 ok;C: QUIT;S: 221 bye | WORKS"
            })
    void aConversationHasTheOutcomeOfItsStep(String script, PublicOutcome expected) {
        ProbeReport report = probe(script.replace(";", "\n"));
        assertThat(report.publicOutcome()).as(report.toString()).isEqualTo(expected);
        assertThat(report.publicSummary()).isEqualTo(expected.sentence());
        assertThat(report.asMap()).containsEntry("publicOutcome", expected.token());
    }

    /** A name that does not exist and a port that refuses are the same to a stranger. */
    @Test
    void whatWasNotReachedIsNotToldApart() {
        MailResolver none = new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, io.github.smtpprobe.clock.Deadline deadline) {
                return Answer.none(Status.NXDOMAIN, "");
            }

            @Override
            public Answer<java.net.InetAddress> addresses(
                    String host,
                    io.github.smtpprobe.request.AddressFamilies families,
                    io.github.smtpprobe.clock.Deadline deadline) {
                return Answer.none(Status.NXDOMAIN, "");
            }
        };
        ProbeReport unknown = SmtpProbe.builder()
                .resolver(none)
                .build()
                .probe(ProbeRequest.to("mx.example.com", 25).build());
        assertThat(unknown.publicOutcome()).isEqualTo(PublicOutcome.NOT_REACHED);
        assertThat(unknown.state(Stage.RESOLVE)).isEqualTo(State.FAILED);
        ProbeReport refused = SmtpProbe.builder()
                .transport((route, deadline) -> {
                    throw new java.net.ConnectException("Connection refused");
                })
                .build()
                .probe(ProbeRequest.to("192.0.2.1", 25).build());
        assertThat(refused.publicOutcome()).isEqualTo(PublicOutcome.NOT_REACHED);
    }

    /** Wherever a call is cancelled before the server has said no, nobody is blamed: not in words, and not by a mark. */
    @Test
    void aCancelledCallBlamesNobody() {
        String script = HELLO + "C: MAIL FROM:<ada@example.com>\n* silence";
        for (String line : new String[] {"", "S: 220 mx", "C: EHLO", "S: 250 mx", "C: MAIL"}) {
            MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(script));
            ProbeCall call = SmtpProbe.builder()
                    .transport(memory)
                    .ticker(memory.ticker())
                    .build()
                    .call(request().build(), new ProbeListener() {
                        @Override
                        public void recorded(ProbeEvent.Recorded event) {
                            Entry entry = event.entry();
                            if (!line.isEmpty() && entry.toString().startsWith(line)) {
                                event.cancel();
                            }
                        }
                    });
            if (line.isEmpty()) {
                call.cancel();
            }
            blamesNobody(call.execute(), line);
        }
    }

    private static void blamesNobody(ProbeReport report, String when) {
        assertThat(report.verdict()).as(when + report).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.publicOutcome()).as(when + report).isEqualTo(PublicOutcome.CANCELLED);
        assertThat(report.publicSummary()).isEqualTo("The check was cancelled, so the mail server cannot be judged.");
        for (Stage each : Stage.values()) {
            assertThat(report.state(each)).as(when + " " + each).isNotEqualTo(State.FAILED);
        }
    }

    @Test
    void aCallThatIsCancelledWhileItsNameIsLookedUpBlamesNobody() {
        ProbeCall call =
                SmtpProbe.standard().call(ProbeRequest.to("mx.example.com", 25).build());
        call.cancel();
        blamesNobody(call.execute(), "look-up");
    }

    @Test
    void theReportOfACancelledFutureIsNotLost() {
        ProbeCall call =
                SmtpProbe.standard().call(ProbeRequest.to("192.0.2.1", 25).build());
        CompletableFuture<Runnable> task = new CompletableFuture<>();
        CompletableFuture<ProbeReport> future = call.executeAsync(task::complete);
        assertThat(call.report()).isNotDone();
        call.report().cancel(true);
        future.cancel(true);
        assertThat(future).isCancelled();
        task.join().run();
        ProbeReport report = call.report().join();
        assertThat(report.publicOutcome()).isEqualTo(PublicOutcome.CANCELLED);
        assertThat(call.report().join()).isSameAs(report);
    }

    /** Of a text nobody says what it does not show: no name, no connection, no time to try again. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "javax.mail.MessagingException: Could not connect to SMTP host: mx.example.com, port: 25 | NO_ANSWER",
                "smtplib.SMTPServerDisconnected: Connection unexpectedly closed | NO_ANSWER",
                "smtp: java.net.SocketTimeoutException: Read timed out | NO_ANSWER",
                "smtp: java.net.SocketException: Connection reset | NO_ANSWER",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: QUIT;S: 221 bye | NOT_SHOWN",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: MAIL FROM:<ada@example.com>;S: 450 later | NOT_SHOWN",
                "S: 220 mx;C: EHLO x;S: 250 mx;C: MAIL FROM:<ada@example.com>;S: 550 no | SENDER_REFUSED",
                "AUTH LOGIN;334 VXNlcm5hbWU6;AUTH LOGIN;334 VXNlcm5hbWU6;AUTH LOGIN;334 VXNlcm5hbWU6 | NOT_SHOWN",
                "550 5.7.1 no | REFUSED"
            })
    void aTextHasTheOutcomeThatItShows(String text, PublicOutcome expected) {
        ProbeReport report = Explain.dialogue(text.replace(";", "\n"));
        assertThat(report.publicOutcome()).as(report.toString()).isEqualTo(expected);
        assertThat(report.publicSummary()).doesNotContain("try again", "under this name");
    }

    @Test
    void aTextOutOfTimeBlamesNoServer() {
        ProbeReport report = Explain.dialogue("550 5.7.1 no\n".repeat(9_000), Duration.ofMillis(1));
        assertThat(report.publicOutcome()).isEqualTo(PublicOutcome.NOT_READ);
        assertThat(report.findings().toString()).contains("the time limit of 1 ms passed");
        assertThat(report.publicSummary()).isEqualTo("The text was not read in time.");
    }

    /** Where a part was left out, nobody says that the whole text holds no reply. */
    @Test
    void nothingIsSaidOfThePartThatWasNotRead() {
        for (int lines : new int[] {10, 10_001}) {
            String text = "550 5.1.1 no\n".repeat(lines / 10_001) + "hello\n".repeat(lines);
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(() -> Explain.dialogue(text, Duration.ofSeconds(Patience.HANGING)))
                    .satisfies(no -> assertThat(no.problems().get(0).message().endsWith("in the part that was read"))
                            .isEqualTo(lines > 10_000));
        }
    }

    @Test
    void aTextThatWasNotReadBlamesNobody() {
        Thread.currentThread().interrupt();
        assertThat(Explain.dialogue(HELLO).publicOutcome()).isEqualTo(PublicOutcome.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Explain.dialogue("550 5.7.1 no").publicOutcome())
                .isIn(PublicOutcome.REFUSED, PublicOutcome.MESSAGE_REFUSED);
    }
}
