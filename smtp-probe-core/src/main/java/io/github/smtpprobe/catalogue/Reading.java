/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;

/** One reply under reading: its words and codes, taken apart once for all rows. */
record Reading(Stage stage, Reply reply, ReplyContext context, ReplyWords text, String code, String enhanced) {
    static Reading of(Stage stage, Reply reply, ReplyContext context) {
        String enhanced = reply.contradictory()
                ? ""
                : reply.enhanced().map(Object::toString).orElse("");
        return new Reading(
                stage,
                reply,
                context,
                ReplyWords.of(reply.text()),
                Integer.toString(reply.code().value()),
                enhanced);
    }

    boolean links(String part) {
        return text.links().stream().anyMatch(each -> each.contains(part));
    }
}
