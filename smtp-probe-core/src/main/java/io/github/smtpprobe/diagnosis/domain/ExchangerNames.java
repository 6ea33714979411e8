/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.Optional;

/**
 * Bad names in the MX records: a name of the sender's own machine, a name that can never exist, a name that is not a host name,
 * or a misspelt one.
 */
final class ExchangerNames {
    private static final String LOCALHOST = "localhost";

    private ExchangerNames() {}

    /**
     * Reports a name that can never be right, so that no address is looked up for it (RFC 6761 §6.3, §6.4).
     *
     * @return whether it is such a name
     */
    static boolean reserved(DomainFindings to, SurveyedExchanger host) {
        String name = host.host();
        if (name.equals(LOCALHOST) || name.endsWith("." + LOCALHOST)) {
            say(to, "mx.localhost", host).end();
            return true;
        }
        if (name.equals("invalid") || name.endsWith(".invalid")) {
            say(to, "mx.placeholder", host)
                    .words("real", to.hosts().size() == 1 ? "an MX record" : "")
                    .end();
            return true;
        }
        return false;
    }

    private static Said say(DomainFindings to, String id, SurveyedExchanger host) {
        return to.say(id)
                .host(host.host())
                .weighing(Severity.ERROR)
                .seen(Seen.answer(to.facts().mx()))
                .seen(host.addressAnswers().stream().map(Seen::answer));
    }

    /** Reports a name with an underscore, or with other labels that hosts cannot have (RFC 1123 §2.1). */
    static void odd(DomainFindings to, SurveyedExchanger host) {
        if (!DomainName.hostName(host.host())) {
            to.say("mx.not-host-name")
                    .host(host.host())
                    .with(
                            "detail",
                            host.host().indexOf('_') >= 0
                                    ? "A host name contains no underscore"
                                    : "A host name consists of labels of up to 63 letters, digits and inner hyphens")
                    .with("policy", to.announced() ? "policy" : "")
                    .seen(Seen.answer(to.facts().mx()))
                    .end();
        }
    }

    /** Adds the probable mistake in the zone file if the name leads nowhere. */
    static void slip(Said said, DomainFindings to, SurveyedExchanger host) {
        String twice = "." + to.domain() + "." + to.domain();
        if (host.host().endsWith(twice)) {
            said.with("twice", to.domain())
                    .with(
                            "meant",
                            host.host()
                                    .substring(
                                            0,
                                            host.host().length() - to.domain().length()));
        } else if (host.host().indexOf('.') < 0) {
            said.with("single", host.host());
        } else if (!host.host().endsWith("." + to.domain())) {
            said.with("elsewhere", host.host()).with("unregistered", unregistered(host));
        } else {
            said.with("own", to.domain()).with("whole", whole(host.host(), to.domain()));
        }
    }

    /**
     * The part before the domain, if it looks like the full name of a host: at least three labels, the last of which consists
     * of letters.
     */
    private static Optional<String> whole(String host, String domain) {
        String before = host.substring(0, host.length() - domain.length() - 1);
        int last = before.lastIndexOf('.');
        boolean three = last > 0 && before.lastIndexOf('.', last - 1) > 0;
        return three && before.substring(last + 1).chars().allMatch(Character::isLetter)
                ? Optional.of(before)
                : Optional.empty();
    }

    /** The domain right below the top-level zone, if that zone denies the name and so delegates it to nobody. */
    private static Optional<String> unregistered(SurveyedExchanger host) {
        int top = host.host().lastIndexOf('.');
        String zone = host.host().substring(top + 1);
        boolean denied = !host.addressAnswers().isEmpty()
                && host.addressAnswers().stream()
                        .allMatch(answer -> answer.result() == DnsResult.NO_NAME
                                && answer.aliases().isEmpty()
                                && answer.zone().filter(zone::equals).isPresent());
        return denied
                ? Optional.of(host.host().substring(host.host().lastIndexOf('.', top - 1) + 1))
                : Optional.empty();
    }
}
