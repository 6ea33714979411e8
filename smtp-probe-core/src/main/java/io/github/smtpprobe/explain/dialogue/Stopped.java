/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.clients.BounceErrors;
import io.github.smtpprobe.explain.clients.ClientError;
import io.github.smtpprobe.explain.lines.Excerpt;
import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.lines.LogLine.Source;
import io.github.smtpprobe.explain.lines.Whereabouts;
import io.github.smtpprobe.explain.quotes.Frames;
import io.github.smtpprobe.explain.quotes.Recipients;
import io.github.smtpprobe.explain.servers.LogSide;
import io.github.smtpprobe.explain.servers.Peers;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.smtp.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What stopped a client according to its own errors, compared with what the sessions show. A refusal says more, and so does
 * whatever the server sent after the error.
 */
final class Stopped {
    private static final Pattern TITLE = Pattern.compile("\\W{0,4}[A-Z][^:=]{0,80}:\\s{0,9}");

    private final List<Session> sessions;
    private final List<SessionReading> readings;
    private final Whereabouts where;
    private final Purpose purpose;
    private Peers peers = Peers.in(List.of());

    /**
     * Reads the errors of a text.
     *
     * @param purpose the kind of text
     */
    Stopped(List<Session> sessions, List<SessionReading> readings, Whereabouts where, Purpose purpose) {
        this.purpose = purpose;
        this.sessions = sessions;
        this.readings = readings;
        this.where = where;
    }

    /** For the log of a server, which names its clients. */
    Stopped among(Peers named) {
        peers = named;
        return this;
    }

    Explained by(List<ClientError> errors, Excerpt text) {
        Optional<ClientError> part = errors.stream()
                .filter(each -> each.ofServer() && !madeGood(each, text))
                .min(Comparator.comparing(each -> !each.values().containsKey("part")));
        return part.isPresent() && sessions.stream().allMatch(Session::deferred)
                ? ofServer(part.get(), text)
                : ofClient(errors, text);
    }

    /** The log of a server in which a part of that server failed; what it answered without that part follows from this. */
    private Explained ofServer(ClientError part, Excerpt text) {
        SessionReading reading = new SessionReading(new PastedServer(new Whereabouts()), false);
        told(reading, part, Optional.empty());
        PastedSessions all = new PastedSessions(purpose);
        all.add(reading.ended(), Set.of(), false);
        return new Explained(all.observation(text), part.finding(""), List.of(Optional.empty()));
    }

    private Explained ofClient(List<ClientError> errors, Excerpt text) {
        int last = sessions.size() - 1;
        boolean spoken = last >= 0 && sessions.get(last).spoken();
        SessionReading reading = spoken ? readings.get(last) : silent(errors);
        PastedSessions all = new PastedSessions(purpose);
        for (int i = 0; i < sessions.size() - (spoken ? 1 : 0); i++) {
            text.time().check();
            add(all, i, readings.get(i));
        }
        boolean refused = all.refused()
                || ((reading.facts().refused() || reading.closing())
                        && !reading.facts().onlyIdle());
        int lastReply = spoken ? sessions.get(last).lastReply() : -1;
        Optional<ClientError> told = causesFirst(errors, reading).stream()
                .filter(each -> !refused && !madeGood(each, text))
                .filter(each -> !before(each, reading, lastReply) && !title(each, text))
                .filter(each -> !each.ofItsClient() || sessions.stream().allMatch(Session::unanswered))
                .filter(each -> again(each, reading, lastReply)
                        || (!(reading.heard() && each.early() && !ends(each, reading, lastReply))
                                && !(reading.left() && each.parting())))
                .findFirst();
        if (told.filter(each -> again(each, reading, lastReply)).isPresent()) {
            add(all, last, reading);
            return told(told.get(), silent(errors), all, text);
        }
        Optional<ClientError> first = told;
        told = told.filter(each -> !explained(reading, each, text))
                .map(each -> each.silent() && reading.heard() ? BounceErrors.afterGoodReplies(each) : each);
        told.ifPresent(each -> reading.server().of(peer(each).or(reading.server()::client)));
        if (spoken) {
            add(all, last, reading);
        } else if (told.isPresent() || sessions.isEmpty()) {
            all.add(reading.ended(), Set.of(), false);
        }
        Optional<Finding> finding =
                told.map(each -> each.of(peer(each))).flatMap(each -> each.finding(host(each, reading, text)));
        return new Explained(all.observation(text), finding, all.clients())
                .with(others(errors, first, lastReply, text));
    }

