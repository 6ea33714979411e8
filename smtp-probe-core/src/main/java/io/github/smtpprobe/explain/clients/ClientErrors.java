/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what mail programs and libraries say if something other than a reply stops them. The most specific statement counts,
 * then the innermost of nested errors, then the last one. It takes one pass over the text.
 */
public final class ClientErrors {
    private static final int LONGEST_LINE = 300;
    private static final String REPLY = "reply-";
    private static final String TEMPORARILY = "temporarily ";
    /** The lowest code of a permanent refusal. */
    private static final int FINAL = 500;

    /** The part of a mail server that hands mail to its mailboxes, in Postfix and in Exim, or a URL of such a service. */
    private static final Pattern LMTP =
            Pattern.compile("(?i)(?<![a-z])lmtp(?:\\[\\d|://|:unix:)|(?<!\\w)T=\\w{0,20}lmtp");

    private static final String OTHER = "other-dialogue";
    private static final String HANDSHAKE = "tls-failed";
    /** Ports for sending mail: if one of them was used, the text is about sending mail. */
    static final Set<String> SENDING = Set.of("25", "465", "587", "2525");

    /** Ports of IMAP and POP3. */
    private static final Set<String> READING = Set.of("110", "143", "993", "995");

    /** Programs and libraries that read mail. */
    private static final Pattern FETCHING = Pattern.compile(
            "(?i)php-?imap|imaplib|poplib|javax\\.mail\\.Store|imapflow|node-imap"
                    + "|fetchmail|getmail|offlineimap|imap_open|com\\.sun\\.mail\\.(?:imap|pop3)|MailKit\\.Net\\.(?:Imap|Pop3)");

    /** How far from an error its fields may be. */
    private static final int BESIDE = 500;

    /** The most replies without a code whose words are looked up; no text that people paste has more. */
    private static final int MOST_SAID = 20;

    private final ClientText text;
    private final List<ClientWords> found;
    private final Surroundings surroundings;
    private final List<DeliveryStatus.Said> reports;
    private final Protocols protocols;
    /** How deeply each of them is nested in other errors. */
    private final int[] levels;

    /** The side that each line is about. */
    private final Sides sides;

    private final Conditions conditions;

    /** Whether the text is a delivery report: what failed is then about the server that reports. */
    private final boolean bounce;

    private int left = MOST_SAID;

    private ClientErrors(List<String> lines, boolean bounce) {
        this.bounce = bounce;
        this.text = new ClientText(lines);
        this.found = bounce ? ClientPhrases.inBounce(text) : ClientPhrases.in(text);
        this.surroundings =
                new Surroundings(found, found.isEmpty() ? Map.of() : Settings.in(text.own(0, text.length())));
        this.sides = new Sides(lines);
        this.conditions = new Conditions(
                lines,
                sides,
                lines.stream().anyMatch(line -> FETCHING.matcher(line).find()));
        this.reports = DeliveryStatus.in(lines);
        this.protocols = new Protocols(lines);
        this.levels = new int[found.size()];
        int level = 0;
        for (int i = 0; i < levels.length; i++) {
            String symptom = found.get(i).phrase().symptom();
            level += symptom.equals(ClientPhrase.INNER) ? 1 : symptom.equals(ClientPhrase.OUTER) ? -1 : 0;
            levels[i] = level;
        }
    }

    /**
     * The client's own error.
     *
     * @param lines the lines of a text, as they were pasted or without what a log puts before them
     */
    static Optional<ClientError> read(List<String> lines) {
        return new ClientErrors(lines, false).all().stream().findFirst();
    }

    /** All errors that clients report in a text, with what decides first. */
    public static List<ClientError> all(List<String> lines) {
        return new ClientErrors(lines, false).all();
    }

    /** The finding for a handshake that failed in unknown words, without any word about whose fault it was. */
    public static Finding unexplained(Finding handshake) {
        return ClientMeanings.all().stream()
                .filter(each ->
                        each.symptoms().contains(HANDSHAKE) && each.condition().isEmpty())
                .findFirst()
                .map(each -> each.finding(Map.of(), List.of()))
                .map(own -> handshake.toBuilder()
                        .confidence(own.confidence())
                        .actor(own.actor())
                        .explanation(own.explanation())
                        .remedy(own.remedy())
                        .build())
                .orElse(handshake);
    }

