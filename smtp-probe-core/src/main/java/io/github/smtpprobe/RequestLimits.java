/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.request.PortPlan.PortMode;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.sasl.KerberosCredentials;
import io.github.smtpprobe.survey.DomainSurvey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a probe refuses to do, whatever a request says.
 *
 * @param untrusted   whether strangers choose the targets
 * @param ports       the only ports that a request may name; if empty, any
 * @param credentials whether a request may carry credentials
 */
record RequestLimits(boolean untrusted, List<Integer> ports, boolean credentials) {
    static final RequestLimits NONE = new RequestLimits(false, List.of(), true);

    /** A route may need a second connection, in clear text, if optional TLS breaks down: ten connections in all. */
    private static final int UNTRUSTED_ROUTES = 5;

    private static final int RELAY = 25;

    int maxRoutes() {
        return untrusted ? UNTRUSTED_ROUTES : Integer.MAX_VALUE;
    }

    /** The settings of a request for which it is refused before anything is looked up. */
    List<Problem> conflicts(ProbeRequest request) {
        List<Problem> conflicts = new ArrayList<>();
        if (!ports.isEmpty()) {
            ports(request, conflicts);
        }
        if (untrusted) {
            strangers(request, conflicts);
        }
        if (!credentials && request.credentials().isPresent()) {
            conflicts.add(refused("credentials", "are refused: this probe accepts none"));
        }
        return conflicts;
    }

    /**
     * The settings of a survey for which it is refused: where strangers choose the domain, it may use only port 25 and the name
     * servers that the application chose.
     */
    List<Problem> conflicts(DomainSurvey survey) {
        List<Problem> conflicts = new ArrayList<>();
        boolean strange = !ports.isEmpty() && survey.port() != RELAY;
        refuse(untrusted && strange, "port", "connects to mail exchangers on port 25 only", conflicts);
        refuse(
                untrusted && !survey.nameServers().isEmpty(),
                "nameServers",
                "asks only the name servers that the application chose",
                conflicts);
        return conflicts;
    }

    /** How many addresses a survey may talk to. */
    int maxAddresses() {
        return untrusted ? UNTRUSTED_ROUTES : Integer.MAX_VALUE;
    }

    /** Where strangers choose the target, nothing may bypass the limits of the probe, and the server must not be told anything untrue. */
    private static void strangers(ProbeRequest request, List<Problem> conflicts) {
        refuse(
                request.sourceAddress().isPresent(),
                "sourceAddress",
                "takes no source address from a request",
                conflicts);
        refuse(request.proxyHeader().isPresent(), "proxyHeader", "tells no server another client's address", conflicts);
        refuse(request.speaksLmtp(), "lmtp", "speaks only SMTP", conflicts);
        refuse(request.road().isPresent(), "road", "takes no proxy or Unix socket from a request", conflicts);
        refuse(request.helloVerb().isPresent(), "helloVerb", "sends EHLO, or HELO, and no other hello", conflicts);
        refuse(!request.xclient().isEmpty(), "xclient", "does not pose as another client", conflicts);
        if (request.trust().isPresent()) {
            refuse(true, trustField(request), "trusts only what its own TLS settings trust", conflicts);
        }
        refuse(request.triesEveryMechanism(), "tryEveryMechanism", "sends credentials at most once", conflicts);
        if (request.credentials().orElse(null) instanceof KerberosCredentials) {
            conflicts.add(refused(
                    "credentials",
                    "are refused: Kerberos connects to a key distribution center, which no address policy checks"));
        }
    }

    private static void refuse(boolean asked, String field, String rule, List<Problem> conflicts) {
        if (asked) {
            conflicts.add(refused(field, "is refused: a probe for untrusted targets " + rule));
        }
    }

    private void ports(ProbeRequest request, List<Problem> conflicts) {
        List<PortMode> asked = request.ports().entries();
        for (PortMode each : asked) {
            if (!ports.contains(each.port())) {
                String allowed = ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
                conflicts.add(refused(
                        asked.size() > 1 ? "ports" : "port",
                        "must be one of " + allowed + " where strangers choose the target, and not " + each.port()));
            }
        }
    }

    /** The name of the option by which a request says whom to trust. */
    static String trustField(ProbeRequest request) {
        boolean file = request.trust().orElseThrow().fingerprints().isEmpty();
        return file ? "trustedCertificates" : "trustCertificate";
    }

    private static Problem refused(String field, String message) {
        return Problem.error(field, Code.CONFLICT, message);
    }
}
