/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import static io.github.smtpprobe.outlook.Hosts.INSECURE;
import static io.github.smtpprobe.outlook.Hosts.SECURE;
import static io.github.smtpprobe.outlook.Hosts.forecast;
import static io.github.smtpprobe.outlook.Hosts.letters;
import static io.github.smtpprobe.outlook.Hosts.mx;
import static io.github.smtpprobe.outlook.Hosts.withIpv6;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each cell of the matrix, with the letter that its sources give; typed here and not read from the table of the library. The senders:
 * opportunistic TLS, Postfix with level dane, Exim, DANE demanded, Gmail, Exchange Online.
 */
class MatrixTest {
    private static final StartTlsState NO = StartTlsState.NOT_OFFERED;

    private record Row(int number, String state, DomainState domain, HostState.Builder host, String letters) {
        @Override
        public String toString() {
            return number + " " + state;
        }
    }

    private static Row row(int number, String state, DomainState domain, HostState.Builder host, String letters) {
        return new Row(number, state, domain, host, letters);
    }

    private static Row row(int number, String state, HostState.Builder host, String letters) {
        return row(number, state, SECURE, host, letters);
    }

    private static HostState.Builder enforced() {
        return mx().sts(StsState.LISTED).pkix(PkixState.VALID);
    }

    private static HostState.Builder bogus() {
        return mx().addresses(AnswerState.BOGUS, AddressState.NOT_TESTED);
    }

