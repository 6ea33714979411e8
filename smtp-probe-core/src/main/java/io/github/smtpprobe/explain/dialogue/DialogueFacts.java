/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.clients.ClientError;
import io.github.smtpprobe.explain.lines.Whereabouts;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.TlsOutcome;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The facts of a dialogue that somebody else had: what a command and its outcome say, without times, addresses or certificates. */
final class DialogueFacts {
    private static final Pattern PATH = Pattern.compile("(?i)^(?:MAIL FROM|RCPT TO): ?(<[^>]*+>|[^<\\s]++).*");
    /** Labels, the last of which does not begin with a digit: possessive, since a server may send labels without end. */
    private static final Pattern NAME = Pattern.compile("^(?:[A-Za-z0-9-]++\\.)++[A-Za-z-][A-Za-z0-9-]*+");

    private static final int LONGEST_NAME = 253;
    private static final String NOWHERE = "the server";

    /** In their order, by their kinds; those of which there may be several by themselves. */
    private final Map<Object, Fact> facts = new LinkedHashMap<>();

    private String host = NOWHERE;
    private int port;
    private boolean literal;
    private boolean startTls;
    private Capabilities capabilities = Capabilities.NONE;

    DialogueFacts() {
        connected();
    }

    /** Where the text says that somebody connected to. */
    void asked(Whereabouts where) {
        host = where.host().isEmpty() ? host : where.host();
        port = where.port();
        literal = where.literal();
    }

    /** The server's own name, where its greeting or its answer to EHLO begins with one. */
    void named(String opening) {
        if (!host.equals(NOWHERE) && !literal) {
            return;
        }
        String start = opening.strip();
        String first =
                start.substring(0, Math.min(LONGEST_NAME + 1, start.length())).split(" ", 2)[0];
        boolean name = first.length() <= LONGEST_NAME
                && first.indexOf('.') > 0
                && NAME.matcher(first).matches();
        host = name ? first.toLowerCase(Locale.ROOT) : host;
        literal &= !name;
    }

    void connected() {
        unconnected(Outcome.done());
    }

    void unconnected(Outcome why) {
        facts.clear();
        add(new Fact.Connect(why, Duration.ZERO));
    }

    /** Programs name no certificate: their own words are all that is known. */
    void tlsFailed(Reason reason, String words) {
        add(new Fact.TlsHandshake(
                Outcome.failed(reason, Printable.clean(words)), Duration.ZERO, TlsOutcome.unseen(host)));
    }

    /**
     * A step at which another program stopped.
     *
     * @param stage the step; where it is not known, or long past, what was done last
     */
    void told(Optional<Stage> stage, ClientError error, boolean encrypted) {
        Outcome why = Outcome.failed(Reason.CLIENT_ERROR, error.evidence().get(0));
        named(error.values().getOrDefault("host", ""));
        Stage step = stage.filter(each -> each.compareTo(Stage.CONNECT) > 0 || facts.size() < 2)
                .orElseGet(this::last);
        switch (step) {
            case RESOLVE, CONNECT -> unconnected(why);
            case TLS -> add(new Fact.TlsHandshake(why, Duration.ZERO, TlsOutcome.unseen(host)));
            case GREETING -> greeting(why, "");
            case AUTH -> authentication("", why, Optional.empty());
            default -> command(step, "", why, encrypted);
        }
    }

    private Stage last() {
        Stage last = Stage.CONNECT;
        for (Fact fact : facts.values()) {
            last = fact.stage();
        }
        return last == Stage.RSET || last == Stage.QUIT ? Stage.END_OF_DATA : last;
    }

    /** A login that was to be made, and was not. */
    void notLoggedIn(SkipReason why) {
        add(login(Outcome.skipped(why)));
    }

    /** Whether the server said no to something that counts. */
    boolean refused() {
        return facts.values().stream()
                .anyMatch(fact -> fact.outcome() instanceof Outcome.Rejected && fact.stage() != Stage.EHLO);
    }

    /** Whether the server took leave in the end. */
    boolean ended() {
        return facts.get(Fact.Farewell.class) != null;
    }

