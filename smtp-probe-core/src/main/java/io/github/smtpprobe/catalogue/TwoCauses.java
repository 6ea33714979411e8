/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.report.Confidence;
import java.util.ArrayList;
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
 * read separately; if each side tells a cause of its own, both are told. A side behind an "or" that does not repeat what it is about is
 * about the same thing as the side before it: {@code mailbox invalid or temporarily unavailable}. This is not done for a row that is
 * only a possible meaning anyway.
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
            "password",
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

    /** What a side begins with that says something about what the side before it names. */
    private static final Set<String> PREDICATES = Set.of(
            "is",
            "was",
            "are",
            "has",
            "does",
            "doesnt",
            "isnt",
            "not",
            "no",
            "cannot",
            "cant",
            "temporarily",
            "currently",
            "permanently",
            "administratively",
            "over",
            "overquota",
            "full",
            "disabled",
            "deactivated",
            "inactive",
            "unavailable",
            "suspended",
            "blocked",
            "locked",
            "closed",
            "expired",
            "deleted",
            "invalid",
            "unknown",
            "nonexistent",
            "exceeds",
            "contains",
            "out");

    /** What causes of their own are about as well, where each side says in words that are known what is wrong with it. */
    private static final Set<String> SUBJECTS_OF_BOTH = Set.of(
            "ip",
            "client",
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
            "disk",
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
                .filter(place -> OR.contains(words.get(place)) || AND.contains(words.get(place)))
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
            Sides sides = new Sides(match.reading(), start, place, end < 0 ? words.size() : place + end);
            return find.apply(sides.left())
                    .filter(each -> tells(each, both))
                    .flatMap(left -> find.apply(both ? sides.right() : sides.rightOfTheSame())
                            .filter(each -> tells(each, both) && !sameCause(left, each))
                            .map(right -> new Joint(both, left, right)));
        }

        /** If no row knows the words of the reply as a whole, because each cause excludes the other, it may still name both. */
        Optional<Meaning> told(RowFinder.Match match, Meaning sure) {
            Meaning one = left.row().meaning();
            Meaning two = right.row().meaning();
            if (both && match.rank() != Row.Rank.WORDS) {
                return Optional.of(one.notCertain().and(two));
            }
            if (match.rank().compareTo(Row.Rank.HINT) < 0) {
                return worded(left) && worded(right) ? Optional.of(one.or(two)) : Optional.empty();
            }
            boolean first = isIn(match, left);
            if (!first && !isIn(match, right)) {
                return Optional.empty();
            }
            Meaning other = first ? two : one;
            return Optional.of(both ? sure.and(other) : sure.or(other));
        }

        /** Behind an "or", a side may have lost a word that led the whole to a row of its own for the same cause. */
        private boolean isIn(RowFinder.Match whole, RowFinder.Match side) {
            return both ? side.place() == whole.place() : sameCause(side, whole);
        }

        private static boolean tells(RowFinder.Match side, boolean both) {
            List<String> words = side.reading().text().words();
            boolean enough = both ? worded(side) : side.rank().compareTo(Row.Rank.HINT) >= 0;
            return enough
                    && (words.stream().anyMatch(SUBJECTS::contains)
                            || ((both || statement(words)) && words.stream().anyMatch(SUBJECTS_OF_BOTH::contains)));
        }
    }

    private static boolean worded(RowFinder.Match side) {
        return side.rank() == Row.Rank.WORDS && !side.row().meaning().general();
    }

    /** Whether words begin with what they are about or with what they say of it, and so are no list of adjectives. */
    private static boolean statement(List<String> words) {
        return PREDICATES.contains(words.get(0)) || SUBJECTS_OF_BOTH.contains(words.get(0));
    }

    private static boolean sameCause(RowFinder.Match one, RowFinder.Match other) {
        return one.row().meaning().id().equals(other.row().meaning().id());
    }

    /** The words of one sentence on either side of a place in it. */
    private record Sides(Reading whole, int start, int place, int end) {
        Reading left() {
            return of(IntStream.range(start, place));
        }

        Reading right() {
            return of(IntStream.range(place + 1, end));
        }

        /** Behind an "or", with what the side before it is about, where it names nothing itself. */
        Reading rightOfTheSame() {
            List<String> words = whole.text().words();
            int subject = IntStream.range(start, place)
                    .filter(each -> SUBJECTS.contains(words.get(each)))
                    .findFirst()
                    .orElse(start - 1);
            List<String> behind = words.subList(place + 1, end);
            boolean ofTheSame = !behind.isEmpty()
                    && PREDICATES.contains(behind.get(0))
                    && behind.stream().noneMatch(SUBJECTS::contains);
            return ofTheSame
                    ? of(IntStream.concat(IntStream.rangeClosed(start, subject), IntStream.range(place + 1, end)))
                    : right();
        }

        private Reading of(IntStream places) {
            List<String> words = new ArrayList<>();
            Map<Integer, String> marks = new HashMap<>();
            places.forEach(each -> {
                Optional.ofNullable(whole.text().marks().get(each)).ifPresent(mark -> marks.put(words.size(), mark));
                words.add(whole.text().words().get(each));
            });
            ReplyWords text = new ReplyWords(List.copyOf(words), marks, List.of());
            return new Reading(whole.stage(), whole.reply(), whole.context(), text, whole.code(), "");
        }
    }
}
