/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/** A domain with one exchanger, and what is said of look-ups of an application's that are run over it. */
final class LookUpWorld {
    static final String DOMAIN = "example.test";
    static final String HOST = "mx.example.test";
    static final Issued KEY = CA.issue(HOST);
    static final Question TXT = new Question("x." + DOMAIN, RecordType.TXT);

    private LookUpWorld() {}

    static MailWorld mail() throws Exception {
        return new MailWorld(
                        World.signed(DOMAIN).mx(10, HOST).a(HOST, "8.8.8.8").txt(TXT.name(), "here"))
                .server("8.8.8.8", KEY);
    }

    static DomainReport survey(MailWorld mail, UnaryOperator<SmtpProbe.Builder> wiring) throws Exception {
        Duration deadline = Duration.ofSeconds(20);
        long started = System.nanoTime();
        DomainReport report = mail.wiring(wiring)
                .survey(DomainSurvey.of(DOMAIN).anchors(mail.world().anchors()).deadline(deadline));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(deadline.plus(Patience.AMPLE));
        assertThat(report.facts().cancelled()).isFalse();
        assertThat(report.facts().mx().security())
                .as(report.facts().mx().asMap().toString())
                .isEqualTo(Security.SECURE);
        assertThat(report.facts().exchangers())
                .singleElement()
                .satisfies(one -> assertThat(one.handshakes()).isNotEmpty());
        Printed.of(report);
        return report;
    }

    static List<TargetFact> facts(DomainReport report, String kind) {
        return report.facts().targetFacts().stream()
                .filter(each -> each.kind().equals(kind))
                .toList();
    }

    static TargetFact good(String kind) {
        return TargetFact.builder(kind, "x", Outcome.done()).build();
    }

    static void failed(TargetFact fact, String... words) {
        assertThat(fact.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.EXTENSION_FAILED);
            assertThat(failed.detail()).contains(words);
        });
    }

    static Question numbered(int i) {
        return new Question("n" + i + "." + DOMAIN, RecordType.TXT);
    }

    /** Answers itself, and at once, for names with a number. */
    static final class Quick extends OddResolver {
        Quick(SecureResolver good) {
            super(good);
        }

        @Override
        public List<DnsAnswer> look(List<Question> questions, Deadline deadline) throws InterruptedException {
            List<Question> others = questions.stream()
                    .filter(each -> !each.name().startsWith("n"))
                    .toList();
            Iterator<DnsAnswer> found = super.look(others, deadline).iterator();
            return questions.stream()
                    .map(each -> others.contains(each)
                            ? found.next()
                            : DnsAnswer.to(each, Security.INSECURE)
                                    .result(DnsResult.NO_NAME)
                                    .build())
                    .toList();
        }
    }
}
