/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.testkit.FixedNames;
import io.github.smtpprobe.testkit.LedTransport;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of strangers about servers of the public internet, which a transport of the kit leads to this machine. */
class StrangersPageTest {
    private static final String ADDRESS = "1.2.3.4";
    private static final Map<String, String> MX = Map.of("host", "mx.example.com", "port", "25", "security", "plain");

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    /** It knows from where we come, and says so. */
    @Test
    void showsTheDialogueWithoutOurAddress() throws Exception {
        ScriptedServer server = servers.play("""
                S: 220 mx.example.com ESMTP
                C: EHLO x
                S: 250-mx.example.com Hello inner.host.example [192.0.2.77], pleased to meet you
                S: 250 SIZE 1000000
                C: MAIL FROM:<ada@example.org>
                S: 250 ok
                C: RCPT TO:<bob@example.com>
                S: 550 5.7.1 Client host [192.0.2.77] is blocked
                C: RSET
                S: 250 ok
                C: QUIT
                S: 221 bye
                """);
        LedTransport led = LedTransport.leading(ADDRESS, server.port()).from("192.0.2.77");
        try (PageServer page = PageServer.leading(FixedNames.of("mx.example.com", ADDRESS), led)) {
            Map<String, String> typed = new HashMap<>(MX);
            typed.put("from", "ada@example.org");
            typed.put("to", "bob@example.com");
            String probe = page.probe(typed);
            String live = page.watch(probe, 0).toString();
            assertThat(live).contains("220 mx.example.com ESMTP", "is blocked").doesNotContain("192.0.2.77", "inner");
            for (String path : new String[] {"", "/report.html", "/report.json", "/report.txt", "/ticket.txt"}) {
                assertThat(page.get(probe + path).body())
                        .as(path)
                        .contains("550")
                        .doesNotContain("192.0.2.77", "inner");
            }
            assertThat(page.get(probe).body()).contains("verdict failed", ADDRESS, "id=\"cause\"");
        }
    }

    /** What somebody finds before they are asked for their name is nothing of strangers'. */
    @Test
    void showsNothingThatGreetsInAnotherWay() throws Exception {
        ScriptedServer server = servers.play("S: 554 the inner.host.example says no");
        LedTransport led = LedTransport.leading(ADDRESS, server.port());
        try (PageServer page = PageServer.leading(FixedNames.of("mx.example.com", ADDRESS), led)) {
            String probe = page.probe(MX);
            assertThat(page.watch(probe, 0).toString()).doesNotContain("inner", "554");
            assertThat(page.get(probe).body())
                    .contains("What answers is not a mail server that will talk to us.")
                    .doesNotContain("inner", "554 ");
        }
    }

    @Test
    void saysThatAnAddressWasAskedTooOftenUnderWhateverName() throws Exception {
        ScriptedServer server = servers.play("S: 220 mx ESMTP\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye");
        FixedNames names = FixedNames.of("mx.example.com", ADDRESS).and("another.example.org", ADDRESS);
        LedTransport led = LedTransport.leading(ADDRESS, server.port());
        try (PageServer page =
                PageServer.leading(names, led, "--smtp-probe.quota.address=1/1h", "--smtp-probe.deadline=2s")) {
            assertThat(page.result(page.probe(MX)).body()).contains("verdict passed");
            String second = page.probe(Map.of("host", "another.example.org", "port", "25", "security", "plain"));
            assertThat(page.result(second).body())
                    .contains("verdict inconclusive", "This server has been tested often in a short time")
                    .doesNotContain("check the spelling", ADDRESS);
        }
    }

    /** Else a place that is free again would tell before the end does that nobody was reached for long. */
    @Test
    void givesAPlaceBackWhenTheEndIsTold() throws Exception {
        try (PageServer page = PageServer.leading(
                FixedNames.of("inner.example.com", "10.0.0.1"),
                LedTransport.leading(ADDRESS, 1),
                "--smtp-probe.quota.client-at-once=1",
                "--smtp-probe.deadline=3s")) {
            Map<String, String> typed = Map.of("host", "inner.example.com", "port", "25", "security", "plain");
            String probe = page.probe(typed);
            for (int tries = 0; tries < 5; tries++) { // by the last one the probe itself has long ended
                assertThat(page.post("/probes", typed).statusCode()).isEqualTo(429);
            }
            page.watch(probe, 0);
            assertThat(page.post("/probes", typed).statusCode()).isEqualTo(303);
        }
    }
}