    static Stream<Row> rows() {
        return Stream.of(
                row(1, "no policy", mx(), "TTTQTT"),
                row(1, "no policy, insecure", INSECURE, mx(), "TTTQTT"),
                row(1, "no policy, no TLS", mx().startTls(NO), "CCCQCC"),
                row(1, "no policy, TLS fails", mx().startTls(StartTlsState.FAILED), "CCCQCC"),
                row(2, "TLSA matches", mx().tlsa(TlsaState.MATCHES), "TVVVTV"),
                row(2, "the same, alias", mx().tlsa(TlsaState.MATCHES).alias(true), "TVT?T?"),
                row(
                        2,
                        "the same, alias's end",
                        mx().tlsa(TlsaState.MATCHES).alias(true).aliasEnd(true),
                        "TVVVT?"),
                row(2, "the same, domain's name", mx().tlsa(TlsaState.MATCHES).domainNameOnly(true), "TVQ?T?"),
                row(3, "the same, expired", mx().tlsa(TlsaState.MATCHES).expired(true), "TVVVT?"),
                row(4, "TLSA mismatch", mx().tlsa(TlsaState.MISMATCH), "TQQQTQ"),
                row(4, "mismatch, STS holds", enforced().tlsa(TlsaState.MISMATCH), "TQQQVQ"),
                row(4, "stronger digest", mx().tlsa(TlsaState.WEAKER_MATCHES), "TQ??T?"),
                row(5, "TLSA, no STARTTLS", mx().tlsa(TlsaState.MATCHES).startTls(NO), "CQQQCQ"),
                row(
                        5,
                        "TLSA, unseen, no STARTTLS",
                        mx().tlsa(TlsaState.NOT_COMPARED).startTls(NO),
                        "CQQQCQ"),
                row(5, "TLSA, TLS fails", mx().tlsa(TlsaState.MISMATCH).startTls(StartTlsState.FAILED), "CQQQCQ"),
                row(5, "TLSA, old TLS", mx().tlsa(TlsaState.MATCHES).startTls(StartTlsState.OLD_TLS), "?QQQ?Q"),
                row(6, "TLSA, none usable", mx().tlsa(TlsaState.UNUSABLE), "TT??TT"),
                row(6, "the same, STS holds", enforced().tlsa(TlsaState.UNUSABLE), "TT??V?"),
                row(7, "none usable, no STARTTLS", mx().tlsa(TlsaState.UNUSABLE).startTls(NO), "CQQQCB"),
                row(8, "TLSA lookup error", mx().tlsa(TlsaState.LOOKUP_ERROR), "TQQQTQ"),
                row(8, "the same, no TLS", mx().tlsa(TlsaState.LOOKUP_ERROR).startTls(NO), "CQQQCQ"),
                row(9, "MX insecure, TLSA matches", INSECURE, mx().tlsa(TlsaState.MATCHES), "TVTQTT"),
                row(9, "MX insecure, mismatch", INSECURE, mx().tlsa(TlsaState.MISMATCH), "TQTQTT"),
                row(
                        9,
                        "MX insecure, expired",
                        INSECURE,
                        mx().tlsa(TlsaState.MATCHES).expired(true),
                        "TVTQTT"),
                row(9, "MX insecure, unusable", INSECURE, mx().tlsa(TlsaState.UNUSABLE), "TTTQTT"),
                row(9, "MX insecure, error", INSECURE, mx().tlsa(TlsaState.LOOKUP_ERROR), "TQTQTT"),
                row(
                        9,
                        "MX insecure, no TLS",
                        INSECURE,
                        mx().tlsa(TlsaState.MATCHES).startTls(NO),
                        "CQCQCC"),
                row(
                        9,
                        "MX insecure, alias",
                        INSECURE,
                        mx().tlsa(TlsaState.MATCHES).alias(true),
                        "TVTQTT"),
                row(
                        9,
                        "MX insecure, domain's name",
                        INSECURE,
                        mx().tlsa(TlsaState.MATCHES).domainNameOnly(true),
                        "TVTQTT"),
                row(10, "MX bogus", DomainState.of(AnswerState.BOGUS, ExchangerState.NOT_TESTED), mx(), "?QQQ?Q"),
                row(10, "host bogus", bogus(), "?QQQ?Q"),
                row(11, "STS enforce holds", enforced(), "TTTQVV"),
                row(11, "the same, insecure", INSECURE, enforced(), "TTTQVV"),
                row(12, "STS enforce, unlisted", enforced().sts(StsState.NOT_LISTED), "TTTQQQ"),
                row(12, "STS enforce, bad certificate", enforced().pkix(PkixState.INVALID), "TTTQQQ"),
                row(13, "STS enforce, no STARTTLS", enforced().startTls(NO), "CCCQQQ"),
                row(
                        13,
                        "STS enforce, unlisted, none",
                        mx().sts(StsState.NOT_LISTED).startTls(NO),
                        "CCCQQQ"),
                row(14, "STS testing", mx().sts(StsState.TESTING), "TTTQTT"),
                row(14, "STS none", mx().sts(StsState.MODE_NONE), "TTTQTT"),
                row(14, "STS not to be had", mx().sts(StsState.UNAVAILABLE), "TTTQTT"),
                row(14, "STS testing, no TLS", mx().sts(StsState.TESTING).startTls(NO), "CCCQCC"),
                row(15, "TLSA matches, STS fails", mx().tlsa(TlsaState.MATCHES).sts(StsState.LISTED), "TVVVQ?"),
                row(15, "TLSA matches, unlisted", mx().tlsa(TlsaState.MATCHES).sts(StsState.NOT_LISTED), "TVVVQ?"),
                row(
                        15,
                        "TLSA matches, expired",
                        enforced().tlsa(TlsaState.MATCHES).expired(true),
                        "TVVVQ?"),
                row(16, "null MX", DomainState.of(AnswerState.SECURE, ExchangerState.NULL_MX), mx(), "BBBBBB"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hasTheLetterOfItsSources(Row row) {
        assertThat(letters(row.domain(), row.host().build())).isEqualTo(row.letters());
        assertThat(letters(row.domain(), Matrix.senders(), row.host().build()))
                .as("read anew")
                .isEqualTo(row.letters());
    }

    @Test
    void theTableIsReadInFull() {
        List<Sender> read = Matrix.senders();
        assertThat(read)
                .extracting(each ->
                        each.token() + ": " + each.source() + " " + each.read().orElseThrow())
                .containsExactly(
                        "opportunistic: RFC 3207; RFC 7672 2026-11",
                        "postfix-dane: Postfix: TLS_README and the code of its TLS policies (snapshot of 2026-08) 2026-11",
                        "exim: Exim: specification and code (2025-12) 2026-11",
                        "dane-only: Postfix: TLS_README and the code of its TLS policies (snapshot of 2026-08); Exim:"
                                + " specification and code (2025-12); Microsoft: modes of outbound connectors (2026-03)"
                                + " 2026-11",
                        "gmail: Google Workspace help, 9261504 and 9276511 2026-11",
                        "exchange-online: Microsoft: How SMTP DANE works (copy of 2022); Microsoft: list of non-delivery"
                                + " codes 2026-11");
        assertThat(read.get(4).way(Condition.NULL_MX).orElseThrow().why())
                .isEqualTo("The domain says with a null MX that it accepts no mail: Gmail returns the message.");
        assertThat(read.get(0).way(Condition.STS_HOLDS).orElseThrow().why())
                .isEqualTo("A sender with opportunistic TLS uses TLS, and does not apply MTA-STS.");
    }

    /** Each verdict names its row, unless another one is that of the sender. */
    @ParameterizedTest
    @MethodSource("rows")
    void namesRowSourceAndDate(Row row) {
        Outlook.of(row.domain(), List.of(row.host().build()), Senders.standard()).senders().stream()
                .map(SenderOutlook::domain)
                .forEach(each -> {
                    assertThat(each.row()).isPresent();
                    assertThat(each.source()).isNotEmpty();
                    assertThat(each.read()).hasValue(YearMonth.of(2026, 11));
                    assertThat(each.why()).matches("[A-Z].*\\.").doesNotContain("{");
                });
        assertThat(Outlook.of(row.domain(), List.of(row.host().build()), Senders.standard())
                        .sender("postfix-dane")
                        .orElseThrow()
                        .domain()
                        .row())
                .isEqualTo(OptionalInt.of(row.number()));
    }

    @Test
    void row17IsOfSendersWithoutIpv6() {
        HostState host =
                mx().addresses(AnswerState.SECURE, AddressState.IPV6_ONLY).build();
        assertThat(letters(SECURE, withIpv6(Ability.NO), host)).isEqualTo("QQQQQQ");
        assertThat(letters(SECURE, withIpv6(Ability.YES), host)).isEqualTo("TTTQTT");
        assertThat(letters(SECURE, host)).isEqualTo("???Q??");
        assertThat(Outlook.of(SECURE, List.of(host), withIpv6(Ability.NO)).senders())
                .allMatch(each -> each.domain().row().equals(OptionalInt.of(17)));
    }

    @Test
    void whatStandsBesideTheRows() {
        DomainState failed = DomainState.of(AnswerState.LOOKUP_FAILED, ExchangerState.NOT_TESTED);
        assertThat(letters(failed)).isEqualTo("QQQQQQ");
        assertThat(letters(DomainState.of(AnswerState.BOGUS, ExchangerState.NOT_TESTED)))
                .isEqualTo("?QQQ?Q");
        assertThat(letters(DomainState.of(AnswerState.INSECURE, ExchangerState.NOWHERE)))
                .isEqualTo("BBBBBB");
        assertThat(letters(DomainState.of(AnswerState.INSECURE, ExchangerState.NULL_MX)))
                .isEqualTo("BBBBBB");
        assertThat(letters(
                        SECURE,
                        mx().addresses(AnswerState.SECURE, AddressState.NONE).build()))
                .isEqualTo("BBBBQQ");
        assertThat(letters(
                        SECURE,
                        mx().addresses(AnswerState.SECURE, AddressState.UNREACHABLE)
                                .build()))
                .isEqualTo("QQQQQQ");
        assertThat(letters(
                        SECURE,
                        mx().addresses(AnswerState.LOOKUP_FAILED, AddressState.NOT_TESTED)
                                .build()))
                .isEqualTo("QQQQQQ");
        assertThat(letters(DomainState.of(AnswerState.INSECURE, ExchangerState.IMPLICIT), mx().build()))
                .isEqualTo("TTTQTT");
    }

    /** MTA-STS at the rows of DANE: Gmail goes by it, and for Exchange Online a failure of DANE stands. */
    @Test
    void daneBesideMtaSts() {
        assertThat(letters(SECURE, enforced().tlsa(TlsaState.MATCHES).build())).isEqualTo("TVVVVV");
        assertThat(letters(SECURE, enforced().tlsa(TlsaState.LOOKUP_ERROR).build()))
                .isEqualTo("TQQQVQ");
        assertThat(letters(
                        SECURE,
                        mx().sts(StsState.NOT_LISTED).tlsa(TlsaState.MISMATCH).build()))
                .isEqualTo("TQQQQQ");
        assertThat(letters(
                        SECURE, enforced().tlsa(TlsaState.MATCHES).startTls(NO).build()))
                .isEqualTo("CQQQQQ");
        assertThat(letters(
                        SECURE, enforced().tlsa(TlsaState.UNUSABLE).startTls(NO).build()))
                .isEqualTo("CQQQQB");
        assertThat(letters(
                        SECURE,
                        mx().sts(StsState.NOT_LISTED).tlsa(TlsaState.UNUSABLE).build()))
                .isEqualTo("TT??Q?");
        assertThat(letters(INSECURE, enforced().tlsa(TlsaState.MATCHES).build()))
                .isEqualTo("TVTQVV");
        assertThat(letters(INSECURE, enforced().tlsa(TlsaState.MISMATCH).build()))
                .isEqualTo("TQTQVV");
        assertThat(letters(
                        INSECURE,
                        mx().sts(StsState.NOT_LISTED).tlsa(TlsaState.MATCHES).build()))
                .isEqualTo("TVTQQQ");
        HostState.Builder alias = enforced().alias(true);
        assertThat(letters(SECURE, alias.tlsa(TlsaState.NONE).build())).isEqualTo("TTTQVV");
        assertThat(letters(SECURE, alias.tlsa(TlsaState.MISMATCH).build())).isEqualTo("TQTQV?");
        assertThat(letters(SECURE, alias.tlsa(TlsaState.UNUSABLE).build())).isEqualTo("TTT?V?");
        assertThat(letters(SECURE, alias.tlsa(TlsaState.LOOKUP_ERROR).build())).isEqualTo("TQTQV?");
        assertThat(letters(
                        SECURE,
                        alias.tlsa(TlsaState.MATCHES).sts(StsState.NOT_LISTED).build()))
                .isEqualTo("TVT?Q?");
    }

    /** Exim goes by the last name of an alias whose links are all secure, and by no other; no source says what Exchange Online does. */
    @Test
    void aliases() {
        HostState.Builder own = mx().alias(true);
        HostState.Builder end = mx().alias(true).aliasEnd(true);
        assertThat(letters(SECURE, own.tlsa(TlsaState.MATCHES).build())).isEqualTo("TVT?T?");
        assertThat(letters(SECURE, end.tlsa(TlsaState.MATCHES).build())).isEqualTo("TVVVT?");
        assertThat(letters(SECURE, own.tlsa(TlsaState.MISMATCH).build())).isEqualTo("TQTQT?");
        assertThat(letters(SECURE, end.tlsa(TlsaState.MISMATCH).build())).isEqualTo("TQQQT?");
        assertThat(letters(SECURE, end.tlsa(TlsaState.LOOKUP_ERROR).build())).isEqualTo("TQQQT?");
        assertThat(letters(SECURE, end.tlsa(TlsaState.UNUSABLE).build())).isEqualTo("TT??T?");
        assertThat(letters(INSECURE, end.tlsa(TlsaState.MISMATCH).build())).isEqualTo("TQTQTT");
        assertThat(letters(SECURE, end.tlsa(TlsaState.MATCHES).startTls(NO).build()))
                .isEqualTo("CQQQC?");
        assertThat(letters(SECURE, own.tlsa(TlsaState.NOT_TESTED).startTls(NO).build()))
                .as("whose records nobody knows")
                .isEqualTo("C??QC?");
    }

    /** What Postfix and Exim were seen to do is known from that, and where they differ the sentence says so. */
    @Test
    void seenSendersAreNamed() {
        Forecast exim = forecast("exim", SECURE, mx().tlsa(TlsaState.UNUSABLE).build());
        assertThat(exim.source()).contains("Seen: Postfix 3.7.11 and Exim 4.96 with GnuTLS on Debian 12");
        assertThat(exim.why()).contains("GnuTLS").contains("OpenSSL");
        assertThat(forecast("dane-only", SECURE, mx().build()).why())
                .endsWith("Exim returns the message at once; Postfix keeps it.");
        assertThat(letters(
                        SECURE,
                        mx().addresses(AnswerState.SECURE, AddressState.NONE).build(),
                        mx().build()))
                .as("beside another exchanger")
                .isEqualTo("TTTQTT");
    }

    /** Nothing newer than TLS 1.1: refused where TLS 1.2 is demanded, and for the rest no source says whether it is TLS. */
    @Test
    void oldTls() {
        HostState.Builder old = mx().startTls(StartTlsState.OLD_TLS);
        assertThat(letters(SECURE, old.build())).isEqualTo("???Q??");
        assertThat(letters(SECURE, old.tlsa(TlsaState.UNUSABLE).build())).isEqualTo("?QQQ??");
        assertThat(letters(SECURE, old.tlsa(TlsaState.NONE).sts(StsState.LISTED).build()))
                .isEqualTo("???QQQ");
    }

    /** A host in an unsigned zone has no TLSA records, whatever was found there. */
    @Test
    void nobodyAsksUnderInsecureHosts() {
        for (TlsaState tlsa : TlsaState.values()) {
            assertThat(letters(
                            SECURE,
                            mx().addresses(AnswerState.INSECURE, AddressState.IPV4)
                                    .tlsa(tlsa)
                                    .build()))
                    .isEqualTo("TTTQTT");
        }
        assertThat(letters(SECURE, mx().tlsa(TlsaState.NOT_ASKED).build())).isEqualTo("TTTQTT");
    }
}
