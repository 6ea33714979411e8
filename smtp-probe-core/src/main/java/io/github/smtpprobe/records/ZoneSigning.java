/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one of the zones on the path of a proof is signed, as far as it was seen. What is wrong with it is the fault of this zone,
 * not of the zones below it. Immutable and thread-safe; instances with the same content are equal.
 */
public final class ZoneSigning {
    private final String zone;
    private final List<Integer> algorithms;
    private final List<Integer> digests;
    private final OptionalInt nsec3Iterations;
    private final Optional<Instant> signedFrom;
    private final Optional<Instant> signedUntil;

    private ZoneSigning(
            String zone,
            List<Integer> algorithms,
            List<Integer> digests,
            OptionalInt nsec3Iterations,
            Optional<Instant> signedFrom,
            Optional<Instant> signedUntil) {
        this.zone = zone;
        this.algorithms = algorithms;
        this.digests = digests;
        this.nsec3Iterations = nsec3Iterations;
        this.signedFrom = signedFrom;
        this.signedUntil = signedUntil;
    }

    /**
     * Begins a zone of which nothing is known yet.
     *
     * @param zone its name in lower case and without a final dot; empty for the root
     * @return the zone
     */
    public static ZoneSigning of(String zone) {
        return new ZoneSigning(
                WireName.safe(Objects.requireNonNull(zone, "zone")),
                List.of(),
                List.of(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same zone, with its algorithms.
     *
     * @param numbers algorithm numbers, including those in its delegation
     * @return the zone
     */
    public ZoneSigning withAlgorithms(List<Integer> numbers) {
        return new ZoneSigning(
                zone, Bounds.numbers(numbers, "numbers"), digests, nsec3Iterations, signedFrom, signedUntil);
    }

    /**
     * The same zone, with the digests of its delegation.
     *
     * @param numbers the digest numbers of its DS records
     * @return the zone
     */
    public ZoneSigning withDigests(List<Integer> numbers) {
        return new ZoneSigning(
                zone, algorithms, Bounds.numbers(numbers, "numbers"), nsec3Iterations, signedFrom, signedUntil);
    }

    /**
     * The same zone, with its highest NSEC3 iteration count.
     *
     * @param most the highest count that was seen
     * @return the zone
     * @throws IllegalArgumentException if it is negative
     */
    public ZoneSigning withNsec3Iterations(int most) {
        OptionalInt count = OptionalInt.of(Arguments.notNegative(most, "most"));
        return new ZoneSigning(zone, algorithms, digests, count, signedFrom, signedUntil);
    }

    /**
     * The same zone, with the validity of the signature that expires first.
     *
     * @param from  when that signature becomes valid
     * @param until when it expires
     * @return the zone
     */
    public ZoneSigning withSigned(Instant from, Instant until) {
        return new ZoneSigning(
                zone,
                algorithms,
                digests,
                nsec3Iterations,
                Optional.of(Bounds.instant(Objects.requireNonNull(from, "from"))),
                Optional.of(Bounds.instant(Objects.requireNonNull(until, "until"))));
    }

    /** {@return the zone's name; empty for the root} */
    public String zone() {
        return zone;
    }

    /** {@return its algorithm numbers, in ascending order without repetition (RFC 8624 §3.1)} */
    public List<Integer> algorithms() {
        return algorithms;
    }

    /**
     * {@return the digest numbers of its DS records, in ascending order without repetition (RFC 8624 §3.3); empty for the zone of
     * a trust anchor}
     */
    public List<Integer> digests() {
        return digests;
    }

    /**
     * {@return the highest iteration count in its NSEC3 records that were seen; empty if there were none. More than 0 is wrong
     * (RFC 9276 §3.1)}
     */
    public OptionalInt nsec3Iterations() {
        return nsec3Iterations;
    }

    /** {@return the inception of the signature that expires first} */
    public Optional<Instant> signedFrom() {
        return signedFrom;
    }

    /** {@return the earliest expiration of its signatures that were seen} */
    public Optional<Instant> signedUntil() {
        return signedUntil;
    }

    /** {@return this zone as a plain map, for any JSON library} */
    public Map<String, Object> asMap() {
        Node node = new Node().put("zone", zone);
        KeptAnswer.numbers(node, "algorithms", algorithms);
        KeptAnswer.numbers(node, "digests", digests);
        return node.put("nsec3Iterations", nsec3Iterations)
                .put("signedFrom", signedFrom.map(Object::toString))
                .put("signedUntil", signedUntil.map(Object::toString))
                .map();
    }

    static ZoneSigning read(KeptNode kept) {
        ZoneSigning zone = of(kept.words("zone"))
                .withAlgorithms(KeptAnswer.numbers(kept, "algorithms"))
                .withDigests(KeptAnswer.numbers(kept, "digests"));
        OptionalInt iterations = kept.integer("nsec3Iterations", 0, KeptAnswer.LARGEST);
        ZoneSigning counted = iterations.isPresent() ? zone.withNsec3Iterations(iterations.getAsInt()) : zone;
        Optional<Instant> from = kept.instant("signedFrom");
        Optional<Instant> until = kept.instant("signedUntil");
        return from.isPresent() && until.isPresent() ? counted.withSigned(from.get(), until.get()) : counted;
    }

    private List<Object> parts() {
        return List.of(zone, algorithms, digests, nsec3Iterations, signedFrom, signedUntil);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ZoneSigning that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return zone and algorithms} */
    @Override
    public String toString() {
        return (zone.isEmpty() ? "." : zone) + " " + algorithms;
    }
}
