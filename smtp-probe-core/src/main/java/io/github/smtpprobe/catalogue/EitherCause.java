/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.report.Confidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A reply that names two causes and leaves open which of them applies: {@code mailbox not found or access denied}. The words on
 * either side of the "or" within its sentence are read separately; if each side tells a cause of its own, both are told. This is
 * not done for a row that is only a possible meaning anyway.
 */
final class EitherCause {
    /** How many "or"s are examined, since both sides are read again for each of them. */
    private static final int MOST = 3;

    private static final Set<String> OR = Set.of("or", "oder", "ou", "oppure", "lub", "nebo", "или");

    /** What causes are about. A side without such a word is not a statement of its own: {@code invalid or expired address}. */
    private static final Set<String> SUBJECTS = Set.of(
            "user",
            "mailbox",
            "recipient",
            "account",
            "address",
            "domain",
            "host",
            "sender",
            "alias",
            "login",
            "relay",
            "relaying",
            "access",
            "quota",
            "message",
            "benutzer",
            "empfanger",
            "postfach",
            "absender",
            "adresse",
            "utilisateur",
            "destinataire",
            "boite",
            "expediteur",
            "usuario",
            "destinatario",
            "buzon",
            "dominio",
            "utente",
            "casella");

    private EitherCause() {}

    /**
     * The other cause of the reply, besides the one that was found.
     *
     * @param match the row that the words of the whole reply led to
     * @param find  reads one side
     */
    static Optional<Meaning> beside(RowFinder.Match match, Function<Reading, Optional<RowFinder.Match>> find) {
        if (match.row().meaning().confidence() == Confidence.POSSIBLE) {
            return Optional.empty();
        }
        List<String> words = match.reading().text().words();
        return IntStream.range(0, words.size())
                .filter(place -> OR.contains(words.get(place)))
                .limit(MOST)
                .boxed()
                .flatMap(place -> other(match, place, find).stream())
                .findFirst();
    }

    private static Optional<Meaning> other(
            RowFinder.Match match, int or, Function<Reading, Optional<RowFinder.Match>> find) {
        List<String> words = match.reading().text().words();
        int start = words.subList(0, or).lastIndexOf(ReplyWords.END) + 1;
        int end = words.subList(or, words.size()).indexOf(ReplyWords.END);
        Optional<RowFinder.Match> left = find.apply(side(match, start, or)).filter(EitherCause::told);
        Optional<RowFinder.Match> right = find.apply(side(match, or + 1, end < 0 ? words.size() : or + end))
                .filter(EitherCause::told);
        if (left.isEmpty() || right.isEmpty() || sameCause(left.get(), right.get())) {
            return Optional.empty();
        }
        boolean found = Stream.of(left.get(), right.get()).anyMatch(each -> each.place() == match.place());
        return Stream.of(left.get(), right.get())
                .filter(each -> found && each.place() != match.place())
                .map(each -> each.row().meaning())
                .findFirst();
    }

    private static boolean told(RowFinder.Match side) {
        return side.rank().compareTo(Row.Rank.HINT) >= 0
                && side.reading().text().words().stream().anyMatch(SUBJECTS::contains);
    }

    private static boolean sameCause(RowFinder.Match one, RowFinder.Match other) {
        return one.row().meaning().id().equals(other.row().meaning().id());
    }

    private static Reading side(RowFinder.Match match, int from, int to) {
        Reading whole = match.reading();
        Map<Integer, String> marks = new HashMap<>();
        whole.text().marks().forEach((place, mark) -> {
            if (place >= from && place < to) {
                marks.put(place - from, mark);
            }
        });
        ReplyWords words = new ReplyWords(whole.text().words().subList(from, to), marks, List.of());
        return new Reading(whole.stage(), whole.reply(), whole.context(), words, whole.code(), "");
    }
}
