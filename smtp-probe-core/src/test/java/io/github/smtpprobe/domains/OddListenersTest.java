/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.Callers.DOMAIN;
import static io.github.smtpprobe.domains.Callers.SHORT;
import static io.github.smtpprobe.domains.Callers.at;
import static io.github.smtpprobe.domains.Callers.elsewhere;
import static io.github.smtpprobe.domains.Callers.forever;
import static io.github.smtpprobe.domains.Callers.mail;
import static io.github.smtpprobe.domains.Callers.survey;
import static io.github.smtpprobe.domains.Callers.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SurveyCall;
import io.github.smtpprobe.SurveyEvent;
import io.github.smtpprobe.SurveyListener;
import io.github.smtpprobe.domains.Callers.Hearing;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.survey.DomainReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application that listens may do to its survey: whatever its code does, there is a report, in time. */
@Timeout(Patience.HANGING)
class OddListenersTest {
    private static DomainReport heard(MailWorld mail, Duration deadline, SurveyListener listener) throws Exception {
        return mail.probe()
                .call(survey(mail).deadline(deadline).build(), listener)
                .execute();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                SurveyEvent.SurveyStarted.class,
                SurveyEvent.LookedUp.class,
                SurveyEvent.PolicyFetched.class,
                SurveyEvent.Conversed.class,
                SurveyEvent.SurveyFinished.class
            })
    void aListenerThatThrows(Class<?> event) throws Exception {
        try (MailWorld mail = mail()) {
            List<Throwable> thrown =
                    List.of(new IllegalStateException("x"), new StackOverflowError(), new AssertionError());
            for (Throwable each : thrown) {
                DomainReport report = heard(mail, Duration.ofSeconds(60), at(event, heard -> rethrow(each)));
                assertThat(report.facts().cancelled()).isFalse();
                assertThat(report.outlook()
                                .sender("postfix-dane")
                                .orElseThrow()
                                .domain()
                                .prospect()
                                .letter())
                        .isEqualTo('V');
            }
        }
    }

    @SuppressWarnings("unchecked") // as languages without checked exceptions do
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                SurveyEvent.SurveyStarted.class,
                SurveyEvent.LookedUp.class,
                SurveyEvent.PolicyFetched.class,
                SurveyEvent.Conversed.class,
                SurveyEvent.SurveyFinished.class
            })
    void aListenerThatBlocksHoldsNothingPastTheDeadline(Class<?> event) throws Exception {
        try (MailWorld mail = mail()) {
            long started = System.nanoTime();
            DomainReport report = heard(mail, SHORT, at(event, heard -> forever()));
            within(SHORT, started);
            assertThat(report.domain()).isEqualTo(DOMAIN);
            assertThat(Thread.currentThread().isInterrupted())
                    .as("an interrupt of ours is nobody else's")
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                SurveyEvent.SurveyStarted.class,
                SurveyEvent.LookedUp.class,
                SurveyEvent.PolicyFetched.class,
                SurveyEvent.Conversed.class
            })
    void aListenerThatCancelsFromWithin(Class<?> event) throws Exception {
        try (MailWorld mail = mail()) {
            List<SurveyEvent> after = new ArrayList<>();
            long started = System.nanoTime();
            DomainReport report = heard(mail, Duration.ofSeconds(60), new Hearing(heard -> {
                if (event.isInstance(heard)) {
                    heard.cancel();
                }
                after.add(heard);
            }));
            within(Duration.ZERO, started);
            assertThat(report.facts().cancelled()).isTrue();
            assertThat(after.get(after.size() - 1)).isInstanceOf(SurveyEvent.SurveyFinished.class);
        }
    }

    /** The survey may be talking to an exchanger meanwhile, on another thread. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                SurveyEvent.SurveyStarted.class,
                SurveyEvent.LookedUp.class,
                SurveyEvent.PolicyFetched.class,
                SurveyEvent.Conversed.class
            })
    void aListenerThatBlocksIsFreedByACancel(Class<?> event) throws Exception {
        try (MailWorld mail = mail()) {
            CountDownLatch blocked = new CountDownLatch(1);
            SurveyCall call = mail.probe().call(survey(mail).build(), at(event, heard -> {
                blocked.countDown();
                forever();
            }));
            Future<DomainReport> running = elsewhere(call::execute);
            assertThat(blocked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            call.cancel();
            assertThat(running.get(Patience.SECONDS, TimeUnit.SECONDS).facts().cancelled())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {SurveyEvent.SurveyStarted.class, SurveyEvent.LookedUp.class})
    void aListenerThatInterruptsTheSurveysThreadEndsIt(Class<?> event) throws Exception {
        try (MailWorld mail = mail()) {
            DomainReport report = heard(
                    mail,
                    Duration.ofSeconds(60),
                    at(event, heard -> Thread.currentThread().interrupt()));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(report.facts().cancelled()).isTrue();
        }
    }
}
