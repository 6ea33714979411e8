/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The certificates that a server sent, and the search for those that a record matches. Results are cached, so it is not
 * thread-safe.
 */
final class SentChain {
    private final List<Optional<SentCertificate>> sent;
    private final Map<Integer, Map<ByteBuffer, List<Integer>>> indexes = new HashMap<>();
    private final Map<Integer, Optional<X509Certificate>> parsed = new HashMap<>();

    SentChain(List<byte[]> ders) {
        Set<ByteBuffer> seen = new HashSet<>();
        List<Optional<SentCertificate>> found = new ArrayList<>();
        for (byte[] der : ders) {
            byte[] own = der.clone();
            found.add(seen.add(ByteBuffer.wrap(own)) ? SentCertificate.read(own) : Optional.empty());
        }
        this.sent = List.copyOf(found);
    }

    int size() {
        return sent.size();
    }

    /** The parsed certificate at a place; empty if it cannot be parsed, or repeats an earlier one. */
    Optional<SentCertificate> at(int place) {
        return sent.get(place);
    }

    /** Whether the server's own certificate is there and can be parsed. */
    boolean hasLeaf() {
        return !sent.isEmpty() && sent.get(0).isPresent();
    }

    /** The certificate at a place as Java reads it; empty if Java cannot. */
    Optional<X509Certificate> certificate(int place) {
        return parsed.computeIfAbsent(place, each -> sent.get(each).flatMap(SentCertificate::parsed));
    }

    /** The places of the certificates that match the data of a usable record, in order. */
    List<Integer> matching(TlsaRecord record) {
        int selector = record.selector().orElseThrow();
        int matching = record.matching().orElseThrow();
        return indexes.computeIfAbsent(selector << 8 | matching, any -> index(selector, matching))
                .getOrDefault(ByteBuffer.wrap(record.data()), List.of());
    }

    private Map<ByteBuffer, List<Integer>> index(int selector, int matching) {
        Map<ByteBuffer, List<Integer>> index = new HashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            int place = i;
            sent.get(i)
                    .map(each -> ByteBuffer.wrap(each.matched(selector, matching)))
                    .ifPresent(data -> index.computeIfAbsent(data, any -> new ArrayList<>())
                            .add(place));
        }
        return index;
    }
}
