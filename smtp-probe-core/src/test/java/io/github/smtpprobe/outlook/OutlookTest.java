/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import static io.github.smtpprobe.outlook.Hosts.SECURE;
import static io.github.smtpprobe.outlook.Hosts.forecast;
import static io.github.smtpprobe.outlook.Hosts.letters;
import static io.github.smtpprobe.outlook.Hosts.mx;
import static io.github.smtpprobe.outlook.Hosts.sender;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Several exchangers, chance, what is not known, and the outlook as a whole. */
class OutlookTest {
    private static HostState at(int preference, TlsaState tlsa) {
        return HostState.builder("mx" + preference + ".example.com")
                .preference(preference)
                .addresses(AnswerState.SECURE, AddressState.IPV4)
                .startTls(StartTlsState.WORKS)
                .tlsa(tlsa)
                .pkix(PkixState.INVALID)
                .sts(StsState.NONE)
                .build();
    }

    private static HostState none(int preference) {
        return HostState.builder("mx" + preference + ".example.com")
                .preference(preference)
                .addresses(AnswerState.SECURE, AddressState.NONE)
                .build();
    }

    private static HostState unknown(int preference) {
        return HostState.builder("mx" + preference + ".example.com")
                .preference(preference)
                .build();
    }

    @Test
    void theFirstThatIsAcceptableDelivers() {
        assertThat(letters(SECURE, at(10, TlsaState.MISMATCH), at(20, TlsaState.MATCHES)))
                .isEqualTo("TVVVTV");
        assertThat(letters(SECURE, at(10, TlsaState.MISMATCH), at(20, TlsaState.NONE)))
                .isEqualTo("TTTQTT");
        assertThat(letters(SECURE, at(10, TlsaState.MATCHES), at(20, TlsaState.MISMATCH)))
                .isEqualTo("TVVVTV");
        Forecast second = forecast("postfix-dane", SECURE, at(10, TlsaState.MISMATCH), at(20, TlsaState.MATCHES));
        assertThat(second.why()).startsWith("At mx20.example.com: The certificate matches a TLSA record");
        assertThat(second.row()).hasValue(2);
        assertThat(second.byChance()).isFalse();
    }

    /** Preference decides, not the order of the list, and not security. */
    @Test
    void preferenceBeatsSecurity() {
        Forecast found = forecast("postfix-dane", SECURE, at(20, TlsaState.MATCHES), at(10, TlsaState.NONE));
        assertThat(found.prospect()).isEqualTo(Prospect.ENCRYPTED);
        assertThat(found.why()).startsWith("At mx10.example.com: ");
        assertThat(Outlook.of(SECURE, List.of(at(20, TlsaState.MATCHES), at(10, TlsaState.NONE)), Senders.standard())
                        .senders()
                        .get(1)
                        .hosts())
                .extracting(SenderOutlook.OfHost::host)
                .containsExactly("mx20.example.com", "mx10.example.com");
    }

    @Test
    void whereAllFailTheMessageWaits() {
        assertThat(letters(SECURE, none(10), none(20))).isEqualTo("BBBBQQ");
        Forecast found = forecast("postfix-dane", SECURE, none(10), at(20, TlsaState.MISMATCH));
        assertThat(found.prospect()).isEqualTo(Prospect.QUEUED);
        assertThat(found.why()).startsWith("No exchanger takes the message; at mx20.example.com: There are TLSA");
        HostState dropped = at(10, TlsaState.UNUSABLE).toBuilder()
                .startTls(StartTlsState.NOT_OFFERED)
                .build();
        HostState waits = at(20, TlsaState.MISMATCH);
        assertThat(forecast("exchange-online", SECURE, dropped).prospect()).isEqualTo(Prospect.BOUNCED);
        assertThat(forecast("exchange-online", SECURE, dropped, dropped).prospect())
                .isEqualTo(Prospect.BOUNCED);
        assertThat(forecast("exchange-online", SECURE, dropped, waits).prospect())
                .isEqualTo(Prospect.QUEUED);
        assertThat(forecast("exchange-online", SECURE, dropped, waits).row()).hasValue(4);
    }

    /** Exchange Online blocks only if every exchanger has TLSA records and fails. */
    @Test
    void exchangeOnlineBlocksOnlyIfEveryExchangerFails() {
        assertThat(forecast("exchange-online", SECURE, at(10, TlsaState.MISMATCH), at(20, TlsaState.MISMATCH))
                        .prospect())
                .isEqualTo(Prospect.QUEUED);
        assertThat(forecast("exchange-online", SECURE, at(10, TlsaState.MISMATCH), at(20, TlsaState.NONE))
                        .prospect())
                .isEqualTo(Prospect.ENCRYPTED);
    }

