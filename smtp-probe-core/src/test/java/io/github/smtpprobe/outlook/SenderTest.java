/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import static io.github.smtpprobe.outlook.Hosts.SECURE;
import static io.github.smtpprobe.outlook.Hosts.mx;
import static io.github.smtpprobe.outlook.Hosts.sender;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.text.tables.Tables;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The senders of the library, those of applications, forecasts, and the table itself. */
class SenderTest {
    private static final Set<Condition> CASES = Set.of(
            Condition.TLSA_MATCHES_ALIAS,
            Condition.TLSA_MATCHES_ALIAS_END,
            Condition.TLSA_MATCHES_DOMAIN_NAME,
            Condition.TLSA_WEAKER_MATCHES,
            Condition.TLSA_UNUSABLE_STS,
            Condition.TLSA_FAILS_ALIAS,
            Condition.TLSA_FAILS_ALIAS_END,
            Condition.MX_INSECURE_DOMAIN_NAME);

    private static Forecast forecast(Sender sender, HostState host) {
        return Outlook.of(SECURE, List.of(host), List.of(sender))
                .senders()
                .get(0)
                .domain();
    }

    @Test
    void standardOnes() {
        assertThat(Senders.standard())
                .extracting(each -> each.token() + " " + each.name() + " " + each.dane() + " " + each.mtaSts())
                .containsExactly(
                        "opportunistic Opportunistic TLS false false",
                        "postfix-dane Postfix, level dane true false",
                        "exim Exim true false",
                        "dane-only DANE demanded true false",
                        "gmail Gmail false true",
                        "exchange-online Exchange Online true true");
        assertThat(Senders.standard()).allMatch(each -> each.ipv6() == Ability.NOT_KNOWN);
        assertThat(Senders.standard())
                .allMatch(each -> each.read().equals(java.util.Optional.of(YearMonth.of(2026, 11))));
        assertThat(sender("gmail").source()).isEqualTo("Google Workspace help, 9261504 and 9276511");
        assertThat(sender("exchange-online").source()).contains("Microsoft: How SMTP DANE works", "; Microsoft: list");
        assertThat(sender("gmail")).hasToString("gmail");
        assertThat(Senders.ofToken("nobody")).isEmpty();
    }

    /** Each has a cell in each row, and a cell of a case only where somebody acts otherwise. */
    @ParameterizedTest
    @EnumSource(
            names = {"NOT_TESTED", "NOT_SAID"},
            mode = EnumSource.Mode.EXCLUDE)
    void theTableIsFull(Condition condition) {
        List<String> without = Senders.standard().stream()
                .filter(each -> each.way(condition).isEmpty())
                .map(Sender::token)
                .toList();
        if (CASES.contains(condition)) {
            assertThat(without).isNotEmpty().hasSizeLessThan(6);
        } else {
            assertThat(without).isEmpty();
        }
        assertThat(Condition.ofToken(condition.token())).hasValue(condition);
    }

    @Test
    void eachLineOfTheTableAgreesWithItsCondition() {
        List<String[]> lines = Tables.of(Sender.class, "matrix.tsv", cells -> cells);
        assertThat(lines).hasSizeGreaterThan(100).allSatisfy(cells -> {
            assertThat(cells).hasSize(6);
            Condition condition = Condition.ofToken(cells[1]).orElseThrow();
            assertThat(cells[0])
                    .isEqualTo(
                            condition.row().isPresent() ? "" + condition.row().getAsInt() : "");
            assertThat(cells[3]).matches("[VTCQB?]|T/C");
            assertThat(cells[5]).endsWith(".").hasSizeLessThan(400);
        });
        assertThat(lines.stream()
                        .flatMap(cells -> Arrays.stream(cells[2].split(" ")).map(sender -> cells[1] + " " + sender)))
                .doesNotHaveDuplicates();
        Set<String> used = lines.stream()
                .flatMap(cells -> Arrays.stream(cells[4].split(" ")))
                .collect(Collectors.toSet());
        assertThat(used).containsExactlyInAnyOrderElementsOf(Tables.of(Sender.class, "sources.tsv", cells -> cells[0]));
    }

