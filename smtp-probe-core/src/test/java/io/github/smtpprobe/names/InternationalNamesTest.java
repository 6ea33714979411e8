/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.text.Printable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of many scripts in both forms, as the tables of IDNA 2008 have them, and what only looks like such a name. */
class InternationalNamesTest {
    @ParameterizedTest
    @CsvSource({
        "xn--strae-oqa, stra\u00DFe",
        "xn--fa-hia, fa\u00DF",
        "xn--nxasmm1c, \u03B2\u03CC\u03BB\u03BF\u03C2",
        "xn--mxa8ab, \u03C3\u03B1\u03C2",
        "xn--hxajbheg2az3al, \u03C0\u03B1\u03C1\u03AC\u03B4\u03B5\u03B9\u03B3\u03BC\u03B1",
        "xn--e1afmkfd, \u043F\u0440\u0438\u043C\u0435\u0440",
        "xn--80aa2annq7l, \u0443\u043A\u0440\u0430\u0457\u043D\u0430",
        "xn--y9aaa1d0ai1cq, \u0570\u0561\u0575\u0561\u057D\u057F\u0561\u0576",
        "xn--lodamdjuvtg5b, \u10E1\u10D0\u10E5\u10D0\u10E0\u10D7\u10D5\u10D4\u10DA\u10DD",
        "xn--6dbbec0c, \u05D3\u05D5\u05D2\u05DE\u05D4",
        "xn--mgbh0fb, \u0645\u062B\u0627\u0644",
        "xn--mgba3gch31f060k, \u0646\u0627\u0645\u0647\u200C\u0627\u06CC",
        "xn--mgbai9azgqp6j, \u067E\u0627\u06A9\u0633\u062A\u0627\u0646",
        "xn--p1b6ci4b4b3a, \u0909\u0926\u093E\u0939\u0930\u0923",
        "xn--11b2ezcw70k, \u0915\u094D\u200D\u0937",
        "xn--p5bh2eis6ck6he, \u09B6\u09CD\u09B0\u09C0\u09B2\u0999\u09CD\u0995\u09BE",
        "xn--10cl1a0b660p, \u0DC1\u0DCA\u200D\u0DBB\u0DD3",
        "xn--rlcus7b3d, \u0BA4\u0BAE\u0BBF\u0BB4\u0BCD",
        "xn--1ocz5b4cb0a, \u0C24\u0C46\u0C32\u0C41\u0C17\u0C41",
        "xn--nscyua8p, \u0C95\u0CA8\u0CCD\u0CA8\u0CA1",
        "xn--rvc1gdlg9d, \u0D2E\u0D32\u0D2F\u0D3E\u0D33\u0D02",
        "xn--72c1a1bt4awk9o, \u0E15\u0E31\u0E27\u0E2D\u0E22\u0E48\u0E32\u0E07",
        "xn--q7ce6a, \u0EA5\u0EB2\u0EA7",
        "xn--7idjb0f4ck, \u1019\u103C\u1014\u103A\u1019\u102C",
        "xn--z2efsv3ovd, \u1794\u17D2\u179A\u1791\u17C1\u179F",
        "xn--nddj8i, \u0F56\u0F7C\u0F51",
        "xn--fsqu00a, \u4F8B\u5B50",
        "xn--r8jz45g, \u4F8B\u3048",
        "xn--3e0b707e, \uD55C\uAD6D",
        "xn--lckwg2b, \u30AB\u30FB\u30E9",
        "xn--collega-xma, col\u00B7lega",
        "xn--cfa, \u0131",
        "xn--f9dt7l, \u13E3\u13B3\u13A9",
        "xn--kyd7llews, \u1275\u130D\u122D\u129B",
        "xn--4lja9esa6b8d, \u2D30\u2D4E\u2D30\u2D63\u2D49\u2D56",
        "xn--qsbf0b, \u07D2\u07DE\u07CF",
        "xn--9d6haceg, \uD83A\uDD22\uD83A\uDD23\uD83A\uDD24\uD83A\uDD22\uD83A\uDD25",
        "xn--y38a, \uA741",
        "xn--zceu7e93a9q, \u14C0\u1426\u1403\u152D\u140D",
        "xn--1l9atb, \uA997\uA9AE",
        "xn--w6j, \u3007",
        "xn--fea, \u0111",
        "xn--bcher-kva, b\u00FCcher",
        "xn--1-zfa, \u00E41"
    })
    void everyNameThatIdna2008AllowsWorksAsALabels(String wire, String reading) {
        assertThat(DomainName.parse(wire.toUpperCase(java.util.Locale.ROOT) + ".Example")
                        .ascii())
                .isEqualTo(wire + ".example");
        assertThat(DomainName.readable(wire + ".example")).isEqualTo(Printable.clean(reading) + ".example");
        if (reading.codePoints().anyMatch(InternationalLabel::deviates)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DomainName.parse(reading + ".example"))
                    .withMessageContaining("give it as " + wire + ".example");
        } else {
            assertThat(DomainName.parse(reading + ".example").ascii()).isEqualTo(wire + ".example");
        }
    }

    /** A name that is in DNS, though IDNA 2008 would not have it registered. */
    @Test
    void anEmojiStandsInItsALabel() {
        assertThat(DomainName.parse("xn--i-7iq.example").ascii()).isEqualTo("xn--i-7iq.example");
        assertThat(DomainName.readable("xn--i-7iq.example")).isEqualTo("i\u2764.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xn--",
                "xn--a", // no end
                "xn--zz--",
                "xn--abc-", // nothing beyond ASCII
                "xn--abc",
                "xn---",
                "xn--99999999", // beyond the last character
                "xn--bcher-kva9999999999",
                "xn--bcher-2pa",
                "xn--ab-uub",
                "xn--a-wbb",
                "xn--ab-m1t",
                "xn--a-tgn",
                "xn--ab-5da",
                "xn--ab-g4t",
                "xn--b-yq0i",
                "xn--a-38o",
                "xn--a-2bh",
                "xn--ab-372n",
                "xn--ab---epa",
                "xn----9fa",
                "xn--0y0c"
            })
    void whatOnlyLooksLikeAnALabelIsRefused(String label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.parse(label + ".example"))
                .withMessageNotContaining(label + ".example");
        assertThat(DomainName.readable(label + ".example")).isEqualTo(label + ".example");
    }

    @Test
    void whatPunycodeWritesItReads() {
        java.util.Random random = new java.util.Random(3492);
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(1 + random.nextInt(12), 'a', 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(Punycode.decode(Punycode.encode(text))).contains(text);
        }
    }
}
