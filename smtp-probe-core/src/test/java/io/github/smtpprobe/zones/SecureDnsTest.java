/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.dns.SecureDns;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is there, and what is proven not to be there. */
class SecureDnsTest {
    static final String HOST = "mx.example.test";

    static DnsAnswer look(World world, String name, String type) throws InterruptedException {
        world.start(); // its keys are not made in the time of the look-up
        return look(world, name, type, time());
    }

    static DnsAnswer look(World world, String name, String type, Deadline deadline) throws InterruptedException {
        return world.start().resolver().look(new Question(name, RecordType.of(type)), deadline);
    }

    static World mail(World world) {
        return world.mx(10, HOST).a(HOST, "127.0.0.2").tlsa("_25._tcp." + HOST, "3 1 1 " + "ab".repeat(32));
    }

    @ParameterizedTest
    @EnumSource(names = {"NSEC", "ECDSA"})
    void recordsOfSignedZonesAreSecure(Way way) throws Exception {
        try (World world = mail(way.signed("example.test"))) {
            DnsAnswer answer = look(world, "example.test", "MX");
            assertThat(answer.security()).as(answer.detail()).isEqualTo(Security.SECURE);
            assertThat(answer.records().get(0).fields()).containsExactly("10", HOST);
            assertThat(answer.ttl()).contains(Duration.ofHours(1));
            assertThat(answer.signedUntil()).contains(TestClock.BEGIN.plus(ZoneData.LIFETIME));
            assertThat(answer.signedFrom()).contains(TestClock.BEGIN.minus(ZoneData.AGE));
            List<Integer> algorithms = way == Way.ECDSA ? List.of(8, 13) : List.of(8);
            assertThat(answer.algorithms()).as("the root zone's, too").containsExactlyElementsOf(algorithms);
            assertThat(answer.digests()).containsExactly(2);
            assertThat(answer.zone()).contains("example.test");
            assertThat(world.asked()).hasSize(7);
        }
    }

    @Test
    void theNullMxIsReadAsSuch() throws Exception {
        try (World world = World.signed("example.test").nullMx()) {
            DnsAnswer answer = look(world, "example.test", "MX");
            assertThat(answer.security()).isEqualTo(Security.SECURE);
            assertThat(answer.records().get(0).fields()).containsExactly("0", ".");
        }
    }

    @Test
    void recordsOfUnsignedZonesAreInsecure() throws Exception {
        try (World world = mail(World.unsigned("example.test"))) {
            DnsAnswer answer = look(world, "example.test", "MX");
            assertThat(answer.security()).as(answer.detail()).isEqualTo(Security.INSECURE);
            assertThat(answer.records()).hasSize(1);
            assertThat(answer.trouble()).isEmpty();
        }
    }

    /** Signs the zone, and the top-level zone, in one of these ways. */
    enum Way {
        NSEC,
        NSEC3,
        OPT_OUT,
        ECDSA;

