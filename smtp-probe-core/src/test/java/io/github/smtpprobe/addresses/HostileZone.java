/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.dns.NameServer;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A zone with whatever DNS can do to a probe, on a name server of the loopback address, and probes that ask it. */
final class HostileZone {
    static final Script WORKS = Script.parse(Scripts.WORKS);
    private static final String MANY = IntStream.range(0, 600)
            .mapToObj(i -> "many.example. 60 IN MX " + i + " h" + i + ".many.example.\nh" + i
                    + ".many.example. 60 IN A 192.0.2." + i % 250 + "\n")
            .collect(Collectors.joining());
    private static final String WIDE = IntStream.range(1, 200)
            .mapToObj(i -> "wide.example. 60 IN A 192.0.2." + i + "\n")
            .collect(Collectors.joining());
    private static final String CHAIN = IntStream.range(0, 20)
            .mapToObj(i -> "c" + i + ".chain.example. 60 IN CNAME c" + (i + 1) + ".chain.example.\n")
            .collect(Collectors.joining());

    private HostileZone() {}

    static NameServer serve() throws Exception {
        NameServer server = NameServer.start("""
            implicit.example. 60 IN A 192.0.2.1
            null.example. 60 IN MX 0 .
            mixed.example. 60 IN MX 0 .
            mixed.example. 60 IN MX 10 a.example.
            a.example. 60 IN A 192.0.2.2
            alias.example. 60 IN MX 10 www.example.
            www.example. 60 IN CNAME a.example.
            self.example. 60 IN CNAME self.example.
            loop1.example. 60 IN CNAME loop2.example.
            loop2.example. 60 IN CNAME loop1.example.
            mxloop.example. 60 IN MX 10 loop1.example.
            literal.example. 60 IN MX 10 192.0.2.1.
            twice.example. 60 IN MX 10 a.example.
            twice.example. 60 IN MX 20 A.EXAMPLE.
            inner.example. 60 IN MX 10 lo.example.
            inner.example. 60 IN MX 20 localhost.
            inner.example. 60 IN MX 30 nat64.example.
            lo.example. 60 IN A 127.0.0.1
            lo.example. 60 IN AAAA ::1
            lo.example. 60 IN A 10.0.0.1
            lo.example. 60 IN A 169.254.169.254
            nat64.example. 60 IN AAAA 64:ff9b::7f00:1
            placeholder.example. 60 IN MX 10 x.msv1.invalid.
            order.example. 60 IN MX 65535 last.example.
            order.example. 60 IN MX 0 first.example.
            order.example. 60 IN MX 10 a.example.
            first.example. 60 IN A 192.0.2.3
            last.example. 60 IN A 192.0.2.4
            three.example. 60 IN MX 10 lo.example.
            three.example. 60 IN MX 20 dead.example.
            three.example. 60 IN MX 30 a.example.
            dead.example. 60 IN A 192.0.2.66
            six.example. 60 IN AAAA 2001:db8::1
            six.example. 60 IN A 192.0.2.7
            """ + MANY + WIDE + CHAIN);
        server.answering("refused.example", query -> List.of(NameServer.failing(query, Rcode.REFUSED)))
                .answering("formerr.example", query -> List.of(NameServer.failing(query, Rcode.FORMERR)))
                .answering("notimp.example", query -> List.of(NameServer.failing(query, Rcode.NOTIMP)))
                .answering("forged.example", forged())
                .answering("short.example", HostileZone::shortRecord)
                .answering(
                        "six.example",
                        query -> query.getQuestion().getType() == Type.AAAA
                                ? List.of()
                                : List.of(server.answer(query).toWire()));
        return server;
    }

    /** First an answer with a wrong id, then one for another name, then the right one, with a stranger in its additional part. */
    private static Function<Message, List<byte[]>> forged() {
        return query -> {
            try {
                Record evil =
                        Record.fromString(query.getQuestion().getName(), Type.A, 1, 60, "203.0.113.66", Name.root);
                Message wrongId = query.clone();
                wrongId.getHeader().setID(query.getHeader().getID() ^ 1);
                wrongId.getHeader().setFlag(Flags.QR);
                wrongId.addRecord(evil, Section.ANSWER);
                Message right = query.clone();
                right.getHeader().setFlag(Flags.QR);
                right.getHeader().setFlag(Flags.AD); // nobody here believes it
                right.addRecord(
                        Record.fromString(query.getQuestion().getName(), Type.A, 1, 60, "192.0.2.5", Name.root),
                        Section.ANSWER);
                right.addRecord(
                        Record.fromString(Name.fromString("other.example."), Type.A, 1, 60, "203.0.113.67", Name.root),
                        Section.ANSWER);
                return List.of(wrongId.toWire(), right.toWire());
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        };
    }

    /** An MX record with one octet of data, which once was read beyond its end. */
    private static List<byte[]> shortRecord(Message query) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        byte[] wire = answer.toWire();
        byte[] broken = Arrays.copyOf(wire, wire.length + 13);
        broken[7] = 1; // one answer
        byte[] record = {(byte) 0xC0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 1, 5};
        System.arraycopy(record, 0, broken, wire.length, record.length);
        return List.of(broken);
    }

    /** Probes with connections in memory; nothing listens at dead.example. */
    static ProbeReport probe(ProbeRequest.Builder request, NameServer... servers) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, WORKS);
        ProbeReport report = SmtpProbe.builder()
                .nameServers(Arrays.stream(servers).map(NameServer::address).toArray(InetSocketAddress[]::new))
                .transport((route, deadline) -> {
                    if (route.host().equals("dead.example")) {
                        throw new ConnectException("Connection refused");
                    }
                    return memory.connect(route, deadline);
                })
                .seed(1)
                .build()
                .probe(request.deadline(Duration.ofSeconds(8)).build());
        Invariants.check(report);
        return report;
    }
}
