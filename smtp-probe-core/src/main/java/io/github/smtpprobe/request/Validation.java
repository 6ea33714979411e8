/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.smtp.AddressLiteral;
import io.github.smtpprobe.smtp.DomainName;
import io.github.smtpprobe.smtp.Stage;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** The check behind {@link ProbeRequest.Builder#build()}: finds every problem before it throws. */
final class Validation {
    private static final int MAX_PORTS = 10;

    private final Draft draft;
    private final Problems problems = new Problems();

    private Validation(Draft draft) {
        this.draft = draft;
    }

    static Checked check(Draft draft) {
        return new Validation(draft).run();
    }

    private Checked run() {
        LoginCheck login = new LoginCheck(problems);
        MailCheck mail = new MailCheck(problems);
        Optional<Target> target = target();
        PortPlan ports = ports();
        Optional<String> helo = problems.text("heloName", draft.heloName, Validation::helo);
        Optional<Envelope> envelope = mail.envelope(draft.envelope);
        Optional<InetAddress> address = problems.text("connectTo", draft.connectTo, AddressLiteral::parse);
        source(address);
        Optional<String> kind = login.credentials(draft.credentials);
        login.mechanisms(draft.mechanisms, draft.credentials != null);
        mail.message(draft.message, envelope, draft.coverage);
        limits();
        combinations();
        stop();
        if (!problems.found().isEmpty() || target.isEmpty()) {
            throw new InvalidRequest(problems.found());
        }
        return new Checked(target.get(), ports, helo, envelope, address, kind);
    }

    private Optional<Target> target() {
        return draft.mailExchangers
                ? problems.text(
                        "domain",
                        draft.host,
                        name -> new Target.MailExchangers(DomainName.parse(name).ascii()))
                : problems.text("host", draft.host, Target::server);
    }

    private PortPlan ports() {
        PortPlan plan = draft.ports;
        if (plan == null || plan.ports().isEmpty()) {
            problems.add("ports", "required", "must name at least one port");
            return PortPlan.submission();
        }
        if (plan.ports().size() > MAX_PORTS) {
            problems.add("ports", "too-many", "may name at most " + MAX_PORTS + " ports");
        }
        for (PortPlan.PortMode each : plan.ports()) {
            if (each.port() < 1 || each.port() > 65_535) {
                problems.add("port", "range", "must be 1 to 65535");
            }
            if (each.mode() == null) {
                problems.add("ports", "required", "must give a TLS mode for each port");
            }
        }
        return withMode(plan);
    }

    private PortPlan withMode(PortPlan plan) {
        if (draft.tls == null || problems.missing("tls", draft.tls.value())) {
            return plan;
        }
        if (plan.ports().size() > 1) {
            problems.add("tls", "conflict", "cannot be set for several ports: a plan of ports carries its modes");
            return plan;
        }
        return PortPlan.of(plan.ports().get(0).port(), draft.tls.value());
    }

    private static String helo(String name) {
        if (name.startsWith("[") && name.endsWith("]")) {
            return AddressLiteral.of(AddressLiteral.parse(name));
        }
        return DomainName.parse(name).ascii();
    }

    private void source(Optional<InetAddress> connectTo) {
        if (draft.sourceAddress == null || problems.missing("sourceAddress", draft.sourceAddress.value())) {
            return;
        }
        InetAddress source = draft.sourceAddress.value();
        if (source.isAnyLocalAddress() || source.isMulticastAddress()) {
            problems.add("sourceAddress", "range", "must be one address of this machine");
        }
        boolean four = source instanceof Inet4Address;
        boolean other = draft.families == (four ? AddressFamilies.IPV6_ONLY : AddressFamilies.IPV4_ONLY)
                || connectTo
                        .filter(address -> address instanceof Inet4Address != four)
                        .isPresent();
        if (other) {
            problems.add("sourceAddress", "conflict", "is of another family than the address to connect to");
        }
    }

    private void limits() {
        problems.duration("deadline", draft.deadline);
        if (!problems.missing("timeouts", draft.timeouts)) {
            problems.duration("timeouts.connect", draft.timeouts.connect());
            problems.duration("timeouts.quit", draft.timeouts.quit());
            draft.timeouts.tls().ifPresent(limit -> problems.duration("timeouts.tls", limit));
            draft.timeouts.greeting().ifPresent(limit -> problems.duration("timeouts.greeting", limit));
            draft.timeouts.reply().ifPresent(limit -> problems.duration("timeouts.reply", limit));
        }
        problems.missing("coverage", draft.coverage);
        problems.missing("addressFamilies", draft.families);
    }

    private void combinations() {
        if (draft.mailExchangers && draft.credentials != null) {
            problems.add("credentials", "conflict", "are for submission; mail exchangers take mail without them");
        }
        if (draft.mailExchangers && draft.connectTo != null) {
            problems.add("connectTo", "conflict", "is for one server; name the exchanger with to(host, port)");
        }
    }

    private void stop() {
        if (draft.stopAfter == null || problems.missing("stopAfter", draft.stopAfter.value())) {
            return;
        }
        Stage last = draft.stopAfter.value();
        if (last == Stage.RESOLVE || last == Stage.RSET || last == Stage.QUIT) {
            problems.add("stopAfter", "range", "must be a step from CONNECT to END_OF_DATA");
        } else if (last.compareTo(Stage.AUTH) < 0 && draft.credentials != null) {
            problems.add("stopAfter", "conflict", "is before AUTH, so the credentials would never be tried");
        }
    }
}
