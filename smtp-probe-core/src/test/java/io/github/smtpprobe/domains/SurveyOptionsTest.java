/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Sender;
import io.github.smtpprobe.outlook.Senders;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.TlsResult;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Transport;
import io.github.smtpprobe.zones.World;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each option of a probe does in a survey what it says, or has nothing to say there and is named here. */
class SurveyOptionsTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final Issued KEY = CA.issue(HOST);

    /** What is about the replies of one server, a login, or the names of one target. */
    private static final Set<String> OF_PROBES_ALONE = Set.of(
            "mechanism",
            "discoverMechanisms",
            "withoutCredentials",
            "lookUp",
            "check",
            "catalogue",
            "resolver",
            "seed");

    private static final Set<String> TESTED = Set.of(
            "addressPolicy",
            "clock",
            "domainLookUp",
            "listener",
            "nameServers",
            "road",
            "secureResolver",
            "sender",
            "ticker",
            "tlsSettings",
            "transport");

    private static World world() {
        return World.signed(DOMAIN).mx(10, HOST).a(HOST, "8.8.8.8").tlsa("_25._tcp." + HOST, tlsa(3, 1, 1, KEY));
    }

    private static DomainReport surveyed(UnaryOperator<SmtpProbe.Builder> options) throws Exception {
        try (MailWorld mail = new MailWorld(world()).server("8.8.8.8", KEY)) {
            return mail.wiring(options).survey(DOMAIN);
        }
    }

    private static ServerHandshake first(DomainReport report) {
        return address(report).handshake(ServerHandshake.Offer.ANY).orElseThrow();
    }

    private static SurveyedAddress address(DomainReport report) {
        return report.facts().exchangers().get(0).addresses().get(0);
    }

    private static Prospect prospect(DomainReport report, String sender) {
        return report.outlook().sender(sender).orElseThrow().domain().prospect();
    }

    private static List<String> ids(DomainReport report) {
        return report.findings().stream().map(Finding::id).toList();
    }

    @Test
    void eachOptionIsNamedHere() {
        Set<String> options = Arrays.stream(SmtpProbe.Builder.class.getMethods())
                .filter(each -> each.getDeclaringClass() != Object.class && each.getParameterCount() >= 0)
                .filter(each -> each.getReturnType().isAssignableFrom(SmtpProbe.Builder.class))
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertThat(new TreeSet<>(options))
                .containsExactlyElementsOf(Stream.concat(TESTED.stream(), OF_PROBES_ALONE.stream())
                        .sorted()
                        .toList());
    }

    @Test
    void anAddressPolicyKeepsItAway() throws Exception {
        List<String> connected = new CopyOnWriteArrayList<>();
        AddressPolicy never = (host, address, port) -> {
            connected.add(host);
            return false;
        };
        DomainReport report = surveyed(probe -> probe.addressPolicy(never));
        assertThat(connected).contains(HOST);
        assertThat(address(report).handshakes()).allMatch(each -> each.chain().isEmpty());
        assertThat(prospect(report, "postfix-dane")).isEqualTo(Prospect.NOT_KNOWN);
        assertThat(ids(report)).noneMatch(each -> each.startsWith("mx.all-silent"));
    }

    /** Signatures and certificates are judged by it. */
    @Test
    void aClockTellsTheTime() throws Exception {
        Duration later = Duration.ofDays(400);
        try (MailWorld mail = new MailWorld(world()).server("8.8.8.8", KEY)) {
            DomainReport report = mail.wiring(
                            probe -> probe.clock(Clock.offset(mail.world().clock(), later)))
                    .survey(DOMAIN);
            assertThat(report.facts().mx().security()).isNotEqualTo(Security.SECURE);
        }
    }

    @Test
    void aLookUpOfTheApplicationsFinds() throws Exception {
        DomainReport report = surveyed(probe -> probe.domainLookUp(
                "acme.inventory",
                (subject, deadline) -> List.of(TargetFact.builder("acme.inventory", "Inventory", Outcome.done())
                        .value("hosts", "Hosts", subject.exchangers().keySet())
                        .build())));
        assertThat(report.facts().targetFacts())
                .anySatisfy(fact -> assertThat(fact.values()).containsEntry("hosts", List.of(HOST)));
    }

    /** It hears of each conversation as of a probe. */
    @Test
    void aListenerHearsTheConversations() throws Exception {
        AtomicInteger probes = new AtomicInteger();
        DomainReport report = surveyed(probe -> probe.listener(new ProbeListener() {
            @Override
            public void probeFinished(ProbeEvent.ProbeFinished event) {
                probes.incrementAndGet();
            }
        }));
        assertThat(probes.get()).isEqualTo(address(report).handshakes().size());
    }

    @Test
    void nameServersAreAsked() throws Exception {
        try (World other = World.signed(DOMAIN).nullMx().start()) {
            DomainReport report =
                    surveyed(probe -> probe.nameServers(other.addresses().toArray(InetSocketAddress[]::new)));
            assertThat(other.asked()).contains(DOMAIN + " MX");
            assertThat(report.facts().lookUps())
                    .allMatch(each -> each.server()
                            .endsWith(":" + other.addresses().get(0).getPort()));
        }
    }

    @Test
    void aRoadIsTheOnlyWay() throws Exception {
        int closed = MailWorld.closedPort();
        DomainReport report = surveyed(probe -> probe.road(Road.through(Proxy.http("127.0.0.1", closed))));
        assertThat(first(report).state()).isEqualTo(TlsResult.NOT_TESTED);
        assertThat(prospect(report, "postfix-dane")).isEqualTo(Prospect.NOT_KNOWN);
    }

    @Test
    void aResolverOfTheApplicationsIsAsked() throws Exception {
        DomainReport report = surveyed(probe -> probe.secureResolver(new SecureResolver() {
            @Override
            public List<DnsAnswer> look(List<Question> questions, Deadline deadline) {
                return questions.stream()
                        .map(each -> DnsAnswer.to(each, Security.SECURE)
                                .result(DnsResult.NO_NAME)
                                .server("of the application")
                                .build())
                        .toList();
            }

            @Override
            public RootValidation rootValidation(Deadline deadline) {
                return RootValidation.of(RootValidation.State.SOUND, "");
            }

            @Override
            public List<DnsAnswer> fromEach(Question question, Deadline deadline) {
                return List.of();
            }
        }));
        assertThat(report.facts().lookUps())
                .isNotEmpty()
                .allMatch(each -> each.server().equals("of the application"));
        assertThat(ids(report)).contains("mx.nowhere");
    }

    @Test
    void aSenderOfTheApplicationsIsForetold() throws Exception {
        Sender own = Sender.builder("acme.relay", "Acme")
                .like(Senders.standard().get(0))
                .build();
        assertThat(prospect(surveyed(probe -> probe.sender(own)), "acme.relay")).isNotNull();
    }

    /** A deadline is measured by it. */
    @Test
    void aTickerMeasures() throws Exception {
        AtomicInteger read = new AtomicInteger();
        Ticker system = Ticker.system();
        DomainReport report = surveyed(probe -> probe.ticker(() -> {
            read.incrementAndGet();
            return system.nanos();
        }));
        assertThat(read.get()).isPositive();
        assertThat(prospect(report, "postfix-dane")).isEqualTo(Prospect.VERIFIED);
    }

    @Test
    void aTransportConnects() throws Exception {
        Transport none = (route, timeout) -> {
            throw new IOException("no way");
        };
        DomainReport report = surveyed(probe -> probe.transport(none));
        assertThat(prospect(report, "postfix-dane")).isEqualTo(Prospect.NOT_KNOWN);
    }

    /** Whom to trust is the application's to say. */
    @Test
    void tlsSettingsSayWhomToTrust() throws Exception {
        for (boolean known : new boolean[] {true, false}) {
            CertificateAuthority trusted = known ? CA : CertificateAuthority.create();
            TlsSettings settings =
                    TlsSettings.builder().trustStore(trusted.trustStore()).build();
            TlsInfo tls =
                    first(surveyed(probe -> probe.tlsSettings(settings))).tls().orElseThrow();
            assertThat(tls.verdict().orElseThrow().acceptable()).isEqualTo(known);
        }
    }

    /** What an application's probes choose of TLS is not what senders choose: no server is blamed for not taking it. */
    @Test
    void aChoiceOfVersionsSuitesAndGroupsIsNotTheSenders() throws Exception {
        for (TlsSettings narrow : List.of(
                TlsSettings.builder().protocols("TLSv1.3").build(),
                TlsSettings.builder().cipherSuites("TLS_AES_256_GCM_SHA384").build())) {
            try (MailWorld mail = new MailWorld(world()).server("8.8.8.8", KEY, List.of("TLSv1.2"))) {
                DomainReport report =
                        mail.wiring(probe -> probe.tlsSettings(narrow)).survey(DOMAIN);
                assertThat(first(report).tls().flatMap(TlsInfo::protocol)).contains("TLSv1.2");
                assertThat(prospect(report, "postfix-dane")).isEqualTo(Prospect.VERIFIED);
            }
        }
    }

    /** A certificate that was seen an hour ago is not the one that the server has now. */
    @Test
    void aSessionIsNotResumed() throws Exception {
        TlsSettings resuming = TlsSettings.builder()
                .trustStore(CA.trustStore())
                .resumingSessions()
                .build();
        try (MailWorld mail = new MailWorld(world()).server("8.8.8.8", KEY)) {
            SmtpProbe probe = mail.wiring(each -> each.tlsSettings(resuming)).probe();
            DomainSurvey survey =
                    DomainSurvey.of(DOMAIN).anchors(mail.world().anchors()).build();
            for (int i = 0; i < 3; i++) {
                assertThat(first(probe.surveyDomain(survey)).tls().orElseThrow().resumed())
                        .isFalse();
            }
        }
    }
}
