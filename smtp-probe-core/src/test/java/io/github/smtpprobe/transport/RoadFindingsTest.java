/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.FixedNames;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the findings say where a road leads to the server, to whoever asked and to strangers. */
class RoadFindingsTest {
    private static final Proxy SOCKS = Proxy.socks5("192.0.2.1", 1080);

    private static ProbeReport probe(String script) throws Exception {
        return probe(script, TlsMode.PLAIN);
    }

    private static ProbeReport probe(String script, TlsMode mode) throws Exception {
        return probe(script, mode, Delivery.WHOLE);
    }

    private static ProbeReport probe(String script, TlsMode mode, Delivery delivery) throws Exception {
        MemoryTransport memory = new MemoryTransport(delivery, null, Script.parse(script));
        ProxyPeer peer = new ProxyPeer(memory.ticker());
        Route any = new Route("mx.example.com", false, AddressLiteral.parse("192.0.2.25"), 25, TlsMode.PLAIN);
        Connection behind = memory.connect(any, Deadline.after(Duration.ofSeconds(1), memory.ticker()));
        peer.asked()
                .saysHex("05 00")
                .asked()
                .saysHex("05 00 00 01 00000000 0000")
                .then(behind);
        FixedNames names = FixedNames.of("mx.example.com", "192.0.2.25");
        return SmtpProbe.builder()
                .transport(new ProxyTransport(Road.through(SOCKS), names, (route, deadline) -> peer))
                .resolver(names)
                .ticker(memory.ticker())
                .build()
                .probe(ProbeRequest.to("mx.example.com", 25)
                        .tls(mode)
                        .withoutSecondLook()
                        .build());
    }

    /** A server sees the end of the road, and so its refusal is of that. */
    @Test
    void theClientThatIsRefusedIsNotThisOne() throws Exception {
        ProbeReport report = probe(
                "S: 220 mx ESMTP\nC: EHLO x\nS: 550 5.7.1 Client host [203.0.113.77] blocked using bl.example\nC: QUIT\nS: 221 bye");
        assertThat(report.rootCause()).hasValueSatisfying(cause -> {
            assertThat(cause.id()).isEqualTo("client.blocked");
            assertThat(cause.summary())
                    .contains("the client that it sees (203.0.113.77)")
                    .doesNotContain("this client");
        });
        assertThat(report.forStrangers().asMap().toString()).contains("client.blocked");
    }

