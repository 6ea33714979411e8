/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which of the last lines of a server is no line of a reply (RFC 5321 §4.2). What came behind it is recorded as well, so that it need
 * not be the last one.
 */
public final class BrokenLine {
    /** A whole line of a reply. */
    private static final Pattern REPLY = Pattern.compile("\\A[2-5][0-9][0-9](?:[ -][^\\x00\\r\\n]*+)?+\\r?\\n\\z");

    private static final int CODE = 3;

    private final List<Entry> said = new ArrayList<>();

    /** Examines what the server said after the client had last said something. */
    public BrokenLine(Attempt attempt) {
        for (Entry entry : attempt.transcript().entries()) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                said.clear();
            } else if (entry.direction() == Entry.Direction.SERVER) {
                said.add(entry);
            }
        }
    }

    /** The line in quotation marks, or the two whose codes disagree; empty if it is blank or there is none. */
    public String quoted(Reason why) {
        if (why == Reason.CODE_MISMATCH) {
            int at = mismatch();
            return said.subList(Math.max(0, at - 1), Math.min(said.size(), at + 1)).stream()
                    .map(entry -> Quotation.exact(entry.text()))
                    .collect(Collectors.joining(" and "));
        }
        return first().map(Entry::text)
                .filter(text -> !text.isBlank())
                .map(Quotation::exact)
                .orElse("");
    }

    /** The line whose code is another one than that of the line before it, as text; empty if there is none. */
    public Optional<String> mismatched() {
        int at = mismatch();
        return at < 1 ? Optional.empty() : Optional.of(said.get(at).text());
    }

    private Optional<Entry> first() {
        return said.stream()
                .filter(entry -> !REPLY.matcher(raw(entry)).find())
                .findFirst()
                .or(() -> said.stream().reduce((before, last) -> last));
    }

    /** The index of the first line whose code is another one than that of the line before it, which it continues. */
    private int mismatch() {
        for (int i = 1; i < said.size(); i++) {
            String before = raw(said.get(i - 1));
            String line = raw(said.get(i));
            if (before.startsWith("-", CODE) && !line.startsWith(before.substring(0, CODE))) {
                return i;
            }
        }
        return said.size() - 1;
    }

    private static String raw(Entry entry) {
        return new String(entry.octets(), StandardCharsets.ISO_8859_1);
    }
}
