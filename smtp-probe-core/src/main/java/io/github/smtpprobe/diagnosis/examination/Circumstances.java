/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.catalogue.ReplyContext;
import io.github.smtpprobe.catalogue.ReplyContext.State;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.NamedAddresses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a conversation at the time of each of its replies. It is gathered in one pass over the facts, because a pasted
 * text may have thousands.
 */
final class Circumstances {
    /** How many recipients are known by name when a message is refused. */
    private static final int MOST_RECIPIENTS = 100;

    /**
     * The duration up to which a session is short. Servers wait for minutes (RFC 5321 §4.5.3.2), so nobody has kept one waiting
     * in a session like this.
     */
    private static final Duration SHORT = Duration.ofSeconds(10);

    private static final List<String> SENDS_PASSWORD = List.of("PLAIN", "LOGIN");

    /** What was known at each step; by identity, since two facts may be equal. */
    private final IdentityHashMap<Fact, ReplyContext> moments = new IdentityHashMap<>();

    private final List<String> recipients = new ArrayList<>();
    private final Attempt attempt;
    private final SentPaths paths;
    private final String name;
    private ReplyContext session;
    private ReplyContext transaction;
    /** Whether the server has accepted an EHLO. */
    private boolean extended;

    private final boolean known;
    private final boolean prompt;

    private boolean encrypted;
    private boolean loggedIn;
    private boolean greeted;
    private boolean startTls;
    /** Whether EHLO was accepted behind STARTTLS; a pasted text does not always show that TLS began. */
    private boolean greetedAgain;

    private boolean sender;
    private boolean recipient;
    private List<String> offered = List.of();
    /** The contents of the last reply to EHLO; empty if there was none. */
    private Optional<Capabilities> listed = Optional.empty();

    /**
     * Goes through the facts.
     *
     * @param name the name that the client gave itself; empty if that is not shown
     */
    Circumstances(Observation seen, Attempt attempt, String name) {
        this.attempt = attempt;
        this.name = name;
        this.known = !attempt.purpose().pasted();
        this.paths = new SentPaths(known ? attempt.transcript().entries() : List.of());
        this.prompt = known && attempt.took().compareTo(SHORT) < 0;
        session = credentials(
                ReplyContext.unknown()
                        .atHost(attempt.route().host())
                        .atAddress(attempt.route().addressText())
                        .greetedAs(greeting(attempt)),
                kind(seen, attempt));
        transaction = session;
        for (Fact fact : attempt.facts()) {
            noteBeforeReply(fact);
            moments.putIfAbsent(fact, at(transaction, fact));
            if (fact.outcome().succeeded()) {
                done(fact);
            }
        }
    }

    /** What was known when a step was taken; for any other fact, what was known in the end. */
    ReplyContext at(Fact fact) {
        return moments.getOrDefault(fact, at(transaction, fact));
    }

    /** Notes what a step reveals before its reply. */
    private void noteBeforeReply(Fact fact) {
        if (fact instanceof Ehlo hello) {
            session = session.saying(extended ? "EHLO" : hello.verb(), name);
            transaction = session;
        } else if (fact instanceof MailFrom path) {
            boolean unknown = path.sender().filter(Mailbox.UNKNOWN::equals).isPresent();
            transaction = unknown
                    ? session
                    : session.from(path.sender().map(Mailbox::wire).orElse(""));
            recipients.clear();
        } else if (fact instanceof RcptTo path && recipients.size() < MOST_RECIPIENTS) {
            recipients.add(path.recipient().wire());
        }
    }

    /** Notes what is true after a step. */
    private void done(Fact fact) {
        inTurn(fact);
        encrypted |= fact instanceof TlsHandshake;
        loggedIn |= fact instanceof Authentication;
        if (fact instanceof Ehlo hello) {
            extended |= hello.asksForExtensions();
            session = session.seenAt(fact.outcome().reply().map(this::address).orElse(""));
            transaction = session;
        }
    }

    private void inTurn(Fact fact) {
        if (fact instanceof Ehlo hello) {
            greeted = true;
            greetedAgain |= startTls;
            listed = hello.asksForExtensions() ? Optional.of(hello.capabilities()) : Optional.empty();
            offered = new ArrayList<>(hello.capabilities().mechanisms());
            if (hello.capabilities().startTls()) {
                offered.add("STARTTLS");
            }
        } else if (fact instanceof StartTls) {
            startTls = true;
        } else if (fact instanceof TlsHandshake) {
            greeted = false;
            listed = Optional.empty();
            offered = List.of();
        }
        sender |= fact instanceof MailFrom;
        recipient |= fact instanceof RcptTo;
    }

