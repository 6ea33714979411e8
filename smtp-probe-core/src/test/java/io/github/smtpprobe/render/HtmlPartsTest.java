/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.tls.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages are made of. */
class HtmlPartsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RFC 5321 §4.2.1|<a href=\"https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1\" rel=\"noreferrer\">RFC 5321 §4.2.1</a>",
                "RFC 7505|<a href=\"https://www.rfc-editor.org/rfc/rfc7505\" rel=\"noreferrer\">RFC 7505</a>",
                "Postfix: XCLIENT_README|Postfix: XCLIENT_README",
                "<RFC x>|&lt;RFC x&gt;",
            })
    void referencesAreLinks(String reference, String markup) {
        Markup out = new Markup();
        References.write(out, reference);
        assertThat(out).hasToString(markup);
    }

    @Test
    void twoReferencesAreTwoLinks() {
        Markup out = new Markup();
        References.write(out, "RFC 7672, RFC 8461 §3, \"read\"");
        assertThat(out.toString()).contains("rfc7672\"", ">, <a ", "rfc8461#section-3\"", ", &quot;read&quot;");
    }

    @Test
    void anchorsAreUnique() {
        List<Finding> findings = java.util.stream.Stream.of("a.b", "a.b", "a.b-2", "a.b", "c.d")
                .map(id -> Finding.builder(id).summary("It is so.").build())
                .toList();
        Anchors anchors = new Anchors(findings);
        assertThat(findings.stream().map(anchors::of).collect(Collectors.toSet()))
                .hasSize(5);
        assertThat(anchors.of(findings.get(0))).isEqualTo("finding-a-b");
        assertThat(anchors.of(findings.get(1))).isEqualTo("finding-a-b-2");
        assertThat(anchors.of(findings.get(4))).isEqualTo("finding-c-d");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 365 days left",
        "2026-12-30T12:00:00Z, 1 day left",
        "2026-12-31T23:00:00Z, less than a day left",
        "2027-01-02T00:00:00Z, expired 1 day before this probe",
        "2025-12-31T00:00:00Z, not valid yet",
    })
    void daysAreCountedFromTheProbe(Instant at, String words) {
        Certificate certificate = Certificate.builder("00")
                .valid(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"))
                .build();
        assertThat(CertificateWords.dates(certificate, at, "this probe"))
                .isEqualTo("from 2026-01-01 until 2027-01-01, " + words);
    }

    @Test
    void addressesAreShort() {
        assertThat(Words.name("0:0:0:0:0:0:0:1")).isEqualTo("::1");
        assertThat(Words.name("2001:DB8:0:0:1:0:0:1")).isEqualTo("2001:db8::1:0:0:1");
        assertThat(Words.name("mx.example.com")).isEqualTo("mx.example.com");
        assertThat(Words.name("a:b")).isEqualTo("a:b");
    }

    @Test
    void whatCannotBeSeenIsWrittenOut() {
        assertThat(HtmlTranscript.escape("a\u202E<\u0007\u009B\u2066&'\""))
                .isEqualTo("a\\u{202E}&lt;\\u{7}\\u{9B}\\u{2066}&amp;&#39;&quot;");
    }
}
