/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.tls.TlsSettings;
import java.util.List;

/**
 * All that a server is asked on one connection, and that decides how its answers are judged: attempts with equal questions may be shared.
 *
 * @param route   to the server
 * @param purpose of the attempt
 * @param asked   every option of the request that reaches the conversation, and what a survey offers in TLS
 */
record Question(Route route, Purpose purpose, List<Object> asked) {
    static Question of(Asked asked, Route route, Purpose purpose) {
        ProbeRequest request = asked.request();
        return new Question(
                route,
                purpose,
                List.of(
                        asked.offered(),
                        request.speaksLmtp(),
                        request.helloVerb(),
                        request.xclient(),
                        request.heloName(),
                        request.envelope(),
                        request.messageSize(),
                        request.stopAfter(),
                        request.mechanisms(),
                        request.trust().map(Question::trusted),
                        request.sourceAddress(),
                        request.proxyHeader(),
                        request.road(),
                        request.inspectsInvalidCertificate(),
                        request.startsTlsEvenIfNotOffered(),
                        request.looksTwice(),
                        request.pipeliningUnlessLockStep().pipelines(),
                        request.coverage(),
                        request.timeouts(),
                        request.deadline()));
    }

    /** Each request of a template has settings of its own for the same fingerprints; what was read from a file they share. */
    private static Object trusted(TlsSettings settings) {
        return settings.fingerprints().isEmpty() ? settings : settings.fingerprints();
    }
}
