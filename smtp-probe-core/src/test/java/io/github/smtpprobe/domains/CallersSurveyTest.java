/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.Callers.at;
import static io.github.smtpprobe.domains.Callers.elsewhere;
import static io.github.smtpprobe.domains.Callers.mail;
import static io.github.smtpprobe.domains.Callers.survey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.SurveyCall;
import io.github.smtpprobe.SurveyEvent;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an application may do to its surveys: each is executed once, none disturbs another, and nothing is left behind. */
@Timeout(Patience.HANGING)
class CallersSurveyTest {
    @Test
    void aCallIsExecutedOnce() throws Exception {
        try (MailWorld mail = mail()) {
            SurveyCall call =
                    mail.probe().call(survey(mail).without(Aspect.PROBES).build());
            DomainReport report = call.execute();
            assertThatThrownBy(call::execute).isInstanceOf(IllegalStateException.class);
            assertThat(call.report().join()).isSameAs(report);
        }
    }

    @Test
    void surveysOfOneProbeDoNotDisturbEachOther() throws Exception {
        try (MailWorld mail = mail()) {
            SmtpProbe probe = mail.probe();
            Set<Long> numbers = ConcurrentHashMap.newKeySet();
            List<Future<DomainReport>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                SurveyCall call = probe.call(survey(mail).build(), at(SurveyEvent.class, e -> numbers.add(e.call())));
                all.add(elsewhere(call::execute));
                if (i == 5) {
                    call.cancel();
                }
            }
            for (int i = 0; i < 5; i++) {
                DomainReport report = all.get(i).get(Patience.SECONDS, TimeUnit.SECONDS);
                assertThat(report.facts().cancelled()).isFalse();
                assertThat(report.outlook()
                                .sender("gmail")
                                .orElseThrow()
                                .domain()
                                .prospect()
                                .letter())
                        .isEqualTo('V');
            }
            assertThat(all.get(5)
                            .get(Patience.SECONDS, TimeUnit.SECONDS)
                            .facts()
                            .cancelled())
                    .isTrue();
            assertThat(numbers).hasSize(6);
        }
    }

    @Test
    void noNameServersAreNotThoseOfThisMachine() {
        assertThatThrownBy(() -> DomainSurvey.of("example.test").nameServers())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nameServers");
    }

    /** Counts what the whole process has, so it runs alone. */
    @Test
    @Tag("serial")
    @Tag("sweep")
    void nothingIsLeftBehind() throws Exception {
        try (MailWorld mail = mail()) {
            InetSocketAddress[] before = mail.world().start().addresses().toArray(InetSocketAddress[]::new);
            mail.survey(survey(mail).nameServers(before));
            Set<Thread> threads = Thread.getAllStackTraces().keySet();
            int files = files();
            for (int i = 0; i < 10; i++) {
                mail.survey(survey(mail).nameServers(before));
            }
            assertThat(files()).isLessThanOrEqualTo(files + 4);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !threads.contains(thread))
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("dnsjava"));
        }
    }

    private static int files() {
        String[] open = new java.io.File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
