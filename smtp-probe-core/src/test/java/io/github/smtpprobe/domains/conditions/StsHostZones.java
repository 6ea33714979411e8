/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.POLICY_V4;
import static io.github.smtpprobe.domains.conditions.Scene.V6;
import static io.github.smtpprobe.domains.conditions.Scene.announcing;
import static io.github.smtpprobe.domains.conditions.Scene.enforce;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Scene.unsigned;
import static io.github.smtpprobe.domains.conditions.StsRecordZones.KEPT;
import static io.github.smtpprobe.domains.conditions.StsRecordZones.POLICY_HOST;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.NOTHING;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.Listening;
import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.domains.PolicyServer;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.zones.World;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Conditions of the host of a policy: whether it can be reached, what it shows, and how it answers. */
final class StsHostZones {
    private static final Issued SHOWN = CA.issue(POLICY_HOST);
    private static final Duration SHORT = Duration.ofSeconds(13);

    private StsHostZones() {}

    static List<Zoned> all() {
        return Stream.of(unreachable(), certificates(), answers(), families())
                .flatMap(List::stream)
                .toList();
    }

    /** Takes connections, as its machine does for it, and never says anything. */
    private record Deaf(ServerSocket socket) implements Closeable, Listening {
        static Deaf listening() throws IOException {
            return new Deaf(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        }

        @Override
        public int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Greets in clear. */
    private record Plain(ScriptedServer server) implements Closeable, Listening {
        static Plain talking() throws IOException {
            return new Plain(ScriptedServer.playing(Script.parse("* client-hello\nS: HTTP/1.1 400 Bad Request"))
                    .tls(SHOWN.serverContext())
                    .lenient()
                    .start());
        }

        @Override
        public int port() {
            return server.port();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** Of a server that speaks no newer version than the client's oldest: the alert protocol_version (RFC 8446 §6.2). */
    private static Plain old() throws IOException {
        return new Plain(ScriptedServer.playing(Script.parse("* client-hello\n"
                        + Entry.server(new byte[] {21, 3, 1, 0, 2, 2, 70}, false, false, Duration.ZERO)))
                .tls(SHOWN.serverContext())
                .lenient()
                .start());
    }

    private static MailWorld announced() throws Exception {
        return served(announcing(unsigned()));
    }

    private static MailWorld answering(String answer) throws Exception {
        return announced().policyHost(POLICY_V4, SHOWN, answer);
    }

    private static MailWorld showing(Issued shown) throws Exception {
        return announced().policyHost(POLICY_V4, shown, PolicyServer.ok(enforce(HOST)));
    }

    private static String answer(String status, String fields, String body) {
        return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static Zoned unreachable(String variation, Zoned.Making said) {
        return Zoned.error("sts.unreachable", DOMAIN, said).as(variation).foretold(NOTHING);
    }

    private static List<Zoned> unreachable() {
        List<Zoned> all = new ArrayList<>(List.of(
                unreachable("", () -> served(unsigned().txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;")))
                        .saying("its name has no address")
                        .beside(KEPT, StsRecordZones::good)
                        .beside(NOTHING, () -> served(unsigned())),
                unreachable(
                        "nobody listens", () -> announced().leading(POLICY_V4, 443, new Gone(MailWorld.closedPort()))),
                unreachable("it never answers", () -> announced().leading(POLICY_V4, 443, Deaf.listening()))
                        .surveyed(survey -> survey.deadline(SHORT))
                        .saying("did not answer in time")
                        .foretold("T T T Q T T"),
                unreachable("of old TLS", () -> announced().leading(POLICY_V4, 443, old()))
                        .saying("no TLS version", "TLS 1.2"),
                unreachable("in clear", () -> announced().leading(POLICY_V4, 443, Plain.talking())),
                unreachable(
                                "its name cannot be looked up",
                                () -> served(announcing(unsigned())
                                        .servfail(POLICY_HOST, "A")
                                        .servfail(POLICY_HOST, "AAAA")))
                        .foretold("T T T Q ? ?"),
                unreachable("no HTTP", () -> answering("what?\r\n"))));
        for (String status : List.of("404 Not Found", "403 Forbidden", "500 Oops", "206 Partial Content")) {
            all.add(unreachable(status, () -> answering(answer(status, "Content-Type: text/plain\r\n", enforce(HOST))))
                    .saying("the code " + status.substring(0, 3)));
        }
        return all;
    }

    /** Nobody listens. */
    private record Gone(int port) implements Closeable, Listening {
        @Override
        public void close() {}
    }

    private static Issued dated(int from, int until) {
        Instant now = Instant.now();
        return CA.issue(now.plus(Duration.ofDays(from)), now.plus(Duration.ofDays(until)), POLICY_HOST);
    }

    private static Zoned refused(String variation, Issued shown) {
        return Zoned.error("sts.certificate", DOMAIN, () -> showing(shown))
                .as(variation)
                .foretold(NOTHING);
    }

    private static List<Zoned> certificates() {
        return List.of(
                refused("", CA.issue(DOMAIN))
                        .beside(KEPT, () -> showing(SHOWN))
                        .beside(KEPT, () -> showing(CA.issue("*.example.test")))
                        .beside(KEPT, () -> showing(CA.issue("other.example", POLICY_HOST)))
                        .beside(KEPT, () -> showing(CA.intermediate().issue(POLICY_HOST)))
                        .beside(NOTHING, () -> answering(answer("404 Not Found", "", ""))),
                refused("expired", dated(-90, -1)),
                refused("not valid yet", dated(10, 90)),
                refused("self-signed", CertificateAuthority.selfSigned(POLICY_HOST)),
                refused("of an unknown authority", CertificateAuthority.create().issue(POLICY_HOST)),
                refused(
                        "without its issuer",
                        CA.intermediate().issue(POLICY_HOST).withoutIntermediates()),
                refused("the name as CN alone", CA.issueCommonNameOnly(POLICY_HOST)),
                refused("a wildcard for two labels", CA.issue("*.test")),
                refused("a wildcard below", CA.issue("*.mta-sts.example.test")));
    }

    private static Zoned redirected(String status) {
        return Zoned.error(
                        "sts.redirect",
                        DOMAIN,
                        () -> answering(answer(status, "Location: https://www.example.test/policy\r\n", "")))
                .as(status)
                .saying("https://www.example.test/policy")
                .foretold(NOTHING);
    }

    private static Zoned typed(String variation, String fields) {
        return Zoned.warning("sts.type", DOMAIN, () -> answering(answer("200 OK", fields, enforce(HOST))))
                .as(variation)
                .foretold("T T T Q . .");
    }

    private static String padded(int octets) {
        String policy = enforce(HOST);
        return policy + "x: " + "y".repeat(octets - policy.length() - 5) + "\r\n";
    }

    private static Zoned big(String variation, String answer) {
        return Zoned.warning("sts.big", DOMAIN, () -> answering(answer))
                .as(variation)
                .foretold("T T T Q . .");
    }

    private static List<Zoned> answers() {
        String body = padded(70_000);
        String chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        return List.of(
                redirected("301 Moved Permanently")
                        .beside(KEPT, StsRecordZones::good)
                        .beside(NOTHING, () -> answering(answer("404 Not Found", "Location: /policy\r\n", ""))),
                redirected("302 Found"),
                redirected("303 See Other"),
                redirected("307 Temporary Redirect"),
                redirected("308 Permanent Redirect"),
                typed("", "Content-Type: text/html\r\n")
                        .saying("text/html")
                        .beside(KEPT, StsRecordZones::good)
                        .beside(
                                KEPT,
                                () -> answering(answer(
                                        "200 OK", "Content-Type: TEXT/Plain; charset=utf-8\r\n", enforce(HOST)))),
                typed("octets", "Content-Type: application/octet-stream\r\n"),
                typed("nearly", "Content-Type: text/plainer\r\n"),
                typed("none", ""),
                big("", PolicyServer.ok(body)).beside(KEPT, () -> answering(PolicyServer.ok(padded(60_000)))),
                big("in chunks", chunked));
    }

    private static MailWorld at(String... addresses) throws Exception {
        World world = unsigned().txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;");
        for (String each : addresses) {
            world.record(POLICY_HOST, each.indexOf(':') < 0 ? "A" : "AAAA", each);
        }
        return served(world);
    }

    private static List<Zoned> families() {
        String policy = enforce(HOST);
        return List.of(
                Zoned.warning("sts.v6-only", DOMAIN, () -> at(V6).policy(DOMAIN, V6, policy))
                        .beside(
                                KEPT,
                                () -> at(POLICY_V4, V6)
                                        .policy(DOMAIN, POLICY_V4, policy)
                                        .policy(DOMAIN, V6, policy)),
                Zoned.warning("sts.silent", DOMAIN, () -> at(POLICY_V4, V6).policy(DOMAIN, V6, policy))
                        .foretold(KEPT)
                        .saying("1 of 2", POLICY_V4)
                        .beside(KEPT, () -> at(POLICY_V4, V6).policy(DOMAIN, POLICY_V4, policy)));
    }
}
