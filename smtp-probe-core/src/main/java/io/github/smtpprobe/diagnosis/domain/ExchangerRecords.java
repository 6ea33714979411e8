/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.names.LookedAt;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The MX records themselves: null, missing, duplicate, with an address or an alias instead of a host name, or not available (RFC
 * 5321 §5.1).
 */
final class ExchangerRecords implements DomainCheck {
    /** A consequence of a wrong denial: resolvers may believe it for all types (RFC 4074 §4.2). */
    private static final String DENIED =
            "the name servers say that there is no such name, and have an address of the other family for it";

    private static final String ROOT = ".";
    private static final String LOOP = "mx.alias-loop";
    private static final String LOOK_UP = "mx.lookup-error";

    @Override
    public void examine(DomainFindings to) {
        DnsAnswer mx = to.facts().mx();
        if (to.facts().nullMx()) {
            to.say("mx.null")
                    .weighing(Severity.INFO)
                    .with("meant", "meant")
                    .with("preference", preference(mx))
                    .words("records", to.facts().survey().looksAt(Aspect.DANE) ? "TLSA records" : "")
                    .seen(Seen.answer(mx))
                    .end();
            leftOver(to);
            return;
        }
        if (mx.result() == DnsResult.NO_NAME) {
            to.say("mx.nowhere")
                    .with("missing", to.domain())
                    .seen(Seen.answer(mx))
                    .end();
        }
        // Unless the root zone was validated, nothing else tells of trouble on this machine.
        boolean unseen =
                mx.security() == Security.FAILED && to.facts().rootValidation().isEmpty();
        if (Seen.failed(mx) || unseen) {
            failed(to, List.of(mx), to.domain(), "MX records");
        }
        records(to, mx);
        beyond(to, mx);
        to.hosts().forEach(host -> host(to, host));
    }

    /** Records about mail that nobody may send: they may be older than the null MX, or the null MX may be the mistake. */
    private static void leftOver(DomainFindings to) {
        List<DnsAnswer> found = new ArrayList<>();
        to.facts()
                .mtaSts()
                .filter(sts -> sts.record().filter(StsRecord::meant).isPresent())
                .ifPresent(sts -> found.add(sts.answer()));
        to.facts()
                .tlsRpt()
                .filter(rpt -> rpt.record()
                        .filter(each -> each.state() != RecordState.NONE)
                        .isPresent())
                .ifPresent(rpt -> found.add(rpt.answer()));
        if (!found.isEmpty()) {
            to.say("mx.null-leftover")
                    .words(
                            "records",
                            Seen.named(found.stream()
                                    .map(each -> each.question().name())
                                    .toList()))
                    .seen(found.stream().map(Seen::answer))
                    .end();
        }
    }

    /** The first preference that is not 0, as that of a null MX should be; empty where all are. */
    private static String preference(DnsAnswer mx) {
        return mx.records().stream()
                .map(DnsRecord::rdata)
                .filter(data -> data.length > 1)
                .map(data -> ((data[0] & 0xFF) << 8) | (data[1] & 0xFF))
                .filter(number -> number > 0)
                .findFirst()
                .map(Object::toString)
                .orElse("");
    }

    private static void records(DomainFindings to, DnsAnswer mx) {
        Set<String> once = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (DnsRecord each : mx.records()) {
            each.target().filter(name -> !once.add(name)).ifPresent(twice::add);
        }
        if (once.contains(ROOT)) {
            to.say("mx.null-mixed")
                    .weighing(Severity.ERROR)
                    .seen(Seen.answer(mx))
                    .end();
        }
        twice.remove(ROOT);
        if (!twice.isEmpty()) {
            to.say("mx.duplicate")
                    .seen("listed more than once: " + Seen.named(new TreeSet<>(twice)))
                    .seen(Seen.answer(mx))
                    .end();
        }
    }

    /** Those that were not looked at, by their names. */
    private static void beyond(DomainFindings to, DnsAnswer mx) {
        List<SurveyedExchanger> all = to.facts().exchangers();
        List<String> rest = all.subList(to.hosts().size(), all.size()).stream()
                .map(SurveyedExchanger::host)
                .toList();
        if (!rest.isEmpty()) {
            to.say("mx.too-many")
                    .with("most", LookedAt.EXCHANGERS)
                    .words("rest", Seen.named(rest))
                    .seen(Seen.answer(mx))
                    .seen(rest.stream().map(each -> Seen.line("not tested: " + each)))
                    .end();
        }
    }