        World signed(String zone) {
            World world = World.signed(zone);
            return switch (this) {
                case NSEC -> world;
                case NSEC3 -> world.nsec3().in("test").nsec3().in(zone);
                case OPT_OUT -> world.optOut().in("test").optOut().in(zone);
                case ECDSA -> world.ecdsa().in("test").ecdsa().in(zone);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotThereIsProven(Way way) throws Exception {
        try (World world = mail(way.signed("example.test"))) {
            world.a("a.b.example.test", "192.0.2.1");
            for (String none : List.of("mx.example.test AAAA", "example.test TLSA", "b.example.test A")) {
                DnsAnswer answer = look(world, none.split(" ")[0], none.split(" ")[1]);
                assertThat(answer.result()).as(none + answer).isEqualTo(DnsResult.NO_RECORDS);
                assertThat(answer.ttl()).contains(Duration.ofSeconds(300));
                assertThat(answer.security()).isEqualTo(Security.SECURE);
            }
            DnsAnswer absent = look(world, "no.such.example.test", "TLSA");
            assertThat(absent.result()).as(absent.toString()).isEqualTo(DnsResult.NO_NAME);
            assertThat(absent.signedUntil()).isPresent();
            Security best = way == Way.OPT_OUT ? Security.INSECURE : Security.SECURE;
            assertThat(absent.security()).as(absent.detail()).isEqualTo(best);
        }
    }

    @ParameterizedTest
    @EnumSource
    void unsignedDelegationsAreInsecure(Way way) throws Exception {
        try (World world = way.signed("example.test").andUnsigned("sub.example.test")) {
            world.a("mx.sub.example.test", "192.0.2.1");
            for (String each : List.of("mx.sub.example.test A", "mx.sub.example.test TLSA", "x.sub.example.test A")) {
                DnsAnswer answer = look(world, each.split(" ")[0], each.split(" ")[1]);
                assertThat(answer.security())
                        .as(answer.toString() + answer.detail())
                        .isEqualTo(Security.INSECURE);
                assertThat(answer.trouble()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void wildcardsAreExpanded(Way way) throws Exception {
        try (World world = way.signed("example.test")) {
            world.a("*.example.test", "192.0.2.1").cname("*.alias.example.test", "mx.example.test");
            world.a("mx.example.test", "192.0.2.2");
            Security best = way == Way.OPT_OUT ? Security.INSECURE : Security.SECURE;
            DnsAnswer answer = look(world, "any.example.test", "A");
            assertThat(answer.security()).as(answer.detail()).isEqualTo(best);
            assertThat(answer.records().get(0).text()).isEqualTo("192.0.2.1");
            DnsAnswer alias = look(world, "any.alias.example.test", "A");
            assertThat(alias.security()).as(alias.detail()).isEqualTo(best);
            assertThat(alias.records().get(0).text()).isEqualTo("192.0.2.2");
            DnsAnswer none = look(world, "any.example.test", "AAAA");
            assertThat(none.result()).as(none.detail()).isEqualTo(DnsResult.NO_RECORDS);
            assertThat(none.security()).isEqualTo(best);
        }
    }

    @Test
    void namesOfAddressesAreInsecureWhereTheirZoneIs() throws Exception {
        try (World world = mail(World.signed("example.test")).ptr("127.0.0.2", HOST)) {
            DnsAnswer answer = look(world, "2.0.0.127.in-addr.arpa", "PTR");
            assertThat(answer.security()).isEqualTo(Security.INSECURE);
            assertThat(answer.records().get(0).target()).contains(HOST);
        }
    }

    @Test
    void severalQuestionsAreAnsweredInTheirOrderAndKept() throws Exception {
        try (World world = mail(World.signed("example.test")).start()) {
            SecureDns resolver = world.resolver();
            List<Question> questions = List.of(
                    new Question(HOST, RecordType.AAAA),
                    new Question("example.test", RecordType.MX),
                    new Question(HOST, RecordType.AAAA),
                    new Question("_25._tcp." + HOST, RecordType.TLSA));
            List<DnsAnswer> first = resolver.look(questions, time());
            assertThat(first).extracting(DnsAnswer::question).isEqualTo(questions);
            assertThat(first).extracting(DnsAnswer::security).containsOnly(Security.SECURE);
            assertThat(world.asked())
                    .as("root, test, example.test, and three questions")
                    .hasSize(6 + 3);
            assertThat(resolver.queries()).isEqualTo(9);

            assertThat(resolver.look(questions, time())).isEqualTo(first);
            assertThat(resolver.queries()).isEqualTo(9);

            world.clock().move(Duration.ofMinutes(6));
            resolver.look(questions, time());
            assertThat(resolver.queries())
                    .as("the denial was to be kept for five minutes")
                    .isEqualTo(10);
            world.clock().move(Duration.ofHours(1));
            resolver.look(questions, time());
            assertThat(resolver.queries()).isEqualTo(10 + 9);
        }
    }

    @Test
    void anAnswerIsKeptNoLongerThanItsSignature() throws Exception {
        try (World world = mail(World.signed("example.test").lifetime(Duration.ofMinutes(2)))
                .start()) {
            SecureDns resolver = world.resolver();
            Question question = new Question("example.test", RecordType.MX);
            assertThat(resolver.look(question, time()).security()).isEqualTo(Security.SECURE);
            world.clock().move(Duration.ofMinutes(3));
            DnsAnswer later = resolver.look(question, time());
            assertThat(later.security()).isEqualTo(Security.BOGUS);
            assertThat(later.trouble()).contains(Trouble.EXPIRED);
        }
    }

    @Test
    void whatTheResolverSaysIsToldAndNotBelieved() throws Exception {
        try (World world = mail(World.unsigned("example.test")).sayingSecure()) {
            DnsAnswer answer = look(world, "example.test", "MX");
            assertThat(answer.resolverSaysSecure()).contains(true);
            assertThat(answer.security()).isEqualTo(Security.INSECURE);
        }
        try (World world = mail(World.signed("example.test"))) {
            assertThat(look(world, "example.test", "MX").resolverSaysSecure()).contains(false);
        }
    }

    @Test
    void longAnswersComeByTcp() throws Exception {
        try (World world = mail(World.signed("example.test"))) {
            for (int i = 0; i < 100; i++) {
                world.tlsa("many.example.test", "3 1 1 " + "%064x".formatted(i));
            }
            DnsAnswer answer = look(world, "many.example.test", "TLSA");
            assertThat(answer.security()).as(answer.detail()).isEqualTo(Security.SECURE);
            assertThat(answer.records()).hasSize(100);
        }
    }

    @Test
    void nothingIsCheckedIfThatIsWanted() throws Exception {
        try (World world = mail(World.signed("example.test").wrongSignatures()).start()) {
            SecureDns resolver = new SecureDns(world.addresses(), world.anchors(), world.clock(), false);
            DnsAnswer answer = resolver.look(new Question("example.test", RecordType.MX), time());
            assertThat(answer.security()).isEqualTo(Security.NOT_TESTED);
            assertThat(answer.records()).hasSize(1);
            assertThat(answer.trouble()).isEmpty();
            assertThat(world.asked()).containsExactly("example.test MX");
            assertThat(resolver.rootValidation(time()).state()).isEqualTo(RootValidation.State.NOT_ASKED);
        }
    }

    /** Long enough for a machine that has other things to do. */
    static Deadline time() {
        return Deadline.after(Patience.AMPLE, Ticker.system());
    }
}
