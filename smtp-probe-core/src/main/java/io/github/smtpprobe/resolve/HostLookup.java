/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.resolve;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.names.LookedAt;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver.Answer;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.route.Resolution.Anomaly;
import io.github.smtpprobe.route.ResolvedHost;
import io.github.smtpprobe.text.Printable;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The look-up of one host's addresses.
 *
 * @param names     the resolver to ask
 * @param families  the wanted address families
 * @param anomalies collects what is odd about the records
 */
record HostLookup(GuardedNames names, AddressFamilies families, Set<Anomaly> anomalies) {
    /**
     * Statuses after which the other family is worth a question: a hosts file may have it even for a name that is not in DNS.
     */
    private static final Set<Status> WITHOUT = EnumSet.of(Status.FOUND, Status.NO_RECORDS, Status.NXDOMAIN);

    private static final String NO_NAME = "the MX record holds no name of a host";

    /** A host whose address a proxy looks up. Only valid host names are passed on to it. */
    static ResolvedHost left(String name, OptionalInt preference) {
        return noHost(name, preference)
                .orElseGet(() -> named(name)
                        ? begun(name, preference, Status.LEFT_TO_ROAD)
                                .detail("the way to the server looks up the name")
                                .build()
                        : unusable(Printable.clean(name), preference, NO_NAME));
    }

    private static boolean named(String name) {
        try {
            return DomainName.parse(name).ascii().equals(name);
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    ResolvedHost find(String name, OptionalInt preference, Deadline deadline) {
        Optional<ResolvedHost> none = noHost(name, preference);
        return none.isPresent() ? none.get() : found(name, preference, deadline);
    }

    private static Optional<ResolvedHost> noHost(String name, OptionalInt preference) {
        if (AddressLiteral.looksLike(name)) { // an MX record must name a host (RFC 5321 §5.1), not an address
            return Optional.of(unusable(name, preference, "the MX record holds an address, not a name"));
        }
        String shown = Printable.clean(name);
        return shown.equals(name) // a resolver of the caller's may pass on anything that a zone contains
                ? Optional.empty()
                : Optional.of(unusable(shown, preference, NO_NAME));
    }

    private ResolvedHost found(String name, OptionalInt preference, Deadline deadline) {
        Answer<InetAddress> answer = names.addresses(name, families, deadline);
        List<InetAddress> kept = kept(name, answer.records());
        List<String> aliases = answer.aliases().stream().map(Printable::clean).toList();
        ResolvedHost.Builder host = begun(name, preference, answer.status())
                .addresses(kept)
                .aliases(aliases)
                .detail(Printable.clean(answer.detail()));
        return WITHOUT.contains(answer.status()) && kept.isEmpty()
                ? without(host.build(), answer, deadline)
                : host.build();
    }

    private List<InetAddress> kept(String name, List<InetAddress> records) {
        List<InetAddress> found = records.stream()
                .filter(this::wanted)
                .map(address -> named(name, address))
                .distinct()
                .toList();
        if (found.size() > LookedAt.ADDRESSES) {
            anomalies.add(Anomaly.TOO_MANY_ADDRESSES);
        }
        return found.subList(0, Math.min(LookedAt.ADDRESSES, found.size()));
    }

    private boolean wanted(InetAddress address) {
        boolean four = address instanceof Inet4Address;
        return families != (four ? AddressFamilies.IPV6_ONLY : AddressFamilies.IPV4_ONLY);
    }

    /** An address that carries its name, so that it is never looked up in reverse. */
    private static InetAddress named(String name, InetAddress address) {
        try {
            return InetAddress.getByAddress(name, address.getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 and 16 octets are an address", impossible);
        }
    }

    /** The result for a host without an address of the requested family. One more question shows whether it has others. */
    private ResolvedHost without(ResolvedHost host, Answer<InetAddress> answer, Deadline deadline) {
        Optional<AddressFamilies> other = otherFamily();
        Answer<InetAddress> second = answer.records().isEmpty() && other.isPresent()
                ? names.addresses(host.name(), other.get(), deadline)
                : answer;
        Optional<InetAddress> found = second.records().stream().findFirst();
        Status nowhere = answer.status() == Status.NXDOMAIN ? Status.NXDOMAIN : Status.NO_RECORDS;
        Status unknown = second.status() == Status.CANCELLED ? Status.CANCELLED : nowhere;
        return begun(host.name(), host.preference(), found.isPresent() ? Status.OTHER_FAMILY : unknown)
                .aliases(host.aliases())
                .detail(found.map(AddressLiteral::text).orElse(host.detail()))
                .build();
    }

    /** The family that the caller excluded, if any. */
    private Optional<AddressFamilies> otherFamily() {
        return switch (families) {
            case IPV4_ONLY -> Optional.of(AddressFamilies.IPV6_ONLY);
            case IPV6_ONLY -> Optional.of(AddressFamilies.IPV4_ONLY);
            default -> Optional.empty();
        };
    }

    private static ResolvedHost unusable(String name, OptionalInt preference, String why) {
        return begun(name, preference, Status.BAD_ANSWER).detail(why).build();
    }

    private static ResolvedHost.Builder begun(String name, OptionalInt preference, Status status) {
        ResolvedHost.Builder host = ResolvedHost.builder(name, status);
        preference.ifPresent(host::preference);
        return host;
    }
}
