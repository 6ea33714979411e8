/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import static io.github.smtpprobe.text.kept.KeptNode.required;

import io.github.smtpprobe.text.kept.KeptNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads back what {@link TargetFact} writes. */
final class KeptTargetFact {
    private KeptTargetFact() {}

    static TargetFact read(KeptNode kept) {
        String kind = required("kind", kept.text("kind"));
        for (ReverseName.Whose whose : ReverseName.Whose.values()) {
            if (whose.kind().equals(kind)) {
                return ReverseName.read(kept, whose);
            }
        }
        TargetFact.Builder read = TargetFact.ofLibrary(kind, required("label", kept.text("label")), outcome(kept))
                .took(KeptParts.took(kept))
                .description(kept.words("description"))
                .leftOut(kept.count("valuesLeftOut"));
        Map<String, String> labels = kept.node("labels", KeptTargetFact::labels).orElse(Map.of());
        values(kept).forEach((key, texts) -> read.value(key, labels.getOrDefault(key, key), texts));
        return read.build();
    }

    static Outcome outcome(KeptNode kept) {
        return KeptParts.outcome(kept, required("state", kept.token("state", Fact.State::ofToken)));
    }

    static Map<String, List<String>> values(KeptNode kept) {
        return kept.node("values", values -> {
                    Map<String, List<String>> read = new LinkedHashMap<>();
                    values.map().keySet().forEach(key -> read.put(key, values.texts(key)));
                    return read;
                })
                .orElse(new LinkedHashMap<>());
    }

    private static Map<String, String> labels(KeptNode kept) {
        Map<String, String> read = new LinkedHashMap<>();
        kept.map().keySet().forEach(key -> read.put(key, kept.words(key)));
        return read;
    }
}
