/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.survey.DomainSurvey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One target of a batch: a request, or a survey of a mail domain, with a key by which the caller recognises it. Immutable and
 * thread-safe. A target has neither credentials nor a message, since a batch would have the same credentials judged, or the same
 * message delivered, many times over.
 */
public final class BatchTarget {
    private final String key;
    private final ProbeRequest request;
    private final Optional<DomainSurvey> survey;

    private BatchTarget(String key, ProbeRequest request, Optional<DomainSurvey> survey) {
        this.key = key;
        this.request = request;
        this.survey = survey;
    }

    /**
     * A target whose key is the name of the server or domain.
     *
     * @param request what to probe
     * @return the target
     * @throws InvalidRequest if the request has credentials or a message
     */
    public static BatchTarget of(ProbeRequest request) {
        return of(Objects.requireNonNull(request, "request").target().name(), request);
    }

    /**
     * A target with a key of the caller's choice, such as the line that it was read from.
     *
     * @param key     the key, which the result repeats unchanged; need not be unique
     * @param request what to probe
     * @return the target
     * @throws InvalidRequest if the request has credentials or a message
     */
    public static BatchTarget of(String key, ProbeRequest request) {
        Objects.requireNonNull(key, "key");
        List<Problem> problems = problems(Objects.requireNonNull(request, "request"));
        if (!problems.isEmpty()) {
            throw new InvalidRequest(problems);
        }
        return new BatchTarget(key, request, Optional.empty());
    }

    /**
     * A server, with everything else taken from a template.
     *
     * @param template a request for any target
     * @param host     a name, or an address ({@code 192.0.2.1}, {@code [2001:db8::1]}); also the key
     * @return the target
     * @throws InvalidRequest if the host is invalid, or the template has credentials or a message
     */
    public static BatchTarget server(ProbeRequest template, String host) {
        Objects.requireNonNull(host, "host");
        return of(
                host,
                Objects.requireNonNull(template, "template").toBuilder()
                        .host(host)
                        .build());
    }

    /**
     * The mail exchangers of a domain, with everything else taken from a template.
     *
     * @param template a request for any target
     * @param domain   the part of a mailbox after the @; also the key
     * @return the target
     * @throws InvalidRequest if the domain is invalid, or the template has credentials or a message
     */
    public static BatchTarget mailExchangers(ProbeRequest template, String domain) {
        Objects.requireNonNull(domain, "domain");
        return of(
                domain,
                Objects.requireNonNull(template, "template").toBuilder()
                        .domain(domain)
                        .build());
    }

    /**
     * A survey of a mail domain, with the domain as the key. The survey talks to the exchangers one after the other, each in its
     * turn.
     *
     * @param survey what to find out
     * @return the target
     */
    public static BatchTarget survey(DomainSurvey survey) {
        return survey(Objects.requireNonNull(survey, "survey").domain(), survey);
    }

    /**
     * A survey of a mail domain, with a key of the caller's choice, such as the line that it was read from.
     *
     * @param key    the key, which the result repeats unchanged; need not be unique
     * @param survey what to find out
     * @return the target
     */
    public static BatchTarget survey(String key, DomainSurvey survey) {
        Objects.requireNonNull(key, "key");
        ProbeRequest exchangers = ProbeRequest.toMxOf(
                        Objects.requireNonNull(survey, "survey").domain())
                .deadline(survey.deadline())
                .build();
        return new BatchTarget(key, exchangers, Optional.of(survey));
    }

    /**
     * A survey of a mail domain, with everything else taken from a template.
     *
     * @param template a survey of any domain
     * @param domain   the part of a mailbox after the @; also the key
     * @return the target
     * @throws InvalidRequest if the domain is invalid
     */
    public static BatchTarget survey(DomainSurvey template, String domain) {
        Objects.requireNonNull(domain, "domain");
        return survey(
                domain,
                Objects.requireNonNull(template, "template").toBuilder()
                        .domain(domain)
                        .build());
    }

    private static List<Problem> problems(ProbeRequest request) {
        List<Problem> problems = new ArrayList<>();
        if (request.credentials().isPresent()) {
            problems.add(Problem.error(
                    "credentials", Problem.Code.CONFLICT, "are refused: a batch would have them judged many times"));
        }
        if (request.message().isPresent()) {
            problems.add(
                    Problem.error("message", Problem.Code.CONFLICT, "is refused: a batch would deliver it many times"));
        }
        return problems;
    }

    /** {@return the key by which the caller recognises the target} */
    public String key() {
        return key;
    }

    /** {@return the request; for a survey, one for the mail exchangers of its domain} */
    public ProbeRequest request() {
        return request;
    }

    /** {@return the survey; empty if the target is to be probed} */
    public Optional<DomainSurvey> survey() {
        return survey;
    }

    /** {@return the key and the name of the target} */
    @Override
    public String toString() {
        return "target " + key + " (" + request.target().name() + ")";
    }
}
