/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.text.Redacted;
import io.github.smtpprobe.transcript.Entry;
import java.util.Map;
import java.util.Optional;

/** What a login had sent when it ended, where that is less than the password or a proof of it. A pasted dialogue may be another client's. */
enum UnsentPassword {
    /** No part of the credentials. */
    NOTHING,
    /** The user name, on a line of its own or without a proof of the password. */
    NAME_ALONE;

    /** Which of the client's messages is the first that holds the password or a proof of it. */
    private static final Map<String, Integer> PROOF = Map.of(
            "PLAIN", 1, // RFC 4616 §2
            "LOGIN", 2,
            "CRAM-MD5", 1, // RFC 2195 §2
            "DIGEST-MD5", 1, // RFC 2831 §2.1
            "NTLM", 2);

    /** RFC 5802 §5: the second. */
    private static final String SCRAM = "SCRAM-";

    /** {@return what had been sent; empty if the password may have been sent, or nobody knows} */
    static Optional<UnsentPassword> of(Attempt attempt, Fact fact) {
        String mechanism =
                fact instanceof Authentication login ? login.mechanism().orElse("") : "";
        int proof = mechanism.startsWith(SCRAM) ? 2 : PROOF.getOrDefault(mechanism, 0);
        int sent = sent(attempt, mechanism);
        if (attempt.purpose().pasted() || sent >= proof) {
            return Optional.empty();
        }
        return Optional.of(sent == 0 || mechanism.equals("NTLM") ? NOTHING : NAME_ALONE);
    }

    /** How many messages of the mechanism were sent. */
    private static int sent(Attempt attempt, String mechanism) {
        String command = "AUTH " + mechanism;
        int sent = 0;
        for (Entry entry : attempt.transcript().entries()) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                boolean begins = entry.text().equals(command) || entry.text().startsWith(command + " ");
                sent = (begins ? 0 : sent) + (entry.text().contains(Redacted.MASK) ? 1 : 0);
            }
        }
        return sent;
    }
}
