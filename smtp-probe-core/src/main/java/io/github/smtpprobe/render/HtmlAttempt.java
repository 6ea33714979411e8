/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import static io.github.smtpprobe.render.HtmlTranscript.escape;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.transcript.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One attempt as HTML: steps with bars for their times, certificates, capabilities, and the transcript with explanations. */
final class HtmlAttempt {
    private final Attempt attempt;
    private final ReplyCatalogue catalogue;
    /** Nobody pastes more into a ticket; the whole is in {@link io.github.smtpprobe.transcript.Transcript#pseudonymised()}. */
    private static final int LONGEST_TICKET = 64 * 1024;

    private final StringBuilder out;

    HtmlAttempt(Attempt attempt, ReplyCatalogue catalogue, StringBuilder out) {
        this.attempt = attempt;
        this.catalogue = catalogue;
        this.out = out;
    }

    void render() {
        out.append("<section>\n<h2>").append(escape(StepLine.heading(attempt))).append("</h2>\n");
        StepLine.leftOut(attempt)
                .ifPresent(words -> out.append("<p><small>").append(words).append("</small></p>\n"));
        steps();
        certificates();
        capabilities();
        transcript();
        out.append("</section>\n");
    }

    private void steps() {
        long longest = attempt.facts().stream()
                .mapToLong(fact -> fact.took().toNanos())
                .max()
                .orElse(1);
        out.append("<table><caption>Steps</caption><thead><tr><th scope=\"col\">Step</th><th scope=\"col\">Time</th>")
                .append("<th class=\"chart\" aria-hidden=\"true\"></th><th"
                        + " scope=\"col\">Result</th></tr></thead><tbody>\n");
        for (Fact fact : attempt.facts()) {
            long width = longest == 0 ? 0 : 100 * fact.took().toNanos() / longest;
            out.append("<tr><th scope=\"row\"><span role=\"img\" aria-label=\"")
                    .append(StepLine.word(fact.state()))
                    .append("\">")
                    .append(StepLine.mark(fact.state()))
                    .append("</span> ");
            out.append(escape(fact.label())).append("</th><td class=\"time\">").append(StepLine.time(fact.took()));
            out.append("</td><td class=\"chart\" aria-hidden=\"true\">");
            if (!fact.took().isZero()) {
                out.append("<span class=\"bar\" style=\"width:").append(width).append("%\"></span>");
            }
            out.append("</td><td>").append(escape(fact.description())).append("</td></tr>\n");
        }
        out.append("</tbody></table>\n");
    }

    private void certificates() {
        List<Certificate> chain =
                attempt.fact(TlsHandshake.class).map(fact -> fact.tls().chain()).orElse(List.of());
        if (chain.isEmpty()) {
            return;
        }
        out.append("<table><caption>Certificates, as the server sent them</caption><thead><tr><th"
                        + " scope=\"col\">Subject</th>")
                .append("<th scope=\"col\">Issuer</th><th scope=\"col\">Valid</th><th"
                        + " scope=\"col\">Key</th></tr></thead><tbody>\n");
        for (Certificate each : chain) {
            out.append("<tr><td>").append(escape(each.subject()));
            if (!each.names().isEmpty()) {
                out.append("<br><small>")
                        .append(escape(String.join(", ", each.names())))
                        .append("</small>");
            }
            out.append("</td><td>").append(escape(each.issuer())).append("</td><td>");
            out.append(each.notBefore().toString(), 0, 10)
                    .append(" to ")
                    .append(each.notAfter().toString(), 0, 10);
            out.append("</td><td>")
                    .append(escape(each.keyAlgorithm()))
                    .append(' ')
                    .append(each.keyBits());
            out.append("<br><small>").append(escape(each.signatureAlgorithm())).append("</small></td></tr>\n");
        }
        out.append("</tbody></table>\n");
    }

    /** Extensions as rows; a column for what was last offered in clear text and one for what was last offered inside TLS. */
    private void capabilities() {
        List<Ehlo> hellos = Stream.of(false, true)
                .flatMap(encrypted -> hello(encrypted).stream())
                .toList();
        if (hellos.stream().allMatch(hello -> hello.capabilities().keywords().isEmpty())) {
            return;
        }
        out.append("<table><caption>Extensions offered</caption><thead><tr><th scope=\"col\">Extension</th>");
        hellos.forEach(hello -> out.append("<th scope=\"col\">")
                .append(hello.encrypted() ? "inside TLS" : "in clear text")
                .append("</th>"));
        out.append("</tr></thead><tbody>\n");
        hellos.stream()
                .flatMap(hello -> hello.capabilities().keywords().stream())
                .map(Capabilities.Keyword::name)
                .distinct()
                .forEach(name -> {
                    out.append("<tr><th scope=\"row\"><code>")
                            .append(escape(name))
                            .append("</code></th>");
                    hellos.forEach(hello -> out.append("<td>")
                            .append(escape(offered(hello.capabilities(), name)))
                            .append("</td>"));
                    out.append("</tr>\n");
                });
        out.append("</tbody></table>\n");
    }

    /** The last hello of one kind that was accepted: a pasted text may hold thousands. */
    private Optional<Ehlo> hello(boolean encrypted) {
        return attempt.facts(Ehlo.class).stream()
                .filter(hello -> hello.outcome().succeeded() && hello.encrypted() == encrypted)
                .reduce((first, second) -> second);
    }

    /** What stands behind a keyword, else whether it is there at all. */
    private static String offered(Capabilities capabilities, String name) {
        if (!capabilities.offers(name)) {
            return "no";
        }
        String parameters = capabilities.keywords().stream()
                .filter(each -> each.name().equals(name))
                .flatMap(each -> each.parameters().stream())
                .collect(Collectors.joining(" "));
        return parameters.isEmpty() ? "yes" : parameters;
    }

    /** Beside the last line of each reply that settled a step stands what it means. */
    private void transcript() {
        Deque<Fact> answered = new ArrayDeque<>();
        attempt.facts().stream()
                .filter(fact -> fact.outcome().reply().isPresent())
                .forEach(answered::add);
        out.append("<ol class=\"transcript\" aria-label=\"Transcript\">\n");
        for (Entry entry : attempt.transcript().entries()) {
            out.append(HtmlTranscript.open(entry));
            String text = entry.text();
            Fact next = answered.peek();
            boolean settles = next != null
                    && entry.direction() == Entry.Direction.SERVER
                    && !text.startsWith("-", Math.min(3, text.length()))
                    && text.startsWith(
                            next.outcome().reply().orElseThrow().code().toString());
            if (settles) {
                answered.poll();
                Meaning means =
                        catalogue.explain(next.stage(), next.outcome().reply().orElseThrow());
                out.append("<small>").append(escape(means.inGeneral())).append("</small>");
            }
            out.append("</li>\n");
        }
        out.append("</ol>\n");
        if (attempt.transcript().toString().length() > LONGEST_TICKET) {
            out.append("<p><small>There is no copy with pseudonyms: the transcript is too long for a"
                    + " ticket.</small></p>\n");
            return;
        }
        out.append("<details><summary>The same with pseudonyms, for tickets</summary>\n");
        out.append(HtmlTranscript.render(attempt.transcript().pseudonymised())).append("</details>\n");
    }
}
