/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.SurveyListener;
import io.github.smtpprobe.dane.Dane;
import io.github.smtpprobe.dane.DaneNames;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.dns.SecureDns;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import io.github.smtpprobe.mtasts.MxPattern;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.ReportingRecord;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.outlook.AnswerState;
import io.github.smtpprobe.outlook.DomainState;
import io.github.smtpprobe.outlook.ExchangerState;
import io.github.smtpprobe.outlook.Forecast;
import io.github.smtpprobe.outlook.HostState;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Sender;
import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.TrustAnchors;
import io.github.smtpprobe.records.ZoneSigning;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsRptFacts;
import io.github.smtpprobe.survey.UpcomingChange;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One value of each type that surveys of domains bring with them. */
final class SurveySamples {
    private static final Sender SENDER =
            Sender.builder("acme.gateway", "a sample").build();
    private static final Forecast FORECAST =
            Forecast.builder(Prospect.QUEUED, "It is a sample.").build();
    private static final Outlook OUTLOOK =
            Outlook.of(DomainState.of(AnswerState.SECURE, ExchangerState.LISTED), List.of(), List.of(SENDER));

    private static final Question QUESTION = new Question("example.com", RecordType.MX);
    private static final DnsAnswer ANSWER =
            DnsAnswer.to(QUESTION, Security.NOT_ASKED).build();
    private static final DomainSurvey SURVEY = DomainSurvey.of("example.com").build();
    private static final DomainReport REPORT =
            DomainReport.of(DomainFacts.builder(SURVEY, ANSWER).build(), OUTLOOK, List.of(), List.of(), List.of());

    private SurveySamples() {}

    static List<Object> all() {
        Attempt attempt = Attempt.builder(
                        new Route("mx.example.com", false, InetAddress.getLoopbackAddress(), 25, TlsMode.STARTTLS),
                        Purpose.PROBE)
                .build();
        return List.of(
                DaneNames.of("mx.example.com"),
                Dane.judge(List.of(), List.of(), DaneNames.of("mx.example.com"), Instant.EPOCH),
                TlsaRecord.parse("3 1 1 00"),
                StsRecord.of(List.of()),
                ReportingRecord.of(List.of()),
                StsPolicy.parse(new byte[0]),
                StsPolicy.of(PolicyMode.NONE, Duration.ofDays(1), List.of()),
                MxPattern.read("*.example.com").orElseThrow(),
                RecordType.MX,
                new Question("example.com", RecordType.MX),
                DnsRecord.of("example.com", RecordType.A, Duration.ofHours(1), new byte[] {127, 0, 0, 1}),
                Alias.of("a.example.com", "b.example.com", Security.SECURE, Duration.ofHours(1)),
                ZoneSigning.of("example.com"),
                DnsAnswer.to(new Question("example.com", RecordType.MX), Security.NOT_ASKED)
                        .build(),
                RootValidation.of(RootValidation.State.SOUND, ""),
                TrustAnchors.standard(),
                new SecureDns(List.of(), TrustAnchors.standard(), Clock.systemUTC()),
                TrustAnchors.standard().all().get(0),
                OUTLOOK,
                OUTLOOK.senders().get(0),
                SENDER,
                FORECAST,
                (Sender.Rule) (domain, host) -> FORECAST,
                HostState.builder("mx.example.com").build(),
                DomainState.of(AnswerState.SECURE, ExchangerState.LISTED),
                PolicyFetch.builder("mta-sts.example.com", PolicyFetch.Outcome.NO_ADDRESS)
                        .build(),
                SURVEY,
                REPORT,
                REPORT.facts(),
                EarlierSurvey.of(REPORT),
                MtaStsFacts.of(ANSWER, Optional.empty()),
                TlsRptFacts.of(ANSWER, Optional.empty()),
                ServerHandshake.of(ServerHandshake.Offer.ANY, attempt, Optional.empty()),
                SurveyedAddress.seen(InetAddress.getLoopbackAddress(), List.of()),
                SurveyedExchanger.builder("mx.example.com").build(),
                UpcomingChange.of(
                        UpcomingChange.Kind.KEY, "mx.example.com", Optional.empty(), false, "It is a sample."),
                Snippet.of(Snippet.Kind.NULL_MX, "It is a sample.", "example.com. IN MX 0 ."),
                Subject.of(
                        "example.com", Map.of(), new SecureDns(List.of(), TrustAnchors.standard(), Clock.systemUTC())),
                (DomainLookUp<TargetFact>) (subject, deadline) -> List.of(),
                (SurveyListener) new SurveyListener() {},
                SmtpProbe.standard().call(SURVEY));
    }
}
