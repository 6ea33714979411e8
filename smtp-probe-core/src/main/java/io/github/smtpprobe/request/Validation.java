/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The check behind {@link ProbeRequest.Builder#build()}: finds every problem before it throws. */
final class Validation {
    private static final Pattern VERB = Pattern.compile("[A-Za-z]{1,12}");

    /** LMTP must not be used on this port (RFC 2033 §5). */
    private static final int RELAY = 25;

    private final ProbeRequest.Builder given;
    private final Problems problems = new Problems();

    private Validation(ProbeRequest.Builder given) {
        this.given = given;
    }

    static Checked check(ProbeRequest.Builder given) {
        return new Validation(given).run();
    }

    private Checked run() {
        RouteCheck route = new RouteCheck(given, problems);
        Optional<Target> target = route.target();
        PortPlan ports = route.ports();
        Optional<String> helo = problems.text("heloName", given.heloName, Validation::helo);
        Map<String, String> xclient = xclient();
        if (given.helloVerb != null) {
            problems.text("helloVerb", given.helloVerb, Validation::verb).ifPresent(this::saidAs);
        }
        Optional<Envelope> envelope = new MailCheck(given, problems).run();
        Optional<InetAddress> address = route.ends();
        Optional<TlsSettings> trust =
                TrustCheck.needed(given) ? new TrustCheck(given, problems).run() : Optional.empty();
        LoginCheck login = new LoginCheck(given, problems);
        List<String> mechanisms = login.mechanisms();
        Optional<String> kind = login.kind();
        limits();
        route.road(ports);
        combinations();
        unoffered(ports);
        everyMechanism();
        if (given.lmtp) {
            lmtp(ports);
        }
        if (given.stopAfter != null) {
            problems.value("stopAfter", given.stopAfter)
                    .ifPresent(last -> new StopCheck(given, problems).run(last, ports));
        }
        List<Problem> found = given.origin == null ? problems.found() : given.origin.problems(given, problems.found());
        if (!found.isEmpty() || target.isEmpty()) {
            throw new InvalidRequest(found);
        }
        return new Checked(target.get(), ports, helo, xclient, envelope, address, trust, mechanisms, kind);
    }

    private Map<String, String> xclient() {
        if (given.xclient == null) {
            return Map.of();
        }
        return problems.value("xclient", given.xclient)
                .map(new XClientCheck(problems)::run)
                .orElse(Map.of());
    }

    private static String verb(String verb) {
        if (!VERB.matcher(verb).matches()) {
            throw new IllegalArgumentException("must be 1 to 12 letters from A to Z");
        }
        return verb;
    }

    private void saidAs(String verb) {
        if (given.lmtp) {
            problems.add("helloVerb", Code.CONFLICT, "is for SMTP; LMTP always begins with LHLO");
        } else if (verb.equalsIgnoreCase("LHLO")) {
            problems.add(
                    "helloVerb", Code.CONFLICT, "must not be LHLO: it begins LMTP, which has an option of its own");
        }
    }

    private static String helo(String name) {
        if (name.startsWith("[") && name.endsWith("]")) {
            return AddressLiteral.of(AddressLiteral.parse(name));
        }
        return DomainName.parse(name).ascii();
    }

    private void limits() {
        problems.duration("deadline", given.deadline);
        if (!problems.missing("timeouts", given.timeouts)) {
            problems.duration("timeouts.connect", given.timeouts.connect());
            problems.duration("timeouts.quit", given.timeouts.quit());
            problems.duration("timeouts.tls", given.timeouts.tls());
            problems.duration("timeouts.greeting", given.timeouts.greeting());
            problems.duration("timeouts.reply", given.timeouts.reply());
        }
        problems.missing("coverage", given.coverage);
        problems.missing("addressFamilies", given.families);
    }

    private void combinations() {
        if (given.mailExchangers && given.credentials != null) {
            problems.add("credentials", Code.CONFLICT, "are for submission; mail exchangers accept mail without them");
        }
    }

    private void lmtp(PortPlan ports) {
        if (given.mailExchangers) {
            problems.add("lmtp", Code.CONFLICT, "is for one server; mail exchangers speak SMTP");
        } else if (ports.equals(PortPlan.submission())) {
            problems.add("lmtp", Code.CONFLICT, "has no default port: name the port with to(host, port)");
        } else if (ports.entries().stream().anyMatch(each -> each.port() == RELAY)) {
            problems.add("lmtp", Code.CONFLICT, "must not be spoken on port 25, which is for SMTP");
        }
    }

    private void unoffered(PortPlan ports) {
        if (given.startTlsEvenIfNotOffered && !startsTls(ports)) {
            problems.add("startTlsEvenIfNotOffered", Code.CONFLICT, "needs a port with STARTTLS");
        }
        if (given.authEvenIfNotOffered && given.credentials == null) {
            problems.add("authEvenIfNotOffered", Code.CONFLICT, "is of no use without credentials");
        }
    }

    private static boolean startsTls(PortPlan ports) {
        return ports.entries().stream()
                .anyMatch(each -> each.mode() == TlsMode.STARTTLS || each.mode() == TlsMode.STARTTLS_IF_OFFERED);
    }

    private void everyMechanism() {
        if (given.tryEveryMechanism && given.credentials == null) {
            problems.add("tryEveryMechanism", Code.CONFLICT, "is of no use without credentials");
        }
        if (given.tryEveryMechanism && given.coverage == Coverage.ALL) {
            problems.add(
                    "tryEveryMechanism", Code.CONFLICT, "is for one route, but with coverage ALL every route is tried");
        }
    }
}
