/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.harness.HtmlPage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The page for people: whole in itself, the cause first, and readable without seeing it. */
class HtmlReportTest {
    private static final String PAGE = HtmlReport.render(Explain.dialogue("""
            S: 220 mx.example.com ESMTP
            C: EHLO me
            S: 250-mx.example.com
            S: 250-AUTH PLAIN
            S: 250-SIZE 1000000
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go
            * tls any
            C~ EHLO me
            S~ 250-mx.example.com
            S~ 250 SIZE 2000000
            C~ MAIL FROM:<ada@example.com>
            S~ 550 5.7.1 <script>alert(1)</script>
            C~ QUIT
            S~ 221 bye
            """));

    @Test
    void needsNothingFromOutside() {
        HtmlPage.check(PAGE);
        assertThat(PAGE).contains("&lt;script&gt;").doesNotContain("http:");
    }

    @Test
    void leadsWithTheCause() {
        HtmlPage.holdsInOrder(PAGE, "<h1>", "Failed", "The cause</h2>", "<h3>", "Steps", "Transcript");
    }

    @Test
    void comparesWhatIsOfferedBeforeTlsAndInside() {
        assertThat(PAGE).contains("<th scope=\"col\">in clear text</th><th scope=\"col\">inside TLS</th>");
        assertThat(PAGE).contains("<code>AUTH</code></th><td><code>PLAIN</code></td><td>no</td>");
        assertThat(PAGE).contains("<code>SIZE</code></th><td><code>1000000</code></td><td><code>2000000</code></td>");
        assertThat(PAGE).contains("<code>STARTTLS</code></th><td>yes</td><td>no</td>");
    }

    @Test
    void marksHaveNames() {
        assertThat(PAGE).contains("aria-label=\"succeeded\">\u2713").contains("aria-label=\"failed\">\u2717");
    }

    /** The page lets a browser apply its own style sheet and nothing else. */
    @Test
    void itsPolicyAllowsItsOwnStyleAlone() throws Exception {
        String style = PAGE.substring(PAGE.indexOf("<style>") + 7, PAGE.indexOf("</style>"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(PAGE)
                .contains("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "'")
                .doesNotContain("unsafe-inline");
    }

    @Test
    void itsTranscriptHasALegend() {
        assertThat(PAGE).contains("id=\"legend\"", "the same inside TLS").doesNotContain("Times are counted");
    }
}
