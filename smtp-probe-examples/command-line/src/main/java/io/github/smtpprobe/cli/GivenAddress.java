/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An IP address in an option, for which nothing is looked up. Guava accepts the digits of all scripts; this class accepts only
 * ASCII.
 */
final class GivenAddress {
    private GivenAddress() {}

    /** The address; empty if the text is not one. */
    static Optional<InetAddress> read(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text) && InetAddresses.isInetAddress(text)
                ? Optional.of(InetAddresses.forString(text))
                : Optional.empty();
    }
}
