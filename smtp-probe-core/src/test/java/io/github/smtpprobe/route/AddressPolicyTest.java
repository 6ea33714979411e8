/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private static final AddressPolicy PUBLIC = AddressPolicy.publicInternet();

    private static boolean allowed(AddressPolicy policy, String address) throws UnknownHostException {
        return policy.allows("mx.example.com", InetAddress.getByName(address), 25);
    }

    /** The address before a range, its first, its last, the one behind. */
    @ParameterizedTest
    @CsvSource({
        ", 0.0.0.0, 0.255.255.255, 1.0.0.0", "9.255.255.255, 10.0.0.0, 10.255.255.255, 11.0.0.0",
        "100.63.255.255, 100.64.0.0, 100.127.255.255, 100.128.0.0",
                "126.255.255.255, 127.0.0.0, 127.255.255.255, 128.0.0.0",
        "169.253.255.255, 169.254.0.0, 169.254.255.255, 169.255.0.0",
                "172.15.255.255, 172.16.0.0, 172.31.255.255, 172.32.0.0",
        "191.255.255.255, 192.0.0.0, 192.0.0.255, 192.0.1.0", "192.0.1.255, 192.0.2.0, 192.0.2.255, 192.0.3.0",
        "192.88.98.255, 192.88.99.0, 192.88.99.255, 192.88.100.0",
                "192.167.255.255, 192.168.0.0, 192.168.255.255, 192.169.0.0",
        "198.17.255.255, 198.18.0.0, 198.19.255.255, 198.20.0.0",
                "198.51.99.255, 198.51.100.0, 198.51.100.255, 198.51.101.0",
        "203.0.112.255, 203.0.113.0, 203.0.113.255, 203.0.114.0", "223.255.255.255, 224.0.0.0, 255.255.255.255,",
        "168.63.129.15, 168.63.129.16, 168.63.129.16, 168.63.129.17",
                "2000:ffff::, 2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:200::",
        "192.175.47.255, 192.175.48.0, 192.175.48.255, 192.175.49.0",
                "2001:db7:ffff::, 2001:db8::, 2001:db8:ffff::, 2001:db9::",
        "2001:ffff::, 2002::, 2002:ffff:ffff::, 2003::", "3ffe:ffff::, 3fff::, 3fff:fff:ffff::, 3fff:1000::"
    })
    void rangesAreDeniedFromTheirFirstAddressToTheirLast(String before, String first, String last, String after)
            throws Exception {
        assertThat(allowed(PUBLIC, first)).as(first).isFalse();
        assertThat(allowed(PUBLIC, last)).as(last).isFalse();
        if (before != null) {
            assertThat(allowed(PUBLIC, before)).as(before).isTrue();
        }
        if (after != null) {
            assertThat(allowed(PUBLIC, after)).as(after).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "::7f00:1",
                "::808:808",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "100::1",
                "fc00::1",
                "fd00:ec2::254",
                "fdff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ffff::1",
                "1fff::1",
                "4000::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::808:808",
                "2002:7f00:1::",
                "2001:0:4136:e378::1",
                "2606:4700::5efe:127.0.0.1",
                "2606:4700::200:5efe:10.0.0.1",
                "169.254.169.254",
                "169.254.170.2",
                "100.100.100.200",
                "255.255.255.255",
                "127.0.0.1"
            })
    void whatHidesOrIsSpecialIsDenied(String address) throws Exception {
        assertThat(allowed(PUBLIC, address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2606:4700::1111",
                "2a00:1450::1a",
                "2606:4700::5efe:8.8.8.8"
            })
    void whatIsPublicIsAllowed(String address) throws Exception {
        assertThat(allowed(PUBLIC, address)).isTrue();
    }

    @Test
    void scopedAddressesAreDenied() throws Exception {
        byte[] octets = InetAddress.getByName("2606:4700::1111").getAddress();
        assertThat(PUBLIC.allows("x", java.net.Inet6Address.getByAddress("x", octets, 3), 25))
                .isFalse();
    }

    // README, Security: "addressPolicy(AddressPolicy.only(192.0.2.0/24)), .except(...), .onPorts(...)"
    @Test
    void policiesNarrow() throws Exception {
        AddressPolicy lab = AddressPolicy.only("10.1.0.0/16", "fd00::/8")
                .except("10.1.2.0/24")
                .onPorts(25, 587);
        assertThat(allowed(lab, "10.1.3.4") && allowed(lab, "fd00::1")).isTrue();
        assertThat(allowed(lab, "10.1.2.3") || allowed(lab, "10.2.0.1") || allowed(lab, "8.8.8.8"))
                .isFalse();
        assertThat(lab.allows("x", InetAddress.getByName("10.1.3.4"), 22)).isFalse();
    }

    @Test
    void oneAddressIsANetworkToo() throws Exception {
        AddressPolicy one = AddressPolicy.only("127.0.0.1", "::1");
        assertThat(allowed(one, "127.0.0.1") && allowed(one, "::1")).isTrue();
        assertThat(allowed(one, "127.0.0.2") || allowed(one, "::2")).isFalse();
    }

    @Test
    void aPolicySaysToWhatItObjects() throws Exception {
        AddressPolicy lab = AddressPolicy.only("10.1.0.0/16", "8.0.0.0/8")
                .except("10.1.2.0/24")
                .onPorts(25, 587)
                .and((host, address, port) -> !host.equals("x.example"));
        assertThat(lab.objection("a.example", InetAddress.getByName("10.1.3.4"), 22))
                .isEqualTo("port 22");
        assertThat(lab.objection("a.example", InetAddress.getByName("10.1.2.3"), 25))
                .isEqualTo("10.1.2.3");
        assertThat(lab.objection("a.example", InetAddress.getByName("9.9.9.9"), 25))
                .isEqualTo("9.9.9.9");
        assertThat(lab.objection("x.example", InetAddress.getByName("10.1.3.4"), 25))
                .as("nobody knows to what a policy of the application's objects")
                .isEqualTo("port 25 of 10.1.3.4");
        assertThat(PUBLIC.objection("a.example", InetAddress.getByName("fd00::1"), 25))
                .isEqualTo("fd00::1, which is no address of the public internet");
    }

    @Test
    void aPolicyOfNoPortsIsRefused() {
        for (int[] ports : new int[][] {{}, {0}, {25, 65_536}, {-1}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PUBLIC.onPorts(ports))
                    .withMessageStartingWith("ports: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0/8", "2001:db8::/129", "example.com/8", "/8", ""})
    void whatIsNoNetworkIsRefused(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressPolicy.only(network));
    }

    /** Against arithmetic on big numbers. */
    @Test
    void networksAgreeWithASlowReference() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] network = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(network);
            int bits = random.nextInt(network.length * 8 + 1);
            byte[] address = network.clone();
            int flipped = random.nextInt(network.length * 8);
            address[flipped / 8] ^= (byte) (0x80 >> flipped % 8);
            String text = InetAddress.getByAddress(network).getHostAddress();
            boolean expected = new BigInteger(1, network)
                            .xor(new BigInteger(1, address))
                            .shiftRight(network.length * 8 - bits)
                            .signum()
                    == 0;
            boolean mapped = InetAddress.getByAddress(network).getAddress().length != network.length;
            if (!mapped) {
                assertThat(Cidr.parse(text + "/" + bits).contains(address))
                        .as(text + "/" + bits)
                        .isEqualTo(expected);
            }
        }
    }

    @org.junit.jupiter.api.Test
    void networksOfAllSizes() throws Exception {
        byte[] one = {1, 2, 3, 4};
        assertThat(Cidr.parse("0.0.0.0/0").contains(one)).isTrue();
        assertThat(Cidr.parse("1.2.3.4/32").contains(one)).isTrue();
        assertThat(Cidr.parse("1.2.3.5/32").contains(one)).isFalse();
        assertThat(Cidr.parse("1.2.3.5/31").contains(one)).isTrue();
        assertThat(Cidr.parse("::/128").contains(new byte[16])).isTrue();
        assertThat(Cidr.parse("::/0").contains(one)).isFalse();
        for (String wrong : new String[] {"1.2.3.4/33", "::/129", "1.2.3", "/8", "1.2.3.4/", "1.2.3.4/x"}) {
            assertThatThrownBy(() -> Cidr.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Cidr.parse("1.2.3.4/33")).hasMessageContaining("32 bits");
    }
}
