/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.smtp.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Facts by kind, in the order of the wire. */
class FactIndexTest {
    private static final Fact CONNECT = Connect.of(Outcome.done(), Duration.ZERO);
    private static final Ehlo FIRST =
            Ehlo.builder(Outcome.done(Reply.of(250, "mx")), Duration.ZERO).build();
    private static final Ehlo LAST = Ehlo.builder(Outcome.skipped(SkipReason.DEADLINE), Duration.ZERO)
            .encrypted(true)
            .build();
    private static final FactIndex INDEX = new FactIndex(List.of(CONNECT, FIRST, LAST));

    @Test
    void eachKindHasItsFacts() {
        assertThat(INDEX.all(Ehlo.class)).containsExactly(FIRST, LAST);
        assertThat(INDEX.last(Ehlo.class)).containsSame(LAST);
        assertThat(INDEX.all(Quit.class)).isEmpty();
        assertThat(INDEX.last(Greeting.class)).isEmpty();
        assertThat(INDEX.lastSucceeded(Ehlo.class)).isFalse();
        assertThat(INDEX.lastSucceeded(Quit.class)).isFalse();
        assertThat(INDEX.anySucceeded(Ehlo.class)).isTrue();
    }

    @Test
    void aKindThatHasKindsOfItsOwnHasTheirFacts() {
        assertThat(INDEX.all(Fact.class)).containsExactly(CONNECT, FIRST, LAST);
        assertThat(INDEX.last(Fact.class)).containsSame(LAST);
    }

    @Test
    void nobodyChangesIt() {
        assertThatThrownBy(() -> INDEX.all(Ehlo.class).clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
