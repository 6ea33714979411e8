/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import static io.github.smtpprobe.zones.SecureDnsTest.mail;
import static io.github.smtpprobe.zones.SecureDnsTest.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.dns.SecureDns;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.records.TrustAnchors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the fault is ours, before a zone is blamed. */
@Tag("waits")
class RootValidationTest {
    private static final Question MX = new Question("example.test", RecordType.MX);

    private static Arguments fault(UnaryOperator<World> fault, RootValidation.State state, Trouble trouble) {
        return Arguments.of(state, fault, trouble);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(World::stripped, RootValidation.State.STRIPPED, Trouble.STRIPPED),
                fault(World::withoutExtension, RootValidation.State.STRIPPED, Trouble.STRIPPED),
                fault(
                        w -> {
                            w.clock().move(Duration.ofDays(400));
                            return w;
                        },
                        RootValidation.State.CLOCK,
                        Trouble.CLOCK),
                fault(
                        w -> {
                            w.clock().move(Duration.ofDays(-400));
                            return w;
                        },
                        RootValidation.State.CLOCK,
                        Trouble.CLOCK),
                fault(w -> w.in(".").wrongSignatures(), RootValidation.State.BOGUS, Trouble.ROOT),
                fault(w -> w.missingSignature(".", "DNSKEY"), RootValidation.State.STRIPPED, Trouble.STRIPPED),
                fault(w -> w.servfail("", "SOA"), RootValidation.State.FAILED, Trouble.ROOT),
                fault(w -> w.refused("", "DNSKEY"), RootValidation.State.FAILED, Trouble.ROOT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void noZoneIsBlamed(RootValidation.State state, UnaryOperator<World> fault, Trouble trouble) throws Exception {
        try (World world = fault.apply(mail(World.signed("example.test"))).start()) {
            SecureDns resolver = world.resolver();
            RootValidation rootValidation = resolver.rootValidation(time());
            assertThat(rootValidation.state()).as(rootValidation.detail()).isEqualTo(state);
            assertThat(RootValidation.fromMap(rootValidation.asMap())).isEqualTo(rootValidation);
            DnsAnswer answer = resolver.look(MX, time());
            assertThat(answer.security()).isEqualTo(Security.NOT_TESTED);
            assertThat(answer.trouble()).contains(trouble);
            assertThat(answer.records()).as("it goes on without proof").hasSize(1);
            assertThat(DnsAnswer.fromMap(answer.asMap())).isEqualTo(answer);
        }
    }

    @Test
    void withoutAnchorsNothingIsInsecure() throws Exception {
        try (World world = mail(World.unsigned("example.test")).start()) {
            for (TrustAnchors anchors : List.of(TrustAnchors.of(List.of()), TrustAnchors.standard())) {
                SecureDns resolver = new SecureDns(world.addresses(), anchors, world.clock());
                assertThat(resolver.rootValidation(time()).state()).isEqualTo(RootValidation.State.NO_ANCHOR);
                DnsAnswer answer = resolver.look(MX, time());
                assertThat(answer.security()).isEqualTo(Security.NOT_TESTED);
                assertThat(answer.trouble()).contains(Trouble.NO_ANCHOR);
            }
        }
    }

    @Test
    void aRootKeyThatNoAnchorNamesIsTold() throws Exception {
        try (World world = mail(World.signed("example.test")).start()) {
            assertThat(world.resolver().rootValidation(time()).missingKeys()).isEmpty();
        }
        try (World world = mail(World.signed("example.test")).furtherRootKey().start()) {
            RootValidation rootValidation = world.resolver().rootValidation(time());
            assertThat(rootValidation.sound()).isTrue();
            assertThat(rootValidation.missingKeys()).hasSize(1);
            assertThat(RootValidation.fromMap(rootValidation.asMap())).isEqualTo(rootValidation);
        }
    }

    @Test
    void anAnchorFurtherDownProvesWhatIsBelow() throws Exception {
        try (World world = mail(World.signed("example.test")).start()) {
            world.andUnsigned("other");
            world.mx(10, "mx.example.test");
            SecureDns resolver = new SecureDns(world.addresses(), world.anchorsOf("example.test"), world.clock());
            assertThat(resolver.rootValidation(time()).state()).isEqualTo(RootValidation.State.SOUND);
            assertThat(resolver.look(MX, time()).security()).isEqualTo(Security.SECURE);
            DnsAnswer other = resolver.look(new Question("other", RecordType.MX), time());
            assertThat(other.security()).as("no anchor covers it").isEqualTo(Security.INSECURE);
        }
    }

    @Test
    void silenceIsNoStateOfAZone() throws Exception {
        try (World world = mail(World.signed("example.test")).silent().start()) {
            SecureDns resolver = world.resolver();
            Deadline deadline = Deadline.after(Duration.ofMillis(6_500), Ticker.system());
            DnsAnswer answer = resolver.look(MX, deadline);
            assertThat(answer.security()).isEqualTo(Security.FAILED);
            assertThat(answer.trouble()).contains(Trouble.SILENT);
            assertThat(resolver.rootValidation(deadline).state()).isEqualTo(RootValidation.State.SILENT);
            assertThat(resolver.look(MX, deadline).trouble()).contains(Trouble.DEADLINE);
        }
    }

    /** What was not heard in the last moments of one survey is not told to the next. */
    @Test
    void aShortSilenceIsNotRemembered() throws Exception {
        AtomicBoolean silent = new AtomicBoolean(true);
        try (World world = mail(World.signed("example.test")).start()) {
            world.answering(
                    "*",
                    "*",
                    query -> silent.get()
                            ? List.of()
                            : List.of(world.answer(query, true).toWire()));
            SecureDns resolver = world.resolver();
            DnsAnswer answer = resolver.look(MX, Deadline.after(Duration.ofMillis(500), Ticker.system()));
            assertThat(answer.security()).isEqualTo(Security.NOT_TESTED);
            assertThat(answer.trouble()).contains(Trouble.DEADLINE);
            assertThat(resolver.fromEach(MX, Deadline.after(Duration.ofMillis(500), Ticker.system())))
                    .extracting(each -> each.trouble().orElseThrow())
                    .containsExactly(Trouble.DEADLINE);
            silent.set(false);
            assertThat(resolver.look(MX, time()).security()).isEqualTo(Security.SECURE);
            assertThat(resolver.rootValidation(time()).sound()).isTrue();
        }
    }

    /** There are records, and it is our own hurry that nothing is proven: nobody else is to be told them so. */
    @Test
    void whatIsNotProvenForWantOfTimeIsOurs() throws Exception {
        try (World world = mail(World.signed("example.test")).silent("", "SOA").start()) {
            Deadline deadline = Deadline.after(Duration.ofSeconds(3), Ticker.system());
            DnsAnswer answer = world.resolver().look(MX, deadline);
            assertThat(answer.security()).isEqualTo(Security.NOT_TESTED);
            assertThat(answer.records()).hasSize(1);
            assertThat(answer.trouble()).contains(Trouble.DEADLINE);
        }
    }

    @Test
    void whereNothingListensIsSaid() throws Exception {
        World world = mail(World.signed("example.test")).start();
        world.close();
        DnsAnswer answer = world.resolver().look(MX, time());
        assertThat(answer.trouble()).contains(Trouble.UNREACHABLE);
        assertThat(answer.security()).isEqualTo(Security.FAILED);
    }

    @Test
    void eachServerIsAskedByItself() throws Exception {
        try (World world = mail(World.signed("example.test"))
                .servers(4)
                .at(1)
                .instead("example.test", "MX", "20 other.example.test")
                .at(2)
                .servfail("example.test", "MX")
                .at(3)
                .stripped()) {
            List<DnsAnswer> all = world.resolver().fromEach(MX, time());
            assertThat(all)
                    .extracting(DnsAnswer::security)
                    .containsExactly(Security.SECURE, Security.SECURE, Security.FAILED, Security.NOT_TESTED);
            assertThat(all.get(0).records()).isNotEqualTo(all.get(1).records());
            assertThat(all.get(3).records()).isEqualTo(all.get(0).records());
            assertThat(all)
                    .extracting(DnsAnswer::server)
                    .doesNotHaveDuplicates()
                    .noneMatch(String::isEmpty);
        }
    }

    @Test
    void theNextServerIsAskedWhereOneFails() throws Exception {
        try (World world = mail(World.signed("example.test")).servers(2).at(0).refused("*", "*")) {
            assertThat(world.resolver().look(MX, time()).security()).isEqualTo(Security.SECURE);
        }
    }
}
