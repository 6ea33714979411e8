/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.client;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Conduct;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.login.MisplacedLogin;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.Locale;
import java.util.Set;

/** What another program did in a pasted dialogue that explains the refusal better than the reply does. */
public final class OddClient extends AttemptCheck {
    private static final Set<String> NO_LOGIN = Set.of("sender.auth-required", "auth.not-advertised");

    public OddClient() {
        super(Occasion.FAILURE);
    }

    @Override
    protected boolean concerns(Attempt attempt, Occasion given) {
        return super.concerns(attempt, given) && attempt.purpose() == Purpose.DIALOGUE;
    }

    @Override
    protected void examine(AttemptFindings one) {
        if (one.attempt().purpose() == Purpose.DIALOGUE) {
            one.attempt()
                    .decidingFact()
                    .ifPresent(fact ->
                            AttemptFindings.refusal(fact).ifPresent(reply -> refused(one, one.conduct(), fact, reply)));
        }
    }

    private static void refused(AttemptFindings one, Conduct client, Fact fact, Reply reply) {
        String words = reply.text().toLowerCase(Locale.ROOT);
        if (bytesBefore(one, fact, reply)) {
            one.add("ehlo.bytes-before", fact);
        } else if (fact.stage() == Stage.EHLO && client.nameless()) {
            one.add("ehlo.no-name", fact);
        } else if (client.heloAfterEhlo(fact)) {
            one.add("ehlo.helo-after-ehlo", fact);
        } else if (name(fact, words) && client.namedByBareAddress()) {
            named(one, client, fact, "ehlo.bad-literal");
        } else if (name(fact, words) && client.namedLocally()) {
            named(one, client, fact, "ehlo.local-name");
        } else if (fact.stage().compareTo(Stage.AUTH) > 0 && client.helloAfterLogin()) {
            one.add("login.lost-by-ehlo", fact);
        } else if (fact instanceof Authentication login) {
            mechanism(one, client, login);
        } else {
            login(one, client, fact, one.meaning(fact, reply).id());
        }
    }

    /** Whether there were octets before the EHLO of a pasted dialogue that the server took for a part of it. */
    public static boolean bytesBefore(AttemptFindings one, Fact fact, Reply reply) {
        return one.attempt().purpose() == Purpose.DIALOGUE
                && fact.stage() == Stage.EHLO
                && (one.conduct().proxied()
                        || reply.text().toLowerCase(Locale.ROOT).contains("command 'unknown'"));
    }

    /** Whether a refusal is about the name in EHLO: it came at once, or says so. */
    private static boolean name(Fact fact, String words) {
        return fact.stage() == Stage.EHLO || words.contains("helo") || words.contains("ehlo");
    }

    private static void named(AttemptFindings one, Conduct client, Fact fact, String id) {
        one.add(id, fact, "named", client.name().orElseThrow());
    }

    private static void mechanism(AttemptFindings one, Conduct client, Authentication login) {
        String tried = login.mechanism().orElse("").toUpperCase(Locale.ROOT);
        boolean offers = !client.offered().isEmpty() && !tried.isEmpty();
        if (offers && !login.judged() && !client.offered().contains(tried)) {
            one.add(
                    "auth.mechanism-not-offered",
                    login,
                    "mechanism",
                    tried,
                    "offered",
                    String.join(", ", client.offered()));
        }
    }

    private static void login(AttemptFindings one, Conduct client, Fact fact, String meaning) {
        if (meaning.equals("relay.denied") && !client.loggedIn()) {
            MisplacedLogin.atProvider(one, fact);
        }
        if (!NO_LOGIN.contains(meaning) || client.loggedIn()) {
            return;
        }
        if (client.heloOnly()) {
            one.add("ehlo.helo-hides-login", fact);
        } else if (!client.offered().isEmpty()) {
            one.add("login.not-made", fact, "offered", String.join(", ", client.offered()));
        }
    }
}
