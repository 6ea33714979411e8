/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Domains whose mail goes to a few hosts that they share, and a batch of their surveys. */
public final class HostedDomains {
    public static final DomainSurvey TEMPLATE = DomainSurvey.of("example.com")
            .deadline(Duration.ofMinutes(2))
            .without(Aspect.REVERSE_NAMES)
            .build();

    public static final int EXCHANGERS = 5;

    private HostedDomains() {}

    /** Domains with two exchangers each out of a few, of which each has two addresses. */
    public static FixedZones zones(int domains) {
        FixedZones zones = new FixedZones();
        for (int i = 0; i < EXCHANGERS; i++) {
            zones.a(host(i), "8.8.4." + (2 * i + 1), "8.8.4." + (2 * i + 2));
        }
        for (int i = 0; i < domains; i++) {
            zones.mx(domain(i), host(i), host(i / EXCHANGERS));
        }
        return zones;
    }

    public static String host(int number) {
        int place = number % EXCHANGERS;
        return "mx" + place + ".hosting" + place % 2 + ".example";
    }

    public static String domain(int number) {
        return "d" + number + ".example";
    }

    public static Stream<BatchTarget> domains(int count) {
        return IntStream.range(0, count).mapToObj(i -> BatchTarget.survey(TEMPLATE, domain(i)));
    }

    public static ProbeBatch.Builder batch(ManyServers servers, FixedZones zones) {
        return ProbeBatch.builder(SmtpProbe.builder()
                        .transport(servers)
                        .secureResolver(zones)
                        .build())
                .perOperator(4, Duration.ZERO)
                .perAddress(2, Duration.ZERO);
    }

    public static DomainReport report(BatchResult result) {
        return result.domainReport().orElseThrow();
    }
}
