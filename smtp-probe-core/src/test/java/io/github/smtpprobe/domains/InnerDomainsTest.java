/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import io.github.smtpprobe.zones.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains whose records point into the network of whoever surveys them: for strangers' domains nothing there is ever connected to. */
@Timeout(Patience.HANGING)
class InnerDomainsTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final String PUBLIC = "8.8.8.8";

    /** Where a probe wanted to go, in order; it gets nowhere but to the servers of a test. */
    private final List<String> wanted = new CopyOnWriteArrayList<>();

    private final List<String> systemLookUps = new CopyOnWriteArrayList<>();

    private Transport recording(Transport others) {
        return new Transport() {
            @Override
            public Connection connect(Route route, Deadline deadline) throws IOException {
                wanted.add(route.address().getHostAddress() + " " + route.port());
                return others.connect(route, deadline);
            }
        };
    }

    private SmtpProbe untrusted(MailWorld mail, SecureResolver resolver) {
        return SmtpProbe.forUntrustedTargets().toBuilder()
                .transport(recording(mail.transport()))
                .resolver(new MailResolver() {
                    @Override
                    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                        systemLookUps.add(host);
                        return Answer.found(List.of(InetAddress.getLoopbackAddress()));
                    }

                    @Override
                    public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
                        systemLookUps.add(domain);
                        return Answer.none(Status.NXDOMAIN, "");
                    }
                })
                .secureResolver(resolver)
                .build();
    }

    private DomainReport survey(MailWorld mail) {
        mail.world().start();
        return survey(mail, mail.world().resolver());
    }

    private DomainReport survey(MailWorld mail, SecureResolver resolver) {
        DomainReport report = untrusted(mail, resolver)
                .surveyDomain(DomainSurvey.of(DOMAIN)
                        .anchors(mail.world().anchors())
                        .deadline(Duration.ofSeconds(20))
                        .build());
        Printed.of(report);
        return report;
    }

    private static World at(World world, String name, String address) {
        return address.contains(":") ? world.aaaa(name, address) : world.a(name, address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "192.168.1.1",
                "192.0.2.1",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:0:127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::10.0.0.1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::",
                "2001:0:808:808:0:0:80ff:fffe",
                "2001:db8::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1"
            })
    void innerAddressesAreNeverConnectedTo(String inner) throws Exception {
        World world = at(World.unsigned(DOMAIN).mx(10, HOST), HOST, inner).txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;");
        try (MailWorld mail = new MailWorld(at(world, "mta-sts." + DOMAIN, inner))) {
            DomainReport report = survey(mail);
            assertThat(wanted).isEmpty();
            assertThat(systemLookUps).isEmpty();
            assertThat(report.facts().exchangers())
                    .singleElement()
                    .satisfies(one -> assertThat(one.addresses()).isEmpty());
            assertThat(report.facts().mtaSts().orElseThrow().fetch()).isEmpty();
            assertThat(report.asMap().toString()).doesNotContain("=" + text(inner) + ",");
        }
    }

    @Test
    void policyHostsWithAnAddressOfIpv6AreAsked() throws Exception {
        World world = World.unsigned(DOMAIN)
                .mx(10, HOST)
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;")
                .aaaa("mta-sts." + DOMAIN, "2606:4700::1");
        try (MailWorld mail =
                new MailWorld(world).policy(DOMAIN, "2606:4700::1", "version: STSv1\nmode: none\nmax_age: 86400\n")) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(report.facts().mtaSts().orElseThrow().fetch())
                    .map(PolicyFetch::outcome)
                    .contains(PolicyFetch.Outcome.FETCHED);
        }
    }

    @Test
    void innerAddressesAmongOthersAreLeftOut() throws Exception {
        World world = World.unsigned(DOMAIN)
                .mx(10, HOST)
                .mx(20, "127.0.0.1")
                .mx(30, "localhost")
                .mx(40, "alias.example.test")
                .cname("alias.example.test", "inner.example.test")
                .a("inner.example.test", "10.0.0.1")
                .a(HOST, PUBLIC)
                .a(HOST, "127.0.0.1")
                .aaaa(HOST, "::1")
                .ptr(PUBLIC, "inner.example.test")
                .ptr(PUBLIC, "localhost");
        try (MailWorld mail = new MailWorld(world).server(PUBLIC, CA.issue(HOST))) {
            survey(mail);
            assertThat(wanted).isNotEmpty().containsOnly(PUBLIC + " 25");
            assertThat(systemLookUps).isEmpty();
        }
    }

    /** The first answer is judged, and what is connected to is that address, whatever the name says afterwards. */
    @Test
    void namesThatLeadElsewhereTheNextTime() throws Exception {
        World world = World.unsigned(DOMAIN)
                .mx(10, HOST)
                .a(HOST, PUBLIC)
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;")
                .a("mta-sts." + DOMAIN, "8.8.4.4");
        try (MailWorld mail = new MailWorld(world)
                .server(PUBLIC, CA.issue(HOST), CA.issueRsa(2048, HOST))
                .policy(DOMAIN, "8.8.4.4", "version: STSv1\nmode: none\nmax_age: 1\n")) {
            world.start();
            AtomicInteger asked = new AtomicInteger();
            SecureResolver rebinding = OddResolver.changing(world.resolver(), answer -> {
                boolean name = answer.question().type() == RecordType.A
                        && !answer.records().isEmpty();
                if (!name || asked.incrementAndGet() <= 2) { // one of the host, one of the policy host
                    return answer;
                }
                return answer.toBuilder()
                        .records(List.of(DnsRecord.of(
                                answer.question().name(), RecordType.A, Duration.ofSeconds(1), new byte[] {127, 0, 0, 1
                                })))
                        .build();
            });
            survey(mail, rebinding);
            assertThat(asked).as("each name is looked up once").hasValue(2);
            assertThat(wanted).isNotEmpty().containsOnly(PUBLIC + " 25", "8.8.4.4 443");
            assertThat(systemLookUps).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://169.254.169.254/latest/meta-data/",
                "//127.0.0.1/",
                "http://inner.example.test/",
                "https://mta-sts.example.test:8443/.well-known/mta-sts.txt"
            })
    void redirectionsAreNotFollowed(String target) throws Exception {
        World world = World.unsigned(DOMAIN)
                .mx(10, HOST)
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;")
                .a("mta-sts." + DOMAIN, "8.8.4.4");
        try (MailWorld mail = new MailWorld(world)
                .policyHost(
                        "8.8.4.4",
                        CA.issue("mta-sts." + DOMAIN),
                        "HTTP/1.1 301 Moved\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n")) {
            mail.world().start();
            DomainReport report = mail.wiring(builder -> builder.transport(recording(mail.transport())))
                    .survey(DOMAIN);
            assertThat(wanted).containsOnly("8.8.4.4 443");
            assertThat(report.findings()).extracting(Finding::id).contains("sts.redirect");
            assertThat(world.asked()).noneMatch(question -> question.contains("inner"));
        }
    }

    @Test
    void nobodyWhoWantsReportsHearsAnything() throws Exception {
        World world = World.unsigned(DOMAIN)
                .mx(10, HOST)
                .a(HOST, PUBLIC)
                .txt(
                        "_smtp._tls." + DOMAIN,
                        "v=TLSRPTv1; rua=https://8.8.4.5/x,https://collector.test/x,mailto:tls@report.test");
        try (MailWorld mail = new MailWorld(world).server(PUBLIC, CA.issue(HOST))) {
            DomainReport report = survey(mail);
            assertThat(report.facts()
                            .tlsRpt()
                            .orElseThrow()
                            .record()
                            .orElseThrow()
                            .addresses())
                    .hasSize(3);
            assertThat(wanted).isNotEmpty().containsOnly(PUBLIC + " 25");
            assertThat(world.asked()).noneMatch(each -> each.contains("collector") || each.contains("report.test"));
            assertThat(systemLookUps).isEmpty();
        }
    }

    @Test
    void manyAddressesOfAStrangerAreNotTalkedTo() throws Exception {
        World world = World.unsigned(DOMAIN);
        for (int i = 0; i < 30; i++) {
            world.mx(i, "mx" + i + "." + DOMAIN);
            for (int j = 0; j < 10; j++) {
                world.a("mx" + i + "." + DOMAIN, "8.8." + i + "." + (j + 1));
            }
        }
        try (MailWorld mail = new MailWorld(world)) {
            survey(mail);
            assertThat(wanted.stream().distinct().count()).isBetween(1L, 5L);
            assertThat(wanted).hasSizeLessThanOrEqualTo(15).allMatch(each -> each.endsWith(" 25"));
        }
    }

    @Test
    void aStrangersSurveyNamesNoPortAndNoNameServer() {
        SmtpProbe strangers = SmtpProbe.forUntrustedTargets();
        for (DomainSurvey.Builder each : List.of(
                DomainSurvey.of(DOMAIN).port(22),
                DomainSurvey.of(DOMAIN).port(443),
                DomainSurvey.of(DOMAIN).nameServers(new InetSocketAddress("127.0.0.1", 53)))) {
            DomainSurvey survey = each.build();
            assertThatThrownBy(() -> strangers.surveyDomain(survey)).isInstanceOf(InvalidRequest.class);
            assertThatThrownBy(() -> strangers.call(survey)).isInstanceOf(InvalidRequest.class);
        }
    }

    private static String text(String inner) throws java.net.UnknownHostException {
        return io.github.smtpprobe.names.AddressLiteral.text(java.net.InetAddress.getByName(inner));
    }
}