    private static void host(DomainFindings to, SurveyedExchanger host) {
        if (HostAnswers.literal(host)) {
            String kind = HostAnswers.literalKind(host);
            to.say("mx.literal")
                    .host(host.host())
                    .words("url", kind.equals("URL") ? "a URL" : "")
                    .words("with", kind.equals("port") ? "a port" : "")
                    .seen(Seen.answer(to.facts().mx()))
                    .end();
            return;
        }
        if (!host.implicit()) {
            if (ExchangerNames.reserved(to, host)) {
                return;
            }
            ExchangerNames.odd(to, host);
        }
        List<DnsAnswer> loop = HostAnswers.loops(host);
        if (!loop.isEmpty()) {
            to.say(LOOP).host(host.host()).seen(loop.stream().map(Seen::answer)).end();
        } else if (HostAnswers.addresses(host)) {
            alias(to, host);
            host.addressAnswers().forEach(answer -> oneFamily(to, answer));
        } else {
            missing(to, host);
        }
    }

    private static void alias(DomainFindings to, SurveyedExchanger host) {
        if (host.implicit()) {
            to.say("mx.implicit")
                    .with(
                            "target",
                            to.facts().mx().aliases().isEmpty()
                                    ? ""
                                    : to.facts().mx().finalName())
                    .seen(Seen.answer(to.facts().mx()))
                    .end();
        } else if (host.alias()) {
            to.say("mx.alias")
                    .host(host.host())
                    .with("target", HostAnswers.target(host))
                    .with("policy", to.policy().map(policy -> "policy"))
                    .seen(host.addressAnswers().stream()
                            .filter(answer -> !answer.aliases().isEmpty())
                            .map(Seen::answer))
                    .seen(host.aliasAnswer().stream().map(Seen::answer))
                    .end();
        }
    }

    private static void missing(DomainFindings to, SurveyedExchanger host) {
        List<DnsAnswer> answers = host.addressAnswers();
        boolean impossible = answers.stream().anyMatch(answer -> Seen.has(answer, Trouble.NAME));
        boolean none = HostAnswers.none(host);
        if (HostAnswers.nowhere(host)) {
            to.say("mx.nowhere")
                    .seen(Seen.answer(to.facts().mx()))
                    .seen(answers.stream().map(Seen::answer))
                    .end();
        } else if (none || impossible) {
            boolean unknown = answers.stream().anyMatch(answer -> answer.result() == DnsResult.NO_NAME);
            String why = unknown ? "The name does not exist" : "The name has no address";
            Said said = to.say("mx.dangling").host(host.host());
            ExchangerNames.slip(said, to, host);
            said.with("detail", impossible ? "The name cannot be asked for in DNS" : why)
                    .weighing(Severity.ERROR)
                    .seen(answers.stream().map(Seen::answer))
                    .end();
        } else {
            List<DnsAnswer> failed = answers.stream().filter(Seen::failed).toList();
            if (!failed.isEmpty()) {
                failed(to, failed, host.host(), "addresses");
            }
        }
    }

    /** Reports that one family was answered, but the other one not, or with the claim that there is no such name. */
    static void oneFamily(DomainFindings to, DnsAnswer answer) {
        boolean denied = answer.result() == DnsResult.NO_NAME;
        if ((Seen.failed(answer) || denied) && !to.ownTrouble()) {
            String type = answer.question().type().name();
            to.say("dns.family-unknown")
                    .host(answer.question().name())
                    .words("family", type.equals("A") ? "IPv4" : "IPv6")
                    .words("type", type)
                    .words("detail", denied ? DENIED : Seen.trouble(answer))
                    .seen(Seen.answer(answer))
                    .end();
        }
    }

    /** Whether other questions about the zone were answered, so that its name servers can be reached. */
    private static boolean answersBeside(DomainFindings to, DnsAnswer silent) {
        String name = silent.question().name();
        String parent = name.equals(to.domain()) ? name : name.substring(name.indexOf('.') + 1);
        return ZoneAnswers.answers(to).stream()
                .filter(DnsAnswer::answered)
                .map(answer -> answer.question().name())
                .anyMatch(each -> each.equals(name) || each.equals(parent) || each.endsWith("." + parent));
    }

    private static void failed(DomainFindings to, List<DnsAnswer> answers, String host, String what) {
        DnsAnswer answer = answers.get(0);
        if (Seen.has(answer, Trouble.ALIAS_LOOP)) {
            to.say(LOOP).host(host).seen(Seen.answer(answer)).end();
        } else if (!to.ownTrouble()) {
            Said said = to.say(LOOK_UP)
                    .host(host)
                    .with("what", what)
                    .with("exchanger", host.equals(to.domain()) ? "" : "exchanger")
                    .words("detail", Seen.trouble(answer))
                    .words("tcp", Seen.has(answer, Trouble.TRUNCATED) ? "TCP" : "")
                    .words("server", Seen.server(answer))
                    .seen(answers.stream().map(Seen::answer));
            boolean way = Seen.has(answer, Trouble.SILENT, Trouble.UNREACHABLE, Trouble.TRUNCATED);
            if (Seen.has(answer, Trouble.TRUNCATED) || (way && !answersBeside(to, answer))) {
                said.by(Actor.NETWORK);
            }
            said.end();
        }
    }
}
