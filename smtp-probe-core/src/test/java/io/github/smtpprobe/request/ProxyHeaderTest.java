/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.transcript.Event;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The octets of PROXY headers, as sections 2.1 and 2.2 of the specification have them. */
class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final InetSocketAddress OWN = new InetSocketAddress(AddressLiteral.parse("192.0.2.1"), 40_000);
    private static final InetSocketAddress SERVER = new InetSocketAddress(AddressLiteral.parse("192.0.2.2"), 25);

    private static ProxyHeader between(ProxyHeader header, String source, String destination, int port) {
        return header.source(AddressLiteral.parse(source), port).destination(AddressLiteral.parse(destination), port);
    }

    private static String text(ProxyHeader header) {
        return new String(header.octets(), StandardCharsets.US_ASCII);
    }

    private static String hex(ProxyHeader header) {
        return HexFormat.of().formatHex(header.octets());
    }

    /** The worst cases that the specification counts: 56 characters, 104, and 15 of the short UNKNOWN. */
    @Test
    void theLongestLinesAreThoseOfTheSpecification() {
        String most = "255.255.255.255";
        assertThat(text(between(ProxyHeader.v1(), most, most, 65_535)))
                .isEqualTo("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n")
                .hasSize(56);
        String six = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
        assertThat(text(between(ProxyHeader.v1(), six, six, 65_535)))
                .isEqualTo("PROXY TCP6 " + six + " " + six + " 65535 65535\r\n")
                .hasSize(104);
        assertThat(text(ProxyHeader.unknown())).isEqualTo("PROXY UNKNOWN\r\n").hasSize(15);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 | 192.0.2.2 | 2111000c c0000201c0000202 01bb01bb",
                "2001:db8::1 | 2001:db8::2 | 21210024 20010db8000000000000000000000001"
                        + " 20010db8000000000000000000000002 01bb01bb"
            })
    void aBlockHasVersionCommandFamilyLengthAndEnds(String source, String destination, String behind) {
        assertThat(hex(between(ProxyHeader.v2(), source, destination, 443)))
                .isEqualTo(SIGNATURE + behind.replace(" ", ""));
    }

    @Test
    void aHealthCheckHasNoAddresses() {
        assertThat(hex(ProxyHeader.local())).isEqualTo(SIGNATURE + "20000000");
        assertThat(ProxyHeader.local()).hasToString("v2 local");
    }

    @Test
    void theChecksumIsOverTheHeaderWithZerosInItsPlace() {
        byte[] header = between(ProxyHeader.v2(), "192.0.2.1", "192.0.2.2", 25)
                .withChecksum()
                .octets();
        assertThat(header).hasSize(35);
        assertThat(HexFormat.of().formatHex(header, 14, 16)).as("length").isEqualTo("0013");
        assertThat(HexFormat.of().formatHex(header, 28, 31))
                .as("PP2_TYPE_CRC32C")
                .isEqualTo("030004");
        String sum = HexFormat.of().formatHex(header, 31, 35);
        java.util.Arrays.fill(header, 31, 35, (byte) 0);
        assertThat(sum).isEqualTo(String.format("%08x", crc32c(header)));
        assertThat(crc32c("123456789".getBytes(StandardCharsets.US_ASCII)))
                .as("RFC 3720, B.4")
                .isEqualTo(0xe3069283);
        assertThat(ProxyHeader.local().withChecksum().octets()).hasSize(23);
    }

    /** Bit by bit, unlike the JDK's. */
    private static int crc32c(byte[] octets) {
        int sum = -1;
        for (byte octet : octets) {
            sum ^= octet & 0xff;
            for (int i = 0; i < 8; i++) {
                sum = (sum >>> 1) ^ ((sum & 1) == 0 ? 0 : 0x82f63b78);
            }
        }
        return ~sum;
    }

    @Test
    void theEndsOfTheConnectionStandWhereNoneWereChosen() throws UnknownHostException {
        assertThat(ProxyHeader.v1().on(OWN, SERVER)).hasToString("v1 192.0.2.1:40000 192.0.2.2:25");
        assertThat(ProxyHeader.v2()
                        .source(InetAddress.getByName("198.51.100.7"), 1)
                        .on(OWN, SERVER))
                .hasToString("v2 198.51.100.7:1 192.0.2.2:25");
        assertThat(ProxyHeader.v2().withChecksum().on(OWN, SERVER))
                .hasToString("v2 192.0.2.1:40000 192.0.2.2:25 crc32c");
        assertThat(ProxyHeader.unknown().on(OWN, SERVER)).isEqualTo(ProxyHeader.unknown());
        assertThatThrownBy(() -> ProxyHeader.v1().octets()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ProxyHeader.v1().on(InetSocketAddress.createUnresolved("a", 1), SERVER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A header has one family: what was not chosen is written in the one that was. */
    @Test
    void anEndOfTheOtherFamilyIsMapped() {
        ProxyHeader six =
                ProxyHeader.v1().source(AddressLiteral.parse("2001:db8::1"), 1).on(OWN, SERVER);
        assertThat(text(six)).isEqualTo("PROXY TCP6 2001:db8::1 ::ffff:192.0.2.2 1 25\r\n");
        assertThat(six).hasToString("v1 [2001:db8::1]:1 [::ffff:192.0.2.2]:25");
        ProxyHeader block =
                ProxyHeader.v2().source(AddressLiteral.parse("2001:db8::1"), 1).on(OWN, SERVER);
        assertThat(hex(block)).endsWith("00000000000000000000ffffc0000202" + "00010019");
        assertThatThrownBy(() -> between(ProxyHeader.v1(), "192.0.2.1", "::1", 25))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("family");
    }

    @Test
    void aScopeIsLeftOut() throws UnknownHostException {
        byte[] local = HexFormat.of().parseHex("fe800000000000000000000000000001");
        InetAddress scoped = java.net.Inet6Address.getByAddress(null, local, 1);
        ProxyHeader header = ProxyHeader.v1().source(scoped, 1).destination(scoped, 2);
        assertThat(text(header)).isEqualTo("PROXY TCP6 fe80::1 fe80::1 1 2\r\n");
    }

    @Test
    void octetsAreTakenAsTheyAre() {
        byte[] octets = {0, 1, (byte) 0xff};
        ProxyHeader header = ProxyHeader.ofOctets(octets);
        octets[0] = 9;
        header.octets()[1] = 9;
        assertThat(header.octets()).containsExactly(0, 1, 0xff);
        assertThat(header).hasToString("octets 0001ff");
        for (byte[] wrong : List.of(new byte[0], new byte[ProxyHeader.MAX_OCTETS + 1])) {
            assertThatThrownBy(() -> ProxyHeader.ofOctets(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatAHeaderHasNotCannotBeChosen() {
        InetAddress any = AddressLiteral.parse("192.0.2.1");
        for (ProxyHeader header :
                List.of(ProxyHeader.unknown(), ProxyHeader.local(), ProxyHeader.ofOctets(new byte[1]))) {
            assertThatThrownBy(() -> header.source(any, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> header.destination(any, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int port : new int[] {-1, 65_536}) {
            assertThatThrownBy(() -> ProxyHeader.v1().source(any, port)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ProxyHeader.v1().withChecksum()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEndIsReadAsItIsWritten() {
        assertThat(ProxyHeader.v1().source("192.0.2.1:40000").destination("192.0.2.2:25"))
                .hasToString("v1 192.0.2.1:40000 192.0.2.2:25");
        assertThat(ProxyHeader.v2().source("[2001:db8::1]:0").destination("[2001:db8::2]:65535"))
                .hasToString("v2 [2001:db8::1]:0 [2001:db8::2]:65535");
        for (String wrong : List.of(
                "",
                ":",
                "192.0.2.1",
                "192.0.2.1:",
                "192.0.2.1:x",
                "192.0.2.1:+25",
                "192.0.2.1:65536",
                "192.0.2.1:000025",
                "192.0.2.1:\u0662",
                "mx.example:25",
                "2001:db8::1:25",
                "[2001:db8::1]",
                "[::1:25",
                "999.0.2.1:25",
                "192.0.2.1:25\r\n",
                "192.0.2.1 :25")) {
            assertThatThrownBy(() -> ProxyHeader.v1().source(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ProxyHeader.v1().destination(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void equalHeadersSayTheSame() {
        assertThat(between(ProxyHeader.v1(), "192.0.2.1", "192.0.2.2", 25))
                .isEqualTo(between(ProxyHeader.v1(), "192.0.2.1", "192.0.2.2", 25))
                .hasSameHashCodeAs(between(ProxyHeader.v1(), "192.0.2.1", "192.0.2.2", 25))
                .isNotEqualTo(between(ProxyHeader.v2(), "192.0.2.1", "192.0.2.2", 25))
                .isNotEqualTo(between(ProxyHeader.v1(), "192.0.2.1", "192.0.2.2", 26));
        assertThat(ProxyHeader.ofOctets(new byte[] {1})).isNotEqualTo(ProxyHeader.ofOctets(new byte[] {2}));
    }

    /** Whatever is sent can be written down, and is told from all else. */
    @Test
    void eachHeaderIsAnArgumentOfItsEvent() {
        for (ProxyHeader each : List.of(
                ProxyHeader.v1().on(OWN, SERVER),
                ProxyHeader.v2().withChecksum().on(OWN, SERVER),
                ProxyHeader.v2().source(AddressLiteral.parse("::1"), 1).on(OWN, SERVER),
                ProxyHeader.unknown(),
                ProxyHeader.local().withChecksum(),
                ProxyHeader.ofOctets(new byte[ProxyHeader.MAX_OCTETS]))) {
            assertThat(new Event(Event.Kind.PROXY_HEADER, each.toString()).toString())
                    .isEqualTo("proxy-header " + each);
        }
    }
}
