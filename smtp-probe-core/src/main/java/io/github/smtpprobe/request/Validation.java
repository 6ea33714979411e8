/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The check behind {@link ProbeRequest.Builder#build()}: finds every problem before it throws. */
final class Validation {
    private static final int MAX_PORTS = 10;

    private static final Pattern VERB = Pattern.compile("[A-Za-z]{1,12}");

    /** RFC 2033 §5: LMTP MUST NOT be used there. */
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
        Optional<Target> target = target();
        PortPlan ports = ports();
        Optional<String> helo = problems.text("heloName", given.heloName, Validation::helo);
        problems.text("helloVerb", given.helloVerb, Validation::verb).ifPresent(this::saidAs);
        Optional<Envelope> envelope = new MailCheck(given, problems).run();
        Optional<InetAddress> address = problems.text("connectTo", given.connectTo, AddressLiteral::parse);
        problems.value("sourceAddress", given.sourceAddress).ifPresent(source -> source(source, address));
        problems.value("proxyHeader", given.proxyHeader);
        Optional<TlsSettings> trust = new TrustCheck(given, problems).run();
        LoginCheck login = new LoginCheck(given, problems);
        List<String> mechanisms = login.mechanisms();
        Optional<String> kind = login.kind();
        limits();
        problems.value("road", given.road).ifPresent(road -> road(road, ports));
        combinations();
        unoffered(ports);
        everyMechanism();
        if (given.lmtp) {
            lmtp(ports);
        }
        problems.value("stopAfter", given.stopAfter).ifPresent(this::stop);
        List<Problem> found = given.origin == null ? problems.found() : given.origin.problems(given, problems.found());
        if (!found.isEmpty() || target.isEmpty()) {
            throw new InvalidRequest(found);
        }
        return new Checked(target.get(), ports, helo, envelope, address, trust, mechanisms, kind);
    }

    private Optional<Target> target() {
        return given.mailExchangers
                ? problems.text("domain", given.host, HostText::domain)
                : problems.text("host", given.host, HostText::server);
    }

    private PortPlan ports() {
        PortPlan plan = given.ports;
        if (plan == null || plan.entries().isEmpty()) {
            problems.add("ports", Code.REQUIRED, "must name at least one port");
            return PortPlan.submission();
        }
        if (plan.entries().size() > MAX_PORTS) {
            problems.add("ports", Code.TOO_MANY, "may name at most " + MAX_PORTS + " ports");
        }
        for (PortPlan.PortMode each : plan.entries()) {
            if (each.port() < 1 || each.port() > 65_535) {
                problems.add("port", Code.RANGE, "must be 1 to 65535");
            }
            if (each.mode() == null) {
                problems.add("ports", Code.REQUIRED, "must give a TLS mode for each port");
            }
        }
        return withMode(plan);
    }

    private PortPlan withMode(PortPlan plan) {
        Optional<TlsMode> mode = problems.value("tls", given.tls);
        if (mode.isPresent() && plan.entries().size() > 1) {
            problems.add(
                    "tls",
                    Code.CONFLICT,
                    plan.equals(PortPlan.submission())
                            ? "is for one port, and without a port 587, 465 and 2525 are tried, each in its own mode:"
                                    + " name the port with to(host, port)"
                            : "is for one port: give each of several ports its mode in the plan");
            return plan;
        }
        return mode.map(tls -> PortPlan.of(plan.entries().get(0).port(), tls)).orElse(plan);
    }

    private static String verb(String verb) {
        if (!VERB.matcher(verb).matches()) {
            throw new IllegalArgumentException("must be 1 to 12 letters from A to Z");
        }
        return verb;
    }

    private void saidAs(String verb) {
        if (given.lmtp) {
            problems.add("helloVerb", Code.CONFLICT, "is for SMTP; in LMTP it is LHLO");
        } else if (verb.equalsIgnoreCase("LHLO")) {
            problems.add("helloVerb", Code.CONFLICT, "begins LMTP, which is an option of its own");
        }
    }

    private static String helo(String name) {
        if (name.startsWith("[") && name.endsWith("]")) {
            return AddressLiteral.of(AddressLiteral.parse(name));
        }
        return DomainName.parse(name).ascii();
    }

    private void source(InetAddress source, Optional<InetAddress> connectTo) {
        if (source.isAnyLocalAddress() || source.isMulticastAddress()) {
            problems.add("sourceAddress", Code.RANGE, "must be one address of this machine");
        }
        boolean straight = given.road == null; // else the family of the first proxy is what counts
        boolean other = straight && differs(source, connectTo);
        if (other) {
            problems.add("sourceAddress", Code.CONFLICT, "is of another family than the address to connect to");
        }
    }

    private boolean differs(InetAddress source, Optional<InetAddress> connectTo) {
        boolean four = source instanceof Inet4Address;
        return given.families == (four ? AddressFamilies.IPV6_ONLY : AddressFamilies.IPV4_ONLY)
                || connectTo
                        .filter(address -> address instanceof Inet4Address != four)
                        .isPresent();
    }

    /** A Unix socket is one server: it has no ports, no addresses, and nothing of it is in DNS. */
    private void road(Road road, PortPlan ports) {
        if (road.socket().isEmpty()) {
            return;
        }
        if (ports.entries().size() > 1) {
            problems.add("road", Code.CONFLICT, "leads to one server: name a port, which says when TLS begins");
        }
        if (given.mailExchangers || given.connectTo != null || given.sourceAddress != null) {
            problems.add("road", Code.CONFLICT, "is a Unix socket, so there is no exchanger and no address to choose");
        }
    }

    private void limits() {
        problems.duration("deadline", given.deadline);
        if (!problems.missing("timeouts", given.timeouts)) {
            problems.duration("timeouts.connect", given.timeouts.connect());
            problems.duration("timeouts.quit", given.timeouts.quit());
            given.timeouts.tls().ifPresent(limit -> problems.duration("timeouts.tls", limit));
            given.timeouts.greeting().ifPresent(limit -> problems.duration("timeouts.greeting", limit));
            given.timeouts.reply().ifPresent(limit -> problems.duration("timeouts.reply", limit));
        }
        problems.missing("coverage", given.coverage);
        problems.missing("addressFamilies", given.families);
    }

    private void combinations() {
        if (given.mailExchangers && given.credentials != null) {
            problems.add("credentials", Code.CONFLICT, "are for submission; mail exchangers take mail without them");
        }
        if (given.mailExchangers && given.connectTo != null) {
            problems.add("connectTo", Code.CONFLICT, "is for one server; name the exchanger with to(host, port)");
        }
        if (given.mailExchangers && given.proxyHeader != null) {
            problems.add("proxyHeader", Code.CONFLICT, "is for one server; name the exchanger with to(host, port)");
        }
    }

    private void lmtp(PortPlan ports) {
        if (given.mailExchangers) {
            problems.add("lmtp", Code.CONFLICT, "is for one server; mail exchangers speak SMTP");
        } else if (ports.equals(PortPlan.submission())) {
            problems.add("lmtp", Code.CONFLICT, "has no port of its own: name the port with to(host, port)");
        } else if (ports.entries().stream().anyMatch(each -> each.port() == RELAY)) {
            problems.add("lmtp", Code.CONFLICT, "must not be spoken on port 25, which is for SMTP");
        }
    }

    private void unoffered(PortPlan ports) {
        boolean startTls = ports.entries().stream()
                .anyMatch(each -> each.mode() == TlsMode.STARTTLS || each.mode() == TlsMode.STARTTLS_IF_OFFERED);
        if (given.startTlsEvenIfNotOffered && !startTls) {
            problems.add("startTlsEvenIfNotOffered", Code.CONFLICT, "needs a port with STARTTLS");
        }
        if (given.authEvenIfNotOffered && given.credentials == null) {
            problems.add("authEvenIfNotOffered", Code.CONFLICT, "is of no use without credentials");
        }
    }

    private void everyMechanism() {
        if (given.tryEveryMechanism && given.credentials == null) {
            problems.add("tryEveryMechanism", Code.CONFLICT, "is of no use without credentials");
        }
        if (given.tryEveryMechanism && given.coverage == Coverage.ALL) {
            problems.add("tryEveryMechanism", Code.CONFLICT, "is for one route, and every route is to be tried");
        }
    }

    private void stop(Stage last) {
        if (last == Stage.RESOLVE || last == Stage.RSET || last == Stage.QUIT) {
            problems.add("stopAfter", Code.RANGE, "must be a step from CONNECT to END_OF_DATA");
        } else if (last.compareTo(Stage.AUTH) < 0 && given.credentials != null) {
            problems.add("stopAfter", Code.CONFLICT, "is before AUTH, so the credentials would never be tried");
        }
    }
}
