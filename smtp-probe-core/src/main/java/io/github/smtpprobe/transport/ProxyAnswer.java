/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.masking.Scrubber;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the answers of one proxy, and nothing beyond them, and describes malformed ones. */
final class ProxyAnswer {
    /** How many octets of a proxy's answer are shown. */
    private static final int SHOWN = 80;

    private static final int ALERT = 0x15;
    private static final int HANDSHAKE = 0x16;
    private static final int SOCKS4_ANSWER = 8;

    private final Proxy proxy;
    private final ProxiedConnection connection;
    private final Deadline deadline;

    ProxyAnswer(Proxy proxy, ProxiedConnection connection, Deadline deadline) {
        this.proxy = proxy;
        this.connection = connection;
        this.deadline = deadline;
    }

    Proxy proxy() {
        return proxy;
    }

    void ask(byte[] octets) throws IOException {
        connection.ask(octets, deadline);
    }

    /** The next octet. The end of the connection is a failure. */
    int octet() throws IOException {
        int octet = connection.next(deadline);
        if (octet < 0) {
            throw failure(RoadFailure.Kind.CLOSED, "it closed the connection instead of answering");
        }
        return octet;
    }

    RoadFailure failure(RoadFailure.Kind kind, String what) {
        return new RoadFailure(kind, proxy + ": " + what);
    }

    /** A failure for an answer in another protocol, whose beginning is shown. */
    RoadFailure foreign(String what, byte[] begun) {
        byte[] rest = connection.rest();
        byte[] seen = Arrays.copyOf(begun, Math.min(SHOWN, begun.length + rest.length));
        if (seen.length > begun.length) {
            System.arraycopy(rest, 0, seen, begun.length, seen.length - begun.length);
        }
        return failure(
                RoadFailure.Kind.PROTOCOL, what + known(seen) + ", and begins with \"" + shown(firstLine(seen)) + "\"");
    }

    /** What begins like this, if that is known: a TLS record (RFC 8446 §5.1), SOCKS4, or the request itself. */
    private static String known(byte[] seen) {
        int second = seen.length > 1 ? seen[1] & 0xFF : -1;
        if (seen.length > 2 && (seen[0] == ALERT || seen[0] == HANDSHAKE) && second == 3) {
            return " but TLS, which this client does not speak to proxies";
        }
        if (seen.length == SOCKS4_ANSWER && seen[0] == 0 && second >= 0x5A && second <= 0x5D) {
            return " but SOCKS4, an older protocol";
        }
        return new String(seen, StandardCharsets.ISO_8859_1).startsWith("CONNECT ")
                ? " but what was sent to it, which it sends back"
                : "";
    }

    private static byte[] firstLine(byte[] octets) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte each : octets) {
            if (each == '\r' || each == '\n') {
                break;
            }
            line.write(each);
        }
        return line.toByteArray();
    }

    /** Text from the proxy, safe to show. The proxy may repeat the password, which it knows by then. */
    String shown(byte[] octets) {
        Scrubber scrubber = new Scrubber();
        proxy.password().ifPresent(password -> {
            byte[] secret = password.revealUtf8();
            scrubber.learn(secret);
            Arrays.fill(secret, (byte) 0);
        });
        byte[] masked = scrubber.scrub(octets, 0); // without its end, which may be the beginning of a password
        return Printable.cut(Printable.decode(masked), SHOWN, "\u2026");
    }
}
