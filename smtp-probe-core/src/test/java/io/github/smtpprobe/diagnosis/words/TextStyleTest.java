/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.tables.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The style of every text that people read, filled with values, with awkward values, and with nothing known. */
class TextStyleTest {
    private static final Pattern NAME = Pattern.compile("\\{([a-z0-9]+)}");

    /** Values that no check chooses: of a pasted text any of them may be unknown. */
    private static final Set<String> MAY_BE_UNKNOWN = Set.of(
            "host",
            "address",
            "where",
            "port",
            "ms",
            "waited",
            "longer",
            "sni",
            "instead",
            "name",
            "identity",
            "sender",
            "recipient",
            "mailbox",
            "mechanism",
            "reply",
            "detail",
            "link",
            "client",
            "wait",
            "pause",
            "limit",
            "lines",
            "moved",
            "stage",
            "status",
            "scope");

    /** Findings whose values are known: those that a pasted text never has, and that of a time limit, which is a caller's own. */
    private static final Pattern PROBED =
            Pattern.compile("port\\.|host\\.|network\\.|mx\\.|dns\\.|tlsa\\.|sts\\.|rpt\\.|ptr\\.|probe\\.|.*\\.slow"
                    + "|greeting\\.teaser|dialogue\\.out-of-time");

    /** Sentences of their own, which checks add where they know more. */
    private static final Map<String, String> WHOLE = Map.ofEntries(
            Map.entry("hint", " Did you mean smtp.example.com?"),
            Map.entry("longer", " The deadline of the probe ended the wait."),
            Map.entry("wildcard", " The wildcard m*.example.com does not count."),
            Map.entry("sni", " No server name (SNI) was sent in the handshake."),
            Map.entry("egress", " Many access providers block outgoing port 25."),
            Map.entry("registered", " Port 22 is usually used for SSH."),
            Map.entry("inside", " inside TLS"),
            Map.entry("routing", "Check the routing of this machine and of its network."),
            Map.entry("order", "Replies are told apart by their order alone."),
            Map.entry("conduct", "The client has said HELO."),
            Map.entry("early", "This client had sent nothing yet."),
            Map.entry("lockstep", " Probe in lock-step, too."),
            Map.entry("echo", " It is what this client had sent."),
            Map.entry("merged", " There are more lines than replies."),
            Map.entry("unsent", "The password was not sent."),
            Map.entry("means", "a proxy or socket"),
            Map.entry("link", " See https://example.com/x for what the server says about it."),
            Map.entry("shorter", "This client sent the response on a line of its own already."),
            Map.entry("begun", "The server had sent 6 octets by then."),
            Map.entry("waits", "Another kind of service ends the connection so."),
            Map.entry("short", "The second connection had only 33 ms."),
            Map.entry("doubt", "What came of RCPT TO is unknown."),
            Map.entry("meaning", "The alert is about the application protocol."),
            Map.entry("check", "Check the host and the port."),
            Map.entry("offer", "Let this client offer TLS 1.3."),
            Map.entry("forgeable", "Such a key can be forged."),
            Map.entry("reissue", "Have the certificate issued again."),
            Map.entry("preset", "Install a certificate from a public authority."),
            Map.entry("renew", "Renew the certificate."),
            Map.entry("probing", "Probe again with the name in the handshake."),
            Map.entry("again", "A second connection was answered."),
            Map.entry("retry", "Try again."),
            Map.entry("pace", "The server is slow."),
            Map.entry("helo", "HELO was refused as well."),
            Map.entry("checks", "On your own server, check its log."),
            Map.entry("remedy", "Try again later."),
            Map.entry("another", "Try another mechanism that the server offers: LOGIN."));

    private record Text(String id, String part, String template) {}

    private static Stream<Text> texts() {
        List<Text> all = new ArrayList<>();
        FindingText.table().values().forEach(row -> add(all, row));
        ReplyCatalogue.standard().meanings().forEach(meaning -> {
            add(all, FindingText.of(meaning, Stage.RCPT_TO, new ReplyCode(550)));
            all.add(new Text(meaning.id(), "sentence", meaning.sentence()));
        });
        return all.stream();
    }