    /** The other failures, unless mail was delivered afterwards, or a dialogue is about them. */
    private List<Finding> others(List<ClientError> errors, Optional<ClientError> decides, int reply, Excerpt text) {
        boolean good = sessions.stream().anyMatch(Session::welcomed);
        return purpose != Purpose.DIALOGUE || good
                ? List.of()
                : OtherFailures.in(
                        errors.stream().filter(each -> !madeGood(each, text)).toList(), decides, reply);
    }

    /** What stopped a client that had no other connection to this server, or no longer had one. */
    private static Explained told(ClientError error, SessionReading reading, PastedSessions all, Excerpt text) {
        told(reading, error, error.stage());
        all.add(reading.ended(), Set.of(), true);
        return new Explained(all.observation(text), error.finding(host(error, reading, text)), all.clients());
    }

    /** Whether a client that had taken its leave reports that its next connection failed. */
    private static boolean again(ClientError error, SessionReading reading, int lastReply) {
        return reading.left() && error.early() && error.line() > lastReply;
    }

    /** The host that the line of an error names, otherwise that of the session. */
    private static String host(ClientError error, SessionReading reading, Excerpt text) {
        Whereabouts own = new Whereabouts();
        String line = text.lines().get(error.line());
        if (LogSide.of(line) != LogSide.RECEIVED) {
            own.read(line, true);
        }
        return own.host().isEmpty() ? reading.server().name() : own.host();
    }

    /** The client that a server's log is about. */
    private Optional<String> peer(ClientError error) {
        return error.ofItsClient()
                ? Optional.ofNullable(error.values().get("peer")).or(() -> peers.at(error.line(), error.line()))
                : peers.in(error.line());
    }

    /**
     * Orders errors so that the end of a connection on which the client was taking its leave comes after what made it leave.
     */
    private static List<ClientError> causesFirst(List<ClientError> errors, SessionReading reading) {
        boolean leaving = reading.waits().filter(Stage.QUIT::equals).isPresent();
        return leaving
                ? errors.stream()
                        .sorted(Comparator.comparing(each -> each.outcome().isPresent()))
                        .toList()
                : errors;
    }

    /** Whether a connection ended before this session continued: if nothing was pending, that was another connection. */
    private static boolean before(ClientError error, SessionReading reading, int lastReply) {
        return error.line() < lastReply
                && error.outcome().isPresent()
                && reading.waits().isEmpty();
    }

    /** Whether the connection ended while a reply was awaited; other words nearby may be about connecting. */
    private static boolean ends(ClientError error, SessionReading reading, int lastReply) {
        return error.line() > lastReply
                && error.symptom().equals("closed")
                && reading.waits().isPresent();
    }

    /** Whether somebody wrote the words above a log, to say what follows. */
    private boolean title(ClientError error, Excerpt text) {
        return !sessions.isEmpty()
                && TITLE.matcher(text.lines().get(error.line())).matches();
    }

    /** A reading without statements about clients, which are not about any other server. */
    private SessionReading silent(List<ClientError> errors) {
        boolean own = !errors.isEmpty() && errors.get(0).ofItsClient();
        return new SessionReading(new PastedServer(own ? new Whereabouts() : where), !own && where.implicitTls());
    }

    private void add(PastedSessions all, int place, SessionReading reading) {
        Session session = sessions.get(place);
        all.add(reading.ended(), session.recipients(), session.spoken());
    }

    /** Whether a log says further down that the mail in question was delivered. */
    private boolean madeGood(ClientError error, Excerpt text) {
        String line = text.lines().get(error.line());
        String mail = Recipients.mail(line);
        String about = new Source(where, "", new Recipients().of(line), mail, error.line()).about();
        String any = LogLine.MAIL + mail;
        if ((about + mail).isEmpty() && error.early()) { // the next address of the same host, for example
            return sessions.stream().anyMatch(each -> each.delivers(error.line()));
        }
        if ((about + mail).isEmpty() && error.stage().filter(Stage.TLS::equals).isPresent()) {
            return deliveredTo(error.values().getOrDefault("host", ""), error.line());
        }
        return !(about + mail).isEmpty()
                && sessions.stream()
                        .filter(each -> each.recipients().stream()
                                .anyMatch(to -> about.isEmpty() ? to.endsWith(any) : to.equals(about)))
                        .anyMatch(each -> each.delivers(error.line()));
    }

