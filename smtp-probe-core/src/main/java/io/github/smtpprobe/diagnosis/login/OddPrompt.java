/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** AUTH LOGIN asks for user name and password in words that were never standardized; clients that compare the words fail if they differ. */
public final class OddPrompt extends AttemptCheck {
    /** The prompts of servers in use, in lower case, with and without colon; some end in NUL, which is dropped here. */
    private static final Set<String> USUAL = Set.of("username", "user name", "user", "password", "pass");

    private static final String CHALLENGE = "334 ";

    /** A challenge that continues on the next line. */
    private static final String FIRST_LINE = "334-";

    public OddPrompt() {
        super(Occasion.step(Authentication.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        if (inLines(one.attempt().transcript().entries())) {
            one.attempt().fact(Authentication.class).ifPresent(fact -> one.add("auth.challenge-in-lines", fact));
        } else {
            prompts(one);
        }
    }

    private static boolean inLines(List<Entry> entries) {
        for (Entry each : entries) {
            if (each.direction() == Entry.Direction.SERVER && each.text().startsWith(FIRST_LINE)) {
                return true;
            }
        }
        return false;
    }

    private static void prompts(AttemptFindings one) {
        one.attempt()
                .fact(Authentication.class)
                .filter(fact -> fact.mechanism().filter("LOGIN"::equals).isPresent())
                .filter(fact ->
                        !(fact.outcome() instanceof Outcome.Failed failed && failed.kind() == FailureKind.LIMIT))
                .ifPresent(fact -> one.attempt().transcript().entries().stream()
                        .filter(entry -> entry.direction() == Entry.Direction.SERVER)
                        .map(Entry::text)
                        .filter(text -> text.startsWith(CHALLENGE))
                        .map(text -> text.substring(CHALLENGE.length()))
                        .flatMap(text -> decoded(text).stream())
                        .filter(prompt -> !usual(prompt))
                        .findFirst()
                        .ifPresent(prompt -> one.add("auth.odd-prompt", fact, "prompt", Quotation.quoted(prompt))));
        one.attempt().fact(Authentication.class).filter(OddPrompt::judged).ifPresent(fact -> readable(one, fact));
    }

    /** Whether the login failed because of its prompt, which has a finding of its own. */
    private static boolean judged(Authentication fact) {
        return fact.mechanism().filter("LOGIN"::equals).isPresent()
                && fact.outcome().reply().isPresent()
                && !AttemptFindings.failed(fact, Reason.BAD_CHALLENGE);
    }

    private static void readable(AttemptFindings one, Authentication fact) {
        one.attempt().transcript().entries().stream()
                .filter(entry -> entry.direction() == Entry.Direction.SERVER)
                .map(Entry::text)
                .filter(text -> text.startsWith(CHALLENGE))
                .map(text -> text.substring(CHALLENGE.length()).strip())
                .filter(text -> !text.equals("=") && decoded(text).isEmpty())
                .findFirst()
                .ifPresent(prompt -> one.add("auth.plain-prompt", fact, "prompt", Quotation.quoted(prompt)));
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty(); // a login that failed because of it has a finding of its own
        }
    }

    private static boolean usual(String prompt) {
        String word = List.of(prompt.replace("\0", "")
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .split(":", 2))
                .get(0);
        return USUAL.contains(word.strip());
    }
}
