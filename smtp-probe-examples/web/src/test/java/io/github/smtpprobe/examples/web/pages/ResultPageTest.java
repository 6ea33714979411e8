/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class ResultPageTest {
    private static final String SECRET = "canary-of-result";
    private static final String ENVELOPE = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250 mx.example.com
        C: MAIL FROM:<ada@example.com>
        S: 250 2.1.0 ok
        C: RCPT TO:<bob@example.com>
        S: 550 5.1.1 <bob@example.com>: user unknown
        C: RSET
        S: 250 ok
        C: QUIT
        S: 221 bye
        """;
    private static PageServer page;

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @BeforeAll
    static void start() {
        page = PageServer.staff();
    }

    @AfterAll
    static void stop() {
        page.close();
    }

    private static String probe(int port, Map<String, String> more) throws Exception {
        Map<String, String> fields = new HashMap<>(Map.of("host", "127.0.0.1:" + port, "security", "plain"));
        fields.putAll(more);
        String probe = page.probe(fields);
        page.watch(probe, 0);
        return probe;
    }

    @Test
    void leadsWithTheVerdictAndTheCause() throws Exception {
        String probe = probe(servers.play(ENVELOPE).port(), Map.of("from", "ada@example.com", "to", "bob@example.com"));
        HttpResponse<String> result = page.get(probe);
        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(result.headers().firstValue("X-Robots-Tag").orElseThrow()).contains("noindex");
        assertThat(result.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        String body = result.body();
        assertThat(body)
                .contains(
                        "<title>Failed: 127.0.0.1",
                        "verdict failed",
                        "What to do:",
                        "What was not tested",
                        "name=\"robots\"")
                .contains("href=\"/codes#550\"", "href=\"/codes#5.1.1\"")
                .contains("href=\"/report.css\"")
                .doesNotContain("style=\"", "<style", "Settings to paste");
        assertThat(body.indexOf("verdict failed")).isLessThan(body.indexOf("id=\"cause\""));
        assertThat(page.get("/report.css").body()).contains("ol.transcript").doesNotContain("<");
    }

    @Test
    void givesReportsAsFiles() throws Exception {
        String probe = probe(servers.play(ENVELOPE).port(), Map.of("from", "ada@example.com", "to", "bob@example.com"));
        for (String name : new String[] {"report.html", "report.json", "report.txt", "ticket.txt"}) {
            HttpResponse<String> file = page.get(probe + "/" + name);
            assertThat(file.statusCode()).as(name).isEqualTo(200);
            assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith("attachment");
            assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
            assertThat(file.body()).contains("550 5.1.1");
        }
        assertThat(page.get(probe + "/report.json").body()).contains("\"schemaVersion\"", "\"verdict\":\"failed\"");
        assertThat(page.get(probe + "/report.json")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith("application/json");
        assertThat(page.get(probe + "/ticket.txt").body()).doesNotContain("bob@", "mx.example.com");
    }

    @Test
    void leadsBackToTheFormWithoutTheUser() throws Exception {
        int port = servers.play("S: 554 no\nC: QUIT\nS: 221 bye").port();
        String probe = page.probe(Map.of(
                "host",
                "smtp://ada%40canary@127.0.0.1:" + port,
                "security",
                "starttls-if-offered",
                "password",
                SECRET));
        assertThat(page.result(probe).body())
                .contains("href=\"/?host=smtp://127.0.0.1:" + port
                        + "&amp;kind=&amp;port=&amp;security=starttls-if-offered\"")
                .doesNotContain("canary");
    }

    @Test
    void hasSettingsToPasteWhereAllWorks() throws Exception {
        String probe = probe(
                servers.play("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye")
                        .port(),
                Map.of());
        assertThat(page.get(probe).body())
                .contains(
                        "verdict passed", "Settings to paste", "spring.mail.host=127.0.0.1", "relayhost", "nodemailer")
                .contains("Everything that was asked works");
    }

    /** The login is not sent in clear text; the password must not turn up anywhere else, either. */
    @Test
    void keepsAPasswordNowhere() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        try {
            int port = servers.play("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH PLAIN\nC: QUIT\nS: 221 bye")
                    .port();
            String probe = probe(port, Map.of("user", "ada", "password", SECRET, "security", "starttls-if-offered"));
            assertThat(page.get(probe).body()).contains("verdict failed").doesNotContain(SECRET);
            assertThat(page.watch(probe, 0).toString()).doesNotContain(SECRET);
            for (String name : new String[] {"report.html", "report.json", "report.txt", "ticket.txt"}) {
                assertThat(page.get(probe + "/" + name).body()).doesNotContain(SECRET);
            }
            HttpResponse<String> wrong = page.post(
                    "/probes", Map.of("host", "127.0.0.1", "user", "ada", "password", SECRET, "token", SECRET));
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body() + wrong.headers().map()).doesNotContain(SECRET);
            assertThat(page.cookies().getCookieStore().getCookies().toString()).doesNotContain(SECRET);
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        List<String> lines;
        synchronized (log) { // threads of the page may still write to it
            lines = log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
        assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void tellsStrangersNoMoreThanTheyMayKnow() throws Exception {
        try (PageServer strangers = PageServer.start("--smtp-probe.deadline=1s")) {
            String probe = strangers.probe(Map.of("host", "127.0.0.1", "port", "25"));
            String end = strangers.watch(probe, 0).toString();
            assertThat(end)
                    .contains("No mail server was reached under this name")
                    .doesNotContain("denied", "policy", "step");
            String body = strangers.get(probe).body();
            assertThat(body)
                    .contains("verdict failed", "No mail server was reached under this name")
                    .doesNotContain("policy", "loopback", "id=\"cause\"");
            assertThat(strangers.get(probe + "/report.json").body()).doesNotContain("127.0.0.1\",\"port", "policy");
        }
    }

    /** Whether nobody is there or the probe was still looking for somebody is not told to whoever ends it. */
    @Test
    void tellsStrangersNothingOfAProbeThatTheyEnd() throws Exception {
        try (PageServer strangers = PageServer.start()) {
            String probe = strangers.probe(Map.of("host", "127.0.0.1", "port", "25"));
            assertThat(strangers.get(probe).body()).contains("<progress");
            strangers.post(probe + "/cancel", Map.of());
            String body = strangers.result(probe).body();
            assertThat(body)
                    .contains("verdict inconclusive", "cancelled")
                    .doesNotContain("report.json", "id=\"cause\"");
            assertThat(strangers.get(probe + "/report.json").statusCode()).isEqualTo(404);
        }
    }

    /** What strangers see of a server of the public internet, here one that the demonstration starts. */
    @Test
    void showsStrangersTheDialogueOfAServerThatGreets() throws Exception {
        try (PageServer strangers = PageServer.start("--smtp-probe.demo=true")) {
            String home = strangers.get("/").body();
            Matcher target = Pattern.compile(">(127[.]0[.]0[.]1:[0-9]+)<").matcher(home);
            assertThat(target.find()).as(home).isTrue();
            assertThat(home)
                    .contains(
                            "href=\"/?host=" + target.group(1) + "&amp;from=ada@example.com&amp;to=bob@example.com\"");
            String probe = strangers.probe(Map.of("host", target.group(1)));
            assertThat(strangers.watch(probe, 0).toString())
                    .contains("220 mx.demo.example", "EHLO", "\"who\":\"server\"");
            String body = strangers.get(probe).body();
            assertThat(body).contains("verdict passed", "220 mx.demo.example", "class=\"smtp-probe\"");
            assertThat(strangers.get(probe + "/report.json").body()).contains("\"forStrangers\"");
        }
    }
}
