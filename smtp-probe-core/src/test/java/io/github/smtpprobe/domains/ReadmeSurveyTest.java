/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.DomainText;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows of a survey was produced by one: of its two exchangers the second shows another key than its record has. */
class ReadmeSurveyTest {
    private static final Issued KEY = CA.issue("mx1.example.com", "mx2.example.com");
    private static final Issued NEW_KEY = CA.issue("mx1.example.com", "mx2.example.com");

    private static MailWorld world() throws Exception {
        return new MailWorld(World.signed("example.com")
                        .mx(10, "mx1.example.com")
                        .mx(20, "mx2.example.com")
                        .a("mx1.example.com", "8.8.8.8")
                        .a("mx2.example.com", "1.1.1.1")
                        .tlsa("_25._tcp.mx1.example.com", tlsa(3, 1, 1, KEY))
                        .tlsa("_25._tcp.mx2.example.com", tlsa(3, 1, 1, KEY))
                        .txt("_mta-sts.example.com", "v=STSv1; id=20261127;")
                        .a("mta-sts.example.com", "8.8.4.4"))
                .server("8.8.8.8", KEY)
                .server("1.1.1.1", NEW_KEY)
                .policy(
                        "example.com",
                        "8.8.4.4",
                        "version: STSv1\r\nmode: enforce\r\nmax_age: 604800\r\nmx: mx1.example.com\r\nmx: mx2.example.com\r\n");
    }

    /** Lines with dots alone stand for what is left out. */
    @Test
    void theReadmeShowsOne() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        String begin = "<!-- survey -->\n```text\n";
        String shown =
                readme.substring(readme.indexOf(begin) + begin.length(), readme.indexOf("\n```\n<!-- /survey -->"));
        String printed;
        try (MailWorld mail = world()) {
            printed = DomainText.render(mail.survey("example.com"));
        }
        int at = 0;
        for (String part : timeless(shown).split("\n *\\.\\.\\.\n")) {
            int found = timeless(printed).indexOf(part, at);
            assertThat(found).as(part + "\n\nis not in\n\n" + printed).isNotNegative();
            at = found + part.length();
        }
    }

    private static String timeless(String text) {
        return text.replaceAll("\\([0-9.]+ m?s\\)", "(#)");
    }
}
