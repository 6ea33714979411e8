/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Trouble;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reverse names of the exchangers' addresses, and whether they lead back (RFC 8601 §3), in two rounds for all addresses. Used by one
 * thread.
 */
final class ReverseLookUp {
    /** Names of an address that are looked up (RFC 8601 §3). */
    private static final int MOST_NAMES = 10;

    private static final int IPV6_OCTETS = 16;

    private final Answers answers;

    ReverseLookUp(Answers answers) {
        this.answers = answers;
    }

    List<ReverseName> look(List<InetAddress> addresses) {
        List<Question> reverse = addresses.stream()
                .map(address -> new Question(reverseName(address), RecordType.PTR))
                .toList();
        List<DnsAnswer> names = answers.ask(reverse);
        List<Question> forward = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            for (String name : names(names.get(i))) {
                forward.add(new Question(name, type(addresses.get(i))));
            }
        }
        Map<Question, DnsAnswer> found = new LinkedHashMap<>();
        List<DnsAnswer> led = answers.ask(forward);
        for (int i = 0; i < forward.size(); i++) {
            found.put(forward.get(i), led.get(i));
        }
        List<ReverseName> facts = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            facts.add(fact(addresses.get(i), names.get(i), found));
        }
        return facts;
    }

    /** The name to ask for: RFC 1035 §3.5, RFC 3596 §2.5. */
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

    private static RecordType type(InetAddress address) {
        return address instanceof Inet4Address ? RecordType.A : RecordType.AAAA;
    }

    private static List<String> all(DnsAnswer reverse) {
        return reverse.records().stream()
                .map(DnsRecord::target)
                .flatMap(Optional::stream)
                .filter(name -> !name.equals("."))
                .distinct()
                .toList();
    }

    private static List<String> names(DnsAnswer reverse) {
        List<String> all = all(reverse);
        return all.subList(0, Math.min(MOST_NAMES, all.size()));
    }

    private static ReverseName fact(InetAddress address, DnsAnswer reverse, Map<Question, DnsAnswer> found) {
        List<String> names = names(reverse);
        List<String> confirmed = new ArrayList<>();
        boolean unsure = false;
        for (String name : names) {
            DnsAnswer forward = found.get(new Question(name, type(address)));
            unsure |= forward == null || forward.result() == DnsAnswer.Result.NONE;
            if (forward != null
                    && forward.records().stream()
                            .anyMatch(record ->
                                    record.address().filter(address::equals).isPresent())) {
                confirmed.add(name);
            }
        }
        return result(address, reverse, confirmed, unsure)
                .address(address)
                .names(names, all(reverse).size() - names.size())
                .confirmed(confirmed)
                .took(reverse.took())
                .build();
    }

    /** RFC 8601 §2.7.3; where one look-up failed, its name might have led back. */
    private static ReverseName.Builder result(
            InetAddress address, DnsAnswer reverse, List<String> confirmed, boolean unsure) {
        String text = AddressLiteral.text(address);
        if (reverse.result() == DnsAnswer.Result.NONE) {
            return unlearned(text, reverse);
        }
        if (names(reverse).isEmpty()) {
            return failed(Reason.NO_RECORD, text + " has no PTR record").iprev(Iprev.PERMERROR);
        }
        if (!confirmed.isEmpty()) {
            return ReverseName.builder(Whose.SERVER, Outcome.done()).iprev(Iprev.PASS);
        }
        String all = String.join(", ", names(reverse));
        return unsure
                ? failed(Reason.DNS_FAILED, "the addresses of " + all + " could not be looked up")
                        .iprev(Iprev.TEMPERROR)
                : failed(Reason.RECORD_UNCONFIRMED, all + " does not lead back to " + text)
                        .iprev(Iprev.FAIL);
    }

    private static ReverseName.Builder unlearned(String text, DnsAnswer reverse) {
        if (reverse.trouble().filter(Trouble.DEADLINE::equals).isPresent()) {
            return ReverseName.builder(Whose.SERVER, Outcome.skipped(SkipReason.DEADLINE));
        }
        if (reverse.trouble().filter(Trouble.CANCELLED::equals).isPresent()) {
            return failed(Reason.PROBE_CANCELLED, "the survey was cancelled");
        }
        return failed(Reason.DNS_FAILED, "the PTR record of " + text + " could not be looked up")
                .iprev(Iprev.TEMPERROR);
    }

    private static ReverseName.Builder failed(Reason reason, String detail) {
        return ReverseName.builder(Whose.SERVER, Outcome.failed(reason, detail));
    }
}
