/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.LedTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tab for domains as people use it, in Chromium. */
@Tag("browser")
class DomainBrowserTest {
    private static final String TALKS = "1.2.3.4";
    private static final String WAITS = "1.2.3.5";
    private static final String TALK = """
            S: 220 mx.example.com ESMTP <script>alert(1)</script>
            C: EHLO x
            S: 250-mx.example.com
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go
            * tls any
            C~ QUIT
            S~ 221 bye
            """;

    private static void survey(Browser browser, String domain) {
        browser.open("/domain").element("#domain").sendKeys(domain);
        browser.element("button.primary").click();
    }

    private static Map<String, Consumer<Browser>> states() {
        Map<String, Consumer<Browser>> states = new LinkedHashMap<>();
        states.put("empty", browser -> browser.open("/domain"));
        states.put("problem", browser -> {
            survey(browser, "a b");
            browser.await("return document.activeElement.id === 'problems'");
        });
        states.put("running", browser -> {
            survey(browser, "slow.example");
            browser.await("return document.querySelectorAll('.steps li').length > 3");
            assertThat(browser.element("#left-words").getText()).matches("At most \\d+ s left");
        });
        states.put("surveyed", browser -> {
            survey(browser, "example.com");
            browser.awaitResult();
            assertThat(browser.text()).contains("Survey of example.com", "What senders do");
            assertThat(browser.script("return document.querySelectorAll('main script').length"))
                    .isEqualTo(0L);
        });
        return states;
    }

    @ParameterizedTest
    @ValueSource(strings = {"strangers", "staff"})
    void fitsAndIsForEverybody(String audience) throws Exception {
        FixedZone zone = new FixedZone().with("example.com", TALKS).with("slow.example", WAITS);
        try (ScriptedServer talks = server(TALK);
                ScriptedServer waits = server("* silence");
                PageServer page = PageServer.surveying(
                        zone,
                        LedTransport.leading(TALKS, talks.port()).and(WAITS, waits.port()),
                        "--smtp-probe.audience=" + audience,
                        "--smtp-probe.quota.client=1000/1m",
                        "--smtp-probe.quota.target=1000/1m",
                        "--smtp-probe.quota.client-at-once=20");
                Browser browser = new Browser(page.address())) {
            states().forEach((name, way) -> {
                for (String scheme : List.of("light", "dark")) {
                    browser.look(320, scheme);
                    way.accept(browser);
                    fits(browser, name + " " + scheme);
                    browser.look(1440, scheme);
                    fits(browser, name + " " + scheme);
                }
            });
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void fits(Browser browser, String state) {
        assertThat(browser.overflow()).as("beyond the right edge, " + state).isLessThanOrEqualTo(0);
        assertThat(browser.axe()).as(state).isEmpty();
    }

    private static ScriptedServer server(String script) throws Exception {
        return ScriptedServer.playing(Script.parse(script))
                .tls(CertificateAuthority.selfSigned("mx.example.com").serverContext())
                .lenient()
                .start();
    }
}
