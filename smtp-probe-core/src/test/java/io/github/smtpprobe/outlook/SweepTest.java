/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Combinations of all states that the matrix tells apart: what must hold of each, whatever the matrix says. */
@Tag("sweep")
@Tag("heavy")
class SweepTest {
    private static final List<Sender> SENDERS = Senders.standard();
    private static final List<ExchangerState> EXCHANGERS = List.of(ExchangerState.LISTED, ExchangerState.NOT_TESTED);
    private static final List<AddressState> ADDRESSES = List.of(AddressState.IPV4, AddressState.NOT_TESTED);
    private static final List<StsState> POLICIES =
            List.of(StsState.NONE, StsState.LISTED, StsState.NOT_LISTED, StsState.NOT_TESTED);
    private static final List<AnswerState> LEADING_ON =
            List.of(AnswerState.SECURE, AnswerState.INSECURE, AnswerState.NOT_TESTED);

    private record State(DomainState domain, HostState host) {}

    private static List<HostState.Builder> plain() {
        List<HostState.Builder> all = new ArrayList<>();
        for (AnswerState answer : AnswerState.values()) {
            for (AddressState addresses : AddressState.values()) {
                all.add(HostState.builder("mx.example.com").addresses(answer, addresses));
            }
        }
        return all;
    }

    private static <E> List<HostState.Builder> each(List<HostState.Builder> all, E[] values, Setter<E> setter) {
        return all.stream()
                .flatMap(one -> Arrays.stream(values).map(value -> setter.set(one.build().toBuilder(), value)))
                .toList();
    }

    private interface Setter<E> {
        HostState.Builder set(HostState.Builder builder, E value);
    }

    /** Of values that the matrix does not tell apart one is enough, and of addresses those that lead on. */
    private static List<HostState> hosts() {
        List<HostState.Builder> all = plain().stream()
                .filter(each -> ADDRESSES.contains(each.build().addresses())
                        && LEADING_ON.contains(each.build().answer()))
                .toList();
        all = each(all, TlsaState.values(), HostState.Builder::tlsa);
        all = each(all, StartTlsState.values(), HostState.Builder::startTls);
        all = each(all, POLICIES.toArray(StsState[]::new), HostState.Builder::sts);
        all = each(all, PkixState.values(), HostState.Builder::pkix);
        return all.stream().map(HostState.Builder::build).toList();
    }

    private static List<HostState> special() {
        Boolean[] both = {false, true};
        List<HostState.Builder> all = List.of(HostState.builder("mx.example.com")
                .addresses(AnswerState.SECURE, AddressState.IPV4)
                .pkix(PkixState.INVALID));
        all = each(all, TlsaState.values(), HostState.Builder::tlsa);
        all = each(all, StartTlsState.values(), HostState.Builder::startTls);
        all = each(all, StsState.values(), HostState.Builder::sts);
        all = each(all, both, HostState.Builder::alias);
        all = each(all, both, HostState.Builder::aliasEnd);
        all = each(all, both, HostState.Builder::expired);
        all = each(all, both, HostState.Builder::domainNameOnly);
        return all.stream().map(HostState.Builder::build).toList();
    }

    private static void everywhere(List<HostState> hosts, Consumer<State> test) {
        for (AnswerState mx : LEADING_ON) {
            for (ExchangerState exchangers : EXCHANGERS) {
                DomainState domain = DomainState.of(mx, exchangers);
                hosts.forEach(host -> test.accept(new State(domain, host)));
            }
        }
    }

    private static Forecast forecast(Sender sender, State state) {
        return new Judge(sender).of(state.domain(), state.host());
    }

    /** It never throws, and each verdict has a sentence, and a row, another document, or a reason why it is not known. */
    @Test
    void everyVerdictSaysWhy() {
        Map<String, Integer> faults = new HashMap<>();
        Consumer<State> test = state -> SENDERS.forEach(sender -> {
            Forecast found = forecast(sender, state);
            boolean told = found.row().isPresent() || !found.source().isEmpty();
            boolean unknown = found.condition().equals("not-tested");
            if (found.byChance() || told == unknown || !found.why().matches("[A-Z].*\\.")) {
                faults.merge(sender + " " + state + ": " + found, 1, Integer::sum);
            }
        });
        everywhere(
                hosts().stream()
                        .filter(each -> each.pkix() == PkixState.INVALID)
                        .toList(),
                test);
        everywhere(special(), test);
        assertThat(faults).isEmpty();
    }

