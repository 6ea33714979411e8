/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.smtp.EnhancedStatusCode;
import io.github.smtpprobe.smtp.Reply;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a refusal's text and enhanced status code say, where the reply code alone leaves several causes. */
final class Words {
    private static final Pattern GREYLIST =
            Pattern.compile("(?i)gr[ae]y[ -]?list|postgrey|temporarily deferred.{0,40}unknown sender");
    private static final Pattern RATE = Pattern.compile(
            "(?i)rate.?limit|too many (connections|messages|requests|concurrent|login|auth|failed)|throttl"
                    + "|too fast|exceeded.{0,30}(rate|connections|quota per)|slow down");
    private static final Pattern RELAY =
            Pattern.compile("(?i)\\brelay(ing)?\\b|not permitted to relay|must authenticate to relay");
    private static final Pattern UNKNOWN = Pattern.compile(
            "(?i)user unknown|unknown user|no such (user|mailbox|recipient|person)|(user|mailbox|recipient|address)[^.]{0,30}"
                    + "(does not exist|doesn't exist|not found|unknown)|unrouteable address|invalid recipient");

    private Words() {}

    static boolean greylisting(Reply reply) {
        return reply.code().temporary() && GREYLIST.matcher(reply.text()).find();
    }

    static boolean rateLimit(Reply reply) {
        return RATE.matcher(reply.text()).find() && !greylisting(reply);
    }

    static boolean relaying(Reply reply) {
        return RELAY.matcher(reply.text()).find();
    }

    static boolean unknownMailbox(Reply reply) {
        return detail(reply, 1, 1)
                || (UNKNOWN.matcher(reply.text()).find() && reply.code().permanent());
    }

    static boolean fullMailbox(Reply reply) {
        return detail(reply, 2, 2);
    }

    /** Whether the enhanced status code is X.subject.detail. */
    static boolean detail(Reply reply, int subject, int detail) {
        Optional<EnhancedStatusCode> enhanced = reply.enhanced();
        return enhanced.isPresent()
                && enhanced.get().subject() == subject
                && enhanced.get().detail() == detail;
    }
}
