/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import io.github.smtpprobe.request.PortPlan.PortMode;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.survey.DomainSurvey;
import java.util.List;
import java.util.stream.Collectors;

/** What a probe is going to do, in sentences, before it begins. */
public final class PlanWords {
    private PlanWords() {}

    /**
     * Describes what is tested.
     *
     * @param request any
     * @return such as {@code the mail exchangers of example.com}
     */
    public static String target(ProbeRequest request) {
        String name = request.target().name();
        return request.target() instanceof Target.MailExchangers ? "the mail exchangers of " + name : name;
    }

    /**
     * Describes what is going to be done.
     *
     * @param request any
     * @return whole sentences
     */
    public static String of(ProbeRequest request) {
        return where(request) + login(request) + mailboxes(request);
    }

    /**
     * Describes what a survey is going to do.
     *
     * @param survey any
     * @return whole sentences
     */
    static String of(DomainSurvey survey) {
        return "The survey looks up the DNS records for mail to " + survey.domain()
                + ", fetches the MTA-STS policy, and connects to the mail exchangers on port " + survey.port()
                + ", up to TLS. It sends no mail.";
    }

    private static String where(ProbeRequest request) {
        List<PortMode> ports = request.ports().entries();
        String way = ports.stream().map(PlanWords::port).collect(Collectors.joining(", then "));
        boolean several = ports.size() > 1;
        return "The test connects to "
                + (request.target() instanceof Target.MailExchangers
                        ? "the mail exchangers of the domain "
                                + request.target().name() + ", in order of preference, until one answers, on "
                        : "the server " + request.target().name() + " on ")
                + way
                + (several ? ", until everything works on one of them." : ".");
    }

    private static String port(PortMode port) {
        return "port " + port.port()
                + (port.mode() == TlsMode.PLAIN
                        ? " without TLS"
                        : " with " + port.mode().words());
    }

    private static String login(ProbeRequest request) {
        return request.credentialsKind()
                .map(kind -> " It logs in with a " + (kind.equals("bearer") ? "token" : kind)
                        + ", and only inside TLS with a valid certificate.")
                .orElse("");
    }

    private static String mailboxes(ProbeRequest request) {
        return request.envelope()
                .map(envelope -> envelope.recipients().isEmpty()
                        ? " It asks whether the sender is accepted, and sends no message."
                        : " It asks whether sender and recipient are accepted, and sends no message.")
                .orElse("");
    }
}
