/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static io.github.smtpprobe.harness.Scripts.WORKS;
import static io.github.smtpprobe.harness.Scripts.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sources of tokens: when they are asked, and what becomes of those that fail or hang. */
@Timeout(Patience.HANGING)
class TokenSourceTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @Test
    void aTokenSourceIsAskedOnlyWhenAuthStartsAndItsFailureIsTold() {
        AtomicInteger asked = new AtomicInteger();
        Credentials broken = Credentials.bearer("ada", left -> {
            asked.incrementAndGet();
            throw new IllegalStateException("canary in the message");
        });
        ProbeReport refused =
                SmtpProbe.run(plain(servers.play(WORKS)).credentials(broken).build());
        assertThat(refused.has("auth.cleartext-refused")).isTrue();
        assertThat(asked).hasValue(0);
        ProbeReport tried = SmtpProbe.run(plain(servers.play("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 AUTH XOAUTH2
            C: QUIT
            S: 221 bye
            """))
                .allowCleartextCredentials()
                .credentials(broken)
                .build());
        assertThat(asked).hasValue(1);
        assertThat(tried.has("auth.token-unavailable")).as(tried.toString()).isTrue();
        assertThat(tried.summary()).contains("the token source", "before AUTH was sent");
        assertThat(tried.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(tried.asMap().toString()).doesNotContain("canary");
    }

    /** Some servers take no initial response: the same mechanism is begun anew, and asks for a token once more. */
    @Test
    void aTokenSourceThatFailsAtTheSecondTimeDoesSoAfterAuthWasSent() {
        AtomicInteger asked = new AtomicInteger();
        ProbeReport report = SmtpProbe.run(plain(servers.play("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 AUTH XOAUTH2
            C: AUTH XOAUTH2 [redacted]
            S: 501 5.5.4 no initial response, please
            C: QUIT
            S: 221 bye
            """))
                .allowCleartextCredentials()
                .credentials(Credentials.bearer("ada", left -> {
                    if (asked.incrementAndGet() > 1) {
                        throw new IllegalStateException("canary in the message");
                    }
                    return Secret.of(DialogueFile.TOKEN);
                }))
                .build());
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("auth.token-unavailable");
        assertThat(report.summary())
                .contains("the token source", "after AUTH was sent", "IllegalStateException")
                .doesNotContain("not tried", "canary");
    }

    @Test
    void aTokenSourceThatHangsIsInterruptedAtTheDeadline() {
        AtomicInteger asked = new AtomicInteger();
        ScriptedServer server =
                servers.start(ScriptedServer.playing(Script.parse("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 AUTH XOAUTH2
            * silence
            """)).lenient()); // the first tries end early
        ProbeReport report = Patience.until(any -> asked.get() > 0, deadline -> {
            ProbeReport each = SmtpProbe.run(plain(server)
                    .allowCleartextCredentials()
                    .deadline(deadline)
                    .credentials(Credentials.bearer("ada", left -> {
                        asked.incrementAndGet();
                        new CountDownLatch(1).await();
                        return Secret.of("never");
                    }))
                    .build());
            assertThat(each.took()).isLessThan(deadline.plus(Patience.AMPLE));
            return each;
        });
        assertThat(report.decisive()
                        .flatMap(each -> each.fact(Authentication.class))
                        .map(Fact::outcome))
                .hasValueSatisfying(outcome ->
                        assertThat(((Outcome.Failed) outcome).reason()).isEqualTo(Reason.TOKEN_UNAVAILABLE));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
