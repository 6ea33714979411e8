/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What single name servers say, where the survey was told to ask several: other things, or nothing. */
final class SingleServers {
    private SingleServers() {}

    static void examine(DomainFindings to) {
        List<DnsAnswer> each = to.facts().differing();
        if (each.isEmpty()) {
            return;
        }
        boolean partly = each.stream().anyMatch(SingleServers::fails) && alike(each);
        if (partly) {
            to.say("dns.server-fails")
                    .with("question", each.get(0).question().toString())
                    .words("detail", trouble(each))
                    .with("answering", servers(each, DnsAnswer::answered))
                    .with("failing", servers(each, SingleServers::fails))
                    .seen(each.stream().map(Seen::answer))
                    .end();
        } else {
            to.say("dns.servers-differ")
                    .with("question", each.get(0).question().toString())
                    .with("servers", servers(each, any -> true))
                    .seen(each.stream().map(Seen::answer))
                    .end();
        }
    }

    /** Whether a server has no answer, and not for a reason on our side. That it cannot be reached is about the server, too. */
    private static boolean fails(DnsAnswer answer) {
        return answer.security() == Security.FAILED
                && !Seen.has(answer, Trouble.TOO_MANY, Trouble.TOO_MUCH_WORK, Trouble.EXTENSION_FAILED);
    }

    /** Whether those that answer say the same, as far as it could be validated, and none of them or all object to it. */
    private static boolean alike(List<DnsAnswer> each) {
        return alike(each.stream().filter(DnsAnswer::answered).map(one -> Set.copyOf(one.records())))
                && alike(each.stream()
                        .map(DnsAnswer::security)
                        .filter(state -> state.learned() || state == Security.BOGUS))
                && alike(each.stream()
                        .filter(one -> one.security().learned())
                        .map(one -> Seen.has(one, Trouble.SERVER_FAILURE)));
    }

    private static boolean alike(Stream<?> some) {
        return some.distinct().count() < 2;
    }

    /** Why they do not answer, if there is one reason. */
    private static String trouble(List<DnsAnswer> each) {
        List<DnsAnswer> failing = each.stream().filter(SingleServers::fails).toList();
        if (failing.stream().map(DnsAnswer::trouble).distinct().count() > 1) {
            return "";
        }
        DnsAnswer first = failing.get(0);
        return Seen.has(first, Trouble.SILENT) ? Seen.server(first) + " did not answer in time" : Seen.trouble(first);
    }

    private static String servers(List<DnsAnswer> each, Predicate<DnsAnswer> which) {
        return Seen.named(each.stream()
                .filter(which)
                .map(DnsAnswer::server)
                .filter(server -> !server.isEmpty())
                .distinct()
                .toList());
    }
}
