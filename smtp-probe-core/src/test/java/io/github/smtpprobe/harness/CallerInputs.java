/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.outlook.Senders;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where callers' values enter, each with its rule: hostile texts, objects and numbers, and the field that a refusal names. */
public final class CallerInputs {
    public static final List<Class<?>> ENTRANCES = List.of(
            SmtpProbe.Builder.class,
            ProbeRequest.class,
            ProbeRequest.Builder.class,
            TlsSettings.Builder.class,
            Credentials.class,
            Secret.class,
            PortPlan.class,
            Timeouts.class,
            Mailbox.class,
            DomainName.class,
            AddressPolicy.class);

    /** Texts that have broken mail software somewhere. */
    public static final List<String> HOSTILE = List.of(
            "",
            " ",
            "\t",
            "\r",
            "\n",
            "\r\n",
            "a\r\nRCPT TO:<evil@example.net>",
            "a\nb",
            "a\rb",
            "a\0b",
            "a\u0001b",
            "a\u001B[2Jb",
            "a\u007Fb",
            "a\u0085b",
            "a\u2028b",
            "a\u202Eb",
            "a\u2028b@example.com",
            "a\u202Eb@example.com",
            "\uFEFFa@example.com",
            "a\uD800b",
            "\u560Aa\u560D",
            "\u760Aa\u760D",
            "x".repeat(1 << 20),
            "a@b> SIZE=1",
            "a@b>\r\nRCPT TO:<c@d>",
            "\"x> NOTIFY=NEVER\"@example.com",
            "\"a b\"@example.com",
            "\"a\\\r\nb\"@example.com",
            "<@x:a@example.com>",
            "a(comment)@example.com",
            "group: a@b;",
            "a@b@c",
            "noat",
            "@example.com",
            "a@",
            "x".repeat(65) + "@example.com",
            "a@" + "x.".repeat(130) + "com",
            "a..b",
            ".a",
            "-a",
            "*",
            "x".repeat(64) + ".com",
            "http://x",
            "x:25",
            "user:canary-pass@x",
            "::1",
            "fe80::1%eth0",
            "127.1",
            "2130706433",
            "0177.0.0.1",
            "0x7f.1",
            "\uFF11\uFF12\uFF17.0.0.1",
            "a\u3002b",
            "a\u00ADb.com",
            "a\u200Bb.com",
            "\u212Aelvin.com",
            "fa\u00DF.de",
            "xn--",
            "xn--a",
            "PLAIN X",
            "plain",
            "ABCDEFGHIJKLMNOPQRSTU");

    /** How a text gets into a probe, and the field that a refusal names; a rule without field takes what Java itself refuses. */
    public interface Entrance {
        ProbeRequest.Builder put(String text);
    }

    public record Rule(String field, Entrance entrance) {}

    public static ProbeRequest.Builder sane() {
        return ProbeRequest.to("127.0.0.1", 25).tls(TlsMode.PLAIN);
    }

    public static ProbeRequest.Builder login(String user, String password) {
        return sane().allowCleartextCredentials().credentials(Credentials.password(user, Secret.of(password)));
    }

