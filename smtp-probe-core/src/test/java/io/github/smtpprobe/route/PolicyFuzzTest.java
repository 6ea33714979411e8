/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets as an address, judged again by slow arithmetic. */
class PolicyFuzzTest {
    private static final String[] DENIED_4 = {
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32"
    };
    private static final String[] DENIED_6 = {
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"
    };

    static Stream<byte[]> addresses() throws Exception {
        return Stream.of(
                        "8.8.8.8",
                        "10.0.0.1",
                        "169.254.169.254",
                        "2606:4700::1111",
                        "64:ff9b::a00:1",
                        "2001:db8::1",
                        "fe80::1",
                        "2606:4700::5efe:7f00:1",
                        "::ffff:127.0.0.1",
                        "::127.0.0.1")
                .map(text -> {
                    try {
                        return InetAddress.getByName(text).getAddress();
                    } catch (java.net.UnknownHostException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                });
    }

    @MethodSource("addresses")
    @FuzzTest(maxDuration = "2m")
    void z11AgreesWithArithmetic(byte[] octets) throws Exception {
        byte[] address = Arrays.copyOf(octets, octets.length <= 4 ? 4 : 16);
        InetAddress judged = InetAddress.getByAddress("name.example", address);
        boolean expected = allowed(judged.getAddress());
        boolean actual = AddressPolicy.publicInternet().allows("name.example", judged, 25);
        assertThat(actual).as(judged.getHostAddress()).isEqualTo(expected);
        if (judged instanceof Inet6Address) {
            InetAddress scoped = Inet6Address.getByAddress("name.example", address, 1);
            assertThat(AddressPolicy.publicInternet().allows("name.example", scoped, 25))
                    .isFalse();
        }
    }

    private static boolean allowed(byte[] octets) throws Exception {
        if (octets.length == 4) {
            return !within(octets, DENIED_4);
        }
        if (within(octets, "64:ff9b::/96")) {
            return allowed(Arrays.copyOfRange(octets, 12, 16));
        }
        boolean isatap = (octets[8] & ~2) == 0 && octets[9] == 0 && octets[10] == 0x5E && octets[11] == (byte) 0xFE;
        return within(octets, "2000::/3")
                && !within(octets, DENIED_6)
                && (!isatap || allowed(Arrays.copyOfRange(octets, 12, 16)));
    }

    private static boolean within(byte[] octets, String... networks) throws Exception {
        BigInteger value = new BigInteger(1, octets);
        for (String network : networks) {
            String[] parts = network.split("/");
            int shift = octets.length * 8 - Integer.parseInt(parts[1]);
            BigInteger base = new BigInteger(1, InetAddress.getByName(parts[0]).getAddress());
            if (value.shiftRight(shift).equals(base.shiftRight(shift))) {
                return true;
            }
        }
        return false;
    }
}
