/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SurveyEvent;
import io.github.smtpprobe.SurveyListener;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** A domain that is surveyed as applications do it, and code of theirs that does not go on. */
final class Callers {
    static final String DOMAIN = "example.test";
    static final String HOST = "mx.example.test";
    static final Duration SHORT = Duration.ofMillis(700);
    static final Issued KEY = CA.issue(HOST);
    static final Issued POLICY_KEY = CA.issue("mta-sts." + DOMAIN);
    static final String POLICY = PolicyServer.ok("version: STSv1\nmode: enforce\nmx: " + HOST + "\nmax_age: 604800\n");

    static World world() {
        return World.signed(DOMAIN)
                .mx(10, HOST)
                .a(HOST, "8.8.8.8")
                .a("mta-sts." + DOMAIN, "8.8.4.4")
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;")
                .tlsa("_25._tcp." + HOST, tlsa(3, 1, 1, KEY));
    }

    static MailWorld mail() throws Exception {
        return new MailWorld(world()).server("8.8.8.8", KEY).policyHost("8.8.4.4", POLICY_KEY, POLICY);
    }

    static DomainSurvey.Builder survey(MailWorld mail) {
        return DomainSurvey.of(DOMAIN).anchors(mail.world().anchors());
    }

    static void within(Duration deadline, long started) {
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(deadline.plus(Patience.AMPLE));
    }

    /** Hears of everything in one place. */
    record Hearing(Consumer<SurveyEvent> code) implements SurveyListener {
        @Override
        public void surveyStarted(SurveyEvent.SurveyStarted event) {
            code.accept(event);
        }

        @Override
        public void lookedUp(SurveyEvent.LookedUp event) {
            code.accept(event);
        }

        @Override
        public void policyFetched(SurveyEvent.PolicyFetched event) {
            code.accept(event);
        }

        @Override
        public void conversed(SurveyEvent.Conversed event) {
            code.accept(event);
        }

        @Override
        public void surveyFinished(SurveyEvent.SurveyFinished event) {
            code.accept(event);
        }
    }

    static Hearing at(Class<?> event, Consumer<SurveyEvent> code) {
        return new Hearing(heard -> {
            if (event.isInstance(heard)) {
                code.accept(heard);
            }
        });
    }

    static void forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    static <T> Future<T> elsewhere(java.util.concurrent.Callable<T> code) {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            return one.submit(code);
        } finally {
            one.shutdown();
        }
    }

    private Callers() {}
}
