/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of a server's TLS is what the server did, and not what became of the client. */
class ServerHandshakeTest {
    private static final Duration TOOK = Duration.ofMillis(1);
    private static final Outcome DONE = Outcome.done();

    /** Failures that no sender meets at this server. */
    private static final Set<FailureKind> OURS = Set.of(
            FailureKind.POLICY,
            FailureKind.EXTENSION,
            FailureKind.CLIENT,
            FailureKind.ROAD,
            FailureKind.LOCAL,
            FailureKind.CANCELLED,
            FailureKind.DEADLINE);

    private static boolean ours(Reason reason) {
        return OURS.contains(reason.kind()) || reason == Reason.CERTIFICATE_REFUSED;
    }

    private static TlsResult state(Fact... facts) {
        Route route = new Route("mx.example.com", false, AddressLiteral.parse("192.0.2.1"), 25, TlsMode.STARTTLS);
        Attempt attempt =
                Attempt.builder(route, Purpose.PROBE).facts(List.of(facts)).build();
        return ServerHandshake.of(Offer.ANY, attempt, Optional.empty()).state();
    }

    private static Fact[] after(Fact... last) {
        List<Fact> all = new ArrayList<>(List.of(
                Connect.of(DONE, TOOK),
                Greeting.of(DONE, TOOK, ""),
                Ehlo.builder(DONE, TOOK).build()));
        all.addAll(List.of(last));
        return all.toArray(Fact[]::new);
    }

    private static Outcome failed(Reason reason) {
        return Outcome.failed(reason, "");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aHandshakeThatFails(Reason reason) {
        assertThat(state(after(
                        StartTls.of(DONE, TOOK),
                        TlsHandshake.of(failed(reason), TOOK, TlsInfo.unseen("mx.example.com")))))
                .isEqualTo(ours(reason) ? TlsResult.NOT_TESTED : TlsResult.FAILED);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aCommandThatIsNotAnswered(Reason reason) {
        assertThat(state(after(StartTls.of(failed(reason), TOOK))))
                .isEqualTo(ours(reason) ? TlsResult.NOT_TESTED : TlsResult.FAILED);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aServerThatCannotBeTalkedTo(Reason reason) {
        TlsResult expected = ours(reason) ? TlsResult.NOT_TESTED : TlsResult.NO_CONVERSATION;
        assertThat(state(Connect.of(failed(reason), TOOK))).isEqualTo(expected);
        assertThat(state(Connect.of(DONE, TOOK), Greeting.of(failed(reason), TOOK, "")))
                .isEqualTo(expected);
    }

    @Test
    void aRefusalIsAReply() {
        Outcome refused = new Outcome.Rejected(Reply.of(454, "4.7.0 not now"));
        assertThat(state(after(StartTls.of(refused, TOOK)))).isEqualTo(TlsResult.REFUSED);
    }

    @ParameterizedTest
    @EnumSource(SkipReason.class)
    void aCommandThatIsNotSent(SkipReason why) {
        boolean absent = why == SkipReason.NOT_OFFERED || why == SkipReason.EXTENSIONS_NOT_ASKED;
        assertThat(state(after(
                        StartTls.of(Outcome.skipped(why), TOOK), Quit.of(failed(Reason.CONNECTION_CLOSED), TOOK))))
                .isEqualTo(absent ? TlsResult.NOT_OFFERED : TlsResult.NOT_TESTED);
    }
}
