/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.TokenClaims;
import io.github.smtpprobe.smtp.AddressLiteral;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsOutcome;
import io.github.smtpprobe.transcript.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A report as plain maps. Within one schema version keys are only added; {@code report.schema.json} says the same for machines. */
final class ReportMap {
    static final int SCHEMA_VERSION = 1;

    private final ProbeReport report;

    ReportMap(ProbeReport report) {
        this.report = report;
    }

    Map<String, Object> toMap() {
        Node node = new Node();
        node.put("schemaVersion", SCHEMA_VERSION);
        node.put("verdict", report.verdict());
        node.put("passed", report.passed());
        node.put("summary", report.summary());
        node.put("publicSummary", report.publicSummary());
        node.put("started", report.started().toString());
        node.put("tookMs", millis(report.took()));
        node.put("request", request(report.request()));
        node.put("resolution", resolution(report.resolution()));
        node.put("decisive", report.decisive().map(Attempt::index).orElse(null));
        node.put("attempts", list(report.attempts(), ReportMap::attempt));
        node.put("findings", list(report.findings(), ReportMap::finding));
        node.put("findingsLeftOut", report.findingsLeftOut());
        return node.map();
    }

    private static Object request(RequestView view) {
        return new Node()
                .put("target", view.target().name())
                .put("kind", view.target() instanceof Target.MailExchangers ? "mail-exchangers" : "server")
                .put("ports", list(view.ports().ports(), ReportMap::port))
                .put("coverage", view.coverage())
                .put("stopAfter", view.stopAfter().orElse(null))
                .put("credentials", view.credentials().orElse(null))
                .put("mechanisms", view.mechanisms())
                .put("cleartextCredentialsAllowed", view.cleartextCredentialsAllowed())
                .put("inspectsInvalidCertificate", view.inspectsInvalidCertificate())
                .put("envelope", view.envelope())
                .put("message", view.message())
                .put("deadlineMs", millis(view.deadline()))
                .map();
    }

    private static Object port(PortPlan.PortMode port) {
        return new Node().put("port", port.port()).put("mode", port.mode()).map();
    }

    private static Object resolution(Resolution resolution) {
        return new Node()
                .put("target", resolution.target())
                .put("exchangers", resolution.exchangers().orElse(null))
                .put("status", resolution.status())
                .put("nullMx", resolution.nullMx())
                .put("implicitMx", resolution.implicitMx())
                .put("anomalies", list(List.copyOf(resolution.anomalies()), Node::token))
                .put("hosts", list(resolution.hosts(), ReportMap::host))
                .put("denied", list(resolution.denied(), ReportMap::route))
                .put("detail", resolution.detail())
                .put("tookMs", millis(resolution.took()))
                .map();
    }

    private static Object host(Resolution.Host host) {
        return new Node()
                .put("name", host.name())
                .put(
                        "preference",
                        host.preference().isPresent() ? host.preference().getAsInt() : null)
                .put("status", host.status())
                .put("addresses", list(host.addresses(), AddressLiteral::text))
                .put("aliases", host.aliases())
                .put("detail", host.detail())
                .map();
    }

    private static Object route(Route route) {
        return new Node()
                .put("host", route.host())
                .put("address", route.addressText())
                .put("port", route.port())
                .put("mode", route.mode())
                .map();
    }

    private static Object attempt(Attempt attempt) {
        return new Node()
                .put("index", attempt.index())
                .put("purpose", attempt.purpose())
                .put("verdict", attempt.verdict())
                .put("passed", attempt.passed())
                .put("route", route(attempt.route()))
                .put("tookMs", millis(attempt.took()))
                .put("facts", list(attempt.facts(), ReportMap::fact))
                .put("transcript", list(attempt.transcript().entries(), ReportMap::entry))
                .put("leftOut", attempt.leftOut())
                .map();
    }

    private static Object fact(Fact fact) {
        Node node = new Node()
                .put("kind", fact.getClass().getSimpleName())
                .put("stage", fact.stage())
                .put("tookMs", millis(fact.took()))
                .put("outcome", outcome(fact.outcome()));
        if (fact instanceof Fact.Greeting greeting) {
            node.put("opening", greeting.opening());
        } else if (fact instanceof Fact.Hello hello) {
            node.put("verb", hello.verb())
                    .put("encrypted", hello.encrypted())
                    .put("capabilities", capabilities(hello.capabilities()));
        } else if (fact instanceof Fact.TlsHandshake handshake) {
            node.put("tls", tls(handshake.tls()));
        } else if (fact instanceof Fact.Authentication auth) {
            node.put("mechanism", auth.mechanism().orElse(null))
                    .put("offered", auth.offered())
                    .put("known", auth.known())
                    .put("judged", auth.judged())
                    .put("error", auth.error().map(ReportMap::error).orElse(null))
                    .put("token", auth.token().map(ReportMap::token).orElse(null));
        } else if (fact instanceof Fact.ReversePath path) {
            node.put("sender", path.sender().map(Mailbox::wire).orElse(""));
        } else if (fact instanceof Fact.ForwardPath path) {
            node.put("recipient", path.recipient().wire());
        }
        return node.map();
    }

