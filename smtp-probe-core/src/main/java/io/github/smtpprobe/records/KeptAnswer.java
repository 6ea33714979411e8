/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Converts answers to plain maps and back. */
final class KeptAnswer {
    /** A message of 64 KiB cannot contain more. */
    private static final int MOST_RECORDS = 6_000;

    private static final int MOST_ALIASES = 100;
    private static final int MOST_ZONES = 100;
    private static final int MOST_NUMBERS = 256;
    static final int LARGEST = 65_535;
    private static final String NUMBER = "number";

    private KeptAnswer() {}

    static Map<String, Object> write(DnsAnswer answer) {
        Node node = new Node()
                .put("name", answer.question().name())
                .put("type", answer.question().type().name())
                .put("security", answer.security().token())
                .put("result", answer.result().token())
                .put("records", Node.list(answer.records(), DnsRecord::asMap));
        if (!answer.aliases().isEmpty()) {
            node.put("aliases", Node.list(answer.aliases(), Alias::asMap));
        }
        if (!answer.finalName().equals(answer.question().name())) {
            node.put("finalName", answer.finalName());
        }
        node.put("ttlSeconds", answer.ttl().map(Duration::toSeconds))
                .put("signedUntil", answer.signedUntil().map(Object::toString))
                .put("signedFrom", answer.signedFrom().map(Object::toString));
        numbers(node, "algorithms", answer.algorithms());
        numbers(node, "digests", answer.digests());
        node.put("nsec3Iterations", answer.nsec3Iterations());
        if (!answer.zones().isEmpty()) {
            node.put("zones", Node.list(answer.zones(), ZoneSigning::asMap));
        }
        return node.put("zone", answer.zone())
                .text("server", answer.server())
                .put("asked", answer.asked().map(Object::toString))
                .put("tookMs", Node.millis(answer.took()))
                .put("queries", answer.queries())
                .put("trouble", answer.trouble().map(Trouble::token))
                .text("detail", answer.detail())
                .put("resolverSaysSecure", answer.resolverSaysSecure())
                .map();
    }

    static void numbers(Node node, String key, List<Integer> all) {
        if (!all.isEmpty()) {
            node.put(key, Node.list(all, each -> new Node().put(NUMBER, each).map()));
        }
    }

    static List<Integer> numbers(KeptNode kept, String key) {
        return kept.list(
                key,
                MOST_NUMBERS,
                each -> KeptNode.required(NUMBER, each.whole(NUMBER, 0, LARGEST))
                        .intValue());
    }

    static DnsAnswer read(KeptNode kept) {
        Question question = new Question(kept.words("name"), DnsRecord.type(kept));
        DnsAnswer.Builder answer =
                DnsAnswer.to(question, KeptNode.required("security", kept.token("security", Security::ofToken)));
        DnsResult result = KeptNode.required("result", kept.token("result", DnsResult::ofToken));
        if (result == DnsResult.RECORDS) {
            answer.records(kept.list("records", MOST_RECORDS, DnsRecord::read));
        } else {
            answer.result(result);
        }
        answer.aliases(kept.list("aliases", MOST_ALIASES, Alias::read))
                .algorithms(numbers(kept, "algorithms"))
                .digests(numbers(kept, "digests"))
                .zones(kept.list("zones", MOST_ZONES, ZoneSigning::read))
                .server(kept.words("server"))
                .queries(kept.count("queries"))
                .detail(kept.words("detail"));
        kept.text("finalName").ifPresent(answer::finalName);
        kept.whole("ttlSeconds", 0, Integer.MAX_VALUE).map(Duration::ofSeconds).ifPresent(answer::ttl);
        kept.instant("signedUntil").ifPresent(answer::signedUntil);
        kept.instant("signedFrom").ifPresent(answer::signedFrom);
        kept.integer("nsec3Iterations", 0, LARGEST).ifPresent(answer::nsec3Iterations);
        kept.text("zone").ifPresent(answer::zone);
        kept.instant("asked").ifPresent(answer::asked);
        kept.millis("tookMs").ifPresent(answer::took);
        kept.token("trouble", Trouble::ofToken).ifPresent(answer::trouble);
        if (kept.map().containsKey("resolverSaysSecure")) {
            answer.resolverSaysSecure(kept.flag("resolverSaysSecure"));
        }
        return answer.build();
    }
}
