/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import static io.github.smtpprobe.text.kept.KeptNode.required;

import io.github.smtpprobe.report.RequestView.Option;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.NumericAddress;
import io.github.smtpprobe.text.kept.KeptFault;
import io.github.smtpprobe.text.kept.KeptNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads back what {@link ReportMap} writes about a request. */
final class KeptRequest {
    private static final int MOST_PORTS = 1_000;
    private static final int MOST_PORT = 65_535;

    /** The options that a request can ask for, by their keys. */
    static final Map<String, Option> OPTIONS = Map.ofEntries(
            Map.entry("cleartextCredentialsAllowed", Option.CLEARTEXT_CREDENTIALS),
            Map.entry("inspectsInvalidCertificate", Option.INVALID_CERTIFICATES),
            Map.entry("ownTrust", Option.OWN_TRUST),
            Map.entry("envelope", Option.ENVELOPE),
            Map.entry("message", Option.MESSAGE),
            Map.entry("reverseNames", Option.REVERSE_NAMES),
            Map.entry("pipelining", Option.PIPELINING),
            Map.entry("everyMechanism", Option.EVERY_MECHANISM),
            Map.entry("lmtp", Option.LMTP),
            Map.entry("helloVerb", Option.HELLO_VERB),
            Map.entry("xclient", Option.XCLIENT));

    private KeptRequest() {}

    /** A pasted text has no list of ports: it shows at most where the decisive dialogue took place. */
    static RequestView read(KeptNode kept, Optional<Route> decisive) {
        PortPlan ports = kept.map().containsKey("ports")
                ? new PortPlan(kept.list("ports", MOST_PORTS, KeptRequest::port))
                : decisive.filter(route -> route.port() > 0)
                        .map(route -> PortPlan.of(route.port(), route.mode()))
                        .orElse(new PortPlan(List.of()));
        RequestView.Builder read = RequestView.builder(target(kept), ports).mechanisms(kept.texts("mechanisms"));
        OPTIONS.forEach((key, option) -> read.option(option, kept.flag(key)));
        kept.token("coverage", Coverage::ofToken).ifPresent(read::coverage);
        kept.token("stopAfter", Stage::ofToken).ifPresent(read::stopAfter);
        kept.text("credentialsKind").ifPresent(read::credentials);
        kept.millis("deadlineMs").ifPresent(read::deadline);
        kept.node("timeouts", KeptRequest::timeouts).ifPresent(read::timeouts);
        return read.build();
    }

    private static Target target(KeptNode kept) {
        String name = kept.words("target");
        String kind = required("targetKind", kept.text("targetKind"));
        return switch (kind) {
            case "server" -> new Target.Server(name, NumericAddress.read(name).isPresent());
            case "mail-exchangers" -> new Target.MailExchangers(name);
            default -> throw new KeptFault("targetKind", "is a word that this release does not know", true);
        };
    }

    private static PortPlan.PortMode port(KeptNode kept) {
        return new PortPlan.PortMode(
                required("port", kept.whole("port", 1, MOST_PORT)).intValue(), mode(kept));
    }

    static TlsMode mode(KeptNode kept) {
        return required("tlsMode", kept.token("tlsMode", TlsMode::ofToken));
    }

    private static Timeouts timeouts(KeptNode kept) {
        Timeouts read = Timeouts.STANDARD;
        Optional<Duration> connect = kept.millis("connectMs");
        Optional<Duration> tls = kept.millis("tlsMs");
        Optional<Duration> greeting = kept.millis("greetingMs");
        Optional<Duration> reply = kept.millis("replyMs");
        Optional<Duration> quit = kept.millis("quitMs");
        read = connect.map(read::withConnect).orElse(read);
        read = tls.map(read::withTls).orElse(read);
        read = greeting.map(read::withGreeting).orElse(read);
        read = reply.map(read::withReply).orElse(read);
        return quit.map(read::withQuit).orElse(read);
    }
}
