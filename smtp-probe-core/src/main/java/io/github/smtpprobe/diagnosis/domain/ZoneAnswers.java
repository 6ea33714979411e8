/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.ZoneSigning;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsRptFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answers of a survey that need to be validated. */
public final class ZoneAnswers {
    /** The root zone, on which everything depends. */
    public static final String ROOT = ".";

    private ZoneAnswers() {}

    /**
     * All answers for which a proof matters.
     *
     * @param of the prepared facts
     * @return the answers, in the order in which they were asked for
     */
    public static List<DnsAnswer> answers(DomainView of) {
        List<DnsAnswer> all = mail(of);
        all.addAll(policies(of));
        return all;
    }

    /**
     * All answers that decide where mail goes, and whether a server is verified.
     *
     * @param of the prepared facts
     * @return the answers, in the order in which they were asked for
     */
    public static List<DnsAnswer> mail(DomainView of) {
        List<DnsAnswer> all = new ArrayList<>();
        all.add(of.facts().mx());
        for (SurveyedExchanger host : of.hosts()) {
            all.addAll(host.addressAnswers());
            host.aliasAnswer().ifPresent(all::add);
            all.addAll(host.tlsaAnswers());
        }
        return all;
    }

    /** Answers without which no mail waits: senders then do not see a policy, or a request for reports. */
    static List<DnsAnswer> policies(DomainView of) {
        List<DnsAnswer> all = new ArrayList<>();
        of.mtaSts().map(MtaStsFacts::answer).ifPresent(all::add);
        of.mtaSts().map(MtaStsFacts::policyHost).ifPresent(all::addAll);
        of.facts().tlsRpt().map(TlsRptFacts::answer).ifPresent(all::add);
        return all;
    }

    /**
     * The zone that an answer comes from, or that has the trouble.
     *
     * @param answer any answer
     * @return its name
     */
    public static String zone(DnsAnswer answer) {
        String zone = answer.zone().orElse(answer.question().name());
        return zone.isEmpty() ? ROOT : zone;
    }

    static String zone(ZoneSigning zone) {
        return zone.zone().isEmpty() ? ROOT : zone.zone();
    }

    /** The zone whose signature expires first: that of the answer, or one above it. */
    static Optional<ZoneSigning> endsFirst(DnsAnswer answer) {
        return answer.zones().stream()
                .filter(each ->
                        each.signedUntil().isPresent() && each.signedUntil().equals(answer.signedUntil()))
                .reduce((above, below) -> below);
    }
}
