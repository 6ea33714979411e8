/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.LedTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Surveys of domains in a DNS of the test's own, with exchangers of the public internet that a transport leads to this machine. */
class DomainPageTest {
    private static final String ADDRESS = "1.2.3.4";
    private static final String OWN = "198.51.100.77";
    private static final String GREETING = "needle-of-the-greeting";
    private static final String[] FORMS = {"", "/report.html", "/report.json", "/report.txt"};

    private ScriptedServer server;
    private FixedZone zone;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.playing(Script.parse("""
                        S: 220 %s ESMTP
                        C: EHLO x
                        S: 250-mx.example.com Hello [%s]
                        S: 250 STARTTLS
                        C: STARTTLS
                        S: 220 go
                        * tls any
                        C~ QUIT
                        S~ 221 bye
                        """.formatted(GREETING, OWN)))
                .tls(CertificateAuthority.selfSigned("mx.example.com").serverContext())
                .lenient()
                .start();
        zone = new FixedZone().with("example.com", ADDRESS);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private PageServer page(String... settings) {
        return PageServer.surveying(
                zone, LedTransport.leading(ADDRESS, server.port()).from(OWN), settings);
    }

    private static PageServer silent(FixedZone zone, SilentServer silent) {
        return PageServer.surveying(zone, LedTransport.leading(ADDRESS, silent.port()));
    }

    private static List<String> told(List<Event> events, String name) {
        return events.stream()
                .filter(each -> each.name().equals(name))
                .map(Event::data)
                .toList();
    }

    @Test
    void strangersSeeWhatSendersDoAndNeitherWhatWasSaidNorWhoAsked() throws Exception {
        try (PageServer page = page()) {
            String survey = page.survey("Ada@Example.COM");
            List<Event> events = page.watch(survey, 0);
            assertThat(told(events, "step"))
                    .anySatisfy(step -> assertThat(step)
                            .contains("example.com MX", "\"state\":\"passed\"", "secure: 10 mx.example.com", "\"ms\":"))
                    .anySatisfy(step -> assertThat(step).contains("mx.example.com", ADDRESS, "TLS: works, TLSv1.3"));
            assertThat(told(events, "line")).isEmpty();
            assertThat(told(events, "end")).singleElement().asString().contains("\"verdict\":", "mail is");
            assertThat(events.toString()).doesNotContain(OWN, GREETING, FixedZone.SERVER);
            for (String form : FORMS) {
                assertThat(page.get(survey + form).body())
                        .as(form)
                        .contains("mx.example.com", "TLSv1.3", "Postfix")
                        .doesNotContain(OWN, GREETING, "192.0.2.53", "EHLO [");
            }
            HttpResponse<String> result = page.get(survey);
            assertThat(result.body())
                    .contains(
                            "Survey of <span>example.com</span>",
                            "id=\"outlook\"",
                            "href=\"/domain?domain=example.com\"")
                    .containsSubsequence("id=\"verdict\"", "id=\"outlook\"", "id=\"exchangers\"", "id=\"look-ups\"");
            assertThat(result.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("no-store");
            assertThat(page.get(survey + "/report.json")
                            .headers()
                            .firstValue("Content-Disposition")
                            .orElseThrow())
                    .contains("attachment", "smtp-probe-domain.json");
            assertThat(page.get(survey + "/ticket.txt").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void staffSeeEverything() throws Exception {
        try (PageServer page = page("--smtp-probe.audience=staff")) {
            String survey = page.survey("example.com");
            assertThat(told(page.watch(survey, 0), "line").toString()).contains(GREETING, "EHLO", "221 bye");
            for (String form : FORMS) {
                assertThat(page.get(survey + form).body()).as(form).contains("192.0.2.53");
            }
            assertThat(page.get(survey + "/report.json").body()).contains(GREETING, OWN);
        }
    }

    @Test
    void saysWhatIsWrongAndNeedsItsToken() throws Exception {
        try (PageServer page = page()) {
            assertThat(page.get("/domain?domain=example.net").body())
                    .contains("value=\"example.net\"", "<label for=\"domain\">")
                    .containsPattern("href=\"/domain\" aria-current=\"page\"");
            for (String typed : List.of("", " ", "a b", "https://example.com/x", "<script>")) {
                HttpResponse<String> answer = page.post("/domain", Map.of("domain", typed));
                assertThat(answer.statusCode()).as(typed).isEqualTo(422);
                assertThat(answer.body())
                        .contains("The domain ", "aria-invalid=\"true\"", "href=\"#domain\"")
                        .doesNotContain("<script>");
            }
        }
    }

    /** The place is paid for by several probes, and an address is not connected to more often since a domain leads there. */
    @Test
    void keepsWithinTheQuotas() throws Exception {
        zone.with("example.org", ADDRESS);
        try (PageServer page = page("--smtp-probe.quota.client=10/1h", "--smtp-probe.quota.address=1/1h")) {
            assertThat(page.result(page.survey("example.com")).body()).doesNotContain("tested often");
            assertThat(page.result(page.survey("example.org")).body())
                    .contains("some addresses have been tested often in a short time");
            assertThat(page.post("/domain", Map.of("domain", "example.net")).statusCode())
                    .isEqualTo(429);
        }
    }

    @Test
    void worksWithoutScriptsAndIsCancelled() throws Exception {
        try (SilentServer silent = new SilentServer();
                PageServer page = silent(zone, silent)) {
            String survey = page.survey("example.com");
            silent.awaitClient();
            assertThat(page.get(survey).body())
                    .contains("<noscript><meta http-equiv=\"refresh\" content=\"2\">", "Surveying", "example.com MX")
                    .contains("It sends no mail.", "action=\"" + survey + "/cancel\"")
                    .doesNotContain("id=\"dialogue\"");
            assertThat(page.post(survey + "/cancel", Map.of()).statusCode()).isEqualTo(303);
            silent.awaitEnd();
            assertThat(page.result(survey).body())
                    .contains("The survey was cancelled before everything was looked at.");
        }
    }

    @Test
    void endsWhenTheBrowserIsGone() throws Exception {
        try (SilentServer silent = new SilentServer();
                PageServer page = silent(zone, silent)) {
            String survey = page.survey("example.com");
            long left;
            try (EventStream stream = page.open(survey, 0)) {
                silent.awaitClient();
                assertThat(stream.awaitNamed("step")).isNotNull();
                left = System.nanoTime();
            }
            assertThat(Duration.ofNanos(silent.awaitEnd() - left)).isLessThan(SilentServer.SOON);
            assertThat(page.result(survey).body()).contains("nobody was looking at its page");
        }
    }
}
