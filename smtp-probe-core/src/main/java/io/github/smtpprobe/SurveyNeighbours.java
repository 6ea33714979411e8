/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.dns.SecureDns;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.TrustAnchors;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.surveys.SharedAnswers;
import io.github.smtpprobe.surveys.SharedPolicies;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What surveys share: their wiring, and in a batch the DNS answers and the policies. Thread-safe. */
final class SurveyNeighbours {
    /** How many combinations of name servers, anchors and aspects are kept; surveys with further combinations share nothing. */
    private static final int MOST = 16;

    private final Wiring wiring;
    private final Optional<SharedPolicies> policies;
    private final Map<Whom, SharedAnswers> answers = new ConcurrentHashMap<>();

    private SurveyNeighbours(Wiring wiring, Optional<SharedPolicies> policies) {
        this.wiring = wiring;
        this.policies = policies;
    }

    /** The name servers that a survey asks, and how it validates their answers. */
    private record Whom(List<InetSocketAddress> servers, TrustAnchors anchors, boolean validating) {}

    /** For a survey that shares nothing. */
    static SurveyNeighbours none(Wiring wiring) {
        return new SurveyNeighbours(wiring, Optional.empty());
    }

    /** For the surveys of a batch, which start with nothing shared. */
    static SurveyNeighbours ofBatch(Wiring wiring) {
        return new SurveyNeighbours(wiring, Optional.of(new SharedPolicies(Ticker.system())));
    }

    Wiring wiring() {
        return wiring;
    }

    /** {@return whether there are other surveys, which talk to the same servers and have to take turns} */
    boolean any() {
        return policies.isPresent();
    }

    /** The resolver of one survey. */
    SecureResolver resolver(DomainSurvey survey) {
        Whom whom = new Whom(survey.nameServers(), survey.anchors(), survey.looksAt(Aspect.DNSSEC));
        if (!any()) {
            return resolver(whom);
        }
        SharedAnswers known = answers.get(whom);
        if (known == null && answers.size() >= MOST) {
            return resolver(whom);
        }
        return answers.computeIfAbsent(whom, each -> new SharedAnswers(resolver(each), Ticker.system(), wiring.clock()))
                .forOne();
    }

    private SecureResolver resolver(Whom whom) {
        Wiring.Names names = wiring.network().names();
        boolean own = whom.servers().isEmpty();
        return names.secure()
                .filter(given -> own)
                .orElseGet(() -> new SecureDns(
                        own ? names.servers() : whom.servers(), whom.anchors(), wiring.clock(), whom.validating()));
    }

    /** The result of fetching a policy, earlier or now. */
    PolicyFetch policy(String domain, Deadline deadline, Supplier<PolicyFetch> fetch) {
        return policies.map(shared -> shared.fetch(domain, "mta-sts." + domain, deadline, fetch))
                .orElseGet(fetch);
    }
}