    /**
     * Whether mail was delivered to a host after a line nevertheless: unless somebody requires them, TLS and a certificate may
     * fail.
     */
    private boolean deliveredTo(String host, int line) {
        return IntStream.range(0, sessions.size())
                .anyMatch(each -> !host.isEmpty()
                        && host.equals(readings.get(each).server().name())
                        && sessions.get(each).delivers(line));
    }

    /** Whether the dialogue says more about it than the client does; otherwise the step ends as the client says. */
    private static boolean explained(SessionReading reading, ClientError error, Excerpt text) {
        Optional<Stage> waits = reading.heard() ? reading.waits() : Optional.empty();
        Optional<Reason> broken = broken(reading, error);
        boolean login = error.symptom().equals("no-auth")
                || error.symptom().equals("no-mechanism")
                || (error.symptom().equals("login-failed") && waits.isEmpty() && reading.heard());
        if (waits.isPresent() && error.outcome().isPresent()) {
            reading.over(error.outcome().get());
        } else if (broken.isPresent()) {
            reading.facts()
                    .tlsFailed(
                            Outcome.failed(broken.get(), error.evidence().get(0)),
                            reading.server().name());
        } else if (login && reading.facts().offersNoLogin()) {
            reading.facts().notLoggedIn(SkipReason.NOT_OFFERED);
        } else {
            Optional<Stage> sent = reading.lastSent();
            reading.stop();
            Optional<Stage> step = error.step().or(() -> waits).or(() -> Frames.before(text.lines(), error.line()));
            Optional<Stage> named = error.silent() && reading.heard() ? waits : step;
            told(reading, error, named.or(() -> error.outcome().isPresent() ? sent : Optional.empty()));
            return false;
        }
        return true;
    }

    /** How TLS failed after STARTTLS, if the client's words tell. */
    private static Optional<Reason> broken(SessionReading reading, ClientError error) {
        if (!reading.startedTls()) {
            return Optional.empty();
        }
        boolean tls = error.stage().filter(Stage.TLS::equals).isPresent();
        return switch (error.symptom()) {
            case "not-tls" -> Optional.of(Reason.TLS_PLAINTEXT_PEER);
            case "closed" -> Optional.of(Reason.TLS_CLOSED).filter(any -> tls);
            case "reset" -> Optional.of(Reason.TLS_RESET).filter(any -> tls);
            default -> Optional.empty();
        };
    }

    /**
     * Ends a step at which another program stopped.
     *
     * @param stage the step; if it is not known, or long past, the last one counts
     */
    private static void told(SessionReading reading, ClientError error, Optional<Stage> stage) {
        SessionFacts facts = reading.facts();
        Reason reason =
                error.conduct() ? Reason.CLIENT_CONDUCT : error.deferred() ? Reason.PUT_OFF : Reason.CLIENT_ERROR;
        Outcome why = Outcome.failed(reason, error.evidence().get(0));
        String host =
                error.ofServer() || error.ofItsClient() ? "" : error.values().getOrDefault("host", "");
        if (reading.heard()) {
            reading.server().told(host);
        } else {
            reading.server().connected(host);
        }
        boolean later =
                error.said() || (error.outcome().isPresent() && !error.symptom().equals("timed-out"));
        if (stage.isEmpty() && later && facts.last() == Stage.CONNECT) {
            facts.other(why, error.said() ? Optional.empty() : Optional.of(Stage.CONNECT), "");
            return;
        }
        Stage step = stage.filter(each -> each != Stage.QUIT) // which says nothing about the earlier steps
                .filter(each -> each.compareTo(Stage.CONNECT) > 0 || facts.all().size() < 2)
                .orElseGet(facts::last);
        switch (step) {
            case RESOLVE, CONNECT -> facts.connected(why);
            case TLS -> facts.tlsFailed(why, reading.server().name());
            case GREETING -> facts.greeting(why, "");
            case AUTH -> facts.authentication("", why, Optional.empty());
            default -> facts.command(step, "", why, reading.encrypted());
        }
    }
}
