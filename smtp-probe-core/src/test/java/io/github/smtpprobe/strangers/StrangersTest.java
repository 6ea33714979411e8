/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.Untrusted;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.transport.Transport;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** README, "Names that strangers type": what a stranger is shown says nothing of which inner names there are. */
class StrangersTest {
    private static final String SENTENCE = "No mail server was reached under this name; check the spelling.";

    /** What DNS says of every name: an address, or why there is none. */
    private record Names(List<String> addresses, MailResolver.Status otherwise) implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            return Answer.found(List.of(new Exchanger(10, "inner." + domain)));
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            try {
                return addresses.isEmpty()
                        ? Answer.none(otherwise, "")
                        : Answer.found(List.of(InetAddress.getByName(addresses.get(0))));
            } catch (UnknownHostException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    private static ProbeReport probe(ProbeRequest request, Names names, Transport transport) {
        return Untrusted.targets(SmtpProbe.builder()
                        .addressPolicy(AddressPolicy.publicInternet())
                        .resolver(names)
                        .transport(transport)
                        .ticker(new VirtualTicker()))
                .build()
                .probe(request);
    }

    private static Map<String, ProbeReport> outcomes(ProbeRequest request, ProbeRequest otherPort) {
        Transport refused = (route, deadline) -> {
            throw new ConnectException("Connection refused");
        };
        Transport silent = (route, deadline) -> {
            throw new SocketTimeoutException("connect timed out");
        };
        Transport unreachable = (route, deadline) -> {
            throw new NoRouteToHostException("No route to host");
        };
        Names open = new Names(List.of("8.8.8.8"), MailResolver.Status.FOUND);
        Map<String, ProbeReport> outcomes = new LinkedHashMap<>();
        for (MailResolver.Status each : MailResolver.Status.values()) {
            if (each != MailResolver.Status.FOUND) {
                outcomes.put(each.name(), probe(request, new Names(List.of(), each), refused));
            }
        }
        for (String inner : List.of("10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fd00::1", "64:ff9b::a00:1")) {
            outcomes.put(inner, probe(request, new Names(List.of(inner), MailResolver.Status.FOUND), refused));
        }
        outcomes.put("port", probe(otherPort, open, refused));
        outcomes.put("refused", probe(request, open, refused));
        outcomes.put("silent", probe(request, open, silent));
        outcomes.put("unreachable", probe(request, open, unreachable));
        return outcomes;
    }

    // README, Security: "Where no connection was made, the public summary is always the same sentence, so that nobody
    // learns which inner names exist;"
    @Test
    void aDeniedNameLooksLikeOneThatDoesNotExist() {
        Map<String, ProbeReport> servers = outcomes(
                ProbeRequest.to("db.inner.example", 25).build(),
                ProbeRequest.to("db.inner.example", 6379).build());
        Map<String, ProbeReport> domains = outcomes(
                ProbeRequest.toMxOf("inner.example").build(),
                ProbeRequest.toMxOf("inner.example").build());
        for (Map<String, ProbeReport> all : List.of(servers, domains)) {
            all.forEach((name, report) -> {
                assertThat(report.publicSummary()).as(name).isEqualTo(SENTENCE);
                assertThat(report.asMap().get("publicSummary")).as(name).isEqualTo(SENTENCE);
            });
            for (String each : List.of("NXDOMAIN", "NO_RECORDS", "10.0.0.1", "::1", "169.254.169.254", "port")) {
                assertThat(all.get(each).verdict()).as(each).isEqualTo(Verdict.FAILED);
            }
        }
    }

    @Test
    void whatWasReachedIsNamedByItsStep() {
        ProbeReport report = probe(
                ProbeRequest.to("mx.example.com", 25).build(),
                new Names(List.of("8.8.8.8"), MailResolver.Status.FOUND),
                new io.github.smtpprobe.testkit.MemoryTransport(
                        io.github.smtpprobe.testkit.Delivery.WHOLE,
                        null,
                        io.github.smtpprobe.testkit.Script.parse("S: 554 no")));
        assertThat(report.publicSummary()).isEqualTo("What answers is not a mail server that will talk to us.");
    }
}
