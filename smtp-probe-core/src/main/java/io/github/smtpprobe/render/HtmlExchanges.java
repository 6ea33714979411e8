/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.transcript.Entry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The dialogue, line by line with its times; the last line of each reply that decided a step is followed by an explanation. */
final class HtmlExchanges {
    /**
     * Nobody pastes more into a ticket; the whole text is available from {@link
     * io.github.smtpprobe.transcript.Transcript#pseudonymised()}.
     */
    private static final int LONGEST_TICKET = 64 * 1024;

    private final Markup out;
    private final ReplyCatalogue catalogue;
    private final Deque<Fact> answered = new ArrayDeque<>();

    HtmlExchanges(Markup out, ReplyCatalogue catalogue) {
        this.out = out;
        this.catalogue = catalogue;
    }

    /** Explains the marks of all transcripts on a page. */
    static void legend(Markup out, boolean pasted) {
        out.raw("<p id=\"legend\"><small>");
        mark(out, "C:", pasted ? " what the client said, " : " what this probe said, ");
        mark(out, "S:", " what the server said, ");
        mark(out, "C~", " and ");
        mark(out, "S~", " the same inside TLS; ");
        mark(out, "*", " what happened meanwhile; ");
        mark(out, "[redacted]", " stands for a secret, ");
        mark(out, "\\x0D", " and ");
        mark(out, "\\u{202E}", " for what cannot be shown. ");
        out.raw(
                        pasted
                                ? ""
                                : "Times are counted from the beginning of the attempt; a line without one has that of the line above it.")
                .raw("</small></p>\n");
    }

    private static void mark(Markup out, String mark, String meaning) {
        out.element("code", mark).raw(meaning);
    }

    void write(Attempt attempt) {
        attempt.facts().stream()
                .filter(fact -> fact.outcome().reply().isPresent())
                .forEach(answered::add);
        boolean timed = attempt.transcript().entries().stream()
                .anyMatch(entry -> !entry.at().isZero());
        out.raw("<ol role=\"list\" class=\"transcript")
                .raw(timed ? " timed" : "")
                .raw("\" aria-label=\"Transcript\">\n");
        String before = "";
        for (Entry entry : attempt.transcript().entries()) {
            String at = time(entry.at());
            String shown = at.equals(before) ? "" : at;
            out.raw(HtmlTranscript.open(entry, timed ? "<span class=\"at\">" + shown + "</span>" : ""));
            before = at;
            explain(entry);
            out.raw("</li>\n");
        }
        out.raw("</ol>\n");
        forTickets(attempt);
    }

    private static String time(Duration at) {
        return at.isZero() ? "0.0 ms" : StepLine.time(at);
    }

    private void explain(Entry entry) {
        Fact next = answered.peek();
        if (next == null || entry.direction() != Entry.Direction.SERVER) {
            return;
        }
        String text = entry.text();
        Reply reply = next.outcome().reply().orElseThrow();
        if (text.startsWith("-", Math.min(3, text.length()))
                || !text.startsWith(reply.code().toString())) {
            return;
        }
        answered.poll();
        Meaning means = catalogue.explain(next.stage(), reply);
        out.raw("<small>").text(means.inGeneral());
        if (!means.source().isEmpty()) {
            out.raw(" (");
            References.write(out, means.source());
            out.raw(")");
        }
        out.raw("</small>");
    }

    private void forTickets(Attempt attempt) {
        if (attempt.transcript().entries().isEmpty()) {
            return;
        }
        if (attempt.transcript().toString().length() > LONGEST_TICKET) {
            out.raw("<p class=\"screen\"><small>There is no copy with pseudonyms: the transcript is too long for a"
                    + " ticket.</small></p>\n");
            return;
        }
        out.raw("<details class=\"screen\"><summary>The same with pseudonyms, for tickets</summary>\n");
        out.raw(HtmlTranscript.render(attempt.transcript().pseudonymised())).raw("</details>\n");
    }
}