    /** All errors in a delivery report, without words that only the catalogue understands. */
    static List<ClientError> reported(List<String> lines) {
        return new ClientErrors(lines, true).all();
    }

    private List<ClientError> all() {
        List<Candidate> all = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (!found.get(i).phrase().silent() && !again(i)) {
                candidate(i).ifPresent(all::add);
            }
        }
        reports.stream().limit(MOST_SAID).forEach(each -> all.add(report(each)));
        if (all.stream().noneMatch(each -> each.error().elsewhere())) {
            protocols.spoken().flatMap(this::dialogue).ifPresent(all::add);
        }
        all.sort(Comparator.comparingInt(Candidate::telling)
                .thenComparingInt(Candidate::level)
                .thenComparingInt(Candidate::place)
                .reversed());
        return all.stream().map(Candidate::error).toList();
    }

    /** Whether it is the bare name of an error after words that contain it: programs print it as a field, too. */
    private boolean again(int place) {
        List<ClientPhrase.Part> parts = found.get(place).phrase().parts();
        String name = parts.get(0).text();
        if (parts.size() > 1 || name.indexOf(' ') >= 0) {
            return false;
        }
        ClientWords own = found.get(place);
        for (int i = place - 1; i >= 0 && own.start() - found.get(i).end() < BESIDE; i--) {
            List<ClientPhrase.Part> before = found.get(i).phrase().parts();
            if (before.size() > 1 && (' ' + before.get(0).text()).contains(' ' + name)) {
                return !found.get(i).phrase().silent();
            }
        }
        return false;
    }

    private record Candidate(ClientError error, int telling, int level, int place) {}

    private Optional<Candidate> candidate(int place) {
        ClientWords words = found.get(place);
        boolean announced = words.phrase().symptom().equals(ClientPhrase.SAID_CODED);
        String symptom = announced ? ClientPhrase.SAID : sides.symptom(symptom(place), text.line(words.start()));
        Optional<Stage> stage = words.phrase().stage().or(() -> surroundings.stage(place));
        boolean said = words.phrase().said();
        boolean coded = symptom.startsWith(REPLY);
        int at = said ? words.end() - 1 : words.start();
        Map<String, String> values = values(place, text.line(at));
        Optional<ClientMeaning> own = own(symptom, stage, values, text.line(at));
        boolean elsewhere = own.filter(ClientMeaning::elsewhere).isPresent();
        String reply = values.getOrDefault("reply", "");
        if (said && !elsewhere && !SaidReply.refuses(reply, announced)) {
            return Optional.empty();
        }
        List<String> shown = List.of(evidence(at));
        int line = text.line(at);
        if (coded) {
            int code = Integer.parseInt(symptom.substring(REPLY.length()));
            return coded(code, values, line)
                    .map(each -> new Candidate(
                            new ClientError(
                                    each.symptoms().get(0),
                                    SaidReply.coded(code, reply),
                                    Optional.of(each),
                                    values,
                                    shown,
                                    line),
                            Integer.MAX_VALUE,
                            levels[place],
                            place));
        }
        left -= said ? 1 : 0;
        boolean later = said && !bounce && (SaidReply.temporary(reply) || temporarily(words.start()));
        String told = later ? symptom + ClientPhrase.LATER : symptom;
        Optional<Stage> answered =
                words.phrase().stage().or(() -> stage.filter(each -> SaidReply.ofLogin(each, reply)));
        Optional<ClientMeaning> meaning = said && left >= 0 && !elsewhere
                ? SaidReply.meaning(reply, answered, later).or(() -> own(told, stage, values, line))
                : own;
        return meaning.map(each -> new Candidate(
                new ClientError(told, stage, meaning, values, shown, line), each.telling(), levels[place], place));
    }

    /** The symptom for the words; for a time-out without a step, it also depends on whether the client was reading. */
    private String symptom(int place) {
        String symptom = found.get(place).phrase().symptom();
        return symptom.equals("timed-out") && surroundings.reading(place) ? "read-timed-out" : symptom;
    }

    /** The meaning of a reply's code whose words a program has replaced by its own. */
    private Optional<ClientMeaning> coded(int code, Map<String, String> values, int line) {
        String symptom = code < FINAL ? ClientPhrase.SAID + ClientPhrase.LATER : ClientPhrase.SAID;
        return SaidReply.meaning(code, values.getOrDefault("reply", ""), symptom)
                .or(() -> own(symptom, Optional.empty(), values, line));
    }

    /** Whether the server's words are preceded by something that says that it may be asked again. */
    private boolean temporarily(int start) {
        return text.plain(Math.max(0, start - TEMPORARILY.length()), start).equals(TEMPORARILY);
    }

    /** What is known around the words of an error, and the protocol if it is not SMTP. */
    private Map<String, String> values(int place, int line) {
        Map<String, String> values = new HashMap<>(surroundings.values(place));
        if (LMTP.matcher(text.lineOf(line)).find()) {
            values.put("service", "lmtp");
        }
        String port = values.getOrDefault("port", "");
        boolean sends = SENDING.contains(port);
        if (protocols.sends(line) && READING.contains(port)) {
            values.put(Conditions.READING_PORT, port);
            sends = true;
        }
        Optional<Protocols.Protocol> other = sends ? Optional.empty() : protocols.of(line);
        other.ifPresent(each -> values.putAll(each.values()));
        return Map.copyOf(values);
    }

    /** A dialogue in another protocol, in which nothing is known to have failed. */
    private Optional<Candidate> dialogue(int line) {
        Map<String, String> values =
                protocols.of(line).map(Protocols.Protocol::values).orElse(Map.of());
        Optional<ClientMeaning> meaning = own(OTHER, Optional.empty(), values, line);
        List<String> shown = List.of(evidence(protocols.line(line)));
        return meaning.map(
                each -> new Candidate(new ClientError(OTHER, Optional.empty(), meaning, values, shown, line), 0, 0, 0));
    }

    private Optional<ClientMeaning> own(String symptom, Optional<Stage> stage, Map<String, String> values, int line) {
        boolean elsewhere = values.containsKey("protocol");
        Stream<ClientMeaning> all = ClientMeanings.all().stream();
        return (bounce ? Stream.concat(ClientMeanings.ofBounces().stream(), all) : all)
                .filter(each -> elsewhere || !each.elsewhere())
                .filter(each -> each.fits(symptom, stage) && conditions.hold(each.condition(), values, line))
                .min(Comparator.comparing(each -> !each.elsewhere()));
    }

    /** An error in a delivery report, which is about a recipient. */
    private Candidate report(DeliveryStatus.Said said) {
        boolean later = !bounce && said.status().startsWith("4");
        String symptom =
                later ? ClientPhrase.SAID + ClientPhrase.LATER : said.own() ? ClientPhrase.SAID_OWN : ClientPhrase.SAID;
        Optional<ClientMeaning> meaning = Optional.of(said)
                .filter(each -> !each.own() || later)
                .flatMap(each -> SaidReply.meaning(each.reply(), Optional.of(Stage.RCPT_TO), later))
                .or(() -> own(symptom, Optional.of(Stage.RCPT_TO), Map.of(), said.line()));
        Map<String, String> values = Map.of("status", said.status(), "reply", said.words());
        ClientError error = new ClientError(
                symptom, Optional.of(Stage.RCPT_TO), meaning, values, List.of(said.reply()), said.line());
        return new Candidate(error, meaning.map(ClientMeaning::telling).orElse(0), 0, 0);
    }

    private String evidence(int at) {
        int line = text.lineStart(at, LONGEST_LINE);
        boolean whole = text.lineEnd(line, LONGEST_LINE + 1) - line <= LONGEST_LINE;
        int start = whole ? line : text.wordStart(text.lineStart(at, LONGEST_LINE / 2), at);
        return evidence(text.own(start, text.lineEnd(start, LONGEST_LINE)));
    }

    /** A line for display, with tabs and line ends that a program wrote out replaced by blanks. */
    static String evidence(String line) {
        String words = line.strip().replaceAll("[\t\r\n]+", " ");
        return Printable.cut(Printable.clean(words), LONGEST_LINE, "\u2026");
    }
}
