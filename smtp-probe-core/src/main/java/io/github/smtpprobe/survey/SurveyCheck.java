/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.request.TypedTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Checks the options of a survey, and reports all problems at once. Domains are checked as in the request of a probe. */
final class SurveyCheck {
    private static final String DOMAIN = "domain";
    private static final String MAILTO = "mailto:";
    private static final String URL = "is a URL or has a path: give the domain alone, which stands behind the @";
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int LAST_PORT = 65_535;

    private final List<Problem> problems = new ArrayList<>();

    private SurveyCheck() {}

    /** The domain in A-labels. */
    static String domain(DomainSurvey.Builder given) {
        SurveyCheck check = new SurveyCheck();
        String domain = check.read(given.typed);
        check.options(given, domain);
        if (!check.problems.isEmpty()) {
            throw new InvalidRequest(check.problems);
        }
        return domain;
    }

    private String read(String typed) {
        if (typed.strip().regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
            problems.add(Problem.error(DOMAIN, Code.URL, URL));
            return "";
        }
        try {
            TypedTarget target = TypedTarget.read(typed);
            if (target.port().isPresent()) {
                String what = target.portTyped() ? "has a port behind it" : "is the URL of a server";
                problems.add(Problem.error(
                        DOMAIN,
                        target.portTyped() ? Code.PORT_IN_HOST : Code.URL,
                        what + ": give the domain alone, which stands behind the @"));
                return "";
            }
            return ProbeRequest.toMxOf(target.name()).build().target().name();
        } catch (InvalidRequest wrong) {
            wrong.problems()
                    .forEach(each -> problems.add(
                            Problem.error(DOMAIN, each.code(), each.code() == Code.URL ? URL : each.message())));
            return "";
        }
    }

    /** Checks the name as in the request of a probe. */
    private void heloName(String name) {
        try {
            ProbeRequest.to("mx.example.com").heloName(name).build();
        } catch (InvalidRequest wrong) {
            problems.addAll(wrong.problems());
        }
    }

    private void options(DomainSurvey.Builder given, String domain) {
        if (given.port < 1 || given.port > LAST_PORT) {
            problems.add(Problem.error("port", Code.RANGE, "must be 1 to 65535"));
        }
        if (given.deadline.compareTo(Duration.ofMillis(1)) < 0 || given.deadline.compareTo(LONGEST) > 0) {
            problems.add(Problem.error("deadline", Code.RANGE, "must be 1 ms to 1 h"));
        }
        if (given.aspects.contains(Aspect.DANE) && !given.aspects.contains(Aspect.DNSSEC)) {
            problems.add(Problem.error(
                    "aspects", Code.CONFLICT, "hold DANE without DNSSEC: records count only where they are signed"));
        }
        given.heloName.ifPresent(this::heloName);
        if (given.nameServers.stream().anyMatch(each -> each.isUnresolved() || each.getPort() == 0)) {
            problems.add(Problem.error("nameServers", Code.MALFORMED, "must have an address and a port each"));
        }
        if (!domain.isEmpty()
                && given.earlier.isPresent()
                && !given.earlier.get().domain().equals(domain)) {
            problems.add(Problem.error("againstEarlier", Code.CONFLICT, "is a survey of another domain"));
        }
    }
}
