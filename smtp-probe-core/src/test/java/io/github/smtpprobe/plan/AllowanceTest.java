/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clock of a probe as arithmetic: who may use how much, without a clock. */
class AllowanceTest {
    private static Duration seconds(double count) {
        return Duration.ofMillis(Math.round(count * 1000));
    }

    private static Allowance share(double left, int routes, boolean every, boolean looks) {
        return Allowance.share(seconds(left), routes, every, looks, Timeouts.STANDARD);
    }

    @ParameterizedTest(name = "{0} s for {1} routes, all of them: {2}: {3} s to the greeting, {4} s in all")
    @CsvSource({
        "30, 1, false, 30, 30",
        "30, 3, false, 10, 30",
        "30, 3, true, 10, 10",
        "5, 10, false, 1, 5",
        "0.4, 10, false, 0.4, 0.4",
        "0, 2, false, 0, 0",
        "30, 0, false, 30, 30"
    })
    void aRouteHasItsShareUntilItsGreeting(double left, int routes, boolean every, double greeting, double whole) {
        Allowance time = share(left, routes, every, false);
        assertThat(time.greeting()).isEqualTo(seconds(greeting));
        assertThat(time.whole()).isEqualTo(seconds(whole));
    }

    @Test
    void connectingHasTenSecondsAndTheLastRouteKeepsSomeForALook() {
        assertThat(share(60, 1, false, false).connect()).isEqualTo(seconds(10));
        assertThat(share(5, 1, false, false).connect()).isEqualTo(seconds(5));
        assertThat(share(5, 1, false, true).connect()).isEqualTo(seconds(4));
        assertThat(share(10, 2, false, true).connect()).isEqualTo(seconds(5));
    }

    @ParameterizedTest(name = "waiting {0} s with a patience of {1} s: after {2} s")
    @CsvSource({"30, 8, 8", "30, 2, 2", "10, 8, 8", "5, 8, 4", "1, 2, 0.8", "20, 60, 17"})
    void theLookBeginsAfterThePatienceOrBeforeTheEndOfAShorterWait(double wait, double patience, double after) {
        Allowance time = share(30, 1, false, true);
        assertThat(time.lookAfter(seconds(wait))).isEmpty();
        assertThat(time.withPatience(seconds(patience)).lookAfter(seconds(wait)))
                .contains(seconds(after));
    }

    @Test
    void eachStepHasItsLimit() {
        Allowance standard = share(30, 1, false, false);
        assertThat(standard.limit(Stage.MAIL_FROM)).isEmpty();
        assertThat(standard.limit(Stage.GREETING)).isEmpty();
        assertThat(standard.limit(Stage.RSET)).contains(seconds(2));
        assertThat(standard.limit(Stage.QUIT)).contains(seconds(2));
        Timeouts short1 = Timeouts.STANDARD
                .withReply(seconds(1))
                .withTls(seconds(3))
                .withGreeting(seconds(4))
                .withConnect(seconds(5));
        Allowance given = Allowance.share(seconds(30), 1, false, false, short1);
        assertThat(given.limit(Stage.CONNECT)).contains(seconds(5));
        assertThat(given.limit(Stage.TLS)).contains(seconds(3));
        assertThat(given.limit(Stage.GREETING)).contains(seconds(4));
        assertThat(given.limit(Stage.AUTH)).contains(seconds(1));
        assertThat(given.limit(Stage.RSET)).contains(seconds(1));
    }

    @Test
    void aLookHasThreeSecondsAtMost() {
        assertThat(Allowance.look(seconds(30), Timeouts.STANDARD).whole()).isEqualTo(seconds(3));
        assertThat(Allowance.look(seconds(1), Timeouts.STANDARD).whole()).isEqualTo(seconds(1));
    }

    /** Nobody listens to the other connection while a look connects. */
    @Test
    void aLookBesideAWaitConnectsAsFastAsTheOtherConnectionDid() {
        Allowance look = Allowance.look(seconds(30), Timeouts.STANDARD);
        assertThat(look.beside(seconds(0)).connect()).isEqualTo(seconds(0.2));
        assertThat(look.beside(seconds(0.4)).connect()).isEqualTo(seconds(0.8));
        assertThat(look.beside(seconds(9)).connect()).isEqualTo(seconds(3));
        assertThat(look.beside(seconds(0)).whole()).isEqualTo(seconds(3));
    }

    @ParameterizedTest(name = "port {0} {1}: {2}")
    @CsvSource({
        "465, IMPLICIT_TLS, 2",
        "25, IMPLICIT_TLS, 2",
        "465, PLAIN, 2",
        "465, STARTTLS, 2",
        "587, STARTTLS, 8",
        "2525, PLAIN, 8",
        "25, STARTTLS, ",
        "25, PLAIN, ",
        "25, STARTTLS_IF_OFFERED, "
    })
    void aTlsHelloIsNeverSentToThePortOfRelays(int port, TlsMode mode, Double patience) {
        Route route = new Route("mx.example.com", false, InetAddress.getLoopbackAddress(), port, mode);
        assertThat(Looks.patience(route))
                .isEqualTo(Optional.ofNullable(patience).map(AllowanceTest::seconds));
    }
}
