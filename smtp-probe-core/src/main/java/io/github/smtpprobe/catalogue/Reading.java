/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.EnhancedStatusCode;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;

/** One reply while its meaning is determined: its words and codes, taken apart once for all rows. */
record Reading(Stage stage, Reply reply, ReplyContext context, ReplyWords text, String code, String enhanced) {
    private static final int LONGEST_CODE = 14;

    static Reading of(Stage stage, Reply reply, ReplyContext context) {
        String text = reply.text();
        Optional<EnhancedStatusCode> code = reply.enhanced();
        boolean believed =
                code.isEmpty() || code.get().status() == reply.code().value() / 100; // see Reply.contradictory
        String enhanced = believed ? code.map(Object::toString).orElseGet(() -> atTheEnd(reply, text)) : "";
        return new Reading(
                stage,
                reply,
                context,
                ReplyWords.of(text, context.owners()),
                Integer.toString(reply.code().value()),
                enhanced);
    }

    /** qmail writes its enhanced status code after the words: {@code sorry, no mailbox here by that name. (#5.1.1)}. */
    private static String atTheEnd(Reply reply, String words) {
        String text = words.stripTrailing();
        int open = text.lastIndexOf("(#");
        boolean closed = open >= 0 && text.endsWith(")") && text.length() - open <= LONGEST_CODE;
        String code = closed ? text.substring(open + 2, text.length() - 1) : "";
        boolean ofItsClass = code.startsWith(reply.code().value() / 100 + ".");
        return ofItsClass && code.chars().allMatch(each -> each == '.' || (each >= '0' && each <= '9')) ? code : "";
    }

    /** Whether a link in the text contains one of these parts. */
    boolean linksAny(List<String> parts) {
        return !text.links().isEmpty() && parts.stream().anyMatch(this::links);
    }

    private boolean links(String part) {
        for (String each : text.links()) {
            if (each.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
