/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.Rset;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.fact.XClient;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The facts of another program's session: commands and their outcomes, without times, addresses or certificates. */
final class SessionFacts {
    private static final String LHLO = "LHLO";

    private static final Pattern IDLE = Pattern.compile(
            "waiting for (?:client )?(?:input|command)|idle (?:too long|time-?out)|(?:client|connection) (?:was |is )?idle",
            Pattern.CASE_INSENSITIVE);

    /** The facts in order, by kind; kinds that may occur several times are stored by themselves. */
    private final Map<Object, Fact> facts = new LinkedHashMap<>();

    private Capabilities capabilities = Capabilities.NONE;

    private final OpenTransaction opened = new OpenTransaction();

    SessionFacts() {
        connected(Outcome.done());
    }

    List<Fact> all() {
        return List.copyOf(facts.values());
    }

    /** Sets how connecting ended. Another such fact is replaced. */
    void connected(Outcome how) {
        facts.clear();
        add(Connect.of(how, Duration.ZERO));
    }

    /** Notes that nothing says whether a connection was made. */
    void unheard() {
        facts.clear();
    }

    void greeting(Outcome outcome, String opening) {
        add(Greeting.of(outcome, Duration.ZERO, outcome instanceof Outcome.Failed ? opening : ""));
    }

    /** Adds a failed handshake. Programs show no certificate, so their own words are all that is known. */
    void tlsFailed(Outcome why, String host) {
        add(TlsHandshake.of(why, Duration.ZERO, TlsInfo.unseen(host)));
    }

    /**
     * Adds a login. Programs try one mechanism after the other: a success counts, otherwise the first refusal of the
     * credentials, otherwise the first login.
     */
    void authentication(String command, Outcome outcome, Optional<OAuthError> error) {
        String[] words = command.split(" ", 3);
        Optional<String> mechanism = words.length > 1 ? Optional.of(Printable.clean(words[1])) : Optional.empty();
        boolean judged =
                outcome.reply().filter(reply -> reply.code().value() == 535).isPresent();
        if (facts.get(Authentication.class) instanceof Authentication before
                && (outcome.succeeded() || (judged && !before.judged()))) {
            facts.remove(Authentication.class);
        }
        add(login(outcome, mechanism, judged, error));
    }

    /** Adds a login that was meant to take place, but did not. */
    void notLoggedIn(SkipReason why) {
        add(login(Outcome.skipped(why), Optional.empty(), false, Optional.empty()));
    }

    private Fact login(Outcome outcome, Optional<String> mechanism, boolean judged, Optional<OAuthError> error) {
        Authentication.Builder login = Authentication.builder(outcome, Duration.ZERO)
                .offered(capabilities.mechanisms())
                .known(mechanism.stream().toList())
                .judged(judged);
        mechanism.ifPresent(login::mechanism);
        error.ifPresent(login::error);
        return login.build();
    }

    /**
     * Adds any other command.
     *
     * @param encrypted whether it was sent inside TLS
     */
    void command(Stage stage, String command, Outcome outcome, boolean encrypted) {
        add(
                switch (stage) {
                    case EHLO -> hello(command, outcome, encrypted);
                    case STARTTLS -> StartTls.of(outcome, Duration.ZERO);
                    case XCLIENT -> XClient.of(outcome, Duration.ZERO);
                    case MAIL_FROM -> MailFrom.of(outcome, Duration.ZERO, Paths.sender(command));
                    case RCPT_TO -> RcptTo.of(outcome, Duration.ZERO, Paths.mailbox(command));
                    case DATA, END_OF_DATA -> message(stage, command, outcome);
                    case RSET -> Rset.of(outcome, Duration.ZERO);
                    case QUIT -> Quit.of(outcome, Duration.ZERO);
                    case RESOLVE, CONNECT, TLS, GREETING, AUTH ->
                        throw new IllegalArgumentException("stage: " + stage + " has no reply");
                });
    }

    /** The fact for the reply to a message; in LMTP, for that to one recipient's command. */
    private static Fact message(Stage stage, String command, Outcome outcome) {
        return stage == Stage.END_OF_DATA && !command.isEmpty()
                ? MessageTransfer.forRecipient(outcome, Duration.ZERO, Paths.mailbox(command))
                : MessageTransfer.of(outcome, Duration.ZERO, stage);
    }

    /**
     * The recipients for whom a message gets replies in LMTP (RFC 2033 §4.2), by their RCPT commands; in SMTP, one reply is for
     * all of them.
     */
    List<String> replies() {
        List<String> each = new ArrayList<>();
        boolean lmtp = false;
        for (Fact fact : facts.values()) {
            lmtp = fact instanceof Ehlo hello ? hello.verb().equals(LHLO) : lmtp;
            if (fact instanceof MailFrom) {
                each.clear();
            } else if (fact instanceof RcptTo path && fact.outcome().succeeded()) {
                each.add("RCPT TO:<" + path.recipient().wire() + ">");
            }
        }
        return lmtp && !each.isEmpty() ? each : List.of("");
    }

