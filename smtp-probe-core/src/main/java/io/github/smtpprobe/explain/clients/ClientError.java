/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.explain.lines.LoggedCommand;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What went wrong according to the client itself.
 *
 * @param symptom  a word from {@code client-findings.txt}, or {@code reply-} and the code for a reply
 * @param stage    the step, if the text tells it
 * @param meaning  its meaning; empty for a reply, which has its own meaning
 * @param values   the values that the text names: host, port, mechanism and others
 * @param evidence the lines on which this is based
 * @param line     the number of the line that says so
 */
public record ClientError(
        String symptom,
        Optional<Stage> stage,
        Optional<ClientMeaning> meaning,
        Map<String, String> values,
        List<String> evidence,
        int line) {
    private static final Set<String> OTHER = Set.of("imap", "pop3", "http");
    /** Parts of a server that have texts of their own. */
    private static final Set<String> PARTS = Set.of("login-service", "transport-missing");

    /** Symptoms that are about what clients of a server do. */
    private static final Set<String> CONDUCT =
            Set.of("peer-left", "peer-silent", "peer-errors", "peer-not-smtp", "peer-hurries", "peer-pregreet");

    /** The most lines over which the words of a server may extend. */
    private static final int MOST_LINES = 4;

    /** Values that are not free text, and so cannot contain a login. */
    private static final Set<String> PLAIN = Set.of("host", "port", "peer", "status", "protocol", "purpose");

    /**
     * The finding with all its texts.
     *
     * @param host the server's name in the dialogue; may be empty
     */
    public Optional<Finding> finding(String host) {
        Map<String, String> known = new HashMap<>(values);
        if (!host.isEmpty() && !known.containsKey("host")) {
            known.put("host", host);
        }
        String said = (known.getOrDefault("status", "") + " " + known.getOrDefault("reply", "")).strip();
        known.put("reply", said.isEmpty() ? "" : Printable.inMarks(said));
        return meaning.map(each -> each.finding(known, evidence));
    }

    /**
     * The same error without anything that could be a login: programs print settings and addresses that contain passwords.
     *
     * @param masked the lines of the text without logins
     */
    public ClientError withoutLogins(List<String> masked) {
        String shown = masked.get(line);
        Map<String, String> clean = new HashMap<>(values);
        String around = masked.subList(Math.max(0, line - MOST_LINES), line + 1).stream()
                .map(each -> ClientText.decoded(each).strip())
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
        clean.values().removeIf(value -> !around.contains(value.toLowerCase(Locale.ROOT)));
        values.entrySet().stream()
                .filter(each -> PLAIN.contains(each.getKey()))
                .forEach(each -> clean.put(each.getKey(), each.getValue()));
        List<String> lines = evidence.stream()
                .map(each -> shown.contains(each) ? each : ClientErrors.evidence(shown))
                .toList();
        return new ClientError(symptom, stage, meaning, Map.copyOf(clean), lines, line);
    }

    /** The same error with the client that a server's log is about. */
    public ClientError of(Optional<String> peer) {
        Map<String, String> more = new HashMap<>(values);
        peer.ifPresent(each -> more.put("peer", each));
        return new ClientError(symptom, stage, meaning, Map.copyOf(more), evidence, line);
    }

    /** The id of the finding. */
    public String id() {
        return meaning.map(ClientMeaning::id).orElse("reply");
    }

    /** How a step ends at which the client waited for a reply; empty if the symptom is of another kind. */
    public Optional<Outcome> outcome() {
        return switch (symptom) {
            case "closed" ->
                Optional.of(
                        Outcome.failed(Reason.CONNECTION_CLOSED, "the server closed the connection without a reply"));
            case "reset" -> Optional.of(Outcome.failed(Reason.CONNECTION_RESET, "the connection was reset"));
            case "read-timed-out", "timed-out" ->
                Optional.of(Outcome.failed(Reason.REPLY_TIMEOUT, "no complete reply came in time"));
            default -> Optional.empty();
        };
    }

    /** The step that it implies: for a client that ended the connection, the previous command. */
    public Optional<Stage> step() {
        String command = ofItsClient() ? values.getOrDefault("command", "") : "";
        return LoggedCommand.stage(command)
                .filter(each -> each != Stage.GREETING) // the connection itself
                .or(this::stage);
    }

    /** Whether it is about a part of the server that wrote the log, from which the server's answers follow. */
    public boolean ofServer() {
        return symptom.startsWith("part-") || PARTS.contains(symptom);
    }

    /** Whether it is a server's statement about a client. */
    public boolean ofItsClient() {
        return symptom.startsWith("peer-");
    }

    /** Whether it only says how a client behaved, and nothing about whether mail gets through. */
    public boolean conduct() {
        return CONDUCT.contains(symptom);
    }

    /** Whether the client spoke another protocol, and did not mean to send mail. */
    public boolean elsewhere() {
        return meaning.filter(ClientMeaning::elsewhere).isPresent();
    }

    /** Whether the server that answered was one of another protocol. */
    public boolean otherProtocol() {
        return OTHER.contains(symptom);
    }

    /** Whether it is about making the connection, which is over once the server has sent something. */
    public boolean early() {
        return stage.filter(each -> each.compareTo(Stage.CONNECT) <= 0).isPresent();
    }

    /** Whether it may be just the end of a conversation that was over. */
    public boolean parting() {
        return outcome().isPresent()
                && meaning.map(ClientMeaning::telling).orElse(ClientMeaning.TELLING) < ClientMeaning.TELLING;
    }

    /**
     * Whether it names a cause, and not only that something failed.
     *
     * @param elsewhere whether it is about another server; then the failed step is enough
     */
    public boolean telling(boolean elsewhere) {
        int least = elsewhere ? ClientMeaning.TELLING - 1 : ClientMeaning.TELLING;
        return meaning.map(ClientMeaning::telling).orElse(0) >= least && !said();
    }

    /** Whether it says that a report gives no reason. */
    public boolean silent() {
        return symptom.startsWith("bounce-");
    }

    /** Whether it is a server's statement without its code. */
    public boolean said() {
        return symptom.startsWith(ClientPhrase.SAID);
    }

    /** Whether the server may be asked again. */
    public boolean deferred() {
        return symptom.endsWith(ClientPhrase.LATER);
    }

    /** The same error for a line that names no server: host and port in it are a client's. */
    public ClientError nowhere() {
        Map<String, String> rest = new HashMap<>(values);
        rest.keySet().removeAll(Set.of("host", "port"));
        return new ClientError(symptom, stage, meaning, Map.copyOf(rest), evidence, line);
    }
}
