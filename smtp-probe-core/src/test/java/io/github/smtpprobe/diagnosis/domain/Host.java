/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.Dane;
import io.github.smtpprobe.dane.DaneNames;
import io.github.smtpprobe.dane.DaneVerdict;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.diagnosis.domain.Facts.Dns;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.tls.Certificate;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An exchanger in the notation of {@link Facts}. Its verdicts on certificates are those of the records, whatever the order of the words. */
final class Host {
    private final String name;
    private final Security security;
    private boolean implicit;
    private final List<String> fourth = new ArrayList<>();
    private final List<String> sixth = new ArrayList<>();
    private DnsResult withoutRecords = DnsResult.NO_RECORDS;
    private UnaryOperator<DnsAnswer.Builder> change = each -> each;
    private Optional<DnsAnswer> alias = Optional.empty();
    private List<DnsAnswer> tlsa = List.of();
    private List<DnsAnswer> misplaced = List.of();
    private final List<List<Shows>> shows = new ArrayList<>();
    private final List<InetAddress> addresses = new ArrayList<>();

    private Host(String name, Security security) {
        this.name = name;
        this.security = security;
    }

    static Host signed(String name) {
        return new Host(name, Security.SECURE);
    }

    static Host unsigned(String name) {
        return new Host(name, Security.INSECURE);
    }

    static Host of(String name, Security security) {
        return new Host(name, security);
    }

    /** The domain for missing MX records. */
    Host implicit() {
        implicit = true;
        return this;
    }

    /** An address, and what was seen there in the conversations. */
    Host at(String address, Shows... seen) {
        (address.indexOf(':') < 0 ? fourth : sixth).add(address);
        addresses.add(AddressLiteral.parse(address.indexOf(':') < 0 ? address : "[" + address + "]"));
        shows.add(List.of(seen));
        return this;
    }

    Host unknown() {
        withoutRecords = DnsResult.NO_NAME;
        return this;
    }

    /** Changes the answers to A and AAAA. */
    Host alter(UnaryOperator<DnsAnswer.Builder> how) {
        change = how;
        return this;
    }

    Host aliasOf(String target) {
        return alter(each -> each.aliases(List.of(Alias.of(name, target, security, Duration.ofHours(1))))
                .finalName(target));
    }

    /** The host is an alias in a signed zone, and its target is in one that is not. */
    Host signedAlias() {
        alias = Optional.of(
                DnsAnswer.to(new io.github.smtpprobe.records.Question(name, RecordType.CNAME), Security.SECURE)
                        .result(DnsResult.NO_RECORDS)
                        .build());
        return this;
    }

    private String place() {
        return "_25._tcp." + name;
    }

    Host tlsa(String... records) {
        return tlsa(Dns.answer(place(), RecordType.TLSA, Security.SECURE, List.of(records)));
    }

    Host tlsa(DnsAnswer... answers) {
        tlsa = List.of(answers);
        return this;
    }

    Host tlsa(Security state, Trouble trouble) {
        return tlsa(Dns.trouble(place(), RecordType.TLSA, state, trouble));
    }

    Host misplaced(String where, String... records) {
        misplaced = List.of(Dns.answer(where, RecordType.TLSA, Security.SECURE, List.of(records)));
        return this;
    }

    private DnsAnswer answer(RecordType type, List<String> texts) {
        if (!security.learned()) {
            return change.apply(Dns.trouble(name, type, security, Trouble.SERVER_FAILURE).toBuilder())
                    .build();
        }
        return change.apply((texts.isEmpty()
                                ? Dns.none(name, type, security, withoutRecords)
                                : Dns.answer(name, type, security, texts))
                        .toBuilder())
                .build();
    }

    SurveyedExchanger build() {
        SurveyedExchanger.Builder exchanger = SurveyedExchanger.builder(name)
                .preference(10)
                .implicit(implicit)
                .addressAnswers(List.of(answer(RecordType.A, fourth), answer(RecordType.AAAA, sixth)))
                .misplaced(misplaced);
        alias.ifPresent(exchanger::aliasAnswer);
        if (!tlsa.isEmpty()) {
            exchanger.tlsa(name, tlsa);
        }
        List<TlsaRecord> records = exchanger.build().records();
        List<SurveyedAddress> seen = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            InetAddress address = addresses.get(i);
            seen.add(SurveyedAddress.seen(
                    address,
                    shows.get(i).stream()
                            .map(each -> handshake(each, address, records))
                            .toList()));
        }
        return exchanger.addresses(seen).build();
    }

    private ServerHandshake handshake(Shows shows, InetAddress address, List<TlsaRecord> records) {
        ServerHandshake seen = ServerHandshake.of(shows.offer(), shows.attempt(name, address), Optional.empty());
        List<byte[]> chain = seen.chain().stream()
                .map(Certificate::encoded)
                .flatMap(Optional::stream)
                .toList();
        Optional<DaneVerdict> verdict = records.isEmpty() || chain.isEmpty()
                ? Optional.empty()
                : Optional.of(Dane.judge(
                        records, chain, DaneNames.of(name).withDomain(Facts.DOMAIN), java.time.Instant.now()));
        return ServerHandshake.of(shows.offer(), seen.attempt(), verdict);
    }
}