    @Test
    void amongEqualsChanceDecides() {
        Forecast found = forecast("postfix-dane", SECURE, at(10, TlsaState.MATCHES), at(10, TlsaState.NONE));
        assertThat(found.prospect()).isEqualTo(Prospect.ENCRYPTED);
        assertThat(found.better()).hasValue(Prospect.VERIFIED);
        assertThat(found.why())
                .startsWith("It depends on the exchanger that the sender meets. At worst: At mx10.example.com: W");
        assertThat(found.row()).hasValue(1);
        Forecast fails = forecast("postfix-dane", SECURE, at(10, TlsaState.MATCHES), at(10, TlsaState.MISMATCH));
        assertThat(fails.prospect()).isEqualTo(Prospect.VERIFIED);
        assertThat(fails.byChance()).isFalse();
    }

    /** An exchanger that fails now and then leaves the message to the next one. */
    @Test
    void chanceGoesOnToTheNext() {
        HostState now = at(10, TlsaState.MATCHES).toBuilder()
                .alternatively(at(10, TlsaState.MISMATCH))
                .build();
        Forecast alone = forecast("postfix-dane", SECURE, now, none(20));
        assertThat(alone.prospect()).isEqualTo(Prospect.QUEUED);
        assertThat(alone.better()).hasValue(Prospect.VERIFIED);
        Forecast helped = forecast("postfix-dane", SECURE, now, at(20, TlsaState.NONE));
        assertThat(helped.prospect()).isEqualTo(Prospect.ENCRYPTED);
        assertThat(helped.better()).hasValue(Prospect.VERIFIED);
        Forecast same = forecast("postfix-dane", SECURE, now, at(20, TlsaState.MATCHES));
        assertThat(same.prospect()).isEqualTo(Prospect.VERIFIED);
        assertThat(same.byChance()).isFalse();
        assertThat(same.why()).startsWith("At mx20.example.com: The certificate");
    }

    @Test
    void whatWasNotTestedMattersWhereItIsReached() {
        assertThat(letters(SECURE, at(10, TlsaState.MATCHES), unknown(20))).isEqualTo("TVVVTV");
        assertThat(letters(SECURE, unknown(10), at(20, TlsaState.MATCHES))).isEqualTo("??????");
        assertThat(letters(SECURE, at(10, TlsaState.MISMATCH), unknown(20))).isEqualTo("T???T?");
        DomainState more = SECURE.withFurtherExchangers();
        assertThat(letters(more, at(10, TlsaState.MATCHES))).isEqualTo("TVVVTV");
        assertThat(letters(more, at(10, TlsaState.MISMATCH))).isEqualTo("T???T?");
        assertThat(forecast("exim", more, at(10, TlsaState.MISMATCH)).why()).contains("further ones");
        assertThat(forecast("exim", more, at(10, TlsaState.MISMATCH)).condition())
                .isEqualTo("not-tested");
        assertThat(letters(SECURE)).isEqualTo("??????");
        assertThat(letters(DomainState.of(AnswerState.NOT_TESTED, ExchangerState.LISTED), at(10, TlsaState.MATCHES)))
                .isEqualTo("??????");
        assertThat(letters(DomainState.of(AnswerState.SECURE, ExchangerState.NOT_TESTED), at(10, TlsaState.MATCHES)))
                .isEqualTo("??????");
    }

    /** A resolver of ours that strips signatures: who does no DANE is foretold, and so is what comes to the same. */
    @Test
    void whatCouldNotBeProven() {
        DomainState unproven = DomainState.of(AnswerState.UNPROVEN, ExchangerState.LISTED);
        HostState.Builder host = mx().addresses(AnswerState.UNPROVEN, AddressState.IPV4);
        assertThat(letters(unproven, host.tlsa(TlsaState.NOT_TESTED).build())).isEqualTo("T???T?");
        assertThat(letters(unproven, host.tlsa(TlsaState.MATCHES).build())).isEqualTo("T???T?");
        assertThat(letters(unproven, mx().tlsa(TlsaState.MATCHES).build())).isEqualTo("TV??T?");
        assertThat(letters(unproven, mx().tlsa(TlsaState.MISMATCH).build())).isEqualTo("TQ?QT?");
        assertThat(letters(unproven, mx().build())).isEqualTo("TTTQTT");
        Forecast gmail =
                forecast("gmail", unproven, host.tlsa(TlsaState.NOT_TESTED).build());
        assertThat(gmail.why())
                .isEqualTo(
                        "It was not tested what the look-up of the exchanger's addresses gives; whatever comes of it, mail"
                                + " from Gmail is delivered over TLS, without verifying the server.");
        assertThat(gmail.row()).isEmpty();
        assertThat(gmail.condition()).isEqualTo("not-tested");
        assertThat(gmail.source()).isEmpty();
    }

