/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.Callers.HOST;
import static io.github.smtpprobe.domains.Callers.KEY;
import static io.github.smtpprobe.domains.Callers.POLICY;
import static io.github.smtpprobe.domains.Callers.POLICY_KEY;
import static io.github.smtpprobe.domains.Callers.SHORT;
import static io.github.smtpprobe.domains.Callers.elsewhere;
import static io.github.smtpprobe.domains.Callers.forever;
import static io.github.smtpprobe.domains.Callers.mail;
import static io.github.smtpprobe.domains.Callers.survey;
import static io.github.smtpprobe.domains.Callers.within;
import static io.github.smtpprobe.domains.Callers.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.SurveyCall;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.zones.World;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A survey that is ended from outside, wherever it is: there is a report, at once. */
@Timeout(Patience.HANGING)
class EndedSurveysTest {
    @Test
    void aSurveyOfAnInterruptedThreadIsCancelled() throws Exception {
        try (MailWorld mail = mail()) {
            for (Aspect[] without : List.of(new Aspect[0], new Aspect[] {Aspect.DNSSEC, Aspect.DANE})) {
                Thread.currentThread().interrupt();
                DomainReport report =
                        mail.probe().surveyDomain(survey(mail).without(without).build());
                assertThat(Thread.interrupted()).isTrue();
                assertThat(report.facts().cancelled()).isTrue();
                assertThat(report.facts().mx().trouble()).contains(Trouble.CANCELLED);
                assertThat(mail.connections()).containsExactly(0);
            }
        }
    }

    @Test
    void aCallThatWasCancelledBeforeAsksNobody() throws Exception {
        try (MailWorld mail = mail()) {
            SurveyCall call = mail.probe().call(survey(mail).build());
            call.cancel();
            call.cancel();
            DomainReport report = call.execute();
            assertThat(report.facts().cancelled()).isTrue();
            assertThat(mail.world().asked()).isEmpty();
            assertThat(call.report().join()).isSameAs(report);
            call.cancel();
        }
    }

    /** Where a survey may be when it is ended. */
    private enum Place {
        DNS,
        LOOK_UP,
        EXCHANGER,
        POLICY_HOST
    }

    /** A world in which a survey stays at a place; the latch tells when it is there. */
    private static MailWorld stuck(Place place, CountDownLatch there) throws Exception {
        World world = world();
        if (place == Place.DNS) {
            world.answering("_25._tcp." + HOST, "TLSA", query -> {
                there.countDown();
                return List.of();
            });
        }
        MailWorld mail = new MailWorld(world);
        if (place == Place.EXCHANGER) {
            mail.silent("8.8.8.8", there::countDown);
        } else {
            mail.server("8.8.8.8", KEY);
        }
        if (place == Place.POLICY_HOST) {
            mail.policyHost("8.8.4.4", POLICY_KEY, out -> {
                there.countDown();
                forever();
            });
        } else {
            mail.policyHost("8.8.4.4", POLICY_KEY, POLICY);
        }
        if (place == Place.LOOK_UP) {
            mail.wiring(builder -> builder.domainLookUp("acme.slow", (subject, deadline) -> {
                there.countDown();
                new CountDownLatch(1).await();
                return List.of();
            }));
        }
        return mail;
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void aCancelEndsItWhereverItIs(Place place) throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        try (MailWorld mail = stuck(place, there)) {
            SurveyCall call = mail.probe().call(survey(mail).build());
            Future<DomainReport> running = elsewhere(call::execute);
            assertThat(there.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            call.cancel();
            DomainReport report = running.get(Patience.SECONDS, TimeUnit.SECONDS);
            assertThat(report.facts().cancelled()).isTrue();
            Printed.of(report);
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void anInterruptEndsItWhereverItIsAndStays(Place place) throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        try (MailWorld mail = stuck(place, there)) {
            SmtpProbe probe = mail.probe();
            DomainSurvey survey = survey(mail).build();
            Thread[] thread = new Thread[1];
            CountDownLatch begun = new CountDownLatch(1);
            boolean[] kept = new boolean[1];
            Future<DomainReport> running = elsewhere(() -> {
                thread[0] = Thread.currentThread();
                begun.countDown();
                DomainReport report = probe.surveyDomain(survey);
                kept[0] = Thread.currentThread().isInterrupted();
                return report;
            });
            assertThat(begun.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(there.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            thread[0].interrupt();
            DomainReport report = running.get(Patience.SECONDS, TimeUnit.SECONDS);
            assertThat(kept[0]).as("the flag stays set").isTrue();
            assertThat(report.facts().cancelled()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void theDeadlineEndsItWhereverItIs(Place place) throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        try (MailWorld mail = stuck(place, there)) {
            long started = System.nanoTime();
            DomainReport report = mail.survey(survey(mail).deadline(SHORT));
            within(SHORT, started);
            assertThat(report.facts().cancelled()).isFalse();
            Printed.of(report);
        }
    }
}
