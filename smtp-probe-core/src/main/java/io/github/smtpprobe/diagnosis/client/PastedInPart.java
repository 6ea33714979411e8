/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.client;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.login.MisplacedLogin;
import io.github.smtpprobe.diagnosis.words.Values;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transcript.Entry;
import java.util.List;

/** A pasted text in which nothing failed but which does not show a success either; the finding says what is missing. */
public final class PastedInPart extends AttemptCheck {
    private static final int LONGEST = 200;

    public PastedInPart() {
        super(Occasion.skipped(SkipReason.NOT_SHOWN));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().facts().stream()
                .filter(fact -> fact.outcome().skippedFor(SkipReason.NOT_SHOWN))
                .findFirst()
                .ifPresent(fact -> missing(one, fact));
    }

    private static void missing(AttemptFindings one, Fact fact) {
        if (fact instanceof MessageTransfer) {
            one.add("dialogue.no-end", fact, "last", last(one));
        } else if (fact instanceof TlsHandshake) {
            one.add("dialogue.no-handshake", fact);
        } else if (!(fact instanceof Authentication)) {
            String success = success(one);
            String code = success.substring(0, Math.min(3, success.length()));
            one.add("dialogue.no-failure", fact, "success", success, "code", code);
        } else if (!MisplacedLogin.atProvider(one, fact)) {
            one.add("login.none-offered", fact);
        }
    }

    /** The last line of a reply that stands alone, if it is a success: whoever pastes it wants to know what it means. */
    private static String success(AttemptFindings one) {
        List<Entry> said = one.attempt().transcript().entries();
        boolean greeted = one.attempt().fact(Greeting.class).isPresent();
        if (greeted || said.isEmpty() || said.stream().anyMatch(each -> !success(each))) {
            return "";
        }
        return Printable.cut(said.get(said.size() - 1).text().strip(), LONGEST, "\u2026");
    }

    private static boolean success(Entry each) {
        String text = each.text();
        return each.direction() == Entry.Direction.SERVER && text.startsWith("2");
    }

    private static String last(AttemptFindings one) {
        return one.attempt().facts().stream()
                .filter(fact -> fact.outcome().succeeded())
                .reduce((before, after) -> after)
                .map(Values::name)
                .orElse("");
    }
}
