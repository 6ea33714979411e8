/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.ZoneSigning;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;

/** The basis of an answer: the signatures of all messages that were needed, by signing zone. */
final class SignedWay {
    /** The most zones; no ordinary name leads through more, but a stranger's may lead through hundreds. */
    private static final int MOST = 40;

    private final Instant now;
    private final Map<Name, Zone> zones = new LinkedHashMap<>();
    private Optional<Instant> from = Optional.empty();
    private Optional<Instant> until = Optional.empty();

    SignedWay(Instant now) {
        this.now = now;
    }

    /** What was seen of one zone. */
    private static final class Zone {
        private final Set<Integer> algorithms = new TreeSet<>();
        private final Set<Integer> digests = new TreeSet<>();
        private OptionalInt iterations = OptionalInt.empty();
        private @Nullable RRSIGRecord first;

        void add(RRSIGRecord signature) {
            algorithms.add(signature.getAlgorithm());
            if (first == null || signature.getExpire().isBefore(first.getExpire())) {
                first = signature;
            }
        }

        ZoneSigning made(Name name) {
            ZoneSigning made = ZoneSigning.of(Records.text(name))
                    .withAlgorithms(List.copyOf(algorithms))
                    .withDigests(List.copyOf(digests));
            ZoneSigning counted = iterations.isPresent() ? made.withNsec3Iterations(iterations.getAsInt()) : made;
            return first == null ? counted : counted.withSigned(first.getTimeSigned(), first.getExpire());
        }
    }

    private Optional<Zone> zone(Name name) {
        return zones.size() < MOST || zones.containsKey(name)
                ? Optional.of(zones.computeIfAbsent(name, each -> new Zone()))
                : Optional.empty();
    }

    void add(Message message) {
        for (Signatures.Signed each : Signatures.of(message)) {
            Optional<RRSIGRecord> best = each.best(now);
            best.ifPresent(this::add);
            for (Record record : each.records()) {
                if (record instanceof DSRecord ds) {
                    zone(ds.getName()).ifPresent(child -> {
                        child.digests.add(ds.getDigestID());
                        child.algorithms.add(ds.getAlgorithm());
                    });
                } else if (record instanceof NSEC3Record hashed) {
                    Name owner = best.map(RRSIGRecord::getSigner).orElseGet(() -> new Name(hashed.getName(), 1));
                    zone(owner)
                            .ifPresent(zone -> zone.iterations =
                                    OptionalInt.of(Math.max(zone.iterations.orElse(0), hashed.getIterations())));
                }
            }
        }
    }

    private void add(RRSIGRecord signature) {
        zone(signature.getSigner()).ifPresent(each -> each.add(signature));
        Instant end = signature.getExpire();
        until = until.filter(other -> other.isBefore(end)).or(() -> Optional.of(end));
        Instant start = signature.getTimeSigned();
        from = from.filter(other -> other.isAfter(start)).or(() -> Optional.of(start));
    }

    /** Adds the results for each zone, and for all of them together. */
    DnsAnswer.Builder tell(DnsAnswer.Builder answer) {
        answer.algorithms(zones.values().stream()
                        .flatMap(each -> each.algorithms.stream())
                        .toList())
                .digests(zones.values().stream()
                        .flatMap(each -> each.digests.stream())
                        .toList())
                .zones(zones.entrySet().stream()
                        .map(each -> each.getValue().made(each.getKey()))
                        .toList());
        until.ifPresent(answer::signedUntil);
        from.ifPresent(answer::signedFrom);
        zones.values().stream()
                .flatMapToInt(each -> each.iterations.stream())
                .max()
                .ifPresent(answer::nsec3Iterations);
        return answer;
    }
}
