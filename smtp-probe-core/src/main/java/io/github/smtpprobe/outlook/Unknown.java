/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Something that was not tested, with all values that it may have; values that decide the outcome come first. */
enum Unknown {
    MX("what the MX records are", each -> answers(each.domain().mx()).map(each::with)),
    EXCHANGERS(
            "whether the domain takes mail",
            each -> Stream.of(ExchangerState.NULL_MX, ExchangerState.NOWHERE, ExchangerState.LISTED)
                    .map(each::with)),
    HOST(
            "what the look-up of the exchanger's addresses gives",
            each -> answers(each.host().answer())
                    .map(answer -> each.with(each.host().toBuilder()
                            .addresses(answer, each.host().addresses())))),
    ADDRESSES(
            "which addresses the exchanger has",
            each -> known(AddressState.class, AddressState.NOT_TESTED)
                    .map(addresses -> each.with(
                            each.host().toBuilder().addresses(each.host().answer(), addresses)))),
    IPV6(
            "whether the sender has IPv6",
            each -> Stream.of(Ability.NO, Ability.YES).map(each::with)),
    STARTTLS(
            "whether TLS works at the exchanger",
            each -> hosts(each, known(StartTlsState.class, StartTlsState.NOT_TESTED), HostState.Builder::startTls)),
    TLSA(
            "what the TLSA records are",
            each -> bases(each)
                    .flatMap(base -> hosts(
                            base,
                            Stream.of(
                                    TlsaState.LOOKUP_ERROR,
                                    TlsaState.NONE,
                                    TlsaState.UNUSABLE,
                                    TlsaState.MISMATCH,
                                    TlsaState.WEAKER_MATCHES,
                                    TlsaState.MATCHES),
                            HostState.Builder::tlsa))),
    MATCH(
            "whether the certificate matches the TLSA records",
            each -> hosts(
                    each,
                    Stream.of(TlsaState.MISMATCH, TlsaState.WEAKER_MATCHES, TlsaState.MATCHES),
                    HostState.Builder::tlsa)),
    PKIX(
            "whether MTA-STS takes the exchanger's certificate",
            each -> hosts(each, Stream.of(PkixState.INVALID, PkixState.VALID), HostState.Builder::pkix)),
    STS(
            "what the MTA-STS policy is",
            each -> hosts(each, known(StsState.class, StsState.NOT_TESTED), HostState.Builder::sts));

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // each is a function without state
    private final Function<Case, Stream<Case>> cases;

    Unknown(String words, Function<Case, Stream<Case>> cases) {
        this.words = words;
        this.cases = cases;
    }

    /** What was not tested, in words that follow "it was not tested". */
    String words() {
        return words;
    }

    /** The same case with each possible value. */
    List<Case> cases(Case unknown) {
        return cases.apply(unknown).toList();
    }

    private static Stream<AnswerState> answers(AnswerState given) {
        Stream<AnswerState> answered = Stream.of(AnswerState.INSECURE, AnswerState.SECURE);
        return given == AnswerState.UNPROVEN
                ? answered
                : Stream.concat(Stream.of(AnswerState.BOGUS, AnswerState.LOOKUP_FAILED), answered);
    }

    /** If the records of an alias are not known, it is not known either at which of its names they are. */
    private static Stream<Case> bases(Case each) {
        return each.host().alias() ? hosts(each, Stream.of(true, false), HostState.Builder::aliasEnd) : Stream.of(each);
    }

    private static <E extends Enum<E>> Stream<E> known(Class<E> type, E unknown) {
        return Arrays.stream(type.getEnumConstants()).filter(each -> each != unknown);
    }

    private static <E> Stream<Case> hosts(
            Case each, Stream<E> values, BiFunction<HostState.Builder, E, HostState.Builder> set) {
        return values.map(value -> each.with(set.apply(each.host().toBuilder(), value)));
    }
}
