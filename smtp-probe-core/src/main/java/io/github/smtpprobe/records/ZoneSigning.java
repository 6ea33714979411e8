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
 * How one of the zones is signed that the proof of an answer leads through, as far as it was seen. What is wrong with it is that zone's, and
 * not of the zones below. Immutable and thread-safe; two with the same content are equal.
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
     * A zone of which nothing is known yet.
     *
     * @param zone in lower case and without a last dot; empty for the root
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
     * The same with what it is signed with.
     *
     * @param numbers of algorithms, those that its delegation names included
     * @return the zone
     */
    public ZoneSigning withAlgorithms(List<Integer> numbers) {
        return new ZoneSigning(
                zone, Bounds.numbers(numbers, "numbers"), digests, nsec3Iterations, signedFrom, signedUntil);
    }

    /**
     * The same with the digests of its delegation.
     *
     * @param numbers of the digests of its DS records
     * @return the zone
     */
    public ZoneSigning withDigests(List<Integer> numbers) {
        return new ZoneSigning(
                zone, algorithms, Bounds.numbers(numbers, "numbers"), nsec3Iterations, signedFrom, signedUntil);
    }

    /**
     * The same with how often its names are hashed.
     *
     * @param most that was seen
     * @return the zone
     * @throws IllegalArgumentException if it is negative
     */
    public ZoneSigning withNsec3Iterations(int most) {
        OptionalInt count = OptionalInt.of(Arguments.notNegative(most, "most"));
        return new ZoneSigning(zone, algorithms, digests, count, signedFrom, signedUntil);
    }

    /**
     * The same with the signature that ends first.
     *
     * @param from  when that signature begins
     * @param until when it ends
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

    /** {@return the numbers of its algorithms, without repetition, ascending (RFC 8624 §3.1)} */
    public List<Integer> algorithms() {
        return algorithms;
    }

    /** {@return the numbers of the digests of its DS records, without repetition, ascending (RFC 8624 §3.3); empty for an anchor's zone} */
    public List<Integer> digests() {
        return digests;
    }

    /** {@return the most iterations of its NSEC3 records that were seen; empty if there were none. More than 0 is wrong (RFC 9276 §3.1)} */
    public OptionalInt nsec3Iterations() {
        return nsec3Iterations;
    }

    /** {@return when the signature begins that ends first} */
    public Optional<Instant> signedFrom() {
        return signedFrom;
    }

    /** {@return the least end of its signatures that were seen} */
    public Optional<Instant> signedUntil() {
        return signedUntil;
    }

    /** {@return this for any JSON library} */
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