    private static Object outcome(Outcome outcome) {
        Node node = new Node().put("kind", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        if (outcome instanceof Outcome.Failed failed) {
            node.put("failure", failed.kind())
                    .put("reason", failed.reason().token())
                    .put("detail", failed.detail());
        } else if (outcome instanceof Outcome.Skipped skipped) {
            node.put("reason", skipped.reason().token());
        }
        outcome.reply().ifPresent(reply -> node.put("reply", reply(reply)));
        return node.map();
    }

    private static Object reply(Reply reply) {
        return new Node()
                .put("code", reply.code().value())
                .put("enhanced", reply.enhanced().map(Object::toString).orElse(null))
                .put("lines", reply.lines())
                .put("anomalies", reply.anomalies().stream().sorted().toList())
                .map();
    }

    private static Object capabilities(Capabilities capabilities) {
        return new Node()
                .put("domain", capabilities.domain())
                .put("lines", list(capabilities.keywords(), Capabilities.Keyword::line))
                .put("startTls", capabilities.startTls())
                .put("mechanisms", capabilities.mechanisms())
                .put(
                        "size",
                        capabilities.size().isPresent() ? capabilities.size().getAsLong() : null)
                .put("anomalies", List.copyOf(capabilities.anomalies()))
                .map();
    }

    private static Object tls(TlsOutcome tls) {
        return new Node()
                .put("protocol", tls.protocol().orElse(null))
                .put("cipherSuite", tls.cipherSuite().orElse(null))
                .put("serverName", tls.serverName().orElse(null))
                .put("identity", tls.identity())
                .put("authenticated", tls.authenticated())
                .put("verdict", tls.verdict().map(ReportMap::verdict).orElse(null))
                .put("chain", list(tls.chain(), ReportMap::certificate))
                .put("offered", tls.offered())
                .put("clientCertificate", tls.clientCertificate())
                .map();
    }

    private static Object verdict(CertificateVerdict verdict) {
        return new Node()
                .put("trust", verdict.trust())
                .put("name", verdict.name())
                .put("validity", verdict.validity())
                .put("weak", verdict.weak())
                .put("detail", verdict.detail())
                .put("path", verdict.path().stream().map(Certificate::sha256).toList())
                .map();
    }

    private static Object certificate(Certificate certificate) {
        return new Node()
                .put("subject", certificate.subject())
                .put("issuer", certificate.issuer())
                .put("serial", certificate.serial())
                .put("notBefore", certificate.notBefore().toString())
                .put("notAfter", certificate.notAfter().toString())
                .put("names", certificate.names())
                .put("keyAlgorithm", certificate.keyAlgorithm())
                .put("keyBits", certificate.keyBits())
                .put("signatureAlgorithm", certificate.signatureAlgorithm())
                .put("sha256", certificate.sha256())
                .put("mustStaple", certificate.mustStaple())
                .map();
    }

    private static Object token(TokenClaims token) {
        return new Node()
                .put("expires", token.expires().map(Instant::toString).orElse(null))
                .put("notBefore", token.notBefore().map(Instant::toString).orElse(null))
                .put("audience", token.audience())
                .put("scopes", token.scopes())
                .map();
    }

    private static Object error(OAuthError error) {
        return new Node()
                .put("status", error.status().orElse(null))
                .put("schemes", error.schemes().orElse(null))
                .put("scope", error.scope().orElse(null))
                .put("text", error.text())
                .map();
    }

    private static Object entry(Entry entry) {
        return new Node()
                .put("direction", entry.direction())
                .put("encrypted", entry.encrypted())
                .put("atMs", millis(entry.at()))
                .put("line", entry.toString())
                .map();
    }

    private static Object finding(Finding finding) {
        return new Node()
                .put("id", finding.id())
                .put("severity", finding.severity())
                .put("confidence", finding.confidence())
                .put("actor", finding.actor())
                .put("summary", finding.summary())
                .put("explanation", finding.explanation())
                .put("remedy", finding.remedy())
                .put("reference", finding.reference())
                .put(
                        "attempt",
                        finding.attempt().isPresent() ? finding.attempt().getAsInt() : null)
                .put("evidence", finding.evidence())
                .put("consequenceOf", finding.consequenceOf().orElse(null))
                .map();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 10_000 / 100.0; // hundredths of a millisecond are more than anybody reads
    }

    private static <T> List<Object> list(List<T> values, Function<T, Object> each) {
        List<Object> out = new ArrayList<>(values.size());
        for (T value : values) {
            out.add(each.apply(value));
        }
        return Collections.unmodifiableList(out);
    }

    /** A map in the order in which keys were put; enums become lower-case tokens. */
    private static final class Node {
        private final Map<String, Object> map = new LinkedHashMap<>();

        @SuppressWarnings("NullAway") // null is JSON's null
        Node put(String key, @Nullable Object value) {
            map.put(key, value instanceof Enum<?> constant ? token(constant) : value);
            return this;
        }

        static Object token(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        Map<String, Object> map() {
            return Collections.unmodifiableMap(map);
        }
    }
}