    @Test
    void oneOfAnApplication() {
        Sender own = Sender.builder("acme.gateway", "the gateway of Acme")
                .dane(true)
                .way(Condition.TLSA_MATCHES, Prospect.ENCRYPTED, "It looks at nothing.")
                .way(Condition.NO_POLICY, Prospect.QUEUED, "It waits.")
                .build();
        Forecast found = forecast(own, mx().tlsa(TlsaState.MATCHES).build());
        assertThat(found.prospect()).isEqualTo(Prospect.ENCRYPTED);
        assertThat(found.why()).isEqualTo("It looks at nothing.");
        assertThat(found.row()).hasValue(2);
        assertThat(found.source()).isEmpty();
        assertThat(found.read()).isEmpty();
        assertThat(forecast(own, mx().tlsa(TlsaState.MATCHES).expired(true).build())
                        .condition())
                .isEqualTo("not-said");
        Forecast unsaid = forecast(own, mx().tlsa(TlsaState.MISMATCH).build());
        assertThat(unsaid.prospect()).isEqualTo(Prospect.NOT_KNOWN);
        assertThat(unsaid.why()).isEqualTo("Nobody has said what the gateway of Acme does here.");
        assertThat(forecast(own, mx().startTls(StartTlsState.OLD_TLS).build()).prospect())
                .isEqualTo(Prospect.QUEUED);
        assertThat(own.read()).isEmpty();
        assertThat(own.source()).isEmpty();
    }

    @Test
    void oneThatIsLikeAnother() {
        Sender own = Sender.builder("acme.relay", "Acme")
                .like(sender("postfix-dane"))
                .way(Condition.MX_INSECURE_MATCHES, Prospect.ENCRYPTED, "Its level for insecure MX records is encrypt.")
                .ipv6(Ability.YES)
                .build();
        assertThat(own.token()).isEqualTo("acme.relay");
        assertThat(own.dane()).isTrue();
        assertThat(own.source()).isEqualTo(sender("postfix-dane").source());
        assertThat(own.read()).isEqualTo(sender("postfix-dane").read());
        assertThat(forecast(own, mx().tlsa(TlsaState.MISMATCH).build()).prospect())
                .isEqualTo(Prospect.QUEUED);
        assertThat(Outlook.of(
                                Hosts.INSECURE,
                                List.of(mx().tlsa(TlsaState.MATCHES).build()),
                                List.of(own))
                        .worst())
                .isEqualTo(Prospect.ENCRYPTED);
        Sender changed = Sender.builder("acme.other", "Acme")
                .source("Our manual", YearMonth.of(2026, 1))
                .mtaSts(true)
                .build();
        assertThat(changed.mtaSts()).isTrue();
        assertThat(changed.dane()).isFalse();
        assertThat(changed.source()).isEqualTo("Our manual");
        assertThat(changed.read()).hasValue(YearMonth.of(2026, 1));
        assertThat(own.withIpv6(Ability.NO).ipv6()).isEqualTo(Ability.NO);
        assertThat(own.ipv6()).isEqualTo(Ability.YES);
    }

    @Test
    void oneWithARule() {
        Sender.Builder own = Sender.builder("acme.rule", "Acme").source("Our manual", YearMonth.of(2026, 2));
        HostState host = mx().build();
        Forecast told = Forecast.builder(Prospect.BOUNCED, "It wants no such domain.")
                .better(Prospect.CLEAR)
                .condition("acme")
                .build();
        Forecast found = forecast(own.rule((domain, each) -> told).build(), host);
        assertThat(found.prospect()).isEqualTo(Prospect.BOUNCED);
        assertThat(found.better()).hasValue(Prospect.CLEAR);
        assertThat(found.condition()).isEqualTo("acme");
        assertThat(found.source()).isEqualTo("Our manual");
        assertThat(found.read()).hasValue(YearMonth.of(2026, 2));
        Forecast sourced =
                Forecast.builder(Prospect.CLEAR, "So it is.").source("A letter").build();
        assertThat(forecast(own.rule((domain, each) -> sourced).build(), host)).isEqualTo(sourced);
        Forecast broken = forecast(
                own.rule((domain, each) -> {
                            throw new IllegalStateException("secret");
                        })
                        .build(),
                host);
        assertThat(broken.prospect()).isEqualTo(Prospect.NOT_KNOWN);
        assertThat(broken.why()).startsWith("The rule for Acme failed").doesNotContain("secret");
        HostState twice = host.toBuilder()
                .alternatively(mx().tlsa(TlsaState.MATCHES).build())
                .build();
        Forecast each = forecast(
                own.rule((domain, one) -> Forecast.builder(
                                        one.tlsa() == TlsaState.NONE
                                                        && one.others().isEmpty()
                                                ? Prospect.CLEAR
                                                : Prospect.VERIFIED,
                                        "It is so.")
                                .build())
                        .build(),
                twice);
        assertThat(each.prospect()).isEqualTo(Prospect.CLEAR);
        assertThat(each.better()).hasValue(Prospect.VERIFIED);
    }

