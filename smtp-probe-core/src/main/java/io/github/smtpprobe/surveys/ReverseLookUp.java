/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import io.github.smtpprobe.lookups.ReverseResult;
import io.github.smtpprobe.lookups.ReverseResult.Forward;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Trouble;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Looks up the reverse names of the exchangers' addresses, and whether they lead back (RFC 8601 §3), in two rounds for all addresses. */
final class ReverseLookUp implements DomainLookUp<ReverseName> {
    /**
     * The most names of an address that are looked up, in parallel. Receivers that limit PTR records use the same limit (RFC
     * 7208 §4.6.4).
     */
    private static final int MOST_NAMES = 10;

    private static final int IPV6_OCTETS = 16;

    @Override
    public List<ReverseName> look(Subject subject, Deadline deadline) throws InterruptedException {
        List<InetAddress> addresses = subject.exchangers().values().stream()
                .flatMap(List::stream)
                .distinct()
                .toList();
        List<Question> backward = addresses.stream()
                .map(each -> new Question(reverseName(each), RecordType.PTR))
                .toList();
        List<DnsAnswer> answers = subject.resolver().look(backward, deadline);
        List<Named> all = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            all.add(new Named(addresses.get(i), answers.get(i)));
        }
        List<Question> forward = all.stream()
                .flatMap(each -> each.names().stream().flatMap(name -> each.forward(name).stream()))
                .toList();
        Map<Question, DnsAnswer> found = new HashMap<>();
        subject.resolver().look(forward, deadline).forEach(each -> found.put(each.question(), each));
        return all.stream().map(each -> each.fact(found)).toList();
    }

    /** The name to ask for (RFC 1035 §3.5, RFC 3596 §2.5). */
    static String reverseName(InetAddress address) {
        byte[] octets = address.getAddress();
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xFF;
            if (octets.length == IPV6_OCTETS) {
                name.append(Integer.toHexString(octet & 0xF)).append('.');
                name.append(Integer.toHexString(octet >> 4)).append('.');
            } else {
                name.append(octet).append('.');
            }
        }
        return name.append(octets.length == IPV6_OCTETS ? "ip6.arpa" : "in-addr.arpa")
                .toString();
    }

    /** An address, and the answer to the PTR question. */
    private record Named(InetAddress address, DnsAnswer answer) {
        private List<String> all() {
            return answer.records().stream()
                    .map(DnsRecord::target)
                    .flatMap(Optional::stream)
                    .filter(name -> !name.equals("."))
                    .distinct()
                    .toList();
        }

        List<String> names() {
            return all().stream().limit(MOST_NAMES).toList();
        }

        /** The question that shows whether a name leads back to the address; empty if no host can have that name. */
        Optional<Question> forward(String name) {
            RecordType type = address instanceof Inet4Address ? RecordType.A : RecordType.AAAA;
            return ReverseResult.host(name).map(host -> new Question(host, type));
        }

        ReverseName fact(Map<Question, DnsAnswer> found) {
            ReverseResult result = new ReverseResult(Whose.SERVER, address);
            ReverseName.Builder fact = answer.result() == DnsResult.NONE
                    ? unlearned(result)
                    : names().isEmpty() ? result.nameless() : named(result, found);
            return fact.took(answer.took()).build();
        }

        private ReverseName.Builder unlearned(ReverseResult result) {
            if (has(answer, Trouble.DEADLINE)) {
                return result.skipped(SkipReason.DEADLINE);
            }
            return has(answer, Trouble.CANCELLED) ? result.cancelled() : result.unknown("");
        }

        private ReverseName.Builder named(ReverseResult result, Map<Question, DnsAnswer> found) {
            List<String> names = names();
            List<String> confirmed = new ArrayList<>();
            Forward forward = Forward.LEARNED;
            for (String name : names) {
                Optional<DnsAnswer> led = forward(name).map(question -> Objects.requireNonNull(found.get(question)));
                if (led.filter(this::leadsBack).isPresent()) {
                    confirmed.add(name);
                }
                if (led.filter(each -> each.result() == DnsResult.NONE).isPresent()) {
                    forward = has(led.get(), Trouble.CANCELLED) ? Forward.CANCELLED : Forward.UNSURE;
                }
            }
            return result.named(names, all().size() - names.size(), confirmed, forward);
        }

        private boolean leadsBack(DnsAnswer led) {
            return led.records().stream()
                    .anyMatch(each -> each.address().filter(address::equals).isPresent());
        }

        private static boolean has(DnsAnswer answer, Trouble trouble) {
            return answer.trouble().filter(trouble::equals).isPresent();
        }
    }
}
