/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.KeptNode;
import io.github.smtpprobe.text.Node;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one zone is signed that an answer rests on: the one that it comes from, or one above. Immutable and thread-safe.
 *
 * @param zone            without a last dot; empty for the root
 * @param signedUntil     the least end of its signatures that were needed; empty if there were none
 * @param algorithms      the numbers of the algorithms of these signatures and of the zone's DS records, ascending (RFC 8624 §3.1)
 * @param digests         the numbers of the digests of its DS records, ascending (RFC 8624 §3.3)
 * @param nsec3Iterations the most iterations of its NSEC3 records that were seen; empty if there were none (RFC 9276 §3.1)
 */
public record ZoneSigning(
        String zone,
        Optional<Instant> signedUntil,
        List<Integer> algorithms,
        List<Integer> digests,
        OptionalInt nsec3Iterations) {
    private static final int LARGEST = 65_535;

    /**
     * Checks that all is there.
     *
     * @param zone            made safe to show
     * @param signedUntil     cut to what DNS can say
     * @param algorithms      each is kept once
     * @param digests         each is kept once
     * @param nsec3Iterations not negative
     * @throws IllegalArgumentException if the number of iterations is negative
     */
    public ZoneSigning {
        zone = WireName.safe(Objects.requireNonNull(zone, "zone"));
        signedUntil = Objects.requireNonNull(signedUntil, "signedUntil").map(Bounds::instant);
        algorithms = ascending(algorithms, "algorithms");
        digests = ascending(digests, "digests");
        Objects.requireNonNull(nsec3Iterations, "nsec3Iterations")
                .ifPresent(count -> Arguments.notNegative(count, "nsec3Iterations"));
    }

    private static List<Integer> ascending(List<Integer> given, String name) {
        return Arguments.copy(given, name).stream().distinct().sorted().toList();
    }

    Map<String, Object> asMap() {
        Node node = new Node().put("zone", zone).put("signedUntil", signedUntil.map(Object::toString));
        KeptAnswer.numbers(node, "algorithms", algorithms);
        KeptAnswer.numbers(node, "digests", digests);
        return node.put("nsec3Iterations", nsec3Iterations).map();
    }

    static ZoneSigning read(KeptNode kept) {
        return new ZoneSigning(
                kept.words("zone"),
                kept.instant("signedUntil"),
                KeptAnswer.numbers(kept, "algorithms"),
                KeptAnswer.numbers(kept, "digests"),
                kept.integer("nsec3Iterations", 0, LARGEST));
    }
}
