/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.report.RequestView.Option;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.Timeouts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a probe was asked to do, as rows of a label and a text. */
final class Asked {
    private static final int SHOWN = 5;

    private final ProbeReport report;
    private final RequestView request;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A row.
     *
     * @param label what the row is about
     * @param words what was asked for
     */
    record Row(String label, String words) {}

    private Asked(ProbeReport report) {
        this.report = report;
        this.request = report.request();
    }

    static List<Row> of(ProbeReport report) {
        return new Asked(report).rows();
    }

    private List<Row> rows() {
        boolean exchangers = request.target() instanceof Target.MailExchangers;
        add(
                "Target",
                (exchangers ? "the mail exchangers of " : "the server ")
                        + request.target().name());
        add("Ports", request.ports().entries().stream().map(Asked::port).collect(Collectors.joining(", then ")));
        add("Ways tried", Words.of(request.coverage()));
        add("Protocol", request.asks(Option.LMTP) ? "LMTP" : "SMTP");
        add("Login", login());
        add("Mailboxes", request.envelope() ? mailboxes() : "none");
        add("Message", request.message() ? "one was given" : "none");
        request.stopAfter().ifPresent(stage -> add("Last step", stage.label()));
        add("Time limits", limits(request.timeouts()));
        String also = Arrays.stream(Option.values())
                .filter(request::asks)
                .map(Asked::option)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
        add("Also", also);
        return rows;
    }

    private void add(String label, String words) {
        if (!words.isEmpty()) {
            rows.add(new Row(label, words));
        }
    }

    private static String port(PortPlan.PortMode port) {
        return port.port() + " with " + port.mode().words();
    }

    private String login() {
        if (request.credentials().isEmpty()) {
            return "none";
        }
        String kind = credentials(request.credentials().get());
        String allowed = request.mechanisms().isEmpty()
                ? ""
                : "; allowed mechanisms: " + String.join(", ", request.mechanisms());
        return kind + allowed + decisive().flatMap(Asked::mechanisms).collect(Collectors.joining());
    }

    private Stream<Attempt> decisive() {
        return report.decisive().stream();
    }

    private static Stream<String> mechanisms(Attempt attempt) {
        return attempt.fact(Authentication.class).stream()
                .map(login -> (login.offered().isEmpty() ? "" : "; offered: " + String.join(", ", login.offered()))
                        + login.mechanism().map(name -> "; tried: " + name).orElse(""));
    }

    private static String credentials(String kind) {
        return switch (kind) {
            case "password" -> "with a password";
            case "bearer" -> "with a token";
            case "external" -> "by what the connection proves, such as a client certificate";
            case "anonymous" -> "without a name";
            case "kerberos" -> "with a Kerberos ticket";
            default -> "with credentials of the kind " + kind;
        };
    }

    private String mailboxes() {
        List<String> labels = decisive()
                .flatMap(attempt -> Stream.<Fact>concat(
                        attempt.facts(MailFrom.class).stream(), attempt.facts(RcptTo.class).stream()))
                .map(Fact::label)
                .distinct()
                .toList();
        String more = labels.size() > SHOWN ? ", and " + (labels.size() - SHOWN) + " more" : "";
        return labels.isEmpty()
                ? "a sender and recipients"
                : String.join(", ", labels.subList(0, Math.min(SHOWN, labels.size()))) + more;
    }

    private String limits(Timeouts limits) {
        return Words.limit(request.deadline()) + " for the whole probe; "
                + Words.limit(limits.connect()) + " to connect to an address"
                + limits.tls()
                        .map(limit -> "; " + Words.limit(limit) + " for a TLS handshake")
                        .orElse("")
                + limits.greeting()
                        .map(limit -> "; " + Words.limit(limit) + " for the greeting")
                        .orElse("")
                + limits.reply()
                        .map(limit -> "; " + Words.limit(limit) + " for each reply")
                        .orElse("")
                + "; " + Words.limit(limits.quit()) + " for QUIT";
    }

    /** The words for an option; empty if another row mentions it, and for options of later releases. */
    private static String option(Option option) {
        return switch (option) {
            case CLEARTEXT_CREDENTIALS -> "credentials may be sent without encryption";
            case INVALID_CERTIFICATES -> "the probe goes on after a certificate that is not accepted";
            case OWN_TRUST -> "the request says whom TLS trusts";
            case REVERSE_NAMES -> "reverse names are looked up";
            case PIPELINING -> "commands are sent together where the server offers PIPELINING";
            case EVERY_MECHANISM -> "each mechanism that the server offers is tried";
            case HELLO_VERB -> "hello is said by one verb alone";
            case XCLIENT -> "XCLIENT is sent";
            default -> "";
        };
    }
}
