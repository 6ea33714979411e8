/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why a mail was not delivered, according to a report without a reply code. A cause takes precedence over words that say only
 * that time ran out, and those over unknown words.
 */
public final class BounceErrors {
    private static final Stage STAGE = Stage.RCPT_TO;
    private static final String UNKNOWN = "bounce-unknown";
    private static final String NO_REASON = "bounce-no-reason";
    private static final String DELAYED = "bounce-delayed";

    private static final String OVER = "message.expired";

    /** Findings about clients, which do not apply to reports. */
    private static final Set<String> OF_A_CLIENT =
            Set.of("reply.without-code", "message.not-sent", "local.trouble", "dialogue.unknown-error");

    /** Findings that the prose of a report may mention without their being the reason. */
    private static final Set<String> OF_PLACES = Set.of(
            "message.malformed",
            "message.attachment",
            "message.unauthenticated",
            "message.spam",
            "server.full",
            "recipient.restricted",
            "server.forwarding-failed",
            "sender.auth-required");

    private final List<String> lines;
    private final boolean delayed;
    /** The contents of lines, by their numbers. */
    private final Map<Integer, String> said = new HashMap<>();

    private BounceErrors(List<String> lines, boolean delayed) {
        this.lines = lines;
        this.delayed = delayed;
    }

    /**
     * A line that may tell the reason.
     *
     * @param words its words, without what precedes them
     * @param line  its number
     * @param named whether it is where reports give the reason
     */
    public record Words(String words, int line, boolean named) {}

    /**
     * All that a report says, with what decides first; at least one error.
     *
     * @param lines   the lines of the report
     * @param words   the lines that may tell the reason
     * @param delayed whether delivery will be tried again
     */
    public static List<ClientError> in(List<String> lines, List<Words> words, boolean delayed) {
        return new BounceErrors(lines, delayed).all(words);
    }

    /** Whether an error is a cause, and not only that time ran out. */
    public static boolean cause(ClientError error) {
        return error.meaning()
                .filter(found -> found.telling() > ClientMeaning.TELLING)
                .isPresent();
    }

    /** The error for a report without a reason that contains a dialogue in which the server accepted everything. */
    public static ClientError afterGoodReplies(ClientError silent) {
        return meaning(silent.symptom() + "-heard")
                .map(found -> new ClientError(
                        silent.symptom(),
                        silent.stage(),
                        Optional.of(found),
                        silent.values(),
                        silent.evidence(),
                        silent.line()))
                .orElse(silent);
    }

    private record Ranked(ClientError error, int rank) {}

    private List<ClientError> all(List<Words> words) {
        List<Ranked> all = new ArrayList<>();
        List<ClientError> reported = ClientErrors.reported(lines);
        words.forEach(each -> said.put(each.line(), each.words()));
        reported.stream()
                .filter(each -> each.symptom().equals(ClientPhrase.SAID))
                .forEach(each -> said.put(each.line(), each.evidence().get(0)));
        for (Words each : words) {
            SaidReply.cause(each.words(), STAGE, delayed)
                    .filter(found -> each.named() || !OF_PLACES.contains(found.id()))
                    .ifPresent(found -> all.add(new Ranked(error(found, each), rank(found, each))));
        }
        for (ClientError each : reported) {
            if (each.meaning().isPresent() && !OF_A_CLIENT.contains(each.id())) {
                all.add(new Ranked(quoting(each), exact(each.meaning().get())));
            }
        }
        all.removeIf(each -> delayed && each.error.id().equals(OVER));
        all.sort(Comparator.comparingInt(Ranked::rank).reversed());
        List<ClientError> errors = all.stream().map(Ranked::error).collect(Collectors.toList());
        words.stream()
                .filter(Words::named)
                .findFirst()
                .flatMap(each -> meaning(UNKNOWN).map(found -> error(found, each)))
                .ifPresent(errors::add);
        meaning(delayed ? DELAYED : NO_REASON)
                .map(found -> error(found, new Words(opening(), 0, false)))
                .ifPresent(errors::add);
        return errors;
    }

    /** The same error, with the sentence as the words that are quoted. */
    private ClientError quoting(ClientError error) {
        Map<String, String> values = new HashMap<>(error.values());
        values.putIfAbsent(
                "reply", said.getOrDefault(error.line(), error.evidence().get(0)));
        return new ClientError(
                error.symptom(), error.stage(), error.meaning(), Map.copyOf(values), error.evidence(), error.line());
    }

    private static int rank(ClientMeaning meaning, Words words) {
        return meaning.telling() + (words.named() && meaning.telling() > ClientMeaning.TELLING ? 1 : 0);
    }

    /** The order of meanings: phrases of programs are more precise than words of the catalogue. */
    private static int exact(ClientMeaning meaning) {
        boolean vague =
                meaning.telling() < ClientMeaning.TELLING || meaning.symptoms().contains(ClientPhrase.SAID);
        return meaning.telling() + (vague ? 0 : ClientMeaning.TELLING);
    }

    private String opening() {
        return lines.stream().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    private static Optional<ClientMeaning> meaning(String symptom) {
        return ClientMeanings.ofBounces().stream()
                .filter(each -> each.fits(symptom, Optional.empty()))
                .findFirst();
    }

    private ClientError error(ClientMeaning meaning, Words told) {
        String evidence = ClientErrors.evidence(told.words());
        return new ClientError(
                meaning.symptoms().get(0),
                Optional.of(STAGE),
                Optional.of(meaning),
                Map.of("reply", evidence),
                List.of(evidence),
                told.line());
    }
}
