/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Sampled;
import io.github.smtpprobe.render.DomainText;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The report of a survey as text: the outlook first, in 80 columns, and nothing said that was not seen. */
class DomainTextTest {
    private static final Path GOLDEN = Path.of("src/test/resources/surveys");
    private static final Path FOUND = Path.of("target/surveys");

    static Set<String> names() {
        return SampleSurveys.all().keySet();
    }

    private static String text(String name) {
        return DomainText.render(SampleSurveys.all().get(name).get());
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAsItWas(String name) throws IOException {
        String found = text(name).replaceFirst("\nsmtp-probe [^,]*,", "\nsmtp-probe 1.2.3,");
        Files.createDirectories(FOUND);
        Path file = Path.of(name + ".txt");
        Files.writeString(FOUND.resolve(file), found);
        assertThat(found)
                .as("If the other text is what you want: cp target/surveys/* src/test/resources/surveys/")
                .isEqualTo(Files.exists(GOLDEN.resolve(file)) ? Files.readString(GOLDEN.resolve(file)) : "");
    }

    @ParameterizedTest
    @MethodSource("names")
    void theOutlookIsFirst(String name) {
        assertThat(text(name))
                .containsSubsequence(
                        "example.com", "What senders do", "Gmail", "What was not tested", "Where mail goes")
                .doesNotContain("null,", "Optional", "[]");
    }

    @Test
    void whatIsGoodIsSaidInShort() {
        assertThat(text("good"))
                .startsWith("\u2713 FINE  example.com  (1.2 s)\n\n  Each sender delivers over TLS.\n")
                .contains("  \u2713 V   Gmail: delivered over TLS, with the server verified.")
                .contains("(row 2 of the matrix, sources read 2026-11)")
                .contains("record 1 (3 1 1) matches certificate 1 of 1 and authenticates the server")
                .contains(
                        "record 2 (3 1 1) does not authenticate the server: does not match the\n      server's own certificate")
                .contains("  2026-12-14  signature of a zone of example.com: The signatures")
                .contains("reports go to mailto:tls@example.com")
                .contains("mx1.example.com is listed by mx1.example.com")
                .doesNotContain("The cause", "Also found");
    }

    @Test
    void amongTwoExchangersTheBadOneIsTold() {
        assertThat(text("mismatch"))
                .startsWith("\u2717 AT RISK  example.com")
                .containsSubsequence(
                        "queued, and returned when the sender",
                        "by\n        chance delivered over TLS",
                        "                                all  [1]  [2]\n",
                        "  Gmail                         T    T    T\n",
                        "  Exchange Online               Q/V  V    Q\n",
                        "The cause\n",
                        "  Finding       tlsa.mismatch, see RFC 7672",
                        "  warning     Nobody is told where mail fails. (rpt.none)\n",
                        "              What to do: Publish a TXT record",
                        "  follows     The exchangers differ.",
                        "  some day    key of mx1.example.com, which can stop mail of some senders",
                        "To paste")
                .contains("-\n_25._tcp.mx2.example.com. 3600 IN TLSA 3 1 1 (\n    " + SurveyedHosts.KEY_2.substring(6)
                        + " )\n-")
                .contains("  \u2717 2001:db8::2: STARTTLS is not offered\n")
                .contains("without a server name: TLS works")
                .contains("record 2: 1 1 1, not usable: usage 0 and 1 are not used for SMTP")
                .contains("  \u2013 192.0.2.3: not tested, the choice of addresses leaves it out\n");
    }

    @Test
    void aliasesAreShownHopByHopAndLinesOfThePolicyByNumber() {
        assertThat(text("unsigned"))
                .contains("\u21B3 alias mx1.example.com \u2192 mail.example.net: secure, TTL 300 s\n")
                .contains("alias mail.example.net \u2192 host.example.org: insecure, made from a DNAME")
                .contains("the resolver's\n      own AD bit says secure")
                .contains("line 5: keys are written in small letters: this one is passed over: \u201CMode:")
                .contains("-\nversion: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 604800\n-");
    }

    @Test
    void aDomainWithoutMailIsNoRiddle() {
        assertThat(text("null-mx"))
                .startsWith("\u2013 TAKES NO MAIL  example.com")
                .contains("  The domain says that it takes no mail (a null MX, RFC 7505).")
                .contains("  \u2717 B   Gmail: returned at once.")
                .doesNotContain("Sender by exchanger", "\nExchanger ");
    }

    @Test
    void whatIsNotKnownIsNotGuessed() {
        assertThat(text("not-known"))
                .startsWith("? NOT KNOWN  example.com")
                .contains("  ? ?   Gmail: not known.")
                .contains("What these senders do is not known: Gmail, Postfix with security level dane,")
                .contains("Probes were not asked for: no connection to an exchanger was made.")
                .contains("The resolver leaves out signatures, or refuses to be asked for them: nothing")
                .contains("  ? example.com MX: not tested: the resolver leaves out signatures")
                .contains("The root zone has keys that no trust anchor here names: [38696].")
                .doesNotContain("insecure", "no such record", "secure,");
    }

    @Test
    @Sampled(few = 15, many = 150)
    void noLineIsWiderAndNoneCanDoHarm(int seeds) {
        for (long seed = 0; seed < seeds; seed++) {
            DomainReport report = VariedSurveys.of(seed);
            for (int width : List.of(60, 80, 120)) {
                for (String line : DomainText.render(report, width, false).split("\n", -1)) {
                    assertThat(Printable.visible(line)).as(seed + " " + line).isTrue();
                    assertThat(line).as("seed " + seed).doesNotEndWith(" ");
                    if (wide(line) > width) {
                        assertThat(line).as("seed " + seed).satisfies(each -> toPaste(each, width));
                    }
                }
            }
        }
    }

    /** Comments to paste stay whole, and other lines keep a word that can be cut nowhere. */
    private static void toPaste(String line, int width) {
        assertThat(line)
                .matches(each -> each.startsWith(";")
                        || List.of(each.split(" ", -1)).stream().anyMatch(word -> wide(word) > width - 8));
    }

    private static int wide(String line) {
        return line.codePoints()
                .map(c -> Character.getType(c) == Character.NON_SPACING_MARK ? 0 : c >= 0x4E00 && c < 0xA000 ? 2 : 1)
                .sum();
    }

    @Test
    void withoutItsColoursTheTextIsTheSame() {
        for (String name : names()) {
            DomainReport report = SampleSurveys.all().get(name).get();
            String coloured = DomainText.render(report, 80, true);
            assertThat(coloured).contains("\u001B[");
            assertThat(coloured.replaceAll("\u001B\\[[0-9]+m", "")).isEqualTo(DomainText.render(report));
        }
    }

    @Test
    void whatIsHugeIsShown() {
        String text = DomainText.render(HugeSurveys.report());
        assertThat(text.length()).isLessThan(2_000_000);
        assertThat(text).contains("h399.example").doesNotContain("h4999.", "mx60.example.com (preference");
        assertThat(text).contains("more records", "left out of this report");
    }
}