    /** What is known while something was not tested is the same whatever that turns out to be. */
    @Test
    void nothingIsKnownThatDependsOnWhatWasNotTested() {
        Map<State, List<Forecast>> all = new HashMap<>();
        everywhere(
                hosts(),
                state -> all.put(
                        state,
                        SENDERS.stream().map(each -> forecast(each, state)).toList()));
        List<String> faults = new ArrayList<>();
        AtomicInteger compared = new AtomicInteger();
        all.forEach((state, found) -> turnsOut(state).filter(all::containsKey).forEach(other -> {
            compared.incrementAndGet();
            List<Forecast> then = all.get(other);
            for (int i = 0; i < SENDERS.size(); i++) {
                Prospect prospect = found.get(i).prospect();
                if (prospect != Prospect.NOT_KNOWN && then.get(i).prospect() != prospect) {
                    faults.add(SENDERS.get(i) + " " + state + " " + prospect + ", then " + other);
                }
            }
        }));
        assertThat(faults.stream().limit(5)).isEmpty();
        assertThat(all).hasSizeGreaterThan(15_000);
        assertThat(compared).hasValueGreaterThan(50_000);
    }

    /** One thing more that is known. */
    private static Stream<State> turnsOut(State state) {
        HostState host = state.host();
        Stream.Builder<State> all = Stream.builder();
        if (host.tlsa() == TlsaState.NOT_TESTED || host.tlsa() == TlsaState.NOT_COMPARED) {
            Set<TlsaState> values = host.tlsa() == TlsaState.NOT_TESTED
                    ? EnumSet.complementOf(EnumSet.of(TlsaState.NOT_TESTED, TlsaState.NOT_ASKED))
                    : EnumSet.of(TlsaState.MATCHES, TlsaState.MISMATCH, TlsaState.WEAKER_MATCHES);
            values.forEach(value -> all.add(
                    new State(state.domain(), host.toBuilder().tlsa(value).build())));
        }
        if (host.startTls() == StartTlsState.NOT_TESTED) {
            Stream.of(StartTlsState.WORKS, StartTlsState.OLD_TLS, StartTlsState.NOT_OFFERED, StartTlsState.FAILED)
                    .forEach(value -> all.add(new State(
                            state.domain(), host.toBuilder().startTls(value).build())));
        }
        if (host.sts() == StsState.NOT_TESTED) {
            EnumSet.complementOf(EnumSet.of(StsState.NOT_TESTED))
                    .forEach(value -> all.add(new State(
                            state.domain(), host.toBuilder().sts(value).build())));
        }
        if (host.pkix() == PkixState.NOT_TESTED) {
            Stream.of(PkixState.VALID, PkixState.INVALID)
                    .forEach(value -> all.add(new State(
                            state.domain(), host.toBuilder().pkix(value).build())));
        }
        if (host.addresses() == AddressState.NOT_TESTED) {
            all.add(new State(
                    state.domain(),
                    host.toBuilder().addresses(host.answer(), AddressState.IPV4).build()));
        }
        answers(host.answer())
                .forEach(value -> all.add(new State(
                        state.domain(),
                        host.toBuilder().addresses(value, host.addresses()).build())));
        answers(state.domain().mx()).stream()
                .filter(LEADING_ON::contains)
                .forEach(value ->
                        all.add(new State(DomainState.of(value, state.domain().exchangers()), host)));
        if (state.domain().exchangers() == ExchangerState.NOT_TESTED) {
            all.add(new State(DomainState.of(state.domain().mx(), ExchangerState.LISTED), host));
        }
        return all.build();
    }

    private static Set<AnswerState> answers(AnswerState given) {
        return switch (given) {
            case NOT_TESTED -> EnumSet.complementOf(EnumSet.of(AnswerState.NOT_TESTED));
            case UNPROVEN -> EnumSet.of(AnswerState.SECURE, AnswerState.INSECURE);
            default -> EnumSet.noneOf(AnswerState.class);
        };
    }