    /** A gateway that wants a login to the network says yes to CONNECT and sends its page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "S: <html><title>Access blocked by policy</title></html>",
                "S: <!DOCTYPE html>\nS: <html>",
                "S: \\xEF\\xBB\\xBF<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
                "S: \nS: \nS: <html>",
                "S:   <head><meta http-equiv=\"refresh\" content=\"0; url=http://login.example/\">",
                "S: HTTP/1.1 403 Forbidden\nS: Content-Type: text/html",
                "S: 1f4\nS: <html><title>Access blocked by policy</title></html>",
                "S: 1F;x=y\nS: <!DOCTYPE html>",
                "S: 354\nS: <html>",
                "S: \\x1F\\x8B\\x08\\x00\\x00\\x00\\x00\\x00\\x00\\x03\\-",
                "S: 8a\nS: \\x1F\\x8B\\x08\\x00\\x00\\x00\\x00\\x00\\-",
            })
    void aPageInPlaceOfAGreetingMayBeTheProxys(String script) throws Exception {
        for (Delivery delivery : Delivery.values()) {
            ProbeReport report = probe(script, TlsMode.PLAIN, delivery);
            assertThat(report.verdict()).as(delivery + " " + report).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(report.rootCause()).hasValueSatisfying(cause -> {
                assertThat(cause.id()).isEqualTo("proxy.page");
                assertThat(cause.explanation()).contains("What mx.example.com says was not seen");
            });
            assertThat(report.findings()).extracting(Finding::id).noneMatch(each -> each.startsWith("peer."));
            assertThat(report.transcript().toString()).contains("\nS: ");
        }
    }

    /** The rest of a page is waited for, but not for long, and only on such a road. */
    @Test
    void whatMayGoOnIsHeardOut() throws Exception {
        String page = "S: 1f4\n* pause %s\nS: <html>";
        assertThat(probe(page.formatted("150ms")).has("proxy.page")).isTrue();
        assertThat(probe(page.formatted("250ms")).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(probe(page.formatted("150ms"), TlsMode.IMPLICIT_TLS).has("proxy.page"))
                .isTrue();
    }

    /** What is compressed is not read, so that nothing is said of what is in it; a page in chunks is quoted without their sizes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S: \\x1F\\x8B\\x08\\x00\\x00\\x00\\- | Compressed data (gzip), in which web pages are often sent, came through the proxy, and no"
                        + " answer of the mail server.",
                "S: 1f4{n}S: <html><title>Blocked</title></html> | A web page came through the proxy: \"<html><title>Blocked</title></html>\".",
            })
    void aPageIsDescribedAsFarAsItWasSeen(String script, String summary) throws Exception {
        assertThat(probe(script.replace("{n}", "\n")).rootCause())
                .hasValueSatisfying(cause -> assertThat(cause.summary()).isEqualTo(summary));
    }

    /** What comes behind a hello to TLS may be a web server's, if it is no page alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S: <html><title>Log in</title></html> | INCONCLUSIVE | proxy.page",
                "S: \\x1F\\x8B\\x08\\x00\\x00\\x00\\- | INCONCLUSIVE | proxy.page",
                "S: 1f4{n}S: <html><title>Log in</title></html> | INCONCLUSIVE | proxy.page",
                "S: {n}S: <html><title>Log in</title></html> | INCONCLUSIVE | proxy.page",
                "S: HTTP/1.1 400 Bad Request | FAILED | peer.http",
                "S: 220 mx ESMTP | FAILED | tls.plain-port",
            })
    void aPageInAnswerToTlsMayBeTheProxys(String script, Verdict verdict, String cause) throws Exception {
        for (Delivery delivery : Delivery.values()) {
            ProbeReport report = probe(script.replace("{n}", "\n"), TlsMode.IMPLICIT_TLS, delivery);
            assertThat(report.verdict()).as(delivery + " " + report).isEqualTo(verdict);
            assertThat(report.rootCause())
                    .hasValueSatisfying(each -> assertThat(each.id()).isEqualTo(cause));
        }
    }

    /** A server that has waited long enough, another protocol, and what is no page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "S: HTTP/1.1 408 Request Timeout",
                "S: SSH-2.0-x",
                "S: <stream:stream>",
                "S: <hello>",
                "S: 1f4\nS: hello"
            })
    void whatIsNoPageIsTheServers(String script) throws Exception {
        assertThat(probe(script).verdict()).isEqualTo(Verdict.FAILED);
    }

    /** Strangers are not told of the road, wherever the conversation breaks off on it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "S: <html><title>Access blocked by policy</title></html>",
                "S: 220 mx ESMTP\nC: EHLO x\nS: <html><title>Access blocked by policy</title></html>",
                "S: 220 mx ESMTP\nC: EHLO x\nS: HTTP/1.1 403 Forbidden",
                "S: 220 mx ESMTP\nS: <html>\nC: EHLO x\nS: 250 mx",
                "S: 220 mx ESMTP\nC: EHLO x\nS: 550 5.7.1 Client host [203.0.113.77] blocked using bl.example",
                "S: 220 mx ESMTP\nC: EHLO x\nS: 250 mx hello [203.0.113.77]",
                "S: 421 4.7.0 Too many connections from your IP",
                "S: 220 mx ESMTP\nC: EHLO x"
            })
    void strangersAreNotToldOfTheRoad(String script) throws Exception {
        String text =
                probe(script + "\nC: QUIT\nS: 221 bye").forStrangers().asMap().toString();
        assertThat(text).doesNotContainIgnoringCase("socks").doesNotContain("192.0.2.1:", "1080");
    }
}
