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

/**
 * A reply that names two causes: {@code mailbox not found or access denied} leaves open which of them applies, {@code relaying
 * denied and your IP is blacklisted} says that both do. The words on either side of the "or" or "and" within its sentence are
 * read separately; if each side tells a cause of its own, both are told. This is not done for a row that is only a possible
 * meaning anyway.
 */
final class TwoCauses {
    /** How many "or"s and "and"s are examined, since both sides are read again for each of them. */
    private static final int MOST = 3;

    private static final Set<String> OR = Set.of("or", "oder", "ou", "oppure", "lub", "nebo", "или");

    /** Only words that cannot be part of anything else: a Spanish "y" may be a letter, and so may an Italian "e". */
    private static final Set<String> AND = Set.of("and", "und", "et", "oraz", "и");

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
            "credentials",
            "directory",
            "database",
            "backend",
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

    /**
     * Further words that make a side a statement of its own if an "and" joins the two, and each side says what is wrong with
     * it.
     */
    private static final Set<String> SUBJECTS_OF_BOTH = Set.of(
            "ip",
            "client",
            "password",
            "spf",
            "dkim",
            "ptr",
            "dns",
            "helo",
            "ehlo",
            "tls",
            "virus",
            "spam",
            "header",
            "connections",
            "recipients",
            "attachment",
            "passwort",
            "konto");

    private TwoCauses() {}

    /**
     * The meaning of a reply that names two causes; empty if it names one.
     *
     * @param match the row that the whole reply led to
     * @param sure  what is said about that row
     * @param find  reads one side
     */
    static Optional<Meaning> of(
            RowFinder.Match match, Meaning sure, Function<Reading, Optional<RowFinder.Match>> find) {
        boolean worded = match.rank() == Row.Rank.WORDS;
        if (worded ? sure.confidence() == Confidence.POSSIBLE : !match.worded()) {
            return Optional.empty();
        }
        List<String> words = match.reading().text().words();
        return IntStream.range(0, words.size())
                .filter(place -> (worded && OR.contains(words.get(place))) || AND.contains(words.get(place)))
                .limit(MOST)
                .boxed()
                .flatMap(place -> Joint.at(place, match, find).flatMap(each -> each.told(match, sure)).stream())
                .findFirst();
    }

    /** What the words on either side of an "or" or "and" mean. */
    private record Joint(boolean both, RowFinder.Match left, RowFinder.Match right) {
        static Optional<Joint> at(int place, RowFinder.Match match, Function<Reading, Optional<RowFinder.Match>> find) {
            List<String> words = match.reading().text().words();
            boolean both = AND.contains(words.get(place));
            int start = words.subList(0, place).lastIndexOf(ReplyWords.END) + 1;
            int end = words.subList(place, words.size()).indexOf(ReplyWords.END);
            return find.apply(side(match, start, place))
                    .filter(each -> tells(each, both))
                    .flatMap(left -> find.apply(side(match, place + 1, end < 0 ? words.size() : place + end))
                            .filter(each -> tells(each, both) && !sameCause(left, each))
                            .map(right -> new Joint(both, left, right)));
        }

        /** If no row knows the words of the reply as a whole, because each cause excludes the other, it may still name both. */
        Optional<Meaning> told(RowFinder.Match match, Meaning sure) {
            Meaning one = left.row().meaning();
            Meaning two = right.row().meaning();
            if (match.rank() != Row.Rank.WORDS) {
                return Optional.of(one.notCertain().and(two));
            }
            boolean first = left.place() == match.place();
            if (!first && right.place() != match.place()) {
                return Optional.empty();
            }
            Meaning other = first ? two : one;
            return Optional.of(both ? sure.and(other) : sure.or(other));
        }

        private static boolean tells(RowFinder.Match side, boolean both) {
            boolean enough = both
                    ? side.rank() == Row.Rank.WORDS && !side.row().meaning().general()
                    : side.rank().compareTo(Row.Rank.HINT) >= 0;
            return enough
                    && side.reading().text().words().stream()
                            .anyMatch(each -> SUBJECTS.contains(each) || (both && SUBJECTS_OF_BOTH.contains(each)));
        }
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
