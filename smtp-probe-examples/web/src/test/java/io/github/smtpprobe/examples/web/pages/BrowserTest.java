/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page as people use it, in Chromium. */
@Tag("browser")
class BrowserTest {
    private static final String PASSES = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250-mx.example.com
        S: 250 SIZE 1000
        C: MAIL FROM:<ada@example.com>
        S: 250 2.1.0 ok
        C: RCPT TO:<bob@example.com>
        S: 250 2.1.5 ok
        C: RSET
        S: 250 ok
        C: QUIT
        S: 221 bye
        """;
    private static final String CERTIFICATE = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250-mx.example.com
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 go
        * tls any
        C~ EHLO x
        S~ 250 mx.example.com
        C~ QUIT
        S~ 221 bye
        """;
    private static final String REFUSES = """
        S: 554 5.7.1 Your address is listed at zen.spamhaus.org
        C: QUIT
        S: 221 bye
        """;
    private static final String SLOW = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        * silence
        """;
    private static final String HOSTILE = """
        S: 220-<script>alert(1)</script><img src=x onerror=alert(2)>
        S: 220 </code></li></ol><h1 id=owned>"owned" 'x' & \\u{202E}gpj.exe javascript:alert(3) \\x1B[31m
        C: EHLO x
        S: 250-<style>*{display:none}</style>
        S: 250-X-<svg/onload=alert(4)>
        S: 250 LONG aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        C: MAIL FROM:<ada@example.com>
        S: 550 5.7.1 <a href="javascript:alert(5)">click</a> {{7*7}} ${7*7} [[${7*7}]] __${7*7}__
        C: QUIT
        S: 221 bye
        """;

    private static PageServer page;
    private static ScriptedServer passes;
    private static ScriptedServer certificate;
    private static ScriptedServer refuses;
    private static ScriptedServer slow;
    private static ScriptedServer hostile;

    private Browser browser;

    @BeforeAll
    static void start() throws IOException {
        page = PageServer.staff();
        passes = server(PASSES);
        certificate = server(CERTIFICATE);
        refuses = server(REFUSES);
        slow = server(SLOW);
        hostile = server(HOSTILE);
    }

    private static ScriptedServer server(String script) throws IOException {
        return ScriptedServer.playing(Script.parse(script))
                .tls(CertificateAuthority.selfSigned("mx.example.com").serverContext())
                .lenient()
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        page.close();
        for (ScriptedServer each : List.of(passes, certificate, refuses, slow, hostile)) {
            each.close();
        }
    }

    @BeforeEach
    void open() {
        browser = new Browser(page.address());
    }

    /** No page did anything that its policy forbids, or that a script could not do. */
    @AfterEach
    void nothingWasForbidden() {
        try {
            assertThat(browser.complaints()).isEmpty();
        } finally {
            browser.close();
        }
    }

    private static Map<String, String> plain(ScriptedServer server) {
        return fields(server.port(), "None");
    }

    private static Map<String, String> fields(int port, String security) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("host", "127.0.0.1");
        fields.put("port", Integer.toString(port));
        fields.put("security", security);
        return fields;
    }

    private static Map<String, String> mail(ScriptedServer server) {
        Map<String, String> fields = plain(server);
        fields.put("from", "ada@example.com");
        fields.put("to", "bob@example.com");
        return fields;
    }

    private record State(String name, Consumer<Browser> way) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<State> states() {
        return Stream.of(
                new State("empty", browser -> browser.open("/")),
                new State("problems", browser -> {
                    browser.test(Map.of("host", "a b", "port", "x", "user", "ada", "from", "y"));
                    browser.await("return document.getElementById('problems') !== null");
                }),
                new State("running", browser -> {
                    browser.test(plain(slow));
                    browser.await("return document.querySelectorAll('.dialogue li').length === 2");
                }),
                new State("passed", browser -> browser.test(mail(passes)).awaitResult()),
                new State(
                        "failed",
                        browser ->
                                browser.test(fields(certificate.port(), "As")).awaitResult()),
                new State("refused", browser -> browser.test(plain(refuses)).awaitResult()),
                new State("hostile", browser -> browser.test(mail(hostile)).awaitResult()),
                new State("gone", browser -> browser.open("/probes/AAAAAAAAAAAAAAAAAAAAAAAA")),
                new State("paste", browser -> browser.open("/explain")),
                new State("explained", browser -> {
                    browser.open("/explain").element("#text").sendKeys("550 5.7.1 <bob@example.com>: user unknown\n");
                    browser.element("button.primary").click();
                    browser.awaitResult();
                }),
                new State("not explained", browser -> {
                    browser.open("/explain").element("#text").sendKeys("good morning");
                    browser.element("button.primary").click();
                    browser.await("return document.querySelector('.summary') !== null");
                }),
                new State("codes", browser -> browser.open("/codes#5.7.1")),
                new State("codes found", browser -> browser.open("/codes?q=mailbox")));
    }

    @ParameterizedTest
    @MethodSource("states")
    void fitsAndIsForEverybody(State state) {
        for (String scheme : List.of("light", "dark")) {
            browser.look(320, scheme);
            state.way().accept(browser);
            assertThat(browser.overflow())
                    .as("beyond the right edge, " + scheme)
                    .isLessThanOrEqualTo(0);
            assertThat(browser.axe()).as(scheme).isEmpty();
            assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo(scheme.equals("dark") ? "rgb(20, 23, 27)" : "rgb(255, 255, 255)");
            browser.look(1440, scheme);
            assertThat(browser.overflow()).isLessThanOrEqualTo(0);
            assertThat(browser.axe()).as(scheme).isEmpty();
        }
    }

    @Test
    void isUsedByTheKeyboardAlone() {
        browser.open("/");
        assertThat(browser.press(Keys.TAB).getDomAttribute("class")).isEqualTo("skip");
        assertThat((Boolean) browser.script("return document.activeElement.getBoundingClientRect().top >= 0"))
                .isTrue();
        browser.press(Keys.ENTER);
        browser.tabTo("host");
        browser.press("127.0.0.1");
        browser.tabTo("kind-server");
        browser.tabTo("port");
        browser.press(Integer.toString(passes.port()));
        browser.tabTo("security");
        browser.press("None");
        assertThat(browser.script("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        browser.tabTo("security");
        browser.press(Keys.TAB);
        browser.press(Keys.TAB);
        browser.press(Keys.ENTER); // opens sender and recipient
        browser.tabTo("from");
        browser.press("ada@example.com");
        browser.tabTo("to");
        browser.press("bob@example.com", Keys.ENTER);
        browser.awaitResult();
        assertThat(browser.text()).contains("Passed", "Settings to paste");
    }

    @Test
    void leadsToWhatIsWrong() {
        browser.test(Map.of("host", "smtp.example.com", "port", "x"));
        browser.await("return document.activeElement.id === 'problems'");
        browser.press(Keys.TAB, Keys.ENTER);
        browser.await("return location.hash === '#port'");
        assertThat(browser.element("#port-problem").getText()).contains("1 to 65535");
    }

    @Test
    void saysWhatItUnderstandsWhileOneTypes() {
        browser.open("/").element("#host").sendKeys("ada@example.com");
        browser.await(
                "return document.getElementById('understood').textContent.includes('mail exchangers of the domain example.com')");
        browser.element("#port").sendKeys("587");
        browser.await("return document.getElementById('understood').classList.contains('wrong')");
    }

    @Test
    void showsTheDialogueAsItHappens() {
        browser.test(plain(slow));
        browser.await("return document.querySelectorAll('.dialogue li').length === 2");
        assertThat(browser.shown(".dialogue .server")).contains("S:", "220 mx.example.com ESMTP");
        assertThat(browser.shown(".dialogue .client")).contains("C:", "EHLO");
        assertThat(browser.shown(".steps .running")).contains("EHLO", "under way");
        assertThat(browser.script(
                        "return getComputedStyle(document.querySelector('.dialogue .client')).borderLeftColor"))
                .isEqualTo("rgb(17, 99, 41)");
        assertThat(browser.script(
                        "return getComputedStyle(document.querySelector('.dialogue .server')).borderRightColor"))
                .isEqualTo("rgb(10, 83, 190)");
        assertThat(browser.shown("#left-words")).matches("At most \\d+ s left");
        browser.await("return document.getElementById('announce').textContent.includes('greeting: done')");
        browser.element("#cancel button").click();
        browser.awaitResult();
        assertThat(browser.text()).contains("Not clear");
    }

    @Test
    void aClosedTabEndsTheProbe() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            String first = browser.driver().getWindowHandle();
            browser.driver().switchTo().newWindow(WindowType.TAB);
            browser.test(fields(silent.port(), "None"));
            silent.awaitClient();
            browser.await("return document.querySelector('.steps .running') !== null");
            long left = System.nanoTime();
            browser.driver().close();
            assertThat(Duration.ofNanos(silent.awaitEnd() - left)).isLessThan(SilentServer.SOON);
            browser.driver().switchTo().window(first);
        }
    }

    @Test
    void aPageLoadedAnewGoesOn() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            browser.test(fields(silent.port(), "None"));
            silent.awaitClient();
            browser.await("return document.querySelector('.steps .running') !== null");
            browser.driver().navigate().refresh();
            browser.await("return performance.now() > 1500 && document.querySelector('.steps .running') !== null");
            assertThat(silent.hasClient()).isTrue();
            browser.element("#cancel button").click();
            silent.awaitEnd();
            browser.awaitResult();
        }
    }

    @Test
    void letsNoServerWriteIntoThePage() {
        browser.test(mail(hostile)).awaitResult();
        assertThat(browser.script(
                        "return document.querySelectorAll('#owned, main img, main script, main style').length"))
                .isEqualTo(0L);
        assertThat(browser.script(
                        "return [...document.querySelectorAll('a')].filter(a => a.protocol === 'javascript:').length"))
                .isEqualTo(0L);
        assertThat(browser.text()).contains("<script>alert(1)</script>", "\\u{202E}", "[[${7*7}]]");
    }

    @Test
    void worksWithoutScripts() {
        browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        browser.open("/");
        browser.element("#host").sendKeys("127.0.0.1:" + refuses.port());
        browser.element("#security").sendKeys("None");
        browser.element("button.primary").click();
        assertThatCode(() -> new WebDriverWait(browser.driver(), Duration.ofSeconds(10))
                        .until(driver -> driver.getTitle().startsWith("Failed")))
                .doesNotThrowAnyException();
    }

    @Test
    void printsOnTwoPagesAtMost() {
        browser.test(mail(passes)).awaitResult();
        String printed = new String(browser.print(), StandardCharsets.ISO_8859_1);
        assertThat(printed.split("/Type\\s*/Page[^s]", -1).length - 1).isBetween(1, 2);
    }

    @Test
    void findsCodesWhileOneTypes() {
        browser.open("/codes").element("#filter").sendKeys("5.2.2");
        browser.await("return document.getElementById('count').textContent.startsWith('1 of')");
        assertThat(browser.text()).contains("x.2.2").doesNotContain("235 Authentication");
    }

    @Test
    void explainsWhatIsPasted() {
        browser.open("/explain").element("#text").sendKeys("C: MAIL FROM:<ada@example.com>\nS: 550 5.7.1 <b>no</b>\n");
        browser.element("button.primary").click();
        browser.awaitResult();
        assertThat(browser.text()).contains("Failed", "<b>no</b>");
    }
}