    private static void add(List<Text> all, FindingText row) {
        all.add(new Text(row.id(), "summary", row.summary()));
        all.add(new Text(row.id(), "explanation", row.explanation()));
        all.add(new Text(row.id(), "remedy", row.remedy()));
    }

    private static Set<String> names(String template) {
        Set<String> names = new TreeSet<>();
        Matcher each = NAME.matcher(template);
        while (each.find()) {
            names.add(each.group(1));
        }
        return names;
    }

    private static String filled(Text text, boolean known, String detail) {
        Map<String, String> values = new HashMap<>();
        for (String name : names(text.template())) {
            if (known
                    || !MAY_BE_UNKNOWN.contains(name)
                    || PROBED.matcher(text.id()).lookingAt()) {
                values.put(name, WHOLE.getOrDefault(name, sample(name, detail)));
            }
        }
        return Template.fill(text.template(), values);
    }

    private static String sample(String name, String detail) {
        return switch (name) {
            case "detail" -> detail;
            case "reply" -> Quotation.quoted(detail);
            case "host", "identity", "name", "greets", "first", "second", "names" -> "mx.example.com";
            case "stage" -> "the greeting";
            case "which" -> "The certificate of mx.example.com";
            case "ms", "waited", "clear", "there", "port", "other", "kib", "count", "size", "limit" -> "25";
            default -> "a value";
        };
    }

    @Test
    void everyTextIsAPlainSentenceWhateverIsKnown() {
        List<String> wrong = new ArrayList<>();
        texts().forEach(text -> {
            for (String detail : List.of("no reply came", "Over quota.", "550 \"x\" is full!", "What now?")) {
                complain(wrong, text, filled(text, true, detail));
            }
            complain(wrong, text, filled(text, false, ""));
        });
        assertThat(wrong).isEmpty();
    }

    private static void complain(List<String> wrong, Text text, String filled) {
        String fault = TextStyle.fault(filled, text.part().equals("summary"));
        if (!fault.isEmpty()) {
            wrong.add(text.id() + " " + text.part() + ": " + fault + ": " + filled);
        }
    }

    /** Where a provider takes logins stands within sentences. */
    @Test
    void aProvidersSubmissionServerIsAPhrase() throws IOException {
        List<String> rows =
                Files.readAllLines(Path.of("src/main/resources/io/github/smtpprobe/diagnosis/signs/providers.tsv"));
        assertThat(rows).filteredOn(row -> !row.startsWith("#")).isNotEmpty().allSatisfy(row -> {
            String[] cells = row.split("\t", -1);
            assertThat(cells).hasSize(4);
            assertThat(cells[2])
                    .matches("[a-zA-Z0-9.-]+\\.[a-z]+( or [a-z0-9.-]+)*( by data centre)?, port .*[^.;, ]")
                    .doesNotContain("  ", "..", " ,", "{", "}");
            assertThat(TextStyle.banned(cells[2])).isEmpty();
            assertThat(cells[3]).matches("20[0-9]{2}-[01][0-9]");
        });
    }

    @Test
    void whereTheHostIsAProvidersNobodyIsSentToTheNamesOfTheCertificate() {
        FindingText text = FindingText.of("cert.wrong-name-of-provider");
        assertThat(text.remedy()).contains("Do not send credentials").doesNotContain("names in the certificate");
    }

