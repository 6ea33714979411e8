/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.OwnTime;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that tell a client its own address, in the forms that are found in the field; and what only looks like one. */
class EchoedAddressTest {
    private static final Route ROUTE =
            new Route("mx.example.com", false, AddressLiteral.parse("203.0.113.5"), 25, TlsMode.PLAIN);

    private static Mask mask() {
        Mask mask = new Mask(ROUTE);
        mask.learn(AddressLiteral.parse("192.0.2.7"));
        mask.learn(AddressLiteral.parse("[IPv6:2001:db8::a:7]"));
        return mask;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # IPv4 as it is
            blocked: 192.0.2.7 | blocked: [address]
            [192.0.2.7] blocked | [address] blocked
            client (192.0.2.7). | client ([address]).
            192.0.2.7:51234 | [address]:51234
            Connection from 192.0.2.7, closing | Connection from [address], closing
            see https://bl.example/query/ip/192.0.2.7 | see https://bl.example/query/ip/[address]
            see https://bl.example/?ip=192.0.2.7&x=1 | see https://bl.example/?ip=[address]&x=1
            192.000.002.007 is listed | [address] is listed
            # with the name that it has
            Client host.isp.example[192.0.2.7] refused | Client [address] refused
            Client host [host.isp.example[192.0.2.7]] refused | Client host [address] refused
            host.isp.example [192.0.2.7] refused | [address] refused
            host.isp.example (192.0.2.7) refused | [address] refused
            host.isp.example ([192.0.2.7]) refused | [address] refused
            me.example (host.isp.example [192.0.2.7]) refused | [address] refused
            [192.0.2.7] (host.isp.example) refused | [address] refused
            unknown[192.0.2.7] refused | [address] refused
            # in a name
            7.2.0.192.in-addr.arpa has no PTR | [address] has no PTR
            host-192-0-2-7.dyn.isp.example refused | [address] refused
            ip192-0-2-7.isp.example refused | [address] refused
            7-2-0-192.isp.example refused | [address] refused
            192_0_2_7.isp.example refused | [address] refused
            static.192.0.2.7.isp.example refused | [address] refused
            p192000002007.isp.example refused | [address] refused
            c0000207.isp.example refused | [address] refused
            pC0-00-02-07.isp.example refused | [address] refused
            3221225991 refused | [address] refused
            7.2.0.192.zen.bl.example refused | [address] refused
            # IPv6
            2001:db8::a:7 blocked | [address] blocked
            [IPv6:2001:db8::a:7] blocked | [address] blocked
            [IPV6:2001:DB8::A:7]:25 blocked | [address]:25 blocked
            2001:0db8:0000:0000:0000:0000:000a:0007 blocked | [address] blocked
            2001:db8:0:0:0:0:a:7. Bye | [address]. Bye
            [2001:db8::a:7%eth0] blocked | [address] blocked
            ip=2001:db8::a:7; blocked | ip=[address]; blocked
            from2001:db8::a:7 blocked | [address] blocked
            2001-db8--a-7.isp.example blocked | [address] blocked
            2001-0db8-0000-0000-0000-0000-000a-0007.isp.example blocked | [address] blocked
            20010db80000000000000000000a0007 blocked | [address] blocked
            7.0.0.0.a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa blocked | [address] blocked
            ::ffff:192.0.2.7 blocked | [address] blocked
            ::FFFF:c000:207 blocked | [address] blocked
            64:ff9b::192.0.2.7 blocked | [address] blocked
            64:ff9b::c000:207 blocked | [address] blocked
            2002:c000:207::1 blocked | [address] blocked
            # as links, web pages and programs write them
            see https://bl.example/?ip=2001%3Adb8%3A%3Aa%3A7&x=1 | see https://bl.example/?ip=[address]&x=1
            ip=2001%3adb8%3a%3aA%3a7 | ip=[address]
            ip=%5B2001%3Adb8%3A0%3A0%3A0%3A0%3Aa%3A7%5D | ip=[address]
            ip=%5BIPv6%3A2001%3Adb8%3A%3Aa%3A7%5D; sorry | ip=[address]; sorry
            https://x.example/?to=https%3A%2F%2Fbl.example%2F%3Fip%3D2001%253Adb8%253A%253Aa%253A7 | https://x.example/?to=https%3A%2F%2Fbl.example%2F%3Fip[address]
            2001&#58;db8&#58;&#58;a&#58;7 blocked | [address] blocked
            2001&#x3a;db8&#x3A;&colon;a&#58;7 blocked | [address] blocked
            ip=192%2E0%2E2%2E7&x=1 | ip=[address]&x=1
            ip=192%2e0%2e2%2e7, sorry | ip=[address], sorry
            192&#46;0&period;2&#x2e;7 blocked | [address] blocked
            192=2E0=2E2=2E7 blocked | [address] blocked
            192\\.0\\.2\\.7 blocked | [address] blocked
            192\\x2e0\\u002e2\\0567 blocked | [address] blocked
            ip=%31%39%32.0.2.7 | ip=[address]
            from%3D192.0.2.7%26x | from[address]
            host%2D192%2D0%2D2%2D7.isp.example refused | host[address] refused
            relay 10%2E1%2E2%2E3 refused | relay [address] refused
            # others' addresses, too
            relay 10.1.2.3 refused | relay [address] refused
            relay inner.example.com[10.1.2.3] refused | relay [address] refused
            relay fe80::1 refused | relay [address] refused
            mx.example.com [10.0.0.3] refused | mx.example.com [address] refused
            # the server's own stays
            mx.example.com [203.0.113.5] refused | mx.example.com [203.0.113.5] refused
            ::ffff:203.0.113.5 refused | ::ffff:203.0.113.5 refused
            203%2E0%2E113%2E5 refused | 203%2E0%2E113%2E5 refused
            # and so does what is none
            at 12%3A34%3A56, 100%25 | at 12%3A34%3A56, 100%25
            mx%2Eexample%2Ecom std%3A%3Astring 1%2E2%2E3 | mx%2Eexample%2Ecom std%3A%3Astring 1%2E2%2E3
            a%20b%3Ac &amp; &#58; %zz 50% | a%20b%3Ac &amp; &#58; %zz 50%
            mx.example.com ESMTP Exim 4.97.1 | mx.example.com ESMTP Exim 4.97.1
            Fri, 27 Nov 2026 15:31:56 +0000 | Fri, 27 Nov 2026 15:31:56 +0000
            Version: 15.20.8534.27 ready | Version: 15.20.8534.27 ready
            version 1.2.3.4.5 | version 1.2.3.4.5
            5.7.1 std::string at 12:34 | 5.7.1 std::string at 12:34
            SIZE 3221225992 | SIZE 3221225992
            id 4bXyz:1 (a1b2c3d4) | id 4bXyz:1 (a1b2c3d4)
            00:1a:2b:3c:4d:5e | 00:1a:2b:3c:4d:5e
            [redacted] | [redacted]
            """)
    void isMasked(String said, String shown) {
        assertThat(mask().text(said)).isEqualTo(shown);
    }

    // README, Security: "forStrangers() recognises this machine's addresses in the forms in which servers write them. A
    // server that wants to show them to strangers can use another form, but could also tell them without a probe."
    @Test
    void whoWantsToTellCan() {
        assertThat(mask().text("192 0 2 7, 192.0.2.x7")).isEqualTo("192 0 2 7, 192.0.2.x7");
    }

    @Test
    void nothingIsKnownBeforeItWasLearned() {
        Mask mask = new Mask(ROUTE);
        assertThat(mask.text("host-192-0-2-7.isp.example")).isEqualTo("host-192-0-2-7.isp.example");
        assertThat(mask.text("192.0.2.7")).isEqualTo("[address]");
    }

    @Test
    void namesAreLearnedFromHelloAndItsReply() {
        Mask mask = new Mask(ROUTE);
        mask.learnName("probe3");
        mask.learnName("out.page.example");
        mask.learnName("MX.example.com.");
        mask.learnCourtesy(" Hello host.isp.example [198.51.100.9], pleased to meet you");
        assertThat(mask.text("<probe3>: Helo command rejected")).isEqualTo("<[address]>: Helo command rejected");
        assertThat(mask.text("probe3.example and my-probe3 and probe33"))
                .isEqualTo("probe3.example and my-probe3 and probe33");
        assertThat(mask.text("a.OUT.page.example.")).isEqualTo("[address].");
        assertThat(mask.text("host.isp.example and 198-51-100-9.x")).isEqualTo("[address] and [address]");
        assertThat(mask.text("mx.example.com pleased")).isEqualTo("mx.example.com pleased");
    }

    @Test
    void aChallengeThatTellsAnAddressIsLeftOut() {
        MaskedLines lines = new MaskedLines(mask());
        for (String challenge : List.of("<1896.6971@192.0.2.7>", "<1896.6971@mx.example.com>")) {
            String base64 = Base64.getEncoder().encodeToString(challenge.getBytes(StandardCharsets.US_ASCII));
            Entry entry = Entry.server(
                    ("334 " + base64 + "\r\n").getBytes(StandardCharsets.US_ASCII), false, false, Duration.ZERO);
            String shown = challenge.contains("mx.") ? base64 : "[address]";
            assertThat(lines.of(entry)).hasToString("S: 334 " + shown);
        }
    }

    @Test
    void isLinear() {
        Mask mask = mask();
        for (String part : new String[] {
            "1.",
            "a",
            "(",
            "[",
            "a.",
            ":",
            "f:",
            "::",
            "%3A",
            "&#58;",
            "%25",
            "&",
            "\\",
            "2%253A",
            "1.2.3.4 ",
            "a.b[1.2.3.4]",
            "0",
            "192.0.2.7"
        }) {
            String text = Arrays.stream(new int[200_000 / part.length()])
                    .mapToObj(i -> part)
                    .collect(Collectors.joining());
            assertThat(OwnTime.of(() -> mask.text(text))).as(part).isLessThan(Duration.ofSeconds(2));
        }
    }
}
