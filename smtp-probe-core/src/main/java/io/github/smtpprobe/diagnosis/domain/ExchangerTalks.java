/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.diagnosis.signs.Protocol;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Exchangers that accept the connection but no mail: they turn the client away, or say nothing (RFC 5321 §3.1). */
final class ExchangerTalks implements DomainCheck {
    /** The codes for a command that is unknown or not implemented (RFC 5321 §4.2.2). */
    private static final Set<Integer> UNKNOWN_VERB = Set.of(500, 502, 504);

    @Override
    public void examine(DomainFindings to) {
        boolean none =
                to.hosts().stream().allMatch(host -> TlsaTransport.talked(host).isEmpty());
        to.hosts().forEach(host -> {
            List<SurveyedAddress> mute = host.addresses().stream()
                    .filter(each -> each.state() == TlsResult.NO_CONVERSATION)
                    .filter(ExchangerConduct::connected)
                    .filter(each -> !NowhereAddress.is(each.address()))
                    .toList();
            turnedAway(to, host, mute, none);
            silent(to, host, mute, none);
        });
    }

    private static void turnedAway(
            DomainFindings to, SurveyedExchanger host, List<SurveyedAddress> mute, boolean none) {
        List<SurveyedAddress> away =
                mute.stream().filter(each -> refusal(each).isPresent()).toList();
        if (away.isEmpty()) {
            return;
        }
        Reply reply =
                refusal(away.get(0)).flatMap(fact -> fact.outcome().reply()).orElseThrow();
        boolean temporary = away.stream()
                .flatMap(each -> refusal(each).flatMap(fact -> fact.outcome().reply()).stream())
                .allMatch(each -> each.code().temporary());
        Fact fact = refusal(away.get(0)).orElseThrow();
        Optional<AboutClient> ours = AboutClient.of(fact.stage(), reply);
        Said said = begin(to, "mx.turned-away", host, away)
                .words("step", fact instanceof Greeting ? "the connection" : "EHLO")
                .with("reply", reply.oneLine())
                .with("four", temporary ? "4" : "")
                .words("later", temporary ? "later" : "")
                .words(
                        "verb",
                        fact instanceof Ehlo
                                        && UNKNOWN_VERB.contains(reply.code().value())
                                ? "EHLO"
                                : "");
        if (ours.isPresent()) {
            said.words("visitor", "survey")
                    .words("what", ours.get().what())
                    .by(ours.get().actor());
        } else if (none && !temporary) {
            said.weighing(Severity.ERROR);
        }
        said.end();
    }

    private static void silent(DomainFindings to, SurveyedExchanger host, List<SurveyedAddress> mute, boolean none) {
        List<SurveyedAddress> silent =
                mute.stream().filter(each -> refusal(each).isEmpty()).toList();
        if (silent.isEmpty()) {
            return;
        }
        Optional<Protocol> other = silent.stream()
                .flatMap(each -> failed(each).stream())
                .filter(Greeting.class::isInstance)
                .map(fact -> ((Greeting) fact).firstOctets())
                .flatMap(opening -> Protocol.of(opening).stream())
                .findFirst();
        Said said = begin(to, "mx.no-conversation", host, silent)
                .with("protocol", other.map(Protocol::name))
                .with("port", to.facts().survey().port())
                .words("hello", silent.stream().allMatch(ExchangerTalks::greets) ? "EHLO" : "")
                .with(
                        "detail",
                        other.map(spoken -> "it speaks " + spoken.name())
                                .orElseGet(() -> silent.stream()
                                        .flatMap(each -> failed(each).stream())
                                        .map(Fact::outcome)
                                        .flatMap(ExchangerTalks::detail)
                                        .distinct()
                                        .limit(2)
                                        .collect(Collectors.joining(", "))));
        waited(silent).ifPresent(time -> said.words("waited", time));
        if (none) {
            said.weighing(Severity.ERROR);
        }
        said.end();
    }

    private static boolean greets(SurveyedAddress address) {
        return address.handshake(Offer.ANY)
                .flatMap(handshake -> handshake.attempt().fact(Greeting.class))
                .filter(greeting -> greeting.outcome().succeeded())
                .isPresent();
    }

    /** How long all of them were waited for, if only the greeting was missing. */
    private static Optional<String> waited(List<SurveyedAddress> silent) {
        List<Fact> late = silent.stream()
                .flatMap(each -> failed(each).stream())
                .filter(fact -> fact instanceof Greeting
                        && fact.outcome() instanceof Outcome.Failed failed
                        && failed.kind() == FailureKind.TIMEOUT)
                .toList();
        return late.isEmpty() || late.size() < silent.size()
                ? Optional.empty()
                : late.stream()
                        .map(Fact::took)
                        .min(Duration::compareTo)
                        .filter(time -> time.toSeconds() > 0)
                        .map(Seen::span);
    }

    private static Said begin(DomainFindings to, String id, SurveyedExchanger host, List<SurveyedAddress> which) {
        return to.say(id)
                .host(host.host())
                .with("count", which.size())
                .with("all", host.addresses().size())
                .seen(which.stream()
                        .flatMap(each -> each.handshake(Offer.ANY).map(shown -> Seen.failure(each, shown)).stream()));
    }

    private static Stream<String> detail(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed ? Stream.of(failed.detail()) : Stream.empty();
    }

    /** The failure that ended the conversation before it began. */
    private static Optional<Fact> failed(SurveyedAddress address) {
        return address.handshake(Offer.ANY).map(ServerHandshake::attempt).stream()
                .flatMap(attempt -> attempt.facts().stream())
                .filter(fact -> fact.state() == Fact.State.FAILED)
                .findFirst();
    }

    private static Optional<Fact> refusal(SurveyedAddress address) {
        return failed(address)
                .filter(fact -> fact instanceof Greeting || fact instanceof Ehlo)
                .filter(fact -> fact.outcome() instanceof Outcome.Rejected);
    }
}