    @Test
    void saysWhatWasNotTested() {
        assertThat(forecast("gmail", SECURE, mx().sts(StsState.NOT_TESTED).build())
                        .why())
                .isEqualTo(
                        "It was not tested what the MTA-STS policy is, and what becomes of the message depends on it.");
        assertThat(forecast(
                                "gmail",
                                SECURE,
                                mx().startTls(StartTlsState.NOT_TESTED).build())
                        .why())
                .contains("whether TLS works at the exchanger");
        assertThat(forecast("exim", SECURE, mx().tlsa(TlsaState.NOT_COMPARED).build())
                        .why())
                .contains("whether the certificate matches the TLSA records");
        assertThat(forecast(
                                "gmail",
                                SECURE,
                                mx().sts(StsState.LISTED)
                                        .pkix(PkixState.NOT_TESTED)
                                        .build())
                        .why())
                .contains("whether MTA-STS takes the exchanger's certificate");
        assertThat(letters(SECURE, mx().sts(StsState.NOT_TESTED).build())).isEqualTo("TTTQ??");
        assertThat(letters(
                        SECURE,
                        mx().tlsa(TlsaState.MATCHES).sts(StsState.NOT_TESTED).build()))
                .isEqualTo("TVVV??");
        assertThat(letters(
                        SECURE,
                        mx().tlsa(TlsaState.MISMATCH).sts(StsState.NOT_TESTED).build()))
                .isEqualTo("TQQQ?Q");
        assertThat(letters(
                        SECURE,
                        mx().sts(StsState.NOT_LISTED)
                                .startTls(StartTlsState.NOT_TESTED)
                                .build()))
                .isEqualTo("???QQQ");
        Forecast same = forecast(
                "exchange-online",
                SECURE,
                mx().tlsa(TlsaState.MISMATCH).sts(StsState.NOT_TESTED).build());
        assertThat(same.row()).hasValue(4);
        assertThat(same.source()).startsWith("Microsoft");
    }

    @Test
    void othersOfAHost() {
        HostState host = at(10, TlsaState.MATCHES);
        assertThat(host.others()).isEmpty();
        HostState both = host.toBuilder()
                .alternatively(at(10, TlsaState.NONE))
                .alternatively(at(10, TlsaState.NONE))
                .alternatively(host.toBuilder()
                        .alternatively(at(10, TlsaState.UNUSABLE))
                        .build())
                .build();
        assertThat(both.others()).containsExactly(at(10, TlsaState.NONE), host);
        assertThat(both.toBuilder().build()).isEqualTo(both).hasSameHashCodeAs(both);
        assertThat(both).isNotEqualTo(host);
        assertThat(both.toString()).contains("tlsa matches", "or [", "tlsa none");
        HostState.Builder many = host.toBuilder();
        for (int i = 0; i < 100; i++) {
            many.alternatively(host.toBuilder().preference(i).build());
        }
        assertThat(many.build().others()).hasSize(64);
        Forecast unsure = forecast(
                "exim", SECURE, host.toBuilder().alternatively(unknown(10)).build());
        assertThat(unsure.prospect()).isEqualTo(Prospect.NOT_KNOWN);
        assertThat(unsure.better()).hasValue(Prospect.VERIFIED);
    }

