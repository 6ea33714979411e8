/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.LedTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.zones.World;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Everything that a survey meets, in one machine: a DNS of its own, mail servers and policy hosts at public addresses, and the authority that
 * all the world trusts.
 *
 * <pre>{@code
 * Issued key = MailWorld.CA.issue("mx.example.test");
 * try (MailWorld mail = new MailWorld(World.signed("example.test").mx(10, "mx.example.test")
 *                 .a("mx.example.test", "8.8.8.8")
 *                 .tlsa("_25._tcp.mx.example.test", MailWorld.tlsa(3, 1, 1, key)))
 *         .server("8.8.8.8", key)) {
 *     DomainReport report = mail.survey("example.test");
 * }
 * }</pre>
 */
public final class MailWorld implements Closeable {
    /** Whom all clients trust. */
    public static final CertificateAuthority CA = CertificateAuthority.create();

    private static final Script STARTTLS = Script.parse("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go
            * tls any
            C~ QUIT
            S~ 221 bye
            """);
    private static final Script CLEAR = Script.parse("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250 mx
            C: QUIT
            S: 221 bye
            """);
    private static final Script REFUSES_TLS = Script.parse("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 STARTTLS
            C: STARTTLS
            S: 454 4.7.0 TLS not available
            C: QUIT
            S: 221 bye
            """);

    private static final char[] PASSWORD = "in-memory".toCharArray();

    private final World world;
    private final List<Closeable> servers = new ArrayList<>();
    private final List<ScriptedServer> mail = new ArrayList<>();
    private LedTransport transport = LedTransport.leading("192.0.2.254", 1);
    private UnaryOperator<SmtpProbe.Builder> wiring = builder -> builder;

    public MailWorld(World world) {
        this.world = world;
    }

    /** A TLSA record for a certificate as it stands in a zone. */
    public static String tlsa(int usage, int selector, int matching, X509Certificate certificate) {
        try {
            return io.github.smtpprobe.dane.TlsaLine.of(certificate.getEncoded(), usage, selector, matching)
                    .orElseThrow()
                    .text();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String tlsa(int usage, int selector, int matching, Issued issued) {
        return tlsa(usage, selector, matching, issued.chain().get(0));
    }

    /** A mail server that shows the certificate whose key the client can use; of two, the first where it can use both. */
    public MailWorld server(String address, Issued... certificates) throws IOException {
        return mail(address, ScriptedServer.playing(STARTTLS).tls(context(certificates)));
    }

    /** A mail server that knows these versions of TLS alone. */
    public MailWorld server(String address, Issued certificate, List<String> versions) throws IOException {
        return mail(
                address,
                ScriptedServer.playing(STARTTLS).tls(certificate.serverContext(), versions.toArray(String[]::new)));
    }

    /** A mail server that does not offer STARTTLS. */
    public MailWorld clear(String address) throws IOException {
        return mail(address, ScriptedServer.playing(CLEAR));
    }

    /** A mail server that offers STARTTLS and refuses it. */
    public MailWorld refusingTls(String address) throws IOException {
        return mail(address, ScriptedServer.playing(REFUSES_TLS));
    }

    /** Takes connections and never says anything. */
    public MailWorld silent(String address) throws IOException {
        return silent(address, () -> {});
    }

    /** Takes connections, tells of each, and never says anything. */
    public MailWorld silent(String address, Runnable client) throws IOException {
        return leading(address, 25, new SilentServer(client));
    }

    /** Leads a port of an address to a server of one's own, which is closed with all others. */
    public <S extends Closeable & Listening> MailWorld leading(String address, int port, S server) {
        servers.add(server);
        transport = transport.and(address, port, server.port());
        return this;
    }

    /** Plays something else. */
    public MailWorld playing(String address, Script script, Issued certificate) throws IOException {
        return mail(address, ScriptedServer.playing(script).tls(certificate.serverContext()));
    }

    /** A mail server that talks so, and shows this certificate. */
    public MailWorld talking(String address, Issued certificate, String script) throws IOException {
        return mail(address, ScriptedServer.playing(Script.parse(script)).tls(certificate.serverContext()));
    }

    /** Has this machine's end of all connections be at another address. */
    public MailWorld from(String address) {
        transport = transport.from(address);
        return this;
    }

    private MailWorld mail(String address, ScriptedServer.Builder building) throws IOException {
        ScriptedServer server = building.lenient().start();
        servers.add(server);
        mail.add(server);
        transport = transport.and(address, 25, server.port());
        return this;
    }

    /** A policy host that answers so. */
    public MailWorld policyHost(String address, Issued certificate, String answer) throws IOException {
        PolicyServer server = PolicyServer.answering(certificate, answer);
        servers.add(server);
        transport = transport.and(address, 443, server.port());
        return this;
    }

    /** A policy host that writes so. */
    public MailWorld policyHost(String address, Issued certificate, PolicyServer.Answer answer) throws IOException {
        return leading(address, 443, PolicyServer.answering(certificate, answer));
    }

    /** A policy host with a certificate of the authority, and a policy. */
    public MailWorld policy(String domain, String address, String policy) throws IOException {
        return policyHost(address, CA.issue("mta-sts." + domain), PolicyServer.ok(policy));
    }

    /** Changes how the probe is wired. */
    public MailWorld wiring(UnaryOperator<SmtpProbe.Builder> change) {
        wiring = change;
        return this;
    }

    /** The way to all that was named so far. */
    public LedTransport transport() {
        return transport;
    }

    public World world() {
        return world;
    }

    /** How many clients the mail servers have had, in the order in which those were named. */
    public List<Integer> connections() {
        return mail.stream().map(ScriptedServer::connections).toList();
    }

    public DomainReport survey(String domain) throws GeneralSecurityException {
        return survey(DomainSurvey.of(domain).deadline(Duration.ofSeconds(20)));
    }

    public DomainReport survey(DomainSurvey.Builder survey) throws GeneralSecurityException {
        return probe().surveyDomain(survey.anchors(world.anchors()).build());
    }

    public SmtpProbe probe() throws GeneralSecurityException {
        world.start();
        return wiring.apply(SmtpProbe.builder()
                        .nameServers(world.addresses().toArray(java.net.InetSocketAddress[]::new))
                        .transport(transport)
                        .clock(world.clock())
                        .tlsSettings(TlsSettings.builder()
                                .trustStore(CA.trustStore())
                                .build()))
                .build();
    }

    /** A port on which nobody listens. */
    public static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static SSLContext context(Issued... certificates) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < certificates.length; i++) {
                store.setKeyEntry(
                        "server" + i,
                        certificates[i].key(),
                        PASSWORD,
                        certificates[i].chain().toArray(new X509Certificate[0]));
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("every JDK can serve its own certificates", impossible);
        }
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : servers) {
            each.close();
        }
        world.close();
    }
}