    @Test
    void aReplyIsQuotedAndItsValuesAreUsed() {
        assertThat(Quotation.quoted("550 5.1.1 no.")).isEqualTo("\"550 5.1.1 no.\"");
        assertThat(Quotation.quoted("550 5.1.1 \"x\" is unknown."))
                .as("verbatim")
                .isEqualTo("\u201c550 5.1.1 \"x\" is unknown.\u201d");
        assertThat(Quotation.quoted("550 \u201ca\u201d and \"b\"")).isEqualTo("\"550 \u201ca\u201d and 'b'\"");
        assertThat(NamedValues.wait("450 Greylisted, try again after 0 seconds"))
                .isEmpty();
        assertThat(NamedValues.wait("450 Greylisted, try again in 00:00:00")).isEmpty();
        assertThat(NamedValues.wait("450 Greylisted, try again in 05 minutes")).isEqualTo("5 minutes");
        assertThat(NamedValues.wait("450 4.2.0 Greylisted, try again in 300 seconds"))
                .isEqualTo("300 seconds");
        assertThat(NamedValues.wait("451 please come back in 00:05:00")).isEqualTo("5 minutes");
        assertThat(NamedValues.wait("554 Limite de envio excedido, tente novamente em 1 hora"))
                .isEqualTo("1 hour");
        assertThat(NamedValues.wait("450 Bitte nach 2 Stunden erneut versuchen"))
                .isEqualTo("2 hours");
        assertThat(NamedValues.wait("450 Réessayez dans 30 minutes")).isEqualTo("30 minutes");
        assertThat(NamedValues.wait("450 Попробуйте через 15 минут")).isEqualTo("15 minutes");
        assertThat(NamedValues.wait("451 policy service timed out after 30 seconds"))
                .isEmpty();
        assertThat(NamedValues.limit("552 size exceeds fixed maximum message size: 20971520 bytes"))
                .isEqualTo("20971520");
        assertThat(NamedValues.client("554 Client host [192.0.2.25] blocked", each -> false))
                .isEqualTo("192.0.2.25");
        assertThat(NamedValues.client("554 [2001:db8::25] blocked", each -> false))
                .isEqualTo("2001:db8::25");
        assertThat(List.of(
                        "450 Helo mismatch: a.example resolves to 203.0.113.77, but you come from 192.0.2.25",
                        "550 a.example points to [203.0.113.77], your IP address is 192.0.2.25",
                        "550 Helo name does not match IP: mx.a.example is 203.0.113.77 not 192.0.2.25",
                        "550 203.0.113.77 is our list's server; client [192.0.2.25] is on it",
                        "550 your host 192.0.2.25 is not a.example (203.0.113.77)"))
                .allSatisfy(reply ->
                        assertThat(NamedValues.client(reply, each -> false)).isEqualTo("192.0.2.25"));
        assertThat(NamedValues.client("550 a.example resolves to 203.0.113.77", each -> false))
                .isEmpty();
        String nothing = "550 5.1.1 no such user 1.2.3.4.5 at 09:04:02";
        assertThat(NamedValues.wait(nothing) + NamedValues.limit(nothing) + NamedValues.client(nothing, each -> false))
                .isEmpty();
    }

    @Test
    void aTimeToWaitForIsTheServersOwn() {
        String date = "421 Too many connections, try again after Sun, 29 Nov 2026 10:00:00 GMT";
        assertThat(NamedValues.wait(date)).isEqualTo("Sun, 29 Nov 2026 10:00:00 GMT");
        assertThat(NamedValues.pause(date)).isEqualTo("until Sun, 29 Nov 2026 10:00:00 GMT");
        assertThat(NamedValues.pause("451 Your IP is blocked until 2026-11-29T10:00:00Z."))
                .isEqualTo("until 2026-11-29T10:00:00Z");
        assertThat(NamedValues.wait("450 retry at 10:05 UTC")).isEqualTo("10:05 UTC");
        assertThat(NamedValues.pause("450 retry after 300 seconds")).isEqualTo("300 seconds");
        assertThat(List.of(
                        "550 received after Sun, 29 Nov 2026 10:00:00 GMT",
                        "535 password valid until 2026-11-29 10:00:00",
                        "450 try again after 10:00"))
                .allSatisfy(reply -> assertThat(NamedValues.pause(reply)).isEmpty());
    }

    @Test
    void aLinkEndsWhereTheSentenceAroundItGoesOn() {
        assertThat(Quotation.link("550 'Transaction failed (http://cleanip.example.com)'"))
                .contains("http://cleanip.example.com");
        assertThat(Quotation.link("550 see [https://example.com/a_(b)].")).contains("https://example.com/a_(b)");
        assertThat(Quotation.link("550 see {https://example.com/x?a=[1]}!")).contains("https://example.com/x?a=[1]");
        assertThat(Quotation.link("550 see https://example.com/it's")).contains("https://example.com/it's");
    }
}