    /** Where nothing was tested, nothing is known. */
    @Test
    void nothingTestedNothingKnown() {
        State state = new State(
                DomainState.of(AnswerState.NOT_TESTED, ExchangerState.NOT_TESTED),
                HostState.builder("mx.example.com").build());
        assertThat(SENDERS)
                .allMatch(sender -> forecast(sender, state).prospect() == Prospect.NOT_KNOWN)
                .allMatch(sender -> forecast(sender, state).row().isEmpty());
    }

    /** A state that is worse for DANE never makes the prospects of a sender with DANE better, the lack of records apart. */
    @Test
    void worseStatesAreNoBetter() {
        List<String> faults = new ArrayList<>();
        List<Sender> senders = List.of(Hosts.sender("postfix-dane"), Hosts.sender("exim"), Hosts.sender("dane-only"));
        everywhere(special(), state -> {
            HostState host = state.host();
            boolean plain = !host.alias() && !host.expired() && !host.domainNameOnly();
            if (!plain || host.tlsa() != TlsaState.MATCHES || state.domain().mx() != AnswerState.SECURE) {
                return;
            }
            for (HostState worse : List.of(
                    host.toBuilder().domainNameOnly(true).build(),
                    host.toBuilder().tlsa(TlsaState.WEAKER_MATCHES).build(),
                    host.toBuilder().tlsa(TlsaState.MISMATCH).build(),
                    host.toBuilder().tlsa(TlsaState.LOOKUP_ERROR).build(),
                    host.toBuilder().startTls(StartTlsState.FAILED).build(),
                    host.toBuilder()
                            .addresses(AnswerState.BOGUS, AddressState.IPV4)
                            .build())) {
                for (Sender sender : senders) {
                    Prospect before = forecast(sender, state).prospect();
                    Prospect after =
                            forecast(sender, new State(state.domain(), worse)).prospect();
                    if (before.worseThan(after) && after != Prospect.NOT_KNOWN) {
                        faults.add(sender + " " + state + " " + before + " " + worse + " " + after);
                    }
                }
            }
        });
        assertThat(faults).isEmpty();
    }

    /** V needs a proof, and who demands DANE gets nothing through without. */
    @Test
    void verifiedNeedsProof() {
        List<String> faults = new ArrayList<>();
        everywhere(
                special(),
                state -> SENDERS.forEach(sender -> {
                    Prospect found = forecast(sender, state).prospect();
                    boolean dane = sender.dane() && state.host().tlsa() == TlsaState.MATCHES;
                    boolean sts = sender.mtaSts() && state.host().sts() == StsState.LISTED;
                    if (found == Prospect.VERIFIED && !dane && !sts
                            || sender.token().equals("dane-only")
                                    && (found == Prospect.ENCRYPTED || found == Prospect.CLEAR)) {
                        faults.add(sender + " " + state + " " + found);
                    }
                }));
        assertThat(faults).isEmpty();
    }

    /** Every condition is reached, but those that only senders of applications have. */
    @Test
    void everyConditionIsReached() {
        Set<String> found = new java.util.TreeSet<>();
        Consumer<State> test = state -> Stream.concat(
                        SENDERS.stream(), Hosts.withIpv6(Ability.NO).stream().limit(1))
                .forEach(sender -> found.add(forecast(sender, state).condition()));
        everywhere(special(), test);
        everywhere(plain().stream().map(HostState.Builder::build).toList(), test);
        for (AnswerState mx : AnswerState.values()) {
            for (ExchangerState exchangers : ExchangerState.values()) {
                test.accept(new State(
                        DomainState.of(mx, exchangers), HostState.builder("").build()));
            }
        }
        test.accept(new State(
                Hosts.SECURE,
                Hosts.mx().sts(StsState.LISTED).pkix(PkixState.VALID).build()));
        assertThat(found)
                .isEqualTo(Arrays.stream(Condition.values())
                        .filter(each -> each != Condition.NOT_SAID)
                        .map(Condition::token)
                        .collect(Collectors.toCollection(java.util.TreeSet::new)));
    }
}
