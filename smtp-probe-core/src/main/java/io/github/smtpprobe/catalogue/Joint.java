/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A place in a reply where two causes may be joined, by an "or", an "and" or a slash, and what stands on either side of it. A
 * side that does not repeat what it is about is about the same thing as the side before it: {@code over quota and inactive}.
 *
 * @param start where the side before it begins
 * @param from  where that side ends
 * @param to    where the side behind it begins
 * @param end   where that side ends
 * @param both  whether both sides hold
 */
record Joint(Reading whole, int start, int from, int to, int end, boolean both) {
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
            "smtp",
            "auth",
            "authentication",
            "rdns",
            "reverse",
            "passwort",
            "konto");

    /** Words for what follows from a cause: {@code is full and cannot accept mail}. */
    private static final Set<String> CONSEQUENCES = Set.of("cannot", "cant", "unable", "able", "unavailable");

    /** What a server could not do when it looked for something is a cause: {@code and cannot find your reverse DNS}. */
    private static final Set<String> LOOKED_FOR =
            Set.of("find", "resolve", "verify", "determine", "validate", "confirm", "look", "locate");

    private static final Set<String> CREDENTIALS = Set.of("password", "passwort", "credentials", "username");

    /** What a cause may begin with before it names what it is about. */
    private static final Set<String> OPENINGS =
            Set.of("the", "this", "your", "a", "an", "bad", "wrong", "missing", "blacklisted", "failed", "too", "many");

    /** The places in a reply, in order. */
    static Stream<Joint> in(Reading reading) {
        ReplyWords text = reading.text();
        return IntStream.range(1, text.words().size())
                .mapToObj(place -> at(place, reading))
                .flatMap(Optional::stream);
    }

    private static Optional<Joint> at(int place, Reading reading) {
        List<String> words = reading.text().words();
        String word = words.get(place);
        if (AND.contains(word)) {
            boolean either = place + 1 < words.size() && OR.contains(words.get(place + 1));
            return Optional.of(between(place, place + (either ? 2 : 1), !either, reading));
        }
        if (OR.contains(word)) {
            return AND.contains(words.get(place - 1))
                    ? Optional.empty()
                    : Optional.of(between(place, place + 1, false, reading));
        }
        return slash(place, reading.text()) ? Optional.of(between(place, place, false, reading)) : Optional.empty();
    }

    /**
     * Without blanks around it, a slash may join two names of one thing as well, {@code HELO/EHLO} or {@code user/mailbox}, or
     * stand in a path or a date.
     */
    private static boolean slash(int place, ReplyWords text) {
        String behind = text.words().get(place);
        boolean named = about(text.words().get(place - 1));
        boolean names = named && about(behind) && !behind.equals("virus");
        boolean told = named || about(behind) || PREDICATES.contains(behind) || OPENINGS.contains(behind);
        return text.slashes().containsKey(place) && (text.slashes().get(place) || (told && !names));
    }

    /** The sentence around a place; a semicolon may stand before the word that joins. */
    private static Joint between(int place, int to, boolean both, Reading reading) {
        List<String> words = reading.text().words();
        int from = words.get(place - 1).equals(ReplyWords.END) ? place - 1 : place;
        int start = words.subList(0, from).lastIndexOf(ReplyWords.END) + 1;
        int end = words.subList(to, words.size()).indexOf(ReplyWords.END);
        return new Joint(reading, start, from, to, end < 0 ? words.size() : to + end, both);
    }

    Reading left() {
        return of(IntStream.range(start, from));
    }

    /** What stands behind it, with what the side before it is about, if it names nothing itself. */
    Reading right() {
        return ofTheSame()
                ? of(IntStream.concat(IntStream.rangeClosed(start, subject()), IntStream.range(to, end)))
                : of(IntStream.range(to, end));
    }

    boolean ofTheSame() {
        List<String> behind = whole.text().words().subList(to, end);
        return !behind.isEmpty()
                && PREDICATES.contains(behind.get(0))
                && behind.stream().noneMatch(behind.get(0).equals("no") ? Joint::about : SUBJECTS::contains);
    }

    /** Whether what stands behind it only follows from what stands before it. */
    boolean consequence() {
        List<String> behind = whole.text().words().subList(to, end);
        return behind.stream().limit(3).anyMatch(CONSEQUENCES::contains)
                && behind.stream().noneMatch(LOOKED_FOR::contains);
    }

    private int subject() {
        List<String> words = whole.text().words();
        return IntStream.range(start, from)
                .filter(place -> about(words.get(place)))
                .findFirst()
                .orElse(start - 1);
    }

    private static boolean about(String word) {
        return SUBJECTS.contains(word) || SUBJECTS_OF_BOTH.contains(word);
    }

    /** Whether a side names what it is about, so that it can be a cause of its own. */
    boolean names(Reading side) {
        List<String> words = side.text().words();
        return words.stream().anyMatch(SUBJECTS::contains)
                || ((both || statement(words)) && words.stream().anyMatch(SUBJECTS_OF_BOTH::contains));
    }

    boolean states(Reading side) {
        return statement(side.text().words());
    }

    /** Whether a side says that credentials are wrong, and not only that a login failed for a reason told elsewhere. */
    boolean namesCredentials(Reading side) {
        return side.text().words().stream().anyMatch(CREDENTIALS::contains);
    }

    /** Whether words begin with what they are about or with what they say of it, and so are no list of adjectives. */
    private static boolean statement(List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0);
        boolean opened = words.stream().dropWhile(OPENINGS::contains).limit(2).anyMatch(Joint::about);
        return PREDICATES.contains(first) || SUBJECTS_OF_BOTH.contains(first) || (OPENINGS.contains(first) && opened);
    }

    private Reading of(IntStream places) {
        List<String> words = new ArrayList<>();
        Map<Integer, String> marks = new HashMap<>();
        places.forEach(each -> {
            Optional.ofNullable(whole.text().marks().get(each)).ifPresent(mark -> marks.put(words.size(), mark));
            words.add(whole.text().words().get(each));
        });
        ReplyWords text = new ReplyWords(List.copyOf(words), marks, List.of(), Map.of());
        return new Reading(whole.stage(), whole.reply(), whole.context(), text, whole.code(), "");
    }
}
