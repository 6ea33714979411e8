/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How servers greet a client, in every shape of a reply that a finding may quote: strangers do not learn the client's name from it. */
class QuotedCourtesySweepTest {
    private static final String NAME = "inner-gw";

    private static final List<String> COURTESIES = List.of(
            "Hello inner-gw.corp.example [192.0.2.1]",
            "Hello inner-gw.corp.example [192.0.2.1], pleased to meet you",
            "hello inner-gw.corp.example (192.0.2.1)",
            "Hello [192.0.2.1] (inner-gw.corp.example), it is nice to meet you",
            "at your service, [192.0.2.1] inner-gw.corp.example",
            "welcomes inner-gw.corp.example",
            "Hi inner-gw.corp.example[192.0.2.1]",
            "says EHLO to 192.0.2.1:40212 (inner-gw.corp.example)",
            "\"inner-gw.corp.example\" is welcome",
            "Nice to see you, 'inner-gw.corp.example'!",
            "\u00BBinner-gw.corp.example\u00AB hallo");

    private static final List<String> SHAPES = List.of(
            "S: 250-mx.example.com %s\nS: 250 SIZE 1000\nC: QUIT\nS: 221 bye",
            "S: 250 mx.example.com %s\nC: QUIT\nS: 221 bye",
            "S: 250-mx.example.com %s\nS: 251 SIZE 1000",
            "S: 250-mx.example.com %s\n* closed",
            "S: 250-mx.example.com %s\n* timeout",
            "S: 250 mx.example.com %s\\-\n* timeout",
            "S: 250mx.example.com %s",
            "S: 250_mx.example.com %s",
            "S: 250-mx.example.com %s\nS: \nS: 250 SIZE",
            "S: 250 mx.example.com %s\\x0D and more",
            "S: 250 mx.example.com %s\\x00 and more",
            "S: mx.example.com %s",
            "S: 650 mx.example.com %s",
            "S: 220 mx.example.com %s\nC: QUIT\nS: 221 bye",
            "S: 502 no\nC: HELO x\nS: 250 mx.example.com %s\nC: QUIT\nS: 221 bye",
            "S: 250-mx.example.com %s\nS: 250-SIZE many\nS: 250-AUTH=LOGIN\nS: 250 AUTH LOGIN LOGIN\nC: QUIT\nS: 221 bye");

    static Stream<Arguments> all() {
        return SHAPES.stream().flatMap(shape -> COURTESIES.stream().map(courtesy -> Arguments.of(shape, courtesy)));
    }

    // README, Security: "server gives this client next to an address or in the first line of its reply to EHLO."
    @ParameterizedTest
    @MethodSource("all")
    void noNameOfThisClientIsToldToStrangers(String shape, String courtesy) {
        String script = "S: 220 mx.example.com ESMTP\nC: EHLO x\n" + shape.formatted(courtesy);
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(script));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe(ProbeRequest.to("mx.example.com", 25)
                        .connectTo("127.0.0.1")
                        .tls(TlsMode.PLAIN)
                        .withoutSecondLook()
                        .build());
        assertThat(report.asMap().toString())
                .as("the test plays what it should")
                .contains(NAME);
        ProbeReport told = report.forStrangers();
        assertThat(told.asMap().toString()).doesNotContain(NAME);
        assertThat(TextReport.render(told)).doesNotContain(NAME);
        assertThat(HtmlReport.render(told)).doesNotContain(NAME);
        assertThat(told.transcript().toString()).doesNotContain(NAME);
    }
}
