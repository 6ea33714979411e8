/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The states that a survey gives: their tokens, and what they say of themselves. */
class StatesTest {
    private static <E extends Enum<E>> void tokens(
            E[] all, Function<E, String> token, Function<String, Optional<E>> ofToken) {
        for (E each : all) {
            assertThat(token.apply(each))
                    .isEqualTo(each.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            assertThat(ofToken.apply(token.apply(each))).hasValue(each);
        }
        assertThat(ofToken.apply("another")).isEmpty();
    }

    @Test
    void tokensAreNames() {
        tokens(AnswerState.values(), AnswerState::token, AnswerState::ofToken);
        tokens(AddressState.values(), AddressState::token, AddressState::ofToken);
        tokens(TlsaState.values(), TlsaState::token, TlsaState::ofToken);
        tokens(StartTlsState.values(), StartTlsState::token, StartTlsState::ofToken);
        tokens(PkixState.values(), PkixState::token, PkixState::ofToken);
        tokens(StsState.values(), StsState::token, StsState::ofToken);
        tokens(ExchangerState.values(), ExchangerState::token, ExchangerState::ofToken);
        tokens(Ability.values(), Ability::token, Ability::ofToken);
        tokens(Standing.values(), Standing::token, Standing::ofToken);
        tokens(Prospect.values(), Prospect::token, Prospect::ofToken);
        tokens(Condition.values(), Condition::token, Condition::ofToken);
    }

    @Test
    void whatWasNotStatedIsNotTested() {
        HostState bare = HostState.builder("mx.example.com").build();
        assertThat(bare)
                .hasToString("mx.example.com (0): answer not-tested, addresses not-tested, starttls not-tested, tlsa"
                        + " not-tested, pkix not-tested, sts not-tested");
        assertThat(bare.preference()).isZero();
        assertThat(bare.alias() || bare.aliasEnd() || bare.expired() || bare.domainNameOnly())
                .isFalse();
        HostState full = Hosts.mx()
                .preference(7)
                .alias(true)
                .aliasEnd(true)
                .expired(true)
                .domainNameOnly(true)
                .sts(StsState.TESTING)
                .build();
        assertThat(full)
                .hasToString(
                        "mx.example.com (7): answer secure, addresses ipv4, alias, base at its end, starttls works,"
                                + " tlsa none, expired, domain name only, pkix invalid, sts testing");
        assertThat(full).isNotEqualTo(bare);
        assertThat(full.hashCode()).isNotEqualTo(bare.hashCode()).isNotZero();
        assertThat(full.preference()).isEqualTo(7);
        assertThat(Hosts.SECURE.hashCode()).isNotEqualTo(Hosts.INSECURE.hashCode());
    }
}
