/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** On one page, side by side: most of them wait for what comes after a while. */
@Execution(ExecutionMode.CONCURRENT)
class LivePageTest {
    private static final String TALK = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250-mx.example.com
        S: 250 SIZE 1000
        C: QUIT
        S: 221 bye
        """;
    private static PageServer page;

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @BeforeAll
    static void start() throws Exception {
        page = PageServer.staff("--smtp-probe.quota.requests-at-once=20");
        page.get("/"); // a browser has one cookie against forged requests, and not one of each of two first requests
    }

    @AfterAll
    static void stop() {
        page.close();
    }

    private static Map<String, String> target(int port) {
        return Map.of("host", "127.0.0.1", "port", Integer.toString(port), "security", "plain");
    }

    @Test
    void tellsStepsAndLinesInTheirOrder() throws Exception {
        String probe = page.probe(target(servers.play(TALK).port()));
        assertThat(probe).matches("/probes/[A-Za-z0-9_-]{24}");
        List<Event> events = page.watch(probe, 0);
        assertThat(events.get(0).name()).isEqualTo("watch");
        List<Event> told = events.stream().filter(each -> each.id() > 0).toList();
        assertThat(told)
                .extracting(Event::id)
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(1);
        assertThat(told).last().extracting(Event::name).isEqualTo("end");
        assertThat(told.stream().filter(each -> each.name().equals("line")).map(Event::data))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("\"who\":\"server\"", "\"mark\":\"S:\"", "220 mx.example.com ESMTP"),
                        line -> assertThat(line).contains("\"who\":\"client\"", "\"mark\":\"C:\"", "EHLO [127.0.0.1]"),
                        line -> assertThat(line).contains("250-mx.example.com"),
                        line -> assertThat(line).contains("250 SIZE 1000"),
                        line -> assertThat(line).contains("QUIT"),
                        line -> assertThat(line).contains("221 bye"));
        assertThat(told.stream()
                        .filter(each ->
                                each.name().equals("step") && each.data().contains("greeting"))
                        .map(Event::data))
                .satisfiesExactly(
                        begins -> assertThat(begins).contains("\"state\":\"running\""),
                        ends -> assertThat(ends).contains("\"state\":\"passed\"", "\"ms\":", "220 mx.example.com"));
        assertThat(page.watch(probe, 0).stream().filter(each -> each.id() > 0).toList())
                .as("whoever comes later sees the same")
                .isEqualTo(told);
        assertThat(page.watch(probe, 5).stream().filter(each -> each.id() > 0).toList())
                .as("whoever comes again sees the rest")
                .isEqualTo(told.subList(5, told.size()));
    }

    @Test
    void showsWhatItTestsAndWorksWithoutScripts() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            String probe = page.probe(target(silent.port()));
            silent.awaitClient();
            HttpResponse<String> live = page.get(probe);
            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(live.body())
                    .contains(
                            "<noscript><meta http-equiv=\"refresh\" content=\"2\">",
                            "The test connects to the server 127.0.0.1 on port " + silent.port() + " without TLS.",
                            "<progress",
                            "action=\"" + probe + "/cancel\"",
                            "role=\"status\"")
                    .contains("connect");
            assertThat(live.headers().firstValue("X-Robots-Tag").orElseThrow()).contains("noindex");
            assertThat(live.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
            HttpResponse<String> cancelled = page.post(probe + "/cancel", Map.of());
            assertThat(cancelled.statusCode()).isEqualTo(303);
            silent.awaitEnd();
            assertThat(page.result(probe).body()).contains("Not clear", "cancelled");
        }
    }

    @Test
    void saysThatItIsStillThereAndEndsWhenItIsCancelled() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            String probe = page.probe(target(silent.port()));
            try (EventStream stream = page.open(probe, 0)) {
                int comments = 0;
                while (comments < 3) {
                    Event next = stream.next();
                    assertThat(next).isNotNull();
                    comments += next.name().isEmpty() && next.data().startsWith(":") ? 1 : 0;
                }
                page.post(probe + "/cancel", Map.of());
                assertThat(stream.awaitNamed("end").data()).contains("\"verdict\":\"inconclusive\"");
            }
            silent.awaitEnd();
        }
    }

    @Test
    void endsTheProbeWhenTheBrowserIsGone() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            String probe = page.probe(target(silent.port()));
            page.get(probe);
            long left;
            try (EventStream stream = page.open(probe, 0)) {
                silent.awaitClient();
                Event comment = stream.next();
                while (comment != null && !comment.name().isEmpty()) {
                    comment = stream.next();
                }
                assertThat(comment).isNotNull();
                left = System.nanoTime();
            }
            assertThat(Duration.ofNanos(silent.awaitEnd() - left)).isLessThan(SilentServer.SOON);
        }
    }

    @Test
    void goesOnWhileSomebodyElseLooks() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            String probe = page.probe(target(silent.port()));
            try (EventStream other = page.open(probe, 0)) {
                try (EventStream stream = page.open(probe, 0)) {
                    silent.awaitClient();
                    page.post(probe + "/leave", Map.of("watch", watch(stream)));
                    assertThat(stream.next()).isNotNull();
                }
                for (int beats = 0; beats < 3; ) {
                    Event next = other.next();
                    assertThat(next).isNotNull();
                    assertThat(next.name()).isNotEqualTo("end");
                    beats += next.name().isEmpty() ? 1 : 0;
                }
                assertThat(silent.hasClient()).isTrue();
            }
            silent.awaitEnd();
        }
    }

    private static String watch(EventStream stream) throws Exception {
        Matcher number =
                Pattern.compile("\\d+").matcher(stream.awaitNamed("watch").data());
        assertThat(number.find()).isTrue();
        return number.group();
    }

    @Test
    void endsTheProbeWhenThePageIsLeft() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            String probe = page.probe(target(silent.port()));
            try (EventStream stream = page.open(probe, 0)) {
                String watch = watch(stream);
                silent.awaitClient();
                long left = System.nanoTime();
                assertThat(page.post(probe + "/leave", Map.of("watch", watch)).statusCode())
                        .isEqualTo(204);
                assertThat(Duration.ofNanos(silent.awaitEnd() - left)).isLessThan(SilentServer.SOON);
            }
        }
    }

    /** A busy machine may load the page so slowly that it counts as left: then it is tried again. */
    @Test
    void outlivesAPageThatIsLoadedAnew() throws Exception {
        boolean soon = false;
        for (int tries = 0; !soon && tries < 20; tries++) {
            soon = outlivesAPageThatIsLoadedAnewSoon();
        }
        assertThat(soon).isTrue();
    }

    private static boolean outlivesAPageThatIsLoadedAnewSoon() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            String probe = page.probe(target(silent.port()));
            EventStream first = page.open(probe, 0);
            String watch = watch(first);
            silent.awaitClient();
            long left = System.nanoTime();
            page.post(probe + "/leave", Map.of("watch", watch));
            first.close();
            page.get(probe);
            try (EventStream second = page.open(probe, 0)) {
                if (System.nanoTime() - left > Duration.ofMillis(400).toNanos()) {
                    return false;
                }
                for (int beats = 0; beats < 3; ) {
                    Event next = second.next();
                    assertThat(next).isNotNull();
                    assertThat(next.name()).isNotEqualTo("end");
                    beats += next.name().isEmpty() ? 1 : 0;
                }
                assertThat(silent.hasClient()).isTrue();
            }
            silent.awaitEnd();
        }
        return true;
    }

    @Test
    void endsAProbeThatNobodyComesFor() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            String probe = page.probe(target(silent.port()));
            silent.awaitClient();
            long came = System.nanoTime();
            assertThat(Duration.ofNanos(silent.awaitEnd() - came))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(25));
            assertThat(page.result(probe).body()).contains("The test was ended, since nobody was looking at its page");
        }
    }

    /** Nothing is written after HEAD, so that it would never show that the client is gone. */
    @Test
    void isNoStreamForHead() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            String probe = page.probe(target(silent.port()));
            HttpRequest head = HttpRequest.newBuilder(URI.create(page.address() + probe + "/events"))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(head, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(405);
            page.post(probe + "/cancel", Map.of());
            silent.awaitEnd();
        }
    }

    @Test
    void isNotFoundWhereThereIsNone() throws Exception {
        for (String path : List.of(
                "/probes/AAAAAAAAAAAAAAAAAAAAAAAA", "/probes/..%2f..", "/probes/x/events", "/probes/x/report.json")) {
            assertThat(page.get(path).statusCode()).as(path).isIn(400, 404);
        }
        assertThat(page.get("/probes/AAAAAAAAAAAAAAAAAAAAAAAA").body()).contains("No such test");
        for (String path : List.of("x/report.json", "x/report.txt", "x.json", "AAAAAAAAAAAAAAAAAAAAAAAA/report.json")) {
            for (String accepted : List.of("text/html,*/*;q=0.8", "*/*")) {
                assertThat(page.get("/probes/" + path, accepted).headers().firstValue("Content-Type"))
                        .as("the page that says so, and not its source: %s for %s", path, accepted)
                        .contains("text/html;charset=UTF-8");
            }
        }
        assertThat(page.post("/probes/AAAA/cancel", Map.of()).statusCode()).isEqualTo(404);
        assertThat(page.post("/probes/AAAA/leave", Map.of("watch", "1")).statusCode())
                .isEqualTo(404);
        assertThat(page.get("/nowhere").body()).contains("There is no such page");
    }

    @Test
    void escapesAHostileServer() throws Exception {
        ScriptedServer hostile = servers.start(ScriptedServer.playing(Script.parse("""
                S: 220-<script>alert(1)</script><img src=x onerror=alert(2)>
                S: 220 </code></li></ol><h1>"owned" \\x1B[31m \\u{202E}
                C: EHLO x
                S: 250-<style>*{display:none}</style>
                S: 250 X-<svg/onload=alert(4)>
                C: MAIL FROM:<ada@example.com>
                S: 550 5.7.1 <b>no</b> [[${7*7}]] __${7*7}__
                C: QUIT
                S: 221 bye
                """)));
        Map<String, String> fields = new HashMap<>(target(hostile.port()));
        fields.put("from", "ada@example.com");
        String probe = page.probe(fields);
        for (Event each : page.watch(probe, 0)) {
            assertThat(each.data()).doesNotContain("\u001b", "\u202e", "\n");
        }
        String body = page.result(probe).body();
        assertThat(body)
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain(
                        "<script>alert", "<img", "onerror=alert(2)>", "<h1>\"owned", "<style>*", "<svg/onload", "<b>no")
                .contains("&lt;b&gt;no&lt;/b&gt;")
                .doesNotContain("\u001b", "\u202e", " 49 ");
        assertThat(page.get(probe + "/report.html").body()).doesNotContain("<script>alert", "<img", "<svg/onload");
    }
}
