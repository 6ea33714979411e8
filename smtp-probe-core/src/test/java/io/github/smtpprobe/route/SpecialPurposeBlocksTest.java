/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The policy for the public internet against the whole of IANA's registries of special-purpose addresses. The two blocks that only
 * write an IPv4 address in another way (mapped, NAT64) are judged by that address, in {@code addresses.txt}.
 */
class SpecialPurposeBlocksTest {
    private static final AddressPolicy PUBLIC = AddressPolicy.publicInternet();

    static List<String> blocks() throws IOException {
        try (InputStream in = SpecialPurposeBlocksTest.class.getResourceAsStream("/special-purpose-blocks.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2)[0])
                    .toList();
        }
    }

    private static BigInteger[] ends(String block) throws UnknownHostException {
        String[] parts = block.split("/");
        byte[] octets = InetAddress.getByName(parts[0]).getAddress();
        BigInteger first = new BigInteger(1, octets);
        BigInteger size = BigInteger.ONE.shiftLeft(octets.length * 8 - Integer.parseInt(parts[1]));
        return new BigInteger[] {first, first.add(size).subtract(BigInteger.ONE)};
    }

    private static InetAddress address(BigInteger number, boolean six) throws UnknownHostException {
        byte[] octets = new byte[six ? 16 : 4];
        byte[] digits = number.toByteArray();
        int length = Math.min(digits.length, octets.length);
        System.arraycopy(digits, digits.length - length, octets, octets.length - length, length);
        return InetAddress.getByAddress(octets);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void noAddressOfASpecialBlockIsAllowed(String block) throws Exception {
        boolean six = block.contains(":");
        BigInteger[] ends = ends(block);
        BigInteger middle = ends[0].add(ends[1]).shiftRight(1);
        for (BigInteger each : Arrays.asList(ends[0], middle, ends[1])) {
            InetAddress address = address(each, six);
            assertThat(PUBLIC.allows("mx.example.com", address, 25))
                    .as("%s of %s", address, block)
                    .isFalse();
            assertThat(AddressPolicy.publicAddress(address))
                    .as("%s of %s", address, block)
                    .isFalse();
        }
    }

    /** The policy denies these blocks, and not the ones beside them. */
    @Test
    void whatStandsBesideThemIsAllowed() throws Exception {
        for (String each : List.of(
                "192.31.195.255",
                "192.31.197.0",
                "192.52.192.255",
                "192.52.194.0",
                "192.175.47.255",
                "192.175.49.0",
                "2001:200::",
                "2620:4f:7fff:ffff:ffff:ffff:ffff:ffff",
                "2620:4f:8001::",
                "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff")) {
            assertThat(PUBLIC.allows("mx.example.com", InetAddress.getByName(each), 25))
                    .as(each)
                    .isTrue();
        }
    }

    /** NAT64 leads to the same hosts by another way. */
    @Test
    void theSameBlocksBehindNat64AreDenied() throws Exception {
        for (String block : (Iterable<String>) Stream.of("192.31.196.1", "192.52.193.1", "192.175.48.1")::iterator) {
            InetAddress behind = InetAddress.getByName("64:ff9b::" + block);
            assertThat(PUBLIC.allows("mx.example.com", behind, 25)).as(block).isFalse();
        }
    }
}
