/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Sampled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** README, "For tickets": other names for mailboxes, hosts and addresses, in whatever form a dialogue holds them. */
class PseudonymsTest {
    private static String renamed(String dialogue) {
        return Transcript.parse(dialogue).pseudonymised().toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void oneThingHasOneOtherName() {
        String other = renamed("""
            S: 220 mx1 ESMTP Postfix
            C: EHLO [IPv6:2a01:4f8::17]
            S: 250-mx1 Hello [2a01:4f8:0:0:0:0:0:17], pleased
            S: 250 AUTH CRAM-MD5
            C: MAIL FROM:<"ada l"@quoted.corp.example>
            S: 250 2.1.0 ok
            C: RCPT TO:<alice@[203.0.113.77]>
            S: 550 5.1.1 <alice@[203.0.113.77]>: user alice unknown here at mx1, ask @corp.example
            """);
        assertThat(other).isEqualTo("""
            S: 220 host1.pseudonym.example ESMTP Postfix
            C: EHLO [IPv6:2001:db8::2]
            S: 250-host1.pseudonym.example Hello [2001:db8::2], pleased
            S: 250 AUTH CRAM-MD5
            C: MAIL FROM:<user1@host2.pseudonym.example>
            S: 250 2.1.0 ok
            C: RCPT TO:<user2@[192.0.2.1]>
            S: 550 5.1.1 <user2@[192.0.2.1]>: user user2 unknown here at host1.pseudonym.example, ask @host3.pseudonym.example
            """);
    }

    @Test
    void aProxyHeaderHasTheSameOtherNames() {
        assertThat(renamed("""
            * proxy-header v1 203.0.113.7:40000 203.0.113.9:25
            * proxy-header v2 [2a01:4f8::17]:40000 [2a01:4f8::18]:25
            * proxy-header octets 50524f585920
            S: 220 mx ESMTP for 203.0.113.7
            """))
                .contains("* proxy-header octets 000000000000\n")
                .contains("* proxy-header v1 192.0.2.1:40000 192.0.2.2:25\n")
                .contains("ESMTP for 192.0.2.1\n")
                .doesNotContain("2a01");
    }

    @Test
    void addressesAreFoundBackwardsToo() {
        String digits = "7.7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.e.d.0.c.2.0.a.2";
        assertThat(renamed("S: 554 " + digits + ".zen.spamhaus.org lists you; no " + digits + ".ip6.arpa, nor "
                        + digits.substring(32) + ".ip6.arpa\n"))
                .isEqualTo("S: 554 host1.zen.spamhaus.org lists you; no host2.pseudonym.example,"
                        + " nor host3.pseudonym.example\n");
    }

    @Test
    void namesAreFoundInLinksToo() {
        assertThat(renamed("S: 550 see https://corp.example/?ip=2a01%3A4f8%3a%3A17&x=50%2, ada%40corp.example\n"
                        + "S: 550 2a01&#58;4f8&colon;:17, 203%2E0%2e113&#46;7 and ada&commat;corp.example\n"))
                .isEqualTo("S: 550 see https://host1.pseudonym.example/?ip=2001:db8::1&x=50%2,"
                        + " user1@host1.pseudonym.example\n"
                        + "S: 550 2001:db8::1, 192.0.2.2 and user1@host1.pseudonym.example\n");
        String nobody = "S: 550 at 12%3A34, 100%25, a&#58;b, x%40\n";
        assertThat(renamed(nobody)).isEqualTo(nobody);
    }

    @Test
    void namesOfProvidersStay() {
        String line =
                "S: 550 5.7.26 see https://support.google.com/mail/answer/81126 - gsmtp; listed at zen.spamhaus.org;"
                        + " Postfix\n";
        assertThat(renamed(line)).isEqualTo(line);
        assertThat(renamed("S: 250 contoso-com.mail.protection.outlook.com ada@gmail.com\n"))
                .isEqualTo("S: 250 host1.mail.protection.outlook.com user1@gmail.com\n");
        assertThat(renamed("C: EHLO localhost\nS: 250 ok\n")).isEqualTo("C: EHLO localhost\nS: 250 ok\n");
    }

    @Test
    void challengesAreOpened() {
        String other = renamed("S: 334 " + base64("<123.456@secret.corp.example>") + "\nS: 334 VXNlcm5hbWU6\nS: 334 "
                + base64("NTLMSSP\0secret.corp") + "\n");
        assertThat(other.lines()
                        .map(line ->
                                new String(Base64.getDecoder().decode(line.substring(7)), StandardCharsets.ISO_8859_1)))
                .containsExactly("<user1@host1.pseudonym.example>", "Username:", "challenge");
    }

    /** Any dialogue: what was planted does not survive, in whatever form and place. */
    @Test
    @Sampled(few = 200, many = 2_000)
    void nothingThatWasPlantedSurvives(int tries) {
        List<String> mailboxes = List.of(
                "zorblax@vexmail.example",
                "\"zorblax quux\"@vexmail.example",
                "zorblax+tag@sub.vexmail.co.example",
                "zorblax@[198.51.100.77]",
                "zorblax@[IPv6:2a02:c0de::77]",
                "zorblax@vexbox",
                "z.orblax@xn--vexmil-9wa.xn--p1ai",
                "z\u00F6rblax@vexm\u00E4il.example");
        List<String> hosts = List.of(
                "mx7.vexhost.example",
                "vexhost7",
                "xn--vexhst-yxa.xn--p1ai",
                "VexHost.Example.",
                "a-1.vexhost.example",
                "77.100.51.198.bl.vexhost.example",
                "vexhost_7.local");
        List<String> addresses =
                List.of("198.51.100.77", "2a02:c0de::77", "2a02:c0de:0:0:0:0:0:77", "::ffff:198.51.100.77");
        Random random = new Random(11);
        for (int i = 0; i < tries; i++) {
            String mailbox = mailboxes.get(random.nextInt(mailboxes.size()));
            String host = hosts.get(random.nextInt(hosts.size()));
            String address = addresses.get(random.nextInt(addresses.size()));
            String dialogue = dialogue(mailbox, host, address, random);
            String other = renamed(dialogue).toLowerCase(java.util.Locale.ROOT);
            for (String planted : List.of(
                    "zorblax",
                    "z\u00F6rblax",
                    "z.orblax",
                    "vexmail",
                    "vexm",
                    "vexbox",
                    "vexhost",
                    "vexhst",
                    "198.51.100.77",
                    "c0de",
                    "77.100.51.198")) {
                assertThat(other.contains(planted))
                        .as(planted + " in\n" + dialogue + other)
                        .isFalse();
            }
        }
    }

    private static String dialogue(String mailbox, String host, String address, Random random) {
        String literal = address.contains(":") ? "[IPv6:" + address + "]" : "[" + address + "]";
        List<UnaryOperator<String>> places = List.of(
                text -> "S: 550 5.1.1 " + text + " unknown\n",
                text -> "S: 550-<" + text + ">: Recipient address rejected\n",
                text -> "S: 554 (" + text + "), go away\n",
                text -> "S: 250 id=" + text + "\n",
                text -> "S: 421 " + text + ": too many\n",
                text -> "S: 451 '" + text + "' \"" + text + "\"\n",
                text -> "S: 334 " + base64("<" + text + ">") + "\n");
        String local = mailbox.substring(0, mailbox.lastIndexOf('@')).replace("\"", "");
        List<String> things = List.of(
                mailbox,
                host,
                address,
                literal,
                "@" + mailbox.substring(mailbox.lastIndexOf('@') + 1),
                local,
                "http://" + host + "/x?" + mailbox);
        StringBuilder out = new StringBuilder(
                "S: 220 " + host + " ESMTP\nC: EHLO " + (random.nextBoolean() ? host : literal) + "\n");
        out.append("S: 250-").append(host).append(" Hello ").append(literal).append("\nS: 250 SIZE\n");
        out.append("C: MAIL FROM:<")
                .append(mailbox)
                .append(">\nC: RCPT TO:<@")
                .append("vexhost.example:")
                .append(mailbox)
                .append(">\n");
        for (int i = 0; i < 4; i++) {
            out.append(places.get(random.nextInt(places.size())).apply(things.get(random.nextInt(things.size()))));
        }
        return out.toString();
    }
}