    @Test
    @SuppressWarnings("NullAway")
    void aRuleThatSaysNothing() {
        Sender own =
                Sender.builder("acme.rule", "Acme").rule((domain, host) -> null).build();
        assertThat(forecast(own, mx().build()).why()).isEqualTo("The rule for Acme says nothing.");
        assertThat(forecast(own, mx().build()).condition()).isEqualTo("not-said");
    }

    @Test
    void tokensOfApplicationsAreTheirOwn() {
        assertThatThrownBy(() -> Sender.builder("gmail", "Gmail")).hasMessageStartingWith("token: ");
        assertThatThrownBy(() -> Sender.builder("smtp.gateway", "x")).hasMessageStartingWith("token: ");
        assertThat(Sender.builder("acme.a", "a\u001bb" + "x".repeat(300))
                        .build()
                        .name())
                .startsWith("a\\u{1B}b")
                .hasSizeLessThan(210);
    }

    @Test
    void forecastsAreBoundedAndSafeToShow() {
        Forecast long1 = Forecast.builder(Prospect.CLEAR, "\u202e".repeat(2_000))
                .source("s".repeat(2_000))
                .condition("c\n")
                .better(Prospect.QUEUED)
                .build();
        assertThat(long1.why()).hasSize(1_001).doesNotContain("\u202e");
        assertThat(long1.source()).hasSize(1_001);
        assertThat(long1.condition()).isEqualTo("c\\u{A}");
        assertThat(long1.byChance()).isFalse();
        assertThat(Forecast.fromMap(long1.asMap())).isEqualTo(long1).hasSameHashCodeAs(long1);
        assertThat(long1).isNotEqualTo(Forecast.builder(Prospect.CLEAR, "x").build());
        assertThat(Forecast.builder(Prospect.QUEUED, "x.")
                        .better(Prospect.VERIFIED)
                        .build())
                .hasToString("queued by chance, else verified: x.");
        assertThat(Forecast.builder(Prospect.QUEUED, "x.").build()).hasToString("queued: x.");
        assertThat(HostState.builder("h\n" + "x".repeat(400)).build().host())
                .startsWith("h\\u{A}x")
                .hasSizeLessThan(265);
        assertThat(new SenderOutlook.OfHost("h\n" + "x".repeat(400), long1).host())
                .hasSize(256);
    }

    @Test
    void prospects() {
        assertThat(Arrays.stream(Prospect.values())
                        .map(Prospect::letter)
                        .map(String::valueOf)
                        .collect(Collectors.joining()))
                .isEqualTo("VTCQB?");
        assertThat(Arrays.stream(Prospect.values()).filter(Prospect::delivers).map(Prospect::letter))
                .containsExactly('V', 'T', 'C');
        assertThat(Arrays.stream(Prospect.values()).filter(Prospect::fails).map(Prospect::letter))
                .containsExactly('Q', 'B');
        List<Prospect> order = List.of(
                Prospect.VERIFIED,
                Prospect.ENCRYPTED,
                Prospect.NOT_KNOWN,
                Prospect.CLEAR,
                Prospect.QUEUED,
                Prospect.BOUNCED);
        for (int i = 0; i < order.size(); i++) {
            for (int j = 0; j < order.size(); j++) {
                assertThat(order.get(i).worseThan(order.get(j))).isEqualTo(i > j);
            }
        }
        assertThat(Prospect.ofToken("queued")).hasValue(Prospect.QUEUED);
        assertThat(Prospect.QUEUED.words()).isEqualTo("queued, and returned when the sender gives up");
        assertThat(SECURE).isEqualTo(DomainState.of(AnswerState.SECURE, ExchangerState.LISTED));
        assertThat(SECURE).hasSameHashCodeAs(DomainState.of(AnswerState.SECURE, ExchangerState.LISTED));
        assertThat(List.of(
                        DomainState.of(AnswerState.SECURE, ExchangerState.IMPLICIT),
                        Hosts.INSECURE,
                        SECURE.withFurtherExchangers()))
                .doesNotContain(SECURE);
        assertThat(SECURE).hasToString("mx secure, exchangers listed");
        assertThat(SECURE.withFurtherExchangers()).hasToString("mx secure, exchangers listed, and further ones");
    }
}
