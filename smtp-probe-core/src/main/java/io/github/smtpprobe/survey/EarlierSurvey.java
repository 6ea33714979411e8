/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import static io.github.smtpprobe.text.kept.KeptNode.required;

import io.github.smtpprobe.text.kept.KeptFault;
import io.github.smtpprobe.text.kept.KeptNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an earlier survey of a domain saw of those things whose changes have to follow an order: policy and id, records and keys,
 * signatures. Immutable and thread-safe; compared by identity.
 */
public final class EarlierSurvey {
    private static final int MOST = 100_000;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final String domain;
    private final Instant started;
    private final Optional<String> policyId;
    private final Optional<String> policySha256;
    private final Optional<String> mode;
    private final Optional<Duration> maxAge;
    private final Map<String, List<String>> tlsa;
    private final Map<String, List<String>> matched;
    private final Map<String, Instant> signedUntil;
    private final Map<String, Duration> ttl;

    private EarlierSurvey(KeptNode kept) {
        DomainMap.checkVersion(kept);
        domain = required("domain", kept.text("domain"));
        started = required("started", time(kept, "started"));
        Optional<KeptNode> sts = kept.node("mtaSts", each -> each);
        policyId = sts.flatMap(each -> each.text("id"));
        policySha256 = sts.flatMap(each -> each.text("policySha256"));
        mode = sts.flatMap(each -> each.text("mode"));
        maxAge = sts.flatMap(each -> each.whole("maxAgeSeconds", 0, Integer.MAX_VALUE))
                .map(Duration::ofSeconds);
        tlsa = new LinkedHashMap<>();
        matched = new LinkedHashMap<>();
        signedUntil = new LinkedHashMap<>();
        ttl = new LinkedHashMap<>();
        kept.list("exchangers", MOST, each -> each).forEach(this::exchanger);
        kept.list("lookUps", MOST, each -> each).forEach(this::answer);
    }

    private void exchanger(KeptNode kept) {
        kept.text("base").ifPresent(base -> {
            tlsa.put(base, kept.texts("tlsa"));
            matched.put(base, matched(kept));
        });
    }

    private static List<String> matched(KeptNode exchanger) {
        Set<String> all = new LinkedHashSet<>();
        for (KeptNode address : exchanger.list("addresses", MOST, each -> each)) {
            for (KeptNode handshake : address.list("handshakes", MOST, each -> each)) {
                handshake.node("dane", each -> each).stream()
                        .flatMap(each -> each.list("records", MOST, record -> record).stream())
                        .filter(each -> each.flag("authenticates"))
                        .forEach(each -> each.text("record").ifPresent(all::add));
            }
        }
        return List.copyOf(all);
    }

    private void answer(KeptNode kept) {
        time(kept, "signedUntil").ifPresent(until -> signedUntil.put(question(kept), until));
        kept.list("records", MOST, each -> each.whole("ttlSeconds", 0, Integer.MAX_VALUE)).stream()
                .flatMap(Optional::stream)
                .max(Long::compare)
                .ifPresent(longest -> ttl.put(question(kept), Duration.ofSeconds(longest)));
    }

    /** A time within a range that allows calculations. */
    private static Optional<Instant> time(KeptNode kept, String key) {
        Optional<Instant> time = kept.instant(key);
        if (time.filter(each -> each.isBefore(Instant.EPOCH) || each.isAfter(LAST))
                .isPresent()) {
            throw new KeptFault(key, "is out of range", false);
        }
        return time;
    }

    private static String question(KeptNode answer) {
        return required("name", answer.text("name")) + " " + required("type", answer.text("type"));
    }

    /**
     * Takes the earlier state from a report.
     *
     * @param report the earlier report
     * @return the state to compare with
     */
    public static EarlierSurvey of(DomainReport report) {
        return fromMap(Objects.requireNonNull(report, "report").asMap());
    }

    /**
     * Takes the earlier state from a stored report. It may come from a stranger: its texts are made safe to show, but its claims
     * are not verified.
     *
     * @param map a map as {@link DomainReport#asMap()} returned it and a JSON library read it back
     * @return the state to compare with
     * @throws IllegalArgumentException if the map is not such a report; the message says where, and repeats no value
     */
    public static EarlierSurvey fromMap(Map<String, ?> map) {
        return new EarlierSurvey(KeptNode.of(Objects.requireNonNull(map, "map")));
    }

    /** {@return the domain in A-labels} */
    public String domain() {
        return domain;
    }

    /** {@return when that survey began} */
    public Instant started() {
        return started;
    }

    /** {@return the id in the MTA-STS record; empty if there was none} */
    public Optional<String> policyId() {
        return policyId;
    }

    /** {@return the SHA-256 of the policy's octets, in hexadecimal; empty if there was no policy} */
    public Optional<String> policySha256() {
        return policySha256;
    }

    /** {@return the policy's mode, as it was written; empty if there was no valid one} */
    public Optional<String> mode() {
        return mode;
    }

    /** {@return how long senders may cache that policy} */
    public Optional<Duration> maxAge() {
        return maxAge;
    }

    /**
     * Finds the TLSA records that were seen then.
     *
     * @param base the base domain
     * @return in presentation format; empty if none were seen
     */
    public List<String> tlsa(String base) {
        return tlsa.getOrDefault(Objects.requireNonNull(base, "base"), List.of());
    }

    /**
     * Finds the TLSA records that verified a certificate then.
     *
     * @param base the base domain
     * @return in presentation format; empty if none matched, or nothing was tried
     */
    public List<String> matched(String base) {
        return matched.getOrDefault(Objects.requireNonNull(base, "base"), List.of());
    }

    /**
     * Finds how long the records of an answer could be cached.
     *
     * @param name of the question
     * @param type of the question
     * @return the longest of their times to live; empty if there were none
     */
    public Optional<Duration> ttl(String name, String type) {
        return Optional.ofNullable(
                ttl.get(Objects.requireNonNull(name, "name") + " " + Objects.requireNonNull(type, "type")));
    }

    /**
     * Finds when the signatures of an answer expire.
     *
     * @param name of the question
     * @param type of the question
     * @return the earliest expiration of its signatures
     */
    public Optional<Instant> signedUntil(String name, String type) {
        return Optional.ofNullable(
                signedUntil.get(Objects.requireNonNull(name, "name") + " " + Objects.requireNonNull(type, "type")));
    }
}