    public static final Map<String, Rule> TEXTS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "ProbeRequest.to(String)",
                    new Rule("host", text -> ProbeRequest.to(text).ports(PortPlan.of(25, TlsMode.PLAIN)))),
            Map.entry(
                    "ProbeRequest.to(String,int)",
                    new Rule("host", text -> ProbeRequest.to(text, 25).tls(TlsMode.PLAIN))),
            Map.entry("ProbeRequest.Builder.host(String)", new Rule("host", text -> sane().host(text))),
            Map.entry(
                    "ProbeRequest.Builder.domain(String)",
                    new Rule(
                            "domain", text -> ProbeRequest.toMxOf("example.com").domain(text))),
            Map.entry("ProbeRequest.toMxOf(String)", new Rule("domain", ProbeRequest::toMxOf)),
            Map.entry(
                    "ProbeRequest.fromMailProperties(Map)",
                    new Rule(
                            "mail.smtp.host",
                            text -> ProbeRequest.fromMailProperties(
                                            Map.of("mail.smtp.host", text, "mail.smtp.port", 25))
                                    .request())),
            Map.entry("ProbeRequest.Builder.helloVerb(String)", new Rule("helloVerb", text -> sane().helloVerb(text))),
            Map.entry("ProbeRequest.Builder.heloName(String)", new Rule("heloName", text -> sane().heloName(text))),
            Map.entry(
                    "ProbeRequest.Builder.mechanisms(String[])",
                    new Rule("mechanisms", text -> login("ada", "secret-word").mechanisms(text))),
            Map.entry(
                    "ProbeRequest.Builder.envelope(String,String[])",
                    new Rule("envelope.from", text -> sane().envelope(text, "bob@example.com"))),
            Map.entry(
                    "ProbeRequest.Builder.envelopeWithNullReversePath(String[])",
                    new Rule("envelope.to[0]", text -> sane().envelopeWithNullReversePath(text))),
            Map.entry("ProbeRequest.Builder.connectTo(String)", new Rule("connectTo", text -> sane().connectTo(text))),
            Map.entry(
                    "ProbeRequest.Builder.message(byte[])",
                    new Rule(
                            "message",
                            text -> sane().envelope("a@example.com", "b@example.com")
                                    .message(text.getBytes(StandardCharsets.UTF_8)))),
            Map.entry(
                    "Credentials.password(String,Secret)",
                    new Rule("credentials.user", text -> login(text, "secret-word"))),
            Map.entry(
                    "ProbeRequest.Builder.password(String,char[])",
                    new Rule(
                            "credentials.password",
                            text -> sane().allowCleartextCredentials().password("ada", text.toCharArray()))),
            Map.entry(
                    "ProbeRequest.Builder.bearer(String,TokenSource)",
                    new Rule(
                            "credentials.user",
                            text -> sane().allowCleartextCredentials().bearer(text, left -> Secret.of("token-word")))),
            Map.entry(
                    "Credentials.bearer(String,TokenSource)",
                    new Rule(
                            "credentials.user",
                            text -> sane().allowCleartextCredentials()
                                    .credentials(Credentials.bearer(text, left -> Secret.of("token-word"))))),
            Map.entry(
                    "Credentials.external(String)",
                    new Rule(
                            "credentials.authorizationIdentity",
                            text -> sane().allowCleartextCredentials().credentials(Credentials.external(text)))),
            Map.entry(
                    "Credentials.anonymous(String)",
                    new Rule(
                            "credentials.trace",
                            text -> sane().allowCleartextCredentials().credentials(Credentials.anonymous(text)))),
            Map.entry("Secret.of(String)", new Rule("credentials.password", text -> login("ada", text))),
            Map.entry(
                    "Secret.of(char[])",
                    new Rule(
                            "credentials.password",
                            text -> sane().allowCleartextCredentials()
                                    .credentials(Credentials.password("ada", Secret.of(text.toCharArray())))))));

    /** Setters that take no text which could reach the wire: null, and what else is out of their range, is refused. */
    public static final Map<String, List<Object>> OBJECTS = new TreeMap<>(Map.ofEntries(
            Map.entry("SmtpProbe.Builder.mechanism(SaslMechanism)", List.of()),
            Map.entry("SmtpProbe.Builder.transport(Transport)", List.of()),
            Map.entry("SmtpProbe.Builder.resolver(MailResolver)", List.of()),
            Map.entry(
                    "SmtpProbe.Builder.nameServers(InetSocketAddress[])",
                    List.of(
                            new InetSocketAddress[0],
                            new InetSocketAddress[] {InetSocketAddress.createUnresolved("dns.example", 53)},
                            new InetSocketAddress[] {new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)})),
            Map.entry("SmtpProbe.Builder.addressPolicy(AddressPolicy)", List.of()),
            Map.entry("SmtpProbe.Builder.tlsSettings(TlsSettings)", List.of()),
            Map.entry("SmtpProbe.Builder.check(String,Check)", List.of("", "old-tls", "tls.x")),
            Map.entry("SmtpProbe.Builder.lookUp(String,LookUp)", List.of("", "block-list", "Acme.x")),
            Map.entry("SmtpProbe.Builder.domainLookUp(String,DomainLookUp)", List.of("", "caa", "Acme.x", "tlsa.x")),
            Map.entry(
                    "SmtpProbe.Builder.sender(Sender)",
                    List.of(Senders.standard().get(0))),
            Map.entry("SmtpProbe.Builder.secureResolver(SecureResolver)", List.of()),
            Map.entry("SmtpProbe.Builder.clock(Clock)", List.of()),
            Map.entry("SmtpProbe.Builder.catalogue(ReplyCatalogue)", List.of()),
            Map.entry("SmtpProbe.Builder.listener(ProbeListener)", List.of()),
            Map.entry("SmtpProbe.Builder.ticker(Ticker)", List.of()),
            Map.entry("ProbeRequest.Builder.tls(TlsMode)", List.of()),
            Map.entry("ProbeRequest.Builder.ports(PortPlan)", List.of()),
            Map.entry("ProbeRequest.Builder.coverage(Coverage)", List.of()),
            Map.entry("ProbeRequest.Builder.xclient(Map)", List.of(Map.of(), Map.of("ADDR", "a\nb"), Map.of("a", "b"))),
            Map.entry("ProbeRequest.Builder.stopAfter(Stage)", List.of()),
            Map.entry("ProbeRequest.Builder.sourceAddress(InetAddress)", List.of()),
            Map.entry("ProbeRequest.Builder.proxyHeader(ProxyHeader)", List.of()),
            Map.entry("ProbeRequest.Builder.road(Road)", List.of()),
            Map.entry("SmtpProbe.Builder.road(Road)", List.of()),
            Map.entry("ProbeRequest.Builder.credentials(Credentials)", List.of()),
            Map.entry("Credentials.kerberos(Subject)", List.of()),
            Map.entry(
                    "ProbeRequest.Builder.trustCertificate(String)",
                    List.of("", "zz", "a".repeat(63), "\u0661".repeat(64))),
            Map.entry(
                    "ProbeRequest.Builder.trustedCertificates(Path)",
                    List.of(Path.of(""), Path.of("/no/such/file"), Path.of("a\nb"))),
            Map.entry("ProbeRequest.Builder.timeouts(Timeouts)", List.of()),
            Map.entry("ProbeRequest.Builder.addressFamilies(AddressFamilies)", List.of()),
            Map.entry(
                    "ProbeRequest.Builder.deadline(Duration)",
                    List.of(
                            Duration.ZERO,
                            Duration.ofNanos(-1),
                            Duration.ofSeconds(Long.MAX_VALUE),
                            Duration.ofHours(2))),
            Map.entry("Timeouts.withConnect(Duration)", List.of(Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE))),
            Map.entry("Timeouts.withTls(Duration)", List.of(Duration.ZERO, Duration.ofSeconds(-1))),
            Map.entry("Timeouts.withGreeting(Duration)", List.of(Duration.ZERO, Duration.ofDays(1))),
            Map.entry("Timeouts.withQuit(Duration)", List.of(Duration.ZERO, Duration.ofDays(1))),
            Map.entry("Timeouts.withReply(Duration)", List.of(Duration.ZERO, Duration.ofSeconds(Long.MIN_VALUE))),
            Map.entry("TlsSettings.Builder.trustStore(KeyStore)", List.of()),
            Map.entry("TlsSettings.Builder.trustManager(X509TrustManager)", List.of()),
            Map.entry(
                    "TlsSettings.Builder.trustCertificate(String)",
                    List.of("", "zz", "a".repeat(63), "\u0661".repeat(64))),
            Map.entry(
                    "TlsSettings.Builder.trustedCertificates(Path)",
                    List.of(Path.of(""), Path.of("/no/such/file"), Path.of("a\nb"))),
            Map.entry("TlsSettings.Builder.clientKey(KeyStore,char[])", List.of()),
            Map.entry(
                    "TlsSettings.Builder.namedGroups(String[])",
                    List.of(new String[0], new String[] {""}, new String[] {"x25519", "x25519"}, new String[] {"x\ny"
                    })),
            Map.entry(
                    "TlsSettings.Builder.cipherSuites(String[])",
                    List.of(new String[0], new String[] {""}, new String[] {"AES128-SHA"}, new String[] {"x\ny"})),
            Map.entry("TlsSettings.Builder.serverName(String)", List.of("", "192.0.2.1", "a\r\nb", "a..b")),
            Map.entry("TlsSettings.Builder.protocols(String[])", List.of(new String[0], new String[] {""})),
            Map.entry("TlsSettings.Builder.provider(Provider)", List.of()),
            Map.entry("TlsSettings.Builder.sslContext(SSLContext)", List.of()),
            Map.entry("Mailbox.parse(String)", List.of("", "a@b@c", "a\r\n@b", "x")),
            Map.entry("DomainName.parse(String)", List.of("", "a..b", "a b", "\r\n")),
            Map.entry("AddressPolicy.only(String[])", List.of(new String[] {"10/8/9"}, new String[] {"x"})),
            Map.entry("AddressPolicy.except(String[])", List.of(new String[] {""}, new String[] {"1.2.3.4/33"})),
            Map.entry("AddressPolicy.onPorts(int[])", List.of(new int[0], new int[] {0}, new int[] {25, 65_536})),
            Map.entry("AddressPolicy.and(AddressPolicy)", List.of())));

    /** Numbers out of range, checked when the request is built; any number is right for a seed. */
    public static final Set<String> NUMBERS = Set.of(
            "SmtpProbe.Builder.seed(long)",
            "ProbeRequest.Builder.messageSize(long)",
            "ProbeRequest.Builder.port(int)",
            "PortPlan.of(int)",
            "PortPlan.of(int,TlsMode)");

    private CallerInputs() {}
}