    /** Whether the server said what it offers, and no login is among it. */
    boolean offersNoLogin() {
        return facts.values().stream().anyMatch(fact -> fact instanceof Fact.Hello)
                && capabilities.mechanisms().isEmpty();
    }

    /** How TLS broke down behind STARTTLS, where the client's words tell. */
    Optional<Reason> broken(ClientError error) {
        boolean closed = error.symptom().equals("closed") || error.symptom().equals("reset");
        boolean tls = error.stage().filter(Stage.TLS::equals).isPresent();
        return startTls && error.symptom().equals("not-tls")
                ? Optional.of(Reason.TLS_PLAINTEXT_PEER)
                : startTls && tls && closed ? Optional.of(Reason.TLS_CLOSED) : Optional.empty();
    }

    /** The server's name as the text has it; empty if it has none. */
    String host() {
        return host.equals(NOWHERE) ? "" : host;
    }

    void greeting(Outcome outcome, String opening) {
        add(new Fact.Greeting(outcome, Duration.ZERO, outcome instanceof Outcome.Failed ? opening : ""));
    }

    /**
     * A probe takes most steps once, and checks look for one fact of a kind. Programs send several mails on one connection: the
     * first refusal is what they are asked about, else the last step of the kind.
     */
    private void add(Fact fact) {
        if (fact instanceof Fact.Hello || fact instanceof Fact.ForwardPath) {
            facts.put(new Object(), fact);
            return;
        }
        Fact before = facts.get(fact.getClass());
        if (before == null || before.outcome().succeeded()) {
            facts.remove(fact.getClass()); // the new one stands where it came
            facts.put(fact.getClass(), fact);
        }
    }

    /** Programs try one mechanism after the other: a success counts, else the first refusal of the credentials, else the first. */
    void authentication(String command, Outcome outcome, Optional<OAuthError> error) {
        String[] words = command.split(" ", 3);
        Optional<String> mechanism = words.length > 1 ? Optional.of(Printable.clean(words[1])) : Optional.empty();
        boolean judged =
                outcome.reply().filter(reply -> reply.code().value() == 535).isPresent();
        if (facts.get(Fact.Authentication.class) instanceof Fact.Authentication before
                && (outcome.succeeded() || (judged && !before.judged()))) {
            facts.remove(Fact.Authentication.class);
        }
        add(new Fact.Authentication(
                outcome,
                Duration.ZERO,
                mechanism,
                capabilities.mechanisms(),
                mechanism.stream().toList(),
                judged,
                error,
                Optional.empty()));
    }

    /**
     * Any other command.
     *
     * @param encrypted whether it went through TLS
     */
    void command(Stage stage, String command, Outcome outcome, boolean encrypted) {
        add(
                switch (stage) {
                    case EHLO -> hello(command, outcome, encrypted);
                    case STARTTLS -> {
                        startTls = true;
                        yield new Fact.StartTls(outcome, Duration.ZERO);
                    }
                    case MAIL_FROM -> new Fact.ReversePath(outcome, Duration.ZERO, sender(command));
                    case RCPT_TO ->
                        new Fact.ForwardPath(
                                outcome, Duration.ZERO, mailbox(command).orElse(Mailbox.UNKNOWN));
                    case DATA, END_OF_DATA -> new Fact.MessageTransfer(outcome, Duration.ZERO, stage);
                    case RSET -> new Fact.Reset(outcome, Duration.ZERO);
                    case QUIT -> new Fact.Farewell(outcome, Duration.ZERO);
                    default -> throw new IllegalArgumentException("stage: " + stage + " has no reply");
                });
    }

    /**
     * What a text does not show is no success: a client that leaves, though the server offers no login, a program that reports an
     * error of which the replies say nothing, a text without a command that was answered.
     *
     * @param trouble the program's words; empty if there are none
     * @param aside   a refusal of something else than a step of sending mail; empty if there is none
     */
    void complete(boolean heard, String trouble, String aside) {
        if (facts.values().stream().anyMatch(fact -> !fact.outcome().succeeded())) {
            return;
        }
        boolean asked = any(Stage.AUTH, Stage.RSET);
        if (!heard) {
            facts.clear(); // nobody says that a connection was made
        }
        if (!trouble.isEmpty()) {
            unknown(trouble);
        } else if (!any(Stage.EHLO, Stage.RSET)) {
            add(new Fact.Hello(Outcome.skipped(SkipReason.NOT_SHOWN), Duration.ZERO, "EHLO", false, Capabilities.NONE));
        } else if (heard
                && !asked
                && has(Fact.Farewell.class)
                && capabilities.mechanisms().isEmpty()) {
            add(login(Outcome.skipped(SkipReason.NOT_SHOWN)));
        } else if (!aside.isEmpty()) {
            unknown(aside);
        }
    }

