/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Rset;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.transcript.Transcript;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which attempts are kept whole, and that those which are not say so. */
class BudgetTest {
    private static final String LINE = "x".repeat(1_000);

    /** Greeted with so many lines of a thousand octets, and after that so many steps. */
    private static Attempt attempt(int index, int lines, int steps) {
        Reply greeting = Reply.of(220, Collections.nCopies(lines, LINE).toArray(String[]::new));
        List<Fact> facts = new ArrayList<>();
        facts.add(Connect.of(Outcome.done(), Duration.ZERO));
        facts.add(Greeting.of(Outcome.done(greeting), Duration.ZERO, ""));
        for (int i = 0; i < steps; i++) {
            facts.add(Rset.of(Outcome.done(), Duration.ZERO));
        }
        Route route = new Route("mx.example.com", false, InetAddress.getLoopbackAddress(), 25, TlsMode.PLAIN);
        Transcript transcript = Transcript.parse(("S: 220-" + LINE + "\n").repeat(lines));
        return Attempt.builder(route, Purpose.PROBE)
                .index(index)
                .facts(facts)
                .transcript(transcript)
                .build();
    }

    private static List<Attempt> settled(int decisive, int count, boolean more) {
        Budget budget = new Budget();
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            attempts.add(attempt(i, 200, i == 3 ? 5 : 1));
            int decides = Math.min(decisive, i);
            budget.settle(attempts, () -> Optional.of(attempts.get(decides)), true);
        }
        if (!more) {
            budget.settle(attempts, () -> Optional.of(attempts.get(decisive)), false);
        }
        return attempts;
    }

    @Test
    void theDecisiveThenTheFirstThenTheDeepestStayWhole() {
        List<Attempt> attempts = settled(7, 20, false);
        assertThat(attempts.stream().filter(each -> each.leftOut() == 0).map(Attempt::index))
                .contains(0, 7)
                .hasSizeLessThan(5);
        assertThat(attempts.stream().mapToInt(Weight::of).sum()).isLessThanOrEqualTo(Budget.ATTEMPTS);
        for (Attempt each : attempts) {
            assertThat(Weight.of(each) + each.leftOut())
                    .as("what is missing is counted")
                    .isGreaterThan(400_000);
            assertThat(each.facts(Greeting.class)).hasSize(1);
        }
    }

    /** README, limits: one that holds more by itself stays whole, and little is left of the others. */
    @Test
    void aDecisiveOneThatIsTooLargeForAllIsStillWhole() {
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            attempts.add(attempt(i, i == 7 ? 1_500 : 200, 1));
        }
        int whole = Weight.of(attempts.get(7));
        assertThat(whole).isGreaterThan(2 * 1024 * 1024);
        new Budget().settle(attempts, () -> Optional.of(attempts.get(7)), false);
        assertThat(attempts.get(7).leftOut()).isZero();
        int others = attempts.stream().mapToInt(Weight::of).sum() - whole;
        assertThat(others).isLessThanOrEqualTo(256 * 1024);
    }

    @Test
    void theNewestIsNotTouched() {
        for (int count = 1; count < 12; count++) {
            List<Attempt> attempts = settled(0, count, true);
            assertThat(attempts.get(count - 1).leftOut()).isZero();
            assertThat(attempts.stream().limit(count - 1L).mapToInt(Weight::of).sum())
                    .isLessThanOrEqualTo(Budget.ATTEMPTS);
        }
    }

    @Test
    void whatFitsIsLeftAlone() {
        assertThat(settled(0, 3, false)).allMatch(each -> each.leftOut() == 0);
    }

    @Test
    void aShortenedTranscriptSaysHowMuchIsMissing() {
        Transcript whole = Transcript.parse("S: 250-a\nS: 250-bc\nS: 250-d\nS: 250 " + "e".repeat(200) + "\nC: QUIT\n");
        assertThat(new ShortTranscript(2, 10).of(whole).toString())
                .isEqualTo("S: 250-a\n* left-out 15\nS: 250 eeeeee\\-\n* left-out 196\nC: QUIT\n");
        assertThat(new ShortTranscript(0, 0).of(whole).toString()).isEqualTo("* left-out 234\n");
        assertThat(new ShortTranscript(0, 0)
                        .of(new ShortTranscript(2, 10).of(whole))
                        .toString())
                .as("shortened twice")
                .isEqualTo("* left-out 234\n");
    }
}
