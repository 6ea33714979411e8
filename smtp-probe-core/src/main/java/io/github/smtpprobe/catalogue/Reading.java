/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;

/** One reply under reading: its words and codes, taken apart once for all rows. */
record Reading(Stage stage, Reply reply, ReplyContext context, ReplyWords text, String code, String enhanced) {
    private static final int LONGEST_CODE = 14;

    static Reading of(Stage stage, Reply reply, ReplyContext context) {
        String enhanced = reply.contradictory()
                ? ""
                : reply.enhanced().map(Object::toString).orElseGet(() -> atTheEnd(reply));
        return new Reading(
                stage,
                reply,
                context,
                ReplyWords.of(reply.text()),
                Integer.toString(reply.code().value()),
                enhanced);
    }

    /** qmail writes its enhanced code behind the words: {@code sorry, no mailbox here by that name. (#5.1.1)}. */
    private static String atTheEnd(Reply reply) {
        String text = reply.text().stripTrailing();
        int open = text.lastIndexOf("(#");
        boolean closed = open >= 0 && text.endsWith(")") && text.length() - open <= LONGEST_CODE;
        String code = closed ? text.substring(open + 2, text.length() - 1) : "";
        boolean ofItsClass = code.startsWith(reply.code().value() / 100 + ".");
        return ofItsClass && code.chars().allMatch(each -> each == '.' || (each >= '0' && each <= '9')) ? code : "";
    }

    boolean links(String part) {
        return text.links().stream().anyMatch(each -> each.contains(part));
    }
}
