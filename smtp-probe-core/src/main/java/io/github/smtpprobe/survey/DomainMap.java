/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import static io.github.smtpprobe.text.kept.KeptNode.required;

import io.github.smtpprobe.dane.DaneVerdict;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.ReportingRecord;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.TrustAnchors;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.text.kept.KeptFault;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A report as plain maps. Within a schema version, keys are only added; {@code domain-report.schema.json} is the
 * machine-readable description.
 */
final class DomainMap {
    static final int SCHEMA_VERSION = 1;

    /** Distinguishes the map from that of a probe's report. */
    private static final String KIND = "domain";

    private final DomainReport report;

    DomainMap(DomainReport report) {
        this.report = report;
    }

    /** Refuses a map that is not a survey's, and one of a version that this release cannot read. */
    static void checkVersion(KeptNode kept) {
        if (!kept.text("kind").filter(KIND::equals).isPresent()) {
            throw new KeptFault("kind", "is not that of a survey of a domain", false);
        }
        long version = required("schemaVersion", kept.whole("schemaVersion", 0, Integer.MAX_VALUE));
        if (version != SCHEMA_VERSION) {
            throw new KeptFault(
                    "schemaVersion", "is " + version + ", and this release reads " + SCHEMA_VERSION + " alone", false);
        }
    }

    Map<String, Object> map() {
        DomainFacts facts = report.facts();
        return new Node()
                .put("kind", KIND)
                .put("schemaVersion", SCHEMA_VERSION)
                .put("producer", producer())
                .put("domain", report.domain())
                .put("summary", report.summary())
                .put("standing", report.outlook().standing().token())
                .put("started", facts.started().toString())
                .put("tookMs", Node.millis(facts.took()))
                .put("cancelled", facts.cancelled())
                .put("forStrangers", report.madeForStrangers() ? Optional.of(true) : Optional.empty())
                .put("rootCause", report.rootCause().map(Finding::id))
                .put("request", request(facts.survey()))
                .put("outlook", report.outlook().asMap())
                .put("findings", Node.list(report.findings(), Finding::asMap))
                .put("upcomingChanges", Node.list(report.upcomingChanges(), UpcomingChange::asMap))
                .put("snippets", Node.list(report.snippets(), Snippet::asMap))
                .put("rootValidation", facts.rootValidation().map(RootValidation::asMap))
                .put("mx", facts.mx().asMap())
                .put("nullMx", facts.nullMx())
                .put("exchangers", Node.list(facts.exchangers(), DomainMap::exchanger))
                .put("mtaSts", facts.mtaSts().map(DomainMap::mtaSts))
                .put("tlsRpt", facts.tlsRpt().map(DomainMap::tlsRpt))
                .put("targetFacts", Node.list(facts.targetFacts(), TargetFact::asMap))
                .put("queries", facts.queries())
                .put("lookUps", Node.list(facts.lookUps(), DnsAnswer::asMap))
                .put("differing", Node.list(facts.differing(), DnsAnswer::asMap))
                .map();
    }

    private static Object producer() {
        return new Node()
                .put("name", "smtp-probe")
                .put("version", ProbeReport.libraryVersion())
                .map();
    }

    private static Object request(DomainSurvey survey) {
        return new Node()
                .put(
                        "aspects",
                        survey.aspects().stream().map(Aspect::token).sorted().toList())
                .put("port", survey.port())
                .put("deadlineMs", Node.millis(survey.deadline()))
                .put("addresses", survey.addresses().token())
                .put("ownAnchors", !survey.anchors().equals(TrustAnchors.standard()))
                .put(
                        "earlier",
                        survey.earlier().map(earlier -> earlier.started().toString()))
                .map();
    }

    private static Object exchanger(SurveyedExchanger exchanger) {
        return new Node()
                .put("host", exchanger.host())
                .put("preference", exchanger.preference())
                .put("implicit", exchanger.implicit())
                .put("security", exchanger.security().token())
                .put("alias", exchanger.alias())
                .put("base", exchanger.base())
                .put(
                        "tlsaSecurity",
                        exchanger.tlsa().map(answer -> answer.security().token()))
                .put("tlsa", Node.list(exchanger.records(), TlsaRecord::text))
                .put("tlsaRecords", Node.list(exchanger.records(), TlsaRecord::asMap))
                .put("misplaced", Node.list(exchanger.misplaced(), DnsAnswer::asMap))
                .put("addresses", Node.list(exchanger.addresses(), DomainMap::address))
                .map();
    }

    private static Object address(SurveyedAddress address) {
        return new Node()
                .put("address", AddressLiteral.text(address.address()))
                .put("notTested", address.omission().map(SurveyedAddress.Omission::token))
                .put("tls", address.state().token())
                .put("handshakes", Node.list(address.handshakes(), DomainMap::handshake))
                .map();
    }

    private static Object handshake(ServerHandshake handshake) {
        return new Node()
                .put("offer", handshake.offer().token())
                .put("tls", handshake.state().token())
                .put("dane", handshake.dane().map(DaneVerdict::asMap))
                .put("attempt", handshake.attempt().asMap())
                .map();
    }

    private static Object mtaSts(MtaStsFacts facts) {
        Optional<StsPolicy> policy = facts.policy().flatMap(ParsedPolicy::policy);
        return new Node()
                .put("record", facts.record().map(StsRecord::asMap))
                .put("id", facts.record().flatMap(StsRecord::id))
                .put("fetch", facts.fetch().map(PolicyFetch::asMap))
                .put("policy", facts.policy().map(ParsedPolicy::asMap))
                .put("mode", policy.map(each -> each.mode().token()))
                .put("maxAgeSeconds", policy.map(each -> each.maxAge().toSeconds()))
                .put(
                        "policySha256",
                        facts.fetch()
                                .map(PolicyFetch::body)
                                .filter(body -> body.length > 0)
                                .map(DomainMap::sha256))
                .map();
    }

    private static Object tlsRpt(TlsRptFacts facts) {
        return new Node()
                .put("record", facts.record().map(ReportingRecord::asMap))
                .map();
    }

    /** A hash, by which the texts of two policies are compared. */
    static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
