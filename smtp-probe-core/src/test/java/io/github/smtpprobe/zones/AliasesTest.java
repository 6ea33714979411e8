/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import static io.github.smtpprobe.zones.SecureDnsTest.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Chains of aliases, whose links each have a state (RFC 7672 §2.1.3). */
class AliasesTest {
    private static World zones() {
        return World.signed("a.test").andSigned("b.test").andUnsigned("c.test").andSigned("d.test");
    }

    @Test
    void allLinksAreSecure() throws Exception {
        try (World world = zones().cname("h.a.test", "h.b.test").record("h.b.test", "CNAME", 60, "h.d.test")) {
            world.a("h.d.test", "192.0.2.1");
            DnsAnswer answer = look(world, "h.a.test", "A");
            assertThat(answer.security()).as(answer.detail()).isEqualTo(Security.SECURE);
            assertThat(answer.aliases())
                    .containsExactly(
                            Alias.of("h.a.test", "h.b.test", Security.SECURE, Duration.ofHours(1)),
                            Alias.of("h.b.test", "h.d.test", Security.SECURE, Duration.ofMinutes(1)));
            assertThat(answer.finalName()).isEqualTo("h.d.test");
            assertThat(answer.ttl()).contains(Duration.ofMinutes(1));
            assertThat(DnsAnswer.fromMap(answer.asMap())).isEqualTo(answer);
        }
    }

    @Test
    void behindAnInsecureLinkEverythingIsInsecure() throws Exception {
        try (World world = zones().cname("h.a.test", "h.c.test").cname("h.c.test", "h.d.test")) {
            world.a("h.d.test", "192.0.2.1");
            DnsAnswer answer = look(world, "h.a.test", "A");
            assertThat(answer.security()).as(answer.detail()).isEqualTo(Security.INSECURE);
            assertThat(answer.aliases())
                    .extracting(Alias::security)
                    .containsExactly(Security.SECURE, Security.INSECURE);
            assertThat(answer.records()).hasSize(1);
        }
    }

    @Test
    void theAliasItselfCanBeAskedFor() throws Exception {
        try (World world = zones().cname("h.a.test", "h.c.test").a("h.c.test", "192.0.2.1")) {
            DnsAnswer answer = look(world, "h.a.test", "CNAME");
            assertThat(answer.security()).isEqualTo(Security.SECURE);
            assertThat(answer.records().get(0).target()).contains("h.c.test");
            assertThat(answer.aliases()).isEmpty();
        }
    }

    @Test
    void aTreeOfAliasesIsFollowed() throws Exception {
        try (World world = zones().dname("old.a.test", "b.test").a("h.b.test", "192.0.2.1")) {
            DnsAnswer answer = look(world, "h.old.a.test", "A");
            assertThat(answer.security()).as(answer.detail()).isEqualTo(Security.SECURE);
            assertThat(answer.aliases().get(0).synthesized()).isTrue();
            assertThat(answer.aliases().get(0).name()).isEqualTo("h.old.a.test");
            assertThat(answer.finalName()).isEqualTo("h.b.test");
            assertThat(DnsAnswer.fromMap(answer.asMap())).isEqualTo(answer);
        }
    }

    @Test
    void anAliasToNothingIsDenied() throws Exception {
        try (World world = zones().cname("h.a.test", "none.b.test").cname("i.a.test", "b.test")) {
            DnsAnswer none = look(world, "h.a.test", "A");
            assertThat(none.result()).as(none.detail()).isEqualTo(DnsResult.NO_NAME);
            assertThat(none.security()).as(none.detail()).isEqualTo(Security.SECURE);
            assertThat(look(world, "i.a.test", "A").result()).isEqualTo(DnsResult.NO_RECORDS);
        }
    }

    @Test
    void circlesAndLongChainsAreLookupErrors() throws Exception {
        try (World world = zones().cname("h.a.test", "h.b.test").cname("h.b.test", "h.a.test")) {
            world.cname("self.a.test", "self.a.test").dname("tree.a.test", "x.tree.a.test");
            for (int i = 0; i < 20; i++) {
                world.cname("n" + i + ".a.test", "n" + (i + 1) + ".a.test");
            }
            world.a("n20.a.test", "192.0.2.1");
            for (String name : new String[] {"h.a.test", "self.a.test", "n0.a.test", "y.tree.a.test"}) {
                DnsAnswer answer = look(world, name, "A");
                assertThat(answer.security()).as(answer + answer.detail()).isEqualTo(Security.FAILED);
                assertThat(answer.trouble()).contains(Trouble.ALIAS_LOOP);
                assertThat(answer.aliases()).isNotEmpty();
            }
            DnsAnswer sixteen = look(world, "n4.a.test", "A");
            assertThat(sixteen.security()).as(sixteen.detail()).isEqualTo(Security.SECURE);
            assertThat(sixteen.aliases()).hasSize(16);
        }
    }

    @Test
    void aBogusLinkEndsTheChain() throws Exception {
        try (World world = zones().cname("h.a.test", "h.b.test").a("h.b.test", "192.0.2.1")) {
            world.expired("h.b.test", "A");
            DnsAnswer answer = look(world, "h.a.test", "A");
            assertThat(answer.trouble()).contains(Trouble.EXPIRED);
            assertThat(answer.aliases()).extracting(Alias::security).containsExactly(Security.SECURE);
            assertThat(answer.zone()).contains("b.test");
        }
        try (World world = zones().cname("h.a.test", "h.b.test").a("h.b.test", "192.0.2.1")) {
            DnsAnswer answer = look(world.wrongSignature("h.a.test", "CNAME"), "h.a.test", "A");
            assertThat(answer.security()).isEqualTo(Security.BOGUS);
            assertThat(answer.aliases()).extracting(Alias::security).containsExactly(Security.BOGUS);
        }
    }
}