    /** Whether all steps that must precede a step had been accepted, and it was taken for the first time. */
    private boolean isInTurn(Fact fact) {
        return switch (fact.stage()) {
            case EHLO -> !greeted;
            case STARTTLS -> greeted && !encrypted;
            case AUTH -> greeted && !loggedIn;
            case MAIL_FROM -> greeted && !sender;
            case RCPT_TO -> sender;
            case DATA, END_OF_DATA -> sender && recipient;
            default -> false;
        };
    }

    private ReplyContext own(ReplyContext context, Fact fact) {
        ReplyContext more = context;
        if (known && isInTurn(fact)) {
            more = more.with(State.IN_TURN);
        }
        if (known) {
            more = more.with(State.SENT_BY_PROBE);
        }
        if (prompt) {
            more = more.with(State.PROMPT);
        }
        if (fact.outcome() instanceof Outcome.Rejected) {
            more = refused(more, fact);
        }
        if (startTls && !greetedAgain && (encrypted || fact.stage().compareTo(Stage.STARTTLS) > 0)) {
            more = more.with(State.AFTER_STARTTLS);
        }
        String mechanism =
                fact instanceof Authentication login ? login.mechanism().orElse("") : "";
        if (offered.contains(fact.stage() == Stage.STARTTLS ? "STARTTLS" : mechanism)) {
            more = more.with(State.OFFERED);
        }
        return SENDS_PASSWORD.contains(mechanism) ? more.with(State.PASSWORD_SENT) : more;
    }

    /** The same context, with what matters only for a refusal. */
    private ReplyContext refused(ReplyContext context, Fact fact) {
        ReplyContext more = context;
        if (listed.isPresent()) {
            more = listing(more, listed.get());
        }
        if (paths.together() && fact.stage().compareTo(Stage.MAIL_FROM) >= 0) {
            more = more.with(State.SENT_TOGETHER);
        }
        if (paths.plain(fact)) {
            more = more.with(State.PLAIN_PATH);
        }
        return known && fact.stage().compareTo(Stage.MAIL_FROM) >= 0 ? sized(more, fact) : more;
    }

    /** The same context, with what the server was told of the size of a message. */
    private ReplyContext sized(ReplyContext context, Fact fact) {
        long declared = DeclaredSize.of(attempt);
        if (declared < 0) {
            return fact.stage() == Stage.END_OF_DATA ? context : context.with(State.NO_SIZE_TOLD);
        }
        long limit = listed.isPresent() ? listed.get().size().orElse(-1) : -1;
        return declared <= limit ? context.with(State.WITHIN_SIZE) : context;
    }

    /** The same context, with what the reply to EHLO lists. What it does not list is known only if all of the reply is. */
    private ReplyContext listing(ReplyContext context, Capabilities capabilities) {
        ReplyContext more = context;
        if (capabilities.auth()) {
            more = more.with(State.AUTH_LISTED);
        } else if (known) {
            more = more.with(State.NO_AUTH_LISTED);
        }
        if (encrypted) {
            return more;
        }
        return capabilities.startTls()
                ? more.with(State.STARTTLS_LISTED)
                : known ? more.with(State.NO_STARTTLS_LISTED) : more;
    }

    private ReplyContext at(ReplyContext known, Fact fact) {
        List<String> named = fact instanceof RcptTo path
                ? List.of(path.recipient().wire())
                : fact instanceof MessageTransfer message
                        ? message.recipient().map(one -> List.of(one.wire())).orElse(recipients)
                        : List.of();
        return own(known.to(named), fact)
                .with(encrypted ? State.ENCRYPTED : State.CLEAR_TEXT)
                .with(loggedIn ? State.LOGGED_IN : State.NOT_LOGGED_IN);
    }

    /** The address by which the server sees the client. An address that only repeats the name in EHLO does not count. */
    private String address(Reply hello) {
        String last = "";
        for (String each :
                NamedAddresses.inBrackets(AttemptFindings.judged(hello.lines().get(0)))) {
            last = name.endsWith(each + "]") ? last : each;
        }
        return last;
    }

    private static String kind(Observation seen, Attempt attempt) {
        Optional<Authentication> login = attempt.fact(Authentication.class);
        return login.filter(Authentication::byToken).isPresent()
                ? "bearer"
                : switch (login.flatMap(Authentication::mechanism).orElse("")) {
                    case "EXTERNAL" -> "external";
                    case "ANONYMOUS" -> "anonymous";
                    default -> seen.request().credentials().orElse("");
                };
    }

    private static ReplyContext credentials(ReplyContext context, String kind) {
        return switch (kind) {
            case "bearer" -> context.with(State.BY_TOKEN);
            case "password" -> context.with(State.BY_PASSWORD);
            case "external" -> context.with(State.BY_EXTERNAL);
            case "anonymous" -> context.with(State.ANONYMOUS);
            default -> context;
        };
    }

    private static String greeting(Attempt attempt) {
        return attempt.fact(Greeting.class)
                .flatMap(fact -> fact.outcome().reply())
                .map(reply -> reply.text().split(" ", 2)[0])
                .orElse("");
    }
}
