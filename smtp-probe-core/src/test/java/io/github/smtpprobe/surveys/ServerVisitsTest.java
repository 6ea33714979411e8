/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.dane.DaneNames;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.TlsResult;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.tls.TlsInfo;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the survey's deadline does to a conversation: what was seen before was seen, and who had no time to answer is not called silent. */
class ServerVisitsTest {
    private static final InetAddress ADDRESS = AddressLiteral.parse("192.0.2.1");
    private static final Duration SURVEY = Duration.ofSeconds(6);
    private static final Outcome DONE = Outcome.done();
    private static final Outcome SILENT = Outcome.failed(Reason.REPLY_TIMEOUT, "no complete reply came in time");

    private static TlsResult after(Duration time, Fact... last) {
        VirtualTicker ticker = new VirtualTicker();
        List<Fact> facts = new ArrayList<>(List.of(Connect.of(DONE, Duration.ZERO)));
        facts.addAll(List.of(last));
        Route route = new Route("mx.example.com", false, ADDRESS, 25, TlsMode.STARTTLS);
        Conversations talking = new Conversations() {
            @Override
            public Attempt converse(Peer peer, Offer offer, Deadline deadline) {
                ticker.advance(time);
                return Attempt.builder(route, Purpose.PROBE).facts(facts).build();
            }

            @Override
            public PolicyFetch fetch(String domain, List<InetAddress> addresses, Deadline deadline) {
                throw new AssertionError("nobody asks for a policy");
            }

            @Override
            public void sideBySide(List<Runnable> tasks) {
                tasks.forEach(Runnable::run);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        return new ServerVisits(
                        talking,
                        new Conversations.Peer("mx.example.com", "mx.example.com", ADDRESS, 25),
                        List.of(),
                        DaneNames.of("mx.example.com"),
                        Instant.EPOCH,
                        Deadline.after(SURVEY, ticker))
                .see()
                .state();
    }

    private static Fact[] greeted(Fact... last) {
        List<Fact> all = new ArrayList<>(List.of(
                Greeting.of(DONE, Duration.ZERO, ""),
                Ehlo.builder(DONE, Duration.ZERO).build()));
        all.addAll(List.of(last));
        return all.toArray(Fact[]::new);
    }

    private static Fact tls() {
        return TlsHandshake.of(
                DONE,
                Duration.ZERO,
                TlsInfo.builder("mx.example.com").protocol("TLSv1.3").build());
    }

    @Test
    void whoIsSilentInTimeIsSilent() {
        Duration sooner = SURVEY.minusMillis(1);
        assertThat(after(sooner, Greeting.of(SILENT, Duration.ZERO, ""))).isEqualTo(TlsResult.NO_CONVERSATION);
        assertThat(after(sooner, greeted(StartTls.of(SILENT, Duration.ZERO)))).isEqualTo(TlsResult.FAILED);
    }

    @Test
    void whoHadNoTimeIsNotTested() {
        assertThat(after(SURVEY, Greeting.of(SILENT, Duration.ZERO, ""))).isEqualTo(TlsResult.NOT_TESTED);
        assertThat(after(SURVEY, greeted(StartTls.of(SILENT, Duration.ZERO)))).isEqualTo(TlsResult.NOT_TESTED);
    }

    @Test
    void aFarewellThatIsCutTakesNothingBack() {
        Fact quit = Quit.of(SILENT, Duration.ZERO);
        assertThat(after(SURVEY, greeted(StartTls.of(DONE, Duration.ZERO), tls(), quit)))
                .isEqualTo(TlsResult.WORKS);
        assertThat(after(SURVEY, greeted(StartTls.of(Outcome.skipped(SkipReason.NOT_OFFERED), Duration.ZERO), quit)))
                .isEqualTo(TlsResult.NOT_OFFERED);
    }
}