    private void unknown(String error) {
        Outcome outcome = Outcome.failed(Reason.UNKNOWN_ERROR, Printable.clean(error));
        add(new Fact.MessageTransfer(outcome, Duration.ZERO, Stage.END_OF_DATA));
    }

    /** Whether a step from one to another was taken, both counted in. */
    private boolean any(Stage from, Stage to) {
        return facts.values().stream()
                .map(Fact::stage)
                .anyMatch(stage -> stage.compareTo(from) >= 0 && stage.compareTo(to) <= 0);
    }

    private Fact login(Outcome outcome) {
        return new Fact.Authentication(
                outcome,
                Duration.ZERO,
                Optional.empty(),
                capabilities.mechanisms(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    private Fact hello(String command, Outcome outcome, boolean encrypted) {
        capabilities = outcome.succeeded()
                ? outcome.reply().map(Capabilities::of).orElse(Capabilities.NONE)
                : Capabilities.NONE;
        String verb = command.toUpperCase(Locale.ROOT).startsWith("HELO") ? "HELO" : "EHLO";
        return new Fact.Hello(outcome, Duration.ZERO, verb, encrypted, capabilities);
    }

    /** Empty only where the text shows the null reverse-path. */
    private static Optional<Mailbox> sender(String command) {
        boolean none = path(command).filter(String::isEmpty).isPresent();
        return none ? Optional.empty() : mailbox(command).or(() -> Optional.of(Mailbox.UNKNOWN));
    }

    /** What stands in the angle brackets, or where they belong: people leave them out by hand. */
    private static Optional<String> path(String command) {
        Matcher path = PATH.matcher(command);
        return path.matches() ? Optional.of(path.group(1).replaceAll("^<|>$", "")) : Optional.empty();
    }

    private static Optional<Mailbox> mailbox(String command) {
        try {
            return path(command).filter(path -> !path.isEmpty()).map(Mailbox::parse);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty(); // the server's words on it say more than ours could
        }
    }

    /**
     * What checks judge.
     *
     * @param encrypted whether TLS was on in the end
     * @param unread    octets before the transcript
     */
    Observation observation(Transcript transcript, boolean encrypted, int unread) {
        TlsMode mode = startTls ? TlsMode.STARTTLS : encrypted ? TlsMode.IMPLICIT_TLS : TlsMode.PLAIN;
        Route route = new Route(host, literal, Route.NO_ADDRESS, port, mode);
        Attempt attempt =
                new Attempt(0, route, Purpose.DIALOGUE, List.copyOf(facts.values()), transcript, Duration.ZERO, unread);
        RequestView view = new RequestView(
                new Target.Server(host, literal),
                port == 0 ? new PortPlan(List.of()) : PortPlan.of(port, mode),
                Coverage.FIRST_CONVERSATION,
                Optional.empty(),
                has(Fact.Authentication.class) ? Optional.of("password") : Optional.empty(),
                List.of(),
                true,
                false,
                has(Fact.ReversePath.class),
                has(Fact.MessageTransfer.class),
                Duration.ofSeconds(30));
        Resolution resolution = new Resolution(
                host,
                Optional.empty(),
                false,
                false,
                List.of(),
                List.of(route),
                List.of(),
                EnumSet.noneOf(Resolution.Anomaly.class),
                "",
                Duration.ZERO);
        return new Observation(view, resolution, List.of(attempt), Instant.now(), Duration.ZERO, Optional.empty());
    }

    private boolean has(Class<? extends Fact> kind) {
        return facts.containsKey(kind);
    }
}
