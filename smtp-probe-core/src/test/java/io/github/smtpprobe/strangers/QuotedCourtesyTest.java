/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says to a hello is left out of the report for strangers also where the evidence of a finding quotes it. */
class QuotedCourtesyTest {
    // README, Security: "server gives this client next to an address or in the first line of its reply to EHLO."
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Hello [192.0.2.1] known as inner-gw.corp.example",
                "Hello [192.0.2.1] known as inner-gw.corp.example, which has called this server so often before that it is"
                        + " known here by heart, and which is as welcome as ever to say whatever it likes to say to whom it"
                        + " likes, in as many words as it likes, for as long as it likes, at any hour of the day or of the night"
            })
    void noNameOfThisClientIsInEvidence(String courtesy) throws Exception {
        try (ScriptedServer server =
                ScriptedServer.playing(Script.parse("""
            S: 220 mx.example.com ESMTP
            C: EHLO x
            S: 250-mx.example.com %s
            S: 250 SIZE 1000
            C: QUIT
            S: 221 bye
            """.formatted(courtesy))).start()) {
            ProbeReport report = SmtpProbe.forUntrustedTargets(
                            AddressPolicy.only("127.0.0.1").onPorts(server.port()))
                    .probe(ProbeRequest.to("127.0.0.1", server.port())
                            .tls(TlsMode.PLAIN)
                            .build());
            assertThat(report.asMap().toString()).contains("250 mx.example.com Hello");
            assertThat(report.forStrangers().asMap().toString()).doesNotContain("inner-gw");
        }
    }
}
