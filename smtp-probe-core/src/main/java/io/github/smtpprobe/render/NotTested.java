/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Sentences about what a probe did not test: a report that passed must not look as if it had tried more than it did. */
final class NotTested {
    private static final int SHOWN = 8;

    private final ProbeReport report;
    private final RequestView request;
    private final List<String> sentences = new ArrayList<>();

    private NotTested(ProbeReport report) {
        this.report = report;
        this.request = report.request();
    }

    static List<String> of(ProbeReport report) {
        NotTested all = new NotTested(report);
        if (report.madeForStrangers() && report.attempts().isEmpty()) {
            return List.of("Nothing is told of what was tried, since no mail server greeted.");
        }
        all.connections();
        all.encryption();
        all.login();
        all.mail();
        all.steps();
        all.names();
        return all.sentences;
    }

    private void add(boolean holds, String sentence) {
        if (holds) {
            sentences.add(sentence);
        }
    }

    private boolean tried(Class<? extends Fact> kind) {
        return report.attempts().stream()
                .anyMatch(attempt -> attempt.facts(kind).stream().anyMatch(NotTested::asked));
    }

    private static boolean asked(Fact fact) {
        return fact.state() == Fact.State.PASSED || fact.state() == Fact.State.FAILED;
    }

    private void connections() {
        List<Route> tried = report.attempts().stream()
                .filter(attempt -> attempt.facts(Connect.class).stream().anyMatch(NotTested::asked))
                .map(Attempt::route)
                .toList();
        add(tried.isEmpty(), "No connection was made.");
        if (!tried.isEmpty() && tried.stream().allMatch(route -> route.address() != Route.NO_ADDRESS)) {
            boolean six = tried.stream().anyMatch(route -> route.address() instanceof Inet6Address);
            boolean four = tried.stream().anyMatch(route -> !(route.address() instanceof Inet6Address));
            add(!six, "No IPv6 address was tried.");
            add(!four, "No IPv4 address was tried.");
        }
        untried();
    }

    private void untried() {
        Set<List<Object>> tried = report.attempts().stream()
                .map(attempt -> place(attempt.route()))
                .collect(Collectors.toCollection(HashSet::new));
        List<String> left = report.resolution().routes().stream()
                .filter(route -> !tried.contains(place(route)))
                .map(route -> route + ", " + route.mode().words())
                .distinct()
                .toList();
        String more = left.size() > SHOWN ? "; and " + (left.size() - SHOWN) + " more" : "";
        add(
                !left.isEmpty(),
                "Not tried: " + String.join("; ", left.subList(0, Math.min(SHOWN, left.size()))) + more + ".");
    }

    private static List<Object> place(Route route) {
        return List.of(route.host(), route.address(), route.port());
    }

    private void encryption() {
        add(!tried(TlsHandshake.class), "No TLS handshake was tried, and no certificate was seen.");
    }

    private void login() {
        if (request.credentials().isEmpty()) {
            sentences.add("No login was asked for.");
            return;
        }
        add(!tried(Authentication.class), "The login that was asked for was not tried.");
        if (tried(Authentication.class) && !request.triesEveryMechanism()) {
            List<Authentication> logins = report.decisive().stream()
                    .flatMap(attempt -> attempt.facts(Authentication.class).stream())
                    .toList();
            Set<String> used =
                    logins.stream().flatMap(login -> login.mechanism().stream()).collect(Collectors.toSet());
            String others = logins.stream()
                    .flatMap(login -> login.offered().stream())
                    .filter(name -> !used.contains(name))
                    .distinct()
                    .collect(Collectors.joining(", "));
            add(!others.isEmpty(), "Mechanisms that the server offers and that were not tried: " + others + ".");
        }
    }

    private void mail() {
        add(!request.envelope(), "No mailbox was tried, neither as sender nor as recipient.");
        boolean handedOver = report.attempts().stream()
                .flatMap(attempt -> attempt.facts(MessageTransfer.class).stream())
                .anyMatch(fact -> fact.stage() == Stage.END_OF_DATA
                        && !fact.outcome().token().equals("skipped"));
        add(!request.message(), "No message was sent.");
        add(request.message() && !handedOver, "The message that was given was not sent.");
    }

    /** The steps of the decisive attempt that were requested but not taken. */
    private void steps() {
        List<String> left = report.decisive().stream()
                .flatMap(attempt -> attempt.facts().stream())
                .filter(fact -> fact.state() == Fact.State.SKIPPED)
                .map(Fact::toString)
                .distinct()
                .toList();
        String where = report.attempts().size() < 2
                ? ""
                : report.decisive()
                        .map(attempt -> "Attempt " + (attempt.index() + 1) + ", ")
                        .orElse("");
        left.stream().limit(SHOWN).forEach(words -> sentences.add(where + words + "."));
        add(left.size() > SHOWN, "And " + Words.count(left.size() - SHOWN, "more step") + " not done.");
        request.stopAfter()
                .ifPresent(stage -> sentences.add("Nothing behind the step " + stage.label() + " was asked for."));
    }

    private void names() {
        add(
                report.targetFacts().isEmpty() && !report.madeForStrangers(),
                "Besides names and their addresses nothing was looked up about the target.");
    }
}
