/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A domain with many mail exchangers that all talk a lot, in memory: each reply is made of lines of one filling.
 *
 * @param hosts     exchangers
 * @param addresses of each
 * @param filling   repeated in each line
 * @param length    of a line in octets, about
 * @param lines     of a reply
 * @param refusing  the verb that is refused, such as {@code RCPT}; {@code greeting} for the greeting
 */
public record Talkers(int hosts, int addresses, String filling, int length, int lines, String refusing)
        implements Transport, MailResolver {
    /** The whole probe. */
    public io.github.smtpprobe.report.ProbeReport probe(Coverage coverage, int recipients) {
        ProbeRequest.Builder request =
                ProbeRequest.toMxOf("example.com").coverage(coverage).deadline(Duration.ofMinutes(10));
        if (recipients > 0) {
            request.envelope(
                    "ada@example.com",
                    IntStream.range(0, recipients)
                            .mapToObj(i -> "bob" + i + "@example.com")
                            .toArray(String[]::new));
        }
        return SmtpProbe.builder().transport(this).resolver(this).build().probe(request.build());
    }

    @Override
    public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
        return Answer.found(IntStream.range(0, hosts)
                .mapToObj(i -> new Exchanger(i, "mx" + i + ".example.com"))
                .toList());
    }

    @Override
    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
        List<InetAddress> found = new ArrayList<>();
        int number = Integer.parseInt(host.substring(2, host.indexOf('.')));
        for (int i = 0; i < addresses; i++) {
            try {
                found.add(InetAddress.getByAddress(new byte[] {(byte) 192, 0, (byte) (number + 2), (byte) i}));
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return Answer.found(found);
    }

    private byte[] reply(String verb) {
        boolean refused = verb.equals(refusing);
        String code = refused ? "550" : verb.equals("greeting") ? "220" : verb.equals("QUIT") ? "221" : "250";
        String text = filling.repeat(Math.max(1, length / Math.max(1, filling.length())));
        StringBuilder out = new StringBuilder();
        if (verb.equals("EHLO") && !refused) {
            out.append("250-mx.example.com\r\n");
        }
        for (int i = 1; i < lines; i++) {
            out.append(code).append('-').append(text).append("\r\n");
        }
        return out.append(code)
                .append(' ')
                .append(text)
                .append("\r\n")
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public Connection connect(Route route, Deadline deadline) {
        return new Connection() {
            private byte[] out = reply("greeting");
            private int at;

            @Override
            public int read(byte[] buffer, Deadline by) {
                int count = readAvailable(buffer);
                return count == 0 ? -1 : count;
            }

            @Override
            public int readAvailable(byte[] buffer) {
                int count = Math.min(buffer.length, out.length - at);
                System.arraycopy(out, at, buffer, 0, count);
                at += count;
                return count;
            }

            @Override
            public void write(byte[] octets, Deadline by) {
                out = reply(new String(octets, 0, 4, StandardCharsets.US_ASCII));
                at = 0;
            }

            @Override
            public InetAddress localAddress() {
                return InetAddress.getLoopbackAddress();
            }

            @Override
            public void close() {
                out = new byte[0];
                at = 0;
            }
        };
    }
}
