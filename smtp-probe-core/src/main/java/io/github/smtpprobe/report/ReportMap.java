/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.ResolvedHost;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.Node;
import io.github.smtpprobe.transcript.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A report as plain maps. Within a schema version, keys are only added; {@code report.schema.json} is the machine-readable description. */
final class ReportMap {
    static final int SCHEMA_VERSION = 2;

    private final ProbeReport report;

    ReportMap(ProbeReport report) {
        this.report = report;
    }

    Map<String, Object> toMap() {
        Node node = new Node();
        node.put("schemaVersion", SCHEMA_VERSION);
        node.put("producer", Producer.map());
        node.put("verdict", report.verdict().token());
        node.put("passed", report.passed());
        node.put("summary", report.summary());
        node.put("publicOutcome", report.publicOutcome().token());
        node.put("publicSummary", report.publicSummary());
        node.put("started", report.started().toString());
        node.put("tookMs", Node.millis(report.took()));
        node.put("rootCause", report.rootCause().map(Finding::id));
        node.put("decidingStage", report.decidingStage().map(Stage::token));
        node.put("request", request(report.request()));
        node.put("forStrangers", report.madeForStrangers() ? Optional.of(true) : Optional.empty());
        if (!pasted() && !report.madeForStrangers()) {
            node.put("resolution", resolution(report.resolution()));
        }
        node.put("decisiveAttempt", report.decisive().map(Attempt::index));
        node.put("targetFacts", Node.list(report.targetFacts(), TargetFact::asMap));
        node.put("attempts", Node.list(report.attempts(), ReportMap::attempt));
        node.put("findings", Node.list(report.findings(), Finding::asMap));
        node.put("findingsLeftOut", report.findingsLeftOut());
        return node.map();
    }

    /** Whether the report is about a pasted text, for which nothing was looked up and no options of a probe exist. */
    private boolean pasted() {
        return report.attempts().stream().anyMatch(each -> each.purpose().pasted());
    }

    private Object request(RequestView view) {
        Node node = new Node()
                .text("target", view.target().name())
                .put("targetKind", view.target() instanceof Target.MailExchangers ? "mail-exchangers" : "server")
                .put("credentialsKind", view.credentials())
                .put("envelope", view.envelope())
                .put("message", view.message());
        return pasted() ? node.map() : options(node, view).map();
    }

    private static Node options(Node node, RequestView view) {
        return node.put("ports", Node.list(view.ports().entries(), ReportMap::port))
                .put("coverage", view.coverage().token())
                .put("stopAfter", view.stopAfter().map(Stage::token))
                .put("mechanisms", view.mechanisms())
                .put("cleartextCredentialsAllowed", view.cleartextCredentialsAllowed())
                .put("inspectsInvalidCertificate", view.inspectsInvalidCertificate())
                .put("ownTrust", view.ownTrust())
                .put("reverseNames", view.looksUpReverseNames())
                .put("pipelining", view.pipelines())
                .put("everyMechanism", view.triesEveryMechanism())
                .put("lmtp", view.asks(RequestView.Option.LMTP))
                .put("helloVerb", view.asks(RequestView.Option.HELLO_VERB))
                .put("xclient", view.asks(RequestView.Option.XCLIENT))
                .put("timeouts", timeouts(view.timeouts()))
                .put("deadlineMs", Node.millis(view.deadline()));
    }

    private static Object timeouts(Timeouts timeouts) {
        return new Node()
                .put("connectMs", Node.millis(timeouts.connect()))
                .put("tlsMs", timeouts.tls().map(Node::millis))
                .put("greetingMs", timeouts.greeting().map(Node::millis))
                .put("replyMs", timeouts.reply().map(Node::millis))
                .put("quitMs", Node.millis(timeouts.quit()))
                .map();
    }

    private static Object port(PortPlan.PortMode port) {
        return new Node()
                .put("port", port.port())
                .put("tlsMode", port.mode().token())
                .map();
    }

    private static Object resolution(Resolution resolution) {
        return new Node()
                .put("mxStatus", resolution.exchangers().map(MailResolver.Status::token))
                .put("status", resolution.status().token())
                .put("nullMx", resolution.nullMx())
                .put("implicitMx", resolution.implicitMx())
                .put("anomalies", Node.list(List.copyOf(resolution.anomalies()), Resolution.Anomaly::token))
                .put("hosts", Node.list(resolution.hosts(), ReportMap::host))
                .put("routes", Node.list(resolution.routes(), ReportMap::route))
                .put("deniedRoutes", Node.list(resolution.denied(), ReportMap::route))
                .text("detail", resolution.detail())
                .put("tookMs", Node.millis(resolution.took()))
                .map();
    }

    private static Object host(ResolvedHost host) {
        return new Node()
                .put("name", host.name())
                .put("preference", host.preference())
                .put("status", host.status().token())
                .put("addresses", Node.list(host.addresses(), AddressLiteral::text))
                .put("aliases", host.aliases())
                .text("detail", host.detail())
                .map();
    }

    private static Object route(Route route) {
        return new Node()
                .text("host", route.host())
                .text("address", route.addressText())
                .put("port", route.port() == 0 ? OptionalInt.empty() : OptionalInt.of(route.port()))
                .put("tlsMode", route.mode().token())
                .map();
    }

    static Map<String, Object> attempt(Attempt attempt) {
        return new Node()
                .put("index", attempt.index())
                .put("purpose", attempt.purpose().token())
                .put("verdict", attempt.verdict().token())
                .put("passed", attempt.passed())
                .put("route", route(attempt.route()))
                .put("beganMs", attempt.began().map(Node::millis))
                .put("tookMs", Node.millis(attempt.took()))
                .put("sharedAgeMs", attempt.age().map(Node::millis))
                .put("facts", Node.list(attempt.facts(), Fact::asMap))
                .put("transcript", Node.list(attempt.transcript().entries(), Entry::asMap))
                .put("leftOutOctets", attempt.leftOut())
                .map();
    }
}
