/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A policy of MTA-STS from one survey to the next, and of a domain with many exchangers. */
class PolicyHistoryTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final Issued KEY = CA.issue(HOST);
    private static final String ENFORCED = policy("mode: enforce\n");

    private static String policy(String mode) {
        return "version: STSv1\n" + mode + "mx: " + HOST + "\nmax_age: 604800\n";
    }

    private static World world() {
        return World.signed(DOMAIN).mx(10, HOST).a(HOST, "8.8.8.8").txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;");
    }

    private static World withHost() {
        return world().a("mta-sts." + DOMAIN, "8.8.4.4");
    }

    private static DomainSurvey.Builder survey() {
        return DomainSurvey.of(DOMAIN).without(Aspect.TLS_RPT, Aspect.REVERSE_NAMES, Aspect.PROBES);
    }

    private static DomainReport surveyed(World world, String policy, DomainSurvey.Builder survey) throws Exception {
        try (MailWorld mail = new MailWorld(world).policy(DOMAIN, "8.8.4.4", policy)) {
            return mail.survey(survey);
        }
    }

    private static List<String> then(World before, String policyBefore, World now, String policyNow) throws Exception {
        EarlierSurvey earlier = EarlierSurvey.of(surveyed(before, policyBefore, survey()));
        return ids(surveyed(now, policyNow, survey().againstEarlier(earlier)));
    }

    private static List<String> ids(DomainReport report) {
        return report.findings().stream().map(Finding::id).toList();
    }

    @Test
    void thePolicyHostHasNoAddressAnyMore() throws Exception {
        assertThat(then(withHost(), ENFORCED, world(), ENFORCED)).contains("sts.gone", "sts.unreachable");
        assertThat(then(withHost(), ENFORCED, world().servfail("mta-sts." + DOMAIN, "A"), ENFORCED))
                .doesNotContain("sts.gone");
        assertThat(then(withHost(), policy("mode: testing\n"), world(), ENFORCED))
                .doesNotContain("sts.gone");
    }

    /** Nobody has kept what was no policy, so that no new id is needed to have it fetched again. */
    @Test
    void aPolicyThatWasInvalidIsMended() throws Exception {
        assertThat(then(withHost(), policy(""), withHost(), ENFORCED)).doesNotContain("sts.id-stale");
        assertThat(then(withHost(), policy("mode: testing\n"), withHost(), ENFORCED))
                .contains("sts.id-stale");
    }

    /** More exchangers than are looked at are still exchangers that the policy lists or not. */
    @Test
    void aDomainWithMoreExchangersThanAreLookedAt() throws Exception {
        World world = withHost().without(DOMAIN, "MX");
        IntStream.range(10, 35)
                .forEach(each -> world.mx(DOMAIN, each, "mx" + each + "." + DOMAIN)
                        .a("mx" + each + "." + DOMAIN, "8.8.8." + each));
        String last = "version: STSv1\nmode: enforce\nmx: mx33.example.test\nmx: mx34.example.test\nmax_age: 604800\n";
        assertThat(ids(surveyed(world, last, survey())))
                .contains("sts.mx-partly")
                .doesNotContain("sts.mx-unlisted", "sts.mx-gone");
    }
}