    private Fact hello(String command, Outcome outcome, boolean encrypted) {
        capabilities = outcome.succeeded()
                ? outcome.reply().map(Capabilities::of).orElse(Capabilities.NONE)
                : Capabilities.NONE;
        String line = command.toUpperCase(Locale.ROOT);
        String verb = List.of("HELO", LHLO).stream()
                .filter(line::startsWith)
                .findFirst()
                .orElse("EHLO");
        return Ehlo.builder(outcome, Duration.ZERO)
                .verb(verb)
                .encrypted(encrypted)
                .capabilities(capabilities)
                .build();
    }

    /** Adds an EHLO that the text does not show. */
    void noHello() {
        add(Ehlo.builder(Outcome.skipped(SkipReason.NOT_SHOWN), Duration.ZERO).build());
    }

    /** Adds a command that the text does not show, or one that is not a step of a probe. */
    void other(Outcome outcome, Optional<Stage> about, String command) {
        add(UnplacedReply.of(outcome, Duration.ZERO, about, Printable.clean(command)));
    }

    /** Adds a program's error in unknown words. */
    void elsewhere(String error) {
        other(Outcome.failed(Reason.OTHER_PROTOCOL, error), Optional.empty(), "");
    }

    /** Adds the facts of a text that was not read, so that it is not known whether a connection was made. */
    void unread(Reason why) {
        unheard();
        other(Outcome.failed(why, "the text was not read"), Optional.empty(), "");
    }

    void unknown(String error) {
        other(Outcome.failed(Reason.UNKNOWN_ERROR, Printable.clean(error)), Optional.empty(), "");
    }

    /**
     * Adds a fact. A probe takes most steps once, and checks look for one fact of each kind, but programs send several mails on
     * one connection. The first refusal is what people ask about, preferably a permanent one; otherwise the last step of the
     * kind counts.
     */
    private void add(Fact fact) {
        boolean one =
                fact instanceof MessageTransfer message && message.recipient().isPresent();
        if (fact instanceof Ehlo || fact instanceof RcptTo || one) {
            facts.put(new Object(), fact);
            return;
        }
        Fact before = facts.get(fact.getClass());
        opened.take(before, fact, has(MessageTransfer.class)).ifPresent(each -> facts.put(MailFrom.class, each));
        if (before == null || before.outcome().succeeded() || (refused(before, 4) && refused(fact, 5))) {
            facts.remove(fact.getClass()); // the new one takes its own place in the order
            facts.put(fact.getClass(), fact);
        }
    }

    /** Whether the server refused it with a code of a class: 4 for a temporary refusal, 5 for a permanent one. */
    private static boolean refused(Fact fact, int codes) {
        return fact.outcome() instanceof Outcome.Rejected
                && fact.outcome()
                        .reply()
                        .filter(reply -> reply.code().value() / 100 == codes)
                        .isPresent();
    }

    /** The last step that was taken. */
    Stage last() {
        Stage last = Stage.CONNECT;
        for (Fact fact : facts.values()) {
            last = fact.stage();
        }
        return parting(last) ? Stage.END_OF_DATA : last;
    }

    /** Whether everything that is known succeeded. How the connection ended after QUIT says nothing about the earlier steps. */
    boolean good() {
        return facts.values().stream()
                .allMatch(fact -> fact.outcome().succeeded()
                        || (fact instanceof Quit && fact.outcome() instanceof Outcome.Failed));
    }

    /**
     * Handles a session in which only an end was asked for: its refusal is all that is known, and no step of sending mail
     * succeeded.
     */
    void refusedAlone() {
        boolean alone =
                facts.values().stream().allMatch(fact -> fact.stage() == Stage.CONNECT || parting(fact.stage()));
        facts.values().stream()
                .filter(fact -> alone && fact.outcome() instanceof Outcome.Rejected)
                .findFirst()
                .ifPresent(fact -> {
                    facts.remove(fact.getClass());
                    other(fact.outcome(), Optional.empty(), fact.stage().name());
                });
    }

    private static boolean parting(Stage stage) {
        return stage == Stage.RSET || stage == Stage.QUIT;
    }

    /** Whether a step succeeded. */
    boolean done(Stage stage) {
        return facts.values().stream()
                .anyMatch(fact -> fact.stage() == stage && fact.outcome().succeeded());
    }

    boolean has(Class<? extends Fact> kind) {
        return facts.values().stream().anyMatch(kind::isInstance);
    }

    /** Whether any step from one to another, inclusive, was taken. */
    boolean any(Stage from, Stage to) {
        return facts.values().stream()
                .map(Fact::stage)
                .anyMatch(stage -> stage.compareTo(from) >= 0 && stage.compareTo(to) <= 0);
    }

    /** Whether the server refused something that counts. */
    boolean refused() {
        return facts.values().stream()
                .anyMatch(fact -> fact.outcome() instanceof Outcome.Rejected && fact.stage() != Stage.EHLO);
    }

    /** Whether the server only refused a client that kept it waiting, as people do who type. */
    boolean onlyIdle() {
        List<Fact> refused = facts.values().stream()
                .filter(fact -> fact.outcome() instanceof Outcome.Rejected && fact.stage() != Stage.EHLO)
                .toList();
        return !refused.isEmpty()
                && refused.stream()
                        .allMatch(fact -> fact.outcome()
                                .reply()
                                .filter(reply -> IDLE.matcher(reply.text()).find())
                                .isPresent());
    }

    /** Whether the server listed its extensions, without a login among them. */
    boolean offersNoLogin() {
        return has(Ehlo.class) && capabilities.mechanisms().isEmpty();
    }
}
