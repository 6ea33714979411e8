/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.smtp.Reply;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Replies with a code that means success and words that do not: {@code 235 auth failure}. The step's result is what the code
 * says. Most replies contain no suspicious word and are not looked up, so that a probe that passes does not need the table of
 * meanings.
 */
public final class WordsAgainstCode extends AttemptCheck {
    private static final Set<String> TOLD =
            Set.of("reply.contradictory", "reply.not-passed-on", "reply.partly-accepted");

    /** What most servers say, which need not be searched. */
    private static final Set<String> ORDINARY = Set.of("ok", "sender ok", "recipient ok", "accepted");

    /** The beginnings of words of which every such reply contains one; scripts other than the Latin one always count. */
    private static final Pattern SUSPECT = Pattern.compile(
            "(?i)fail|reject|refus|den[iy]|declin|invalid|incorrect|wrong|bad|unknown|not |no such|n[o']t |prohibit|block"
                    + "|disab|unavail|full|quota|drop|discard|quarantin|suppress|delet|black|ignor|trash|remov|loop|part|some|only"
                    + "|except|sl e2|fehl|abgel|verweig|teilw|gescheit|unbekan|zur|fall|echec|erreur|rechaz|recus|rejeit|rejet"
                    + "|rifiut|respint|go away|descon|sconos|inconnu|parc|parz|error|[^\\x00-\\x7f]");

    public WordsAgainstCode() {
        super(Occasion.step(Authentication.class)
                .or(Occasion.step(MailFrom.class))
                .or(Occasion.step(RcptTo.class))
                .or(Occasion.step(MessageTransfer.class)));
    }

    @Override
    protected void examine(AttemptFindings one) {
        int left = AttemptFindings.MOST_OF_ONE; // a server says the same to each of many recipients
        for (Fact fact : one.attempt().facts()) {
            Reply reply = fact.outcome().reply().orElse(null);
            if (left > 0 && reply != null && fact.outcome().succeeded() && concerned(fact) && suspect(reply)) {
                left--;
                tell(one, fact, reply);
            }
        }
    }

    private static boolean concerned(Fact fact) {
        return fact instanceof Authentication
                || fact instanceof MailFrom
                || fact instanceof RcptTo
                || fact instanceof MessageTransfer;
    }

    private static boolean suspect(Reply reply) {
        String words = AttemptFindings.judged(reply.text());
        return !ORDINARY.contains(words.toLowerCase(Locale.ROOT))
                && SUSPECT.matcher(words).find();
    }

    private static void tell(AttemptFindings one, Fact fact, Reply reply) {
        Meaning meaning = one.meaning(fact, reply);
        if (TOLD.contains(meaning.id())) {
            one.warned(fact, reply, meaning);
        }
    }
}
