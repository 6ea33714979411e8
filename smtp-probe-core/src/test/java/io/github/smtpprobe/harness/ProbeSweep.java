/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Probes against servers that are nothing but octets: one turn of talk after each write of ours. For fuzzing. */
public final class ProbeSweep {
    /** Between two turns. */
    private static final byte TURN = 0;

    /** Comes back as what the client wrote last. */
    private static final byte ECHO = 1;

    /** Nobody can put it into a server's mouth before it was sent. */
    private static final String PASSWORD = Long.toHexString(new SecureRandom().nextLong()) + "-Pass/word+";

    private ProbeSweep() {}

    /** Every dialogue file without TLS, as octets: a byte of settings, then the server's turns. */
    public static Stream<byte[]> serverSeeds() {
        return DialogueFile.all().limit(150).map(file -> {
            StringBuilder turns = new StringBuilder("\7");
            boolean client = false;
            for (Entry entry : file.script().dialogue().entries()) {
                if (entry.direction() == Entry.Direction.SERVER && !entry.encrypted()) {
                    turns.append(client ? "\0" : "").append(new String(entry.octets(), StandardCharsets.ISO_8859_1));
                    client = false;
                } else {
                    client |= entry.direction() == Entry.Direction.CLIENT;
                }
            }
            return turns.toString().getBytes(StandardCharsets.ISO_8859_1);
        });
    }

    /** One probe; the bits of {@code settings} say with what. */
    public static void session(byte[] octets, int settings) {
        if (Invariants.shows(PASSWORD, new String(octets, StandardCharsets.ISO_8859_1))) {
            return; // the fuzzer reads our comparisons; a server that knows a secret before it was sent proves nothing
        }
        Octets server = new Octets(octets, settings & 0x18);
        ProbeRequest.Builder request = ProbeRequest.to("mx.example.com", 25)
                .connectTo("127.0.0.1")
                .tls((settings & 1) == 0 ? TlsMode.STARTTLS_IF_OFFERED : TlsMode.PLAIN);
        boolean login = (settings & 2) != 0;
        boolean allowed = (settings & 4) != 0;
        if (login) {
            request.credentials(Credentials.password("ada@example.com", Secret.of(PASSWORD)));
        }
        if (allowed) {
            request.allowCleartextCredentials();
        }
        if ((settings & 0x20) != 0) {
            request.envelope("ada@example.com", "bob@example.com", "eve@example.com");
        }
        if ((settings & 0x60) == 0x60) {
            request.message("Subject: x\r\n\r\n.hidden\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        ProbeReport report = probe(server, request.build());
        Invariants.sweep(report, PASSWORD);
        if (!allowed) {
            server.written.forEach(line -> Invariants.holdsNot(PASSWORD, line)); // I-4
        }
        assertThat(server.open).as("connections left open").isZero();
    }

    /** What nobody asked for may still be on its way. */
    private static final Set<String> UNASKED = Set.of("session.ended-early", "session.surplus");

    /** The same octets in several cuts. */
    public static void fragments(byte[] octets) {
        String first = null;
        String said = null;
        for (int cut : new int[] {0, 1, 7}) {
            Octets server = new Octets(octets, 0);
            server.cut = cut;
            ProbeReport report = probe(
                    server,
                    ProbeRequest.to("127.0.0.1", 25)
                            .tls(TlsMode.PLAIN)
                            .withoutSecondLook() // it reads on in the octets from where the first one was cut off
                            .build());
            String seen = report.verdict() + "\n"
                    + report.findings().stream()
                            .map(each -> each.id())
                            .filter(id -> !UNASKED.contains(id))
                            .toList();
            boolean unasked = report.attempts().stream()
                    .flatMap(attempt -> attempt.facts().stream())
                    .anyMatch(fact -> fact.outcome() instanceof Outcome.Failed failed
                            && failed.reason() == Reason.UNSOLICITED_REPLY);
            assertThat(seen).isEqualTo(first == null ? seen : first);
            first = seen;
            if (!unasked) { // how much of what nobody asked for is there already is a matter of timing
                String transcript = report.transcript().toString();
                assertThat(transcript).isEqualTo(said == null ? transcript : said);
                said = transcript;
            }
        }
    }

    /** Replies to AUTH and to what follows it. */
    public static void login(byte[] octets) {
        String turns = new String(octets, StandardCharsets.ISO_8859_1)
                .replace("\r", "")
                .replace("\n", "\r\n\0");
        String text = "\1" + "220 mx\r\n\0" + "250-mx\r\n250 AUTH LOGIN PLAIN\r\n\0" + turns + "\r\n";
        Octets server = new Octets(text.getBytes(StandardCharsets.ISO_8859_1), 0);
        ProbeReport report = probe(
                server,
                ProbeRequest.to("127.0.0.1", 25)
                        .tls(TlsMode.PLAIN)
                        .credentials(Credentials.password("ada@example.com", Secret.of(PASSWORD)))
                        .allowCleartextCredentials()
                        .build());
        Invariants.sweep(report, PASSWORD);
        assertThat(server.written.size()).as("rounds are bounded").isLessThan(12);
    }

    private static ProbeReport probe(Octets server, ProbeRequest request) {
        return SmtpProbe.builder()
                .transport(server)
                .ticker(server.ticker)
                .build()
                .probe(request);
    }

    private static final class Octets implements Transport {
        private final VirtualTicker ticker = new VirtualTicker();
        private final byte[] octets;
        private final boolean closes;
        private final List<String> written = new ArrayList<>();
        private int next = 1;
        private int cut;
        private int open;

        Octets(byte[] octets, int ending) {
            this.octets = octets;
            this.closes = ending != 0;
        }

        /** The next turn, with echoes of the last write in it. */
        private byte[] turn() {
            String last =
                    written.isEmpty() ? "" : written.get(written.size() - 1).strip();
            ByteArrayOutputStream turn = new ByteArrayOutputStream();
            for (; next < octets.length && octets[next] != TURN; next++) {
                turn.writeBytes(
                        octets[next] == ECHO ? last.getBytes(StandardCharsets.ISO_8859_1) : new byte[] {octets[next]});
            }
            next++;
            return turn.toByteArray();
        }

        @Override
        public Connection connect(Route route, Deadline deadline) {
            open++;
            return new Connection() {
                private byte[] turn = turn();
                private int at;

                @Override
                public int read(byte[] buffer, Deadline deadline) throws SocketTimeoutException {
                    int count = readAvailable(buffer);
                    if (count > 0) {
                        return count;
                    }
                    if (closes) {
                        return -1;
                    }
                    ticker.advance(deadline.remaining());
                    throw new SocketTimeoutException("silence");
                }

                @Override
                public int readAvailable(byte[] buffer) {
                    int count = Math.min(turn.length - at, cut > 0 ? Math.min(cut, buffer.length) : buffer.length);
                    System.arraycopy(turn, at, buffer, 0, count);
                    at += count;
                    return count;
                }

                @Override
                public void write(byte[] sent, Deadline deadline) {
                    written.add(new String(sent, StandardCharsets.ISO_8859_1));
                    turn = turn(); // what was not read in its turn is gone: the client is never behind
                    at = 0;
                }

                @Override
                public InetAddress localAddress() {
                    return InetAddress.getLoopbackAddress();
                }

                @Override
                public void close() {
                    open--;
                }
            };
        }
    }
}