    @Test
    void worstAndStanding() {
        Outlook mixed = Outlook.of(SECURE, List.of(at(10, TlsaState.WEAKER_MATCHES)), Senders.standard());
        assertThat(mixed.worst()).isEqualTo(Prospect.QUEUED);
        assertThat(mixed.standing()).isEqualTo(Standing.AT_RISK);
        assertThat(mixed.standing(List.of("exim", "gmail"))).isEqualTo(Standing.NOT_KNOWN);
        assertThat(mixed.standing(List.of("gmail"))).isEqualTo(Standing.FINE);
        assertThat(mixed.standing(List.of("exim", "postfix-dane"))).isEqualTo(Standing.AT_RISK);
        assertThat(mixed.standing(List.of("gmail", "nobody"))).isEqualTo(Standing.NOT_KNOWN);
        assertThat(mixed.standing(List.of())).isEqualTo(Standing.NOT_KNOWN);
        assertThat(mixed.sender("nobody")).isEmpty();
        assertThat(mixed.sender("gmail").orElseThrow().name()).isEqualTo("Gmail");
        Outlook clear = Outlook.of(
                SECURE, List.of(mx().startTls(StartTlsState.NOT_OFFERED).build()), List.of(sender("gmail")));
        assertThat(clear.standing()).isEqualTo(Standing.AT_RISK);
        assertThat(clear.worst()).isEqualTo(Prospect.CLEAR);
        Outlook fine = Outlook.of(SECURE, List.of(at(10, TlsaState.MATCHES)), Senders.standard());
        assertThat(fine.standing()).isEqualTo(Standing.FINE);
        assertThat(fine.worst()).isEqualTo(Prospect.ENCRYPTED);
        assertThat(Outlook.of(SECURE, List.of(), List.of()).worst()).isEqualTo(Prospect.NOT_KNOWN);
        assertThat(Outlook.of(SECURE, List.of(), List.of()).standing()).isEqualTo(Standing.NOT_KNOWN);
    }

    @Test
    void ofManyItRefuses() {
        HostState host = at(10, TlsaState.NONE);
        assertThat(Outlook.of(SECURE, Collections.nCopies(1_000, host), List.of(sender("gmail")))
                        .senders()
                        .get(0)
                        .hosts())
                .hasSize(1_000);
        assertThatThrownBy(() -> Outlook.of(SECURE, Collections.nCopies(1_001, host), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hosts: must have at most 1000 elements");
        assertThatThrownBy(() -> Outlook.of(SECURE, List.of(), Collections.nCopies(101, sender("gmail"))))
                .hasMessage("senders: must have at most 100 elements");
        assertThatThrownBy(() -> Outlook.of(SECURE, List.of(), Collections.nCopies(2, sender("gmail"))))
                .hasMessage("senders: two of them have the token gmail");
    }

    @Test
    void isReadBackAsItWasWritten() {
        HostState chance = at(10, TlsaState.MATCHES).toBuilder()
                .alternatively(at(10, TlsaState.MISMATCH))
                .build();
        Outlook outlook = Outlook.of(SECURE, List.of(chance, none(20), unknown(30)), Senders.standard());
        Outlook read = Outlook.fromMap(outlook.asMap());
        assertThat(read).isEqualTo(outlook).hasSameHashCodeAs(outlook).hasToString(outlook.toString());
        assertThat(read.asMap()).isEqualTo(outlook.asMap());
        assertThat(read.senders().get(0))
                .isEqualTo(outlook.senders().get(0))
                .hasSameHashCodeAs(outlook.senders().get(0));
        assertThat(read.senders().get(0))
                .isNotEqualTo(read.senders().get(1))
                .hasToString("opportunistic: " + read.senders().get(0).domain());
        assertThat(read).isNotEqualTo(Outlook.of(SECURE, List.of(), List.of()));
        assertThat(keys(outlook.asMap(), "senders")).containsExactly("sender", "name", "domain", "hosts");
    }

    private static List<Object> keys(Map<String, Object> map, String list) {
        return new ArrayList<>(((Map<?, ?>) ((List<?>) Objects.requireNonNull(map.get(list))).get(0)).keySet());
    }

    @Test
    void whatStrangersWroteIsRefusedInWords() {
        assertThatThrownBy(() -> Outlook.fromMap(Map.of("senders", List.of(Map.of("sender", "gmail")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("senders[0].domain: is missing");
        Map<String, Object> forecast =
                new HashMap<>(forecast("gmail", SECURE, at(10, TlsaState.NONE)).asMap());
        assertThat(Forecast.fromMap(forecast).row()).hasValue(1);
        forecast.put("row", 18);
        assertThatThrownBy(() -> Forecast.fromMap(forecast)).hasMessage("row: is out of range");
        forecast.put("row", 17);
        forecast.put("read", "yesterday");
        assertThatThrownBy(() -> Forecast.fromMap(forecast)).hasMessageStartingWith("read: ");
        forecast.remove("read");
        assertThat(Forecast.fromMap(forecast).read()).isEmpty();
        forecast.remove("why");
        assertThatThrownBy(() -> Forecast.fromMap(forecast)).hasMessage("why: is missing");
    }
}
