/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.ProxyHeader;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The PROXY protocol header that connections begin with, as they do behind a load balancer. */
final class ProxyHeaderOptions {
    private static final String OCTETS = "octets:";

    @Option(
            names = "--proxy-header",
            paramLabel = "KIND",
            description =
                    "Begin with a PROXY protocol header, as a load balancer does: v1, v2, v1-unknown, v2-local, or"
                            + " octets: followed by hexadecimal digits, for a header that is malformed on purpose.")
    private @Nullable String kind;

    @Option(
            names = "--proxy-header-source",
            paramLabel = "ADDRESS:PORT",
            description = "Client that the header of v1 or v2 names. Without it: this end of the connection.")
    private @Nullable String source;

    @Option(
            names = "--proxy-header-destination",
            paramLabel = "ADDRESS:PORT",
            description = "Server that the header of v1 or v2 names. Without it: the server's end of the connection.")
    private @Nullable String destination;

    /**
     * Adds the header, if one was asked for.
     *
     * @throws IllegalArgumentException if it is none; the message names the option, and not what was typed
     */
    void addTo(ProbeRequest.Builder request) {
        String asked = kind;
        if (asked == null) {
            if (source != null || destination != null) {
                throw new IllegalArgumentException(
                        "--proxy-header-source and --proxy-header-destination need --proxy-header");
            }
            return;
        }
        ProxyHeader header = named("--proxy-header", () -> header(asked));
        String from = source;
        if (from != null) {
            ProxyHeader before = header;
            header = named("--proxy-header-source", () -> before.source(from));
        }
        String to = destination;
        if (to != null) {
            ProxyHeader before = header;
            header = named("--proxy-header-destination", () -> before.destination(to));
        }
        request.proxyHeader(header);
    }

    private static ProxyHeader header(String kind) {
        if (kind.startsWith(OCTETS)) {
            return ProxyHeader.ofOctets(octets(kind.substring(OCTETS.length())));
        }
        return switch (kind) {
            case "v1" -> ProxyHeader.v1();
            case "v2" -> ProxyHeader.v2();
            case "v1-unknown" -> ProxyHeader.unknown();
            case "v2-local" -> ProxyHeader.local();
            default -> throw new IllegalArgumentException("must be v1, v2, v1-unknown, v2-local or octets:HEXADECIMAL");
        };
    }

    private static byte[] octets(String digits) {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("octets are pairs of hexadecimal digits");
        }
    }

    private static ProxyHeader named(String option, Supplier<ProxyHeader> header) {
        try {
            return header.get();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(option + ": " + wrong.getMessage());
        }
    }
}
