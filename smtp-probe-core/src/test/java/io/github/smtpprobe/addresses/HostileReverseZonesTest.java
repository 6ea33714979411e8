/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.dns.NameServer;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What whoever owns the reverse zone of a server can do to a probe: a real name server on the loopback address. */
@Timeout(Patience.HANGING)
class HostileReverseZonesTest {
    private static final String MANY = IntStream.range(0, 1_000)
            .mapToObj(i -> "5.2.0.192.in-addr.arpa. 60 IN PTR h" + i + ".many.example.\n")
            .collect(Collectors.joining());
    private static final String ZONE = IntStream.range(1, 9)
                    .mapToObj(i -> "h" + i + ".example. 60 IN A 192.0.2." + i + "\n")
                    .collect(Collectors.joining())
            + """
            1.2.0.192.in-addr.arpa. 60 IN PTR h1.example.
            2.2.0.192.in-addr.arpa. 60 IN CNAME 2.0-7.2.0.192.in-addr.arpa.
            2.0-7.2.0.192.in-addr.arpa. 60 IN PTR h2.example.
            3.2.0.192.in-addr.arpa. 60 IN CNAME loop.2.0.192.in-addr.arpa.
            loop.2.0.192.in-addr.arpa. 60 IN CNAME 3.2.0.192.in-addr.arpa.
            4.2.0.192.in-addr.arpa. 60 IN PTR h1.example.
            6.2.0.192.in-addr.arpa. 60 IN PTR round.example.
            round.example. 60 IN CNAME round.example.
            7.2.0.192.in-addr.arpa. 60 IN PTR localhost.
            7.2.0.192.in-addr.arpa. 60 IN PTR \\000\\027[31m.example.
            """;

    private static ReverseName server(NameServer names, String host) {
        ProbeReport report =
                HostileZone.probe(ProbeRequest.to(host, 25).tls(TlsMode.PLAIN).reverseNames(), names);
        assertThat(report.passed()).as(report.toString()).isTrue();
        return ReverseNameProbe.of(report, Whose.SERVER).get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "h1.example, PASS",
        "h2.example, PASS",
        "h3.example, PERMERROR",
        "h4.example, FAIL",
        "h6.example, FAIL",
        "h7.example, FAIL",
        "h8.example, PERMERROR"
    })
    void eachZoneHasItsResult(String host, Iprev result) throws Exception {
        try (NameServer names = NameServer.start(ZONE)) {
            assertThat(server(names, host).iprev()).contains(result);
        }
    }

    @Test
    void aThousandNamesCostFiveQuestions() throws Exception {
        try (NameServer names = NameServer.start(ZONE + MANY)) {
            ReverseName fact = server(names, "h5.example");
            for (int tries = 0; fact.iprev().equals(Optional.of(Iprev.TEMPERROR)) && tries < 10; tries++) {
                fact = server(names, "h5.example"); // a busy machine may not end the look-up in its time
            }
            assertThat(fact.iprev()).contains(Iprev.FAIL);
            assertThat(fact.names()).hasSize(5);
            assertThat(fact.unread()).isPositive();
            assertThat(names.asked().stream()
                            .filter(each -> each.contains("many.example"))
                            .distinct())
                    .hasSize(5);
        }
    }

    @Test
    void aNameServerThatSaysNothingIsATemporaryError() throws Exception {
        try (NameServer names = NameServer.start(ZONE).answering("1.2.0.192.in-addr.arpa", NameServer.SILENCE)) {
            assertThat(server(names, "h1.example").iprev()).contains(Iprev.TEMPERROR);
        }
    }

    @Test
    void anAnswerThatIsCutOffIsATemporaryError() throws Exception {
        try (NameServer names = NameServer.start(ZONE).answering("1.2.0.192.in-addr.arpa", NameServer::cutOff)) {
            names.refuseStreams();
            assertThat(server(names, "h1.example").iprev()).contains(Iprev.TEMPERROR);
        }
    }
}
