/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says itself went wrong, as its text tells it.
 *
 * @param symptom  a word of {@code client-findings.txt}; for a reply {@code reply-} and its code
 * @param stage    the step, where the text tells it
 * @param meaning  what is made of it; empty for a reply, which says itself what it means
 * @param values   what the text names: host, port, mechanism and others
 * @param evidence the lines that say so
 * @param line     the number of the line that says so
 */
record ClientError(
        String symptom,
        Optional<Stage> stage,
        Optional<ClientMeaning> meaning,
        Map<String, String> values,
        List<String> evidence,
        int line) {
    private static final String REPLY = "reply-";

    /** The finding with all its texts. */
    Optional<Finding> finding() {
        return meaning.map(each -> each.finding(values, evidence));
    }

    /** The id of the finding. */
    String id() {
        return meaning.map(ClientMeaning::id).orElse("reply");
    }

    /** A reply of the server that the client reports without its code. */
    Optional<String> reply() {
        return symptom.startsWith(REPLY)
                ? Optional.of(symptom.substring(REPLY.length()) + " " + values.getOrDefault("reply", ""))
                : Optional.empty();
    }
}
