/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.extensions;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.XClient;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Mailbox;

/** Steps that need an extension when only HELO was sent, so that it is not known whether the server offers the extension. */
public final class ExtensionsNotAsked extends AttemptCheck {
    public ExtensionsNotAsked() {
        super(Occasion.skipped(SkipReason.EXTENSIONS_NOT_ASKED));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().facts().stream()
                .filter(fact -> fact.outcome().skippedFor(SkipReason.EXTENSIONS_NOT_ASKED))
                .forEach(fact -> one.add(
                        optional(one, fact) ? "starttls.not-asked" : "ehlo.extensions-not-asked",
                        fact,
                        "extension",
                        extension(fact)));
    }

    /** Whether the server was asked for its extensions. */
    public static boolean asked(Attempt attempt) {
        for (Ehlo hello : attempt.facts(Ehlo.class)) {
            if (hello.asksForExtensions()) {
                return true;
            }
        }
        return false;
    }

    private static boolean optional(AttemptFindings one, Fact fact) {
        return fact instanceof StartTls && one.route().mode() == TlsMode.STARTTLS_IF_OFFERED;
    }

    private static String extension(Fact fact) {
        if (fact instanceof StartTls) {
            return "STARTTLS";
        }
        if (fact instanceof XClient) {
            return "XCLIENT";
        }
        if (fact instanceof Authentication) {
            return "AUTH";
        }
        if (fact instanceof MessageTransfer) {
            return "8BITMIME";
        }
        boolean size = fact instanceof MailFrom path
                && !path.sender().map(Mailbox::needsSmtpUtf8).orElse(false);
        return size ? "SIZE" : "SMTPUTF8";
    }
}
