/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import static io.github.smtpprobe.zones.SecureDnsTest.HOST;
import static io.github.smtpprobe.zones.SecureDnsTest.look;
import static io.github.smtpprobe.zones.SecureDnsTest.mail;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.dns.SecureDns;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.records.ZoneSigning;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of a zone, and what it is told as. */
@Tag("waits")
class FaultyZonesTest {
    private static final String TLSA = "_25._tcp." + HOST;

    private static Arguments fault(
            String name, UnaryOperator<World> fault, String question, Security security, Trouble trouble) {
        return Arguments.of(name, fault, question, security, trouble);
    }

    static Stream<Arguments> faults() {
        String mx = "example.test MX";
        String tlsa = TLSA + " TLSA";
        String none = HOST + " AAAA";
        return Stream.of(
                fault("expired set", w -> w.expired("example.test", "MX"), mx, Security.BOGUS, Trouble.EXPIRED),
                fault("expired zone", World::expired, mx, Security.BOGUS, Trouble.EXPIRED),
                fault("expired denial", World::expired, none, Security.BOGUS, Trouble.EXPIRED),
                fault("not yet", w -> w.notYet("example.test", "MX"), mx, Security.BOGUS, Trouble.NOT_YET),
                fault("not yet keys", w -> w.notYet("example.test", "DNSKEY"), mx, Security.BOGUS, Trouble.NOT_YET),
                fault("wrong", w -> w.wrongSignature("example.test", "MX"), mx, Security.BOGUS, Trouble.SIGNATURE),
                fault("wrong zone", World::wrongSignatures, mx, Security.BOGUS, Trouble.SIGNATURE),
                fault(
                        "missing",
                        w -> w.missingSignature("example.test", "MX"),
                        mx,
                        Security.BOGUS,
                        Trouble.NO_SIGNATURE),
                fault("wrong TLSA", w -> w.wrongSignature(TLSA, "TLSA"), tlsa, Security.BOGUS, Trouble.SIGNATURE),
                fault("orphan", World::dsOrphan, mx, Security.BOGUS, Trouble.NO_KEY),
                fault("orphan, denial", World::dsOrphan, none, Security.BOGUS, Trouble.NO_KEY),
                fault("broken denial", w -> w.brokenDenial(HOST), none, Security.BOGUS, Trouble.DENIAL),
                fault("missing denial", w -> w.missingDenial(HOST), none, Security.BOGUS, Trouble.DENIAL),
                fault("wrong denial", w -> w.wrongDenial(HOST), none, Security.BOGUS, Trouble.DENIAL),
                fault("broken NSEC3", w -> w.nsec3().brokenDenial(HOST), none, Security.BOGUS, Trouble.DENIAL),
                fault("wrong NSEC3", w -> w.nsec3().wrongDenial(HOST), none, Security.BOGUS, Trouble.DENIAL),
                fault("missing NSEC3", w -> w.nsec3().missingDenial(HOST), none, Security.BOGUS, Trouble.DENIAL),
                fault("iterations", w -> w.nsec3(151), none, Security.INSECURE, Trouble.NSEC3_ITERATIONS),
                fault("broken iterations", w -> w.nsec3(151).brokenDenial(HOST), none, Security.BOGUS, Trouble.DENIAL),
                fault("unsupported", World::unsupportedAlgorithm, mx, Security.INSECURE, Trouble.ALGORITHM),
                fault("unsupported, denial", World::unsupportedAlgorithm, none, Security.INSECURE, Trouble.ALGORITHM),
                fault("SERVFAIL", w -> w.servfail(TLSA, "TLSA"), tlsa, Security.FAILED, Trouble.SERVER_FAILURE),
                fault(
                        "keys SERVFAIL",
                        w -> w.servfail("example.test", "DNSKEY"),
                        mx,
                        Security.FAILED,
                        Trouble.SERVER_FAILURE),
                fault(
                        "keys SERVFAIL, denial",
                        w -> w.servfail("example.test", "DNSKEY"),
                        none,
                        Security.FAILED,
                        Trouble.SERVER_FAILURE),
                fault(
                        "DS SERVFAIL",
                        w -> w.servfail("example.test", "DS"),
                        none,
                        Security.FAILED,
                        Trouble.SERVER_FAILURE),
                fault(
                        "NOTIMP",
                        w -> w.answering(TLSA, "TLSA", Misdeed.code(4)),
                        tlsa,
                        Security.FAILED,
                        Trouble.OTHER_CODE),
                fault("REFUSED", w -> w.refused(TLSA, "TLSA"), tlsa, Security.FAILED, Trouble.REFUSED),
                fault("silent", w -> w.silent(TLSA, "TLSA"), tlsa, Security.FAILED, Trouble.SILENT),
                fault("silent keys", w -> w.silent("example.test", "DNSKEY"), mx, Security.FAILED, Trouble.SILENT),
                fault(
                        "silent keys, denial",
                        w -> w.silent("example.test", "DNSKEY"),
                        none,
                        Security.FAILED,
                        Trouble.SILENT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isToldByItsName(String name, UnaryOperator<World> fault, String question, Security security, Trouble trouble)
            throws Exception {
        try (World world = fault.apply(mail(World.signed("example.test")))) {
            Deadline time = trouble == Trouble.SILENT
                    ? Deadline.after(Duration.ofMillis(3_400), Ticker.system())
                    : SecureDnsTest.time();
            DnsAnswer answer = look(world, question.split(" ")[0], question.split(" ")[1], time);
            assertThat(answer.security()).as(answer + ": " + answer.detail()).isEqualTo(security);
            assertThat(answer.trouble()).as(answer.detail()).contains(trouble);
            assertThat(answer.answered()).isEqualTo(security.learned());
            assertThat(DnsAnswer.fromMap(answer.asMap())).isEqualTo(answer);
        }
    }

    /** A question that was not waited for long enough is not answered by silence. */
    @ParameterizedTest
    @CsvSource({TLSA + ", TLSA", "example.test, DNSKEY", "test, DS"})
    void aShortSilenceIsNoAnswer(String name, String type) throws Exception {
        try (World world = mail(World.signed("example.test")).silent(name, type)) {
            SecureDns dns = world.start().resolver();
            assertThat(dns.rootValidation(SecureDnsTest.time()).sound()).isTrue();
            Deadline soon = Deadline.after(Duration.ofMillis(500), Ticker.system());
            DnsAnswer answer = dns.look(new Question(TLSA, RecordType.TLSA), soon);
            assertThat(answer.security()).as(answer + ": " + answer.detail()).isEqualTo(Security.NOT_TESTED);
            assertThat(answer.trouble()).contains(Trouble.DEADLINE);
            assertThat(answer.answered()).isFalse();
        }
    }

    @Test
    void theFaultIsTheZones() throws Exception {
        try (World world = mail(World.signed("example.test").dsOrphan())) {
            DnsAnswer answer = look(world, "example.test", "MX");
            assertThat(answer.zone()).contains("example.test");
            assertThat(answer.detail()).contains("example.test", "delegation names");
        }
        try (World world =
                mail(World.signed("example.test").in("test").expired().in("example.test"))) {
            DnsAnswer answer = look(world, "example.test", "MX");
            assertThat(answer.trouble()).contains(Trouble.EXPIRED);
            assertThat(answer.zone()).contains("test");
            assertThat(answer.signedUntil()).contains(TestClock.BEGIN.minus(ZoneData.AGE));
        }
    }

    @Test
    void oldAlgorithmsAreSecureAndTold() throws Exception {
        try (World world = mail(World.signed("example.test").sha1())) {
            DnsAnswer answer = look(world, "example.test", "MX");
            assertThat(answer.security()).as(answer.detail()).isEqualTo(Security.SECURE);
            assertThat(answer.algorithms()).contains(5);
            assertThat(answer.digests()).contains(1);
        }
    }

    /** What comes is said, and not what was made up to check it. */
    @Test
    void aDenialWithoutProofsIsSaidToBeThat() throws Exception {
        try (World world = mail(World.signed("example.test"))
                .answering("example.test", "MX", Misdeed.code(org.xbill.DNS.Rcode.NXDOMAIN))) {
            DnsAnswer answer = look(world, "example.test", "MX");
            assertThat(answer.trouble()).contains(Trouble.DENIAL);
            assertThat(answer.detail())
                    .contains("nothing in the answer proves it")
                    .doesNotContain(" A of ");
        }
    }

    /** Each of the seven questions would otherwise wait for the silent one again. */
    @Test
    void aSilentNameServerIsWaitedForOnce() throws Exception {
        try (World world = mail(World.signed("example.test")).servers(2).at(0).silent()) {
            Deadline deadline = Deadline.after(Duration.ofSeconds(10), Ticker.system());
            DnsAnswer answer = world.resolver().look(new Question("example.test", RecordType.MX), deadline);
            assertThat(answer.security()).as(answer + answer.detail()).isEqualTo(Security.SECURE);
            assertThat(answer.server())
                    .isEqualTo("127.0.0.1:" + world.addresses().get(1).getPort());
        }
    }

    /** What one answer of a chain of aliases lacks is no excuse for the next. */
    @Test
    void aQuestionWithoutTheExtensionExcusesNoOther() throws Exception {
        World bogus = World.unsigned("plain.test")
                .cname("a.plain.test", HOST)
                .withoutExtension("a.plain.test", "A")
                .andSigned("example.test")
                .a(HOST, "192.0.2.25")
                .wrongSignature(HOST, "A");
        try (World world = bogus.start()) {
            DnsAnswer answer = look(world, "a.plain.test", "A");
            assertThat(answer.security()).as(answer + answer.detail()).isEqualTo(Security.BOGUS);
        }
    }

    @Test
    void iterationsAreTold() throws Exception {
        try (World world = mail(World.signed("example.test").nsec3(10))) {
            DnsAnswer answer = look(world, HOST, "AAAA");
            assertThat(answer.security()).as(answer.detail()).isEqualTo(Security.SECURE);
            assertThat(answer.nsec3Iterations()).hasValue(10);
        }
    }

    @Test
    void eachZoneOnTheWayIsToldByItself() throws Exception {
        Duration time = Duration.ofHours(30);
        try (World world = mail(World.signed("example.test").ecdsa().nsec3(10))
                .in("test")
                .sha1()
                .lifetime(time)) {
            DnsAnswer answer = look(world, HOST, "AAAA");
            assertThat(answer.zones()).extracting(ZoneSigning::zone).containsExactly("", "test", "example.test");
            ZoneSigning test = answer.zones().get(1);
            assertThat(test.algorithms()).containsExactly(5);
            assertThat(test.digests()).containsExactly(1);
            assertThat(test.signedUntil()).contains(TestClock.BEGIN.plus(time));
            assertThat(test.nsec3Iterations()).isEmpty();
            ZoneSigning domain = answer.zones().get(2);
            assertThat(domain.algorithms()).containsExactly(13);
            assertThat(domain.digests()).containsExactly(2);
            assertThat(domain.nsec3Iterations()).hasValue(10);
            assertThat(DnsAnswer.fromMap(answer.asMap())).isEqualTo(answer);
        }
    }

    @Test
    void whatTheResolverFindsBogusIsLookedAtHere() throws Exception {
        try (World world = mail(World.signed("example.test"))
                .expired("example.test", "MX")
                .servfailUnlessUnchecked("example.test", "MX")) {
            DnsAnswer answer = look(world, "example.test", "MX");
            assertThat(answer.trouble()).contains(Trouble.EXPIRED);
            assertThat(answer.resolverSaysSecure()).contains(false);
        }
    }

    @Test
    void aSignatureThatLastsLongerHolds() throws Exception {
        try (World world = mail(World.signed("example.test").lifetime(Duration.ofHours(30)))) {
            assertThat(look(world, "example.test", "MX").signedUntil())
                    .contains(TestClock.BEGIN.plus(Duration.ofHours(30)));
        }
    }
}
