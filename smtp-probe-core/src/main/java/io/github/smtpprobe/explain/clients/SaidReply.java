/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of a reply that a client reports without the code. Their meaning is looked up in the catalogue, as far as the words
 * and an enhanced status code determine it; a meaning that depends on a reply code does not count.
 */
final class SaidReply {
    private static final Pattern CODED = Pattern.compile("[2-5]\\d\\d(?:[ -].*)?", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("#?([245])\\.\\d{1,3}\\.\\d{1,3}(?!\\w)");
    /** What is said about logins only: a code (RFC 4954 §6), or Google's request for another login. */
    private static final Pattern LOGIN = Pattern.compile(
            "5\\.7\\.[89](?!\\w)|5\\.7\\.14 .{0,40}log in (?:via|with) your web browser", Pattern.CASE_INSENSITIVE);

    /** What only a login is answered, if a program says that it was logging in. */
    private static final Pattern LOGIN_FAILED = Pattern.compile(
            "#?[45]\\.7\\.\\d{1,3} .{0,40}(?:authentication|login) (?:unsuccessful|failed|rejected)",
            Pattern.CASE_INSENSITIVE);

    /** How many characters are read; a cause is in the first words. */
    private static final int READ = 500;

    private static final int TEMPORARY = 450;
    private static final int PERMANENT = 550;
    private static final int NO_LOGIN = 535;

    /** A code that says what is missing, regardless of the words. */
    private static final int LOGIN_REQUIRED = 530;

    /** The steps for which words are looked up if the text does not tell the command. */
    private static final List<Stage> ASKED =
            List.of(Stage.RCPT_TO, Stage.MAIL_FROM, Stage.AUTH, Stage.END_OF_DATA, Stage.GREETING, Stage.EHLO);

    /** What a delivery report may be about. */
    private static final Set<String> OF_DELIVERIES =
            Set.of("recipient", "sender", "message", "server", "relay", "account");

    /** Findings for words that say that something failed, and not why. */
    private static final Set<String> VAGUE = Set.of("message.expired", "server.forwarding-failed", "server.trouble");

    private SaidReply() {}

    /** Whether these are the words of a refusal, without a code before them. */
    static boolean refuses(String words) {
        Matcher numbers = CLASS.matcher(words);
        boolean good = numbers.lookingAt() && numbers.group(1).equals("2");
        return !words.isBlank()
                && !words.startsWith("[")
                && !good
                && !CODED.matcher(words).matches();
    }

    /** The same, if only an enhanced status code can show that they come from a server. */
    static boolean refuses(String words, boolean coded) {
        return refuses(words) && (!coded || CLASS.matcher(words).lookingAt());
    }

    /** Whether words nearby that mention a login tell which command was answered. */
    static boolean ofLogin(Stage near, String words) {
        return near == Stage.AUTH && LOGIN_FAILED.matcher(words).lookingAt();
    }

    /** The meaning of the words for the command that they are about. */
    static Optional<ClientMeaning> meaning(String said, Optional<Stage> stage, boolean later) {
        String words = said.substring(0, Math.min(READ, said.length()));
        return (stage.isPresent() ? Stream.of(stage.get()) : asked(words))
                .flatMap(each -> meaning(each, words, later).stream())
                .findFirst()
                .map(each -> block(each, ClientPhrase.SAID));
    }

    /** Whether the words begin with the enhanced status code of a temporary refusal. */
    static boolean temporary(String words) {
        Matcher numbers = CLASS.matcher(words);
        return numbers.lookingAt() && numbers.group(1).equals("4");
    }

    /**
     * The command that was answered, given the code and the words: that of the message, of the recipient, or the one before it;
     * empty if they do not tell.
     */
    static Optional<Stage> coded(int code, String said) {
        Optional<Stage> about = ReplyCatalogue.standard().about(Reply.of(code, cut(said)));
        return about.isPresent() || code == LOGIN_REQUIRED
                ? about.filter(each -> each == Stage.RCPT_TO || each == Stage.END_OF_DATA)
                        .or(() -> Optional.of(Stage.MAIL_FROM))
                : about;
    }

    /** The meaning of words with a code; empty if neither tells what was refused. */
    static Optional<ClientMeaning> meaning(int code, String said, String symptom) {
        return coded(code, said)
                .map(each -> ReplyCatalogue.standard().explain(each, Reply.of(code, cut(said))))
                .map(each -> block(each, symptom));
    }

    private static String cut(String said) {
        return said.substring(0, Math.min(READ, said.length())).strip();
    }

    private static Stream<Stage> asked(String words) {
        return Stream.concat(Stream.of(presumed(words)), ASKED.stream());
    }

    /** The step that a delivery report is about, unless the words are about the message. */
    private static Stage presumed(String words) {
        return LOGIN.matcher(words).lookingAt()
                ? Stage.AUTH
                : PresumedCommand.of(Stage.RCPT_TO, PERMANENT + " " + words);
    }

    /**
     * The meaning of words in a delivery report; empty if it could only be about a client.
     *
     * @param delayed whether delivery will be tried again
     */
    static Optional<ClientMeaning> cause(String said, Stage stage, boolean delayed) {
        String words = said.substring(0, Math.min(READ, said.length()));
        return refuses(words)
                ? meaning(stage == Stage.RCPT_TO ? presumed(words) : stage, words, delayed)
                        .filter(each -> OF_DELIVERIES.contains(each.id().split("\\.", 2)[0]))
                        .map(each -> block(each, ClientPhrase.SAID))
                : Optional.empty();
    }

    private static Optional<Meaning> meaning(Stage stage, String words, boolean delayed) {
        Matcher numbers = CLASS.matcher(words);
        boolean coded = numbers.lookingAt();
        boolean temporary = coded ? numbers.group(1).equals("4") : delayed;
        int code = temporary ? TEMPORARY : stage == Stage.AUTH ? NO_LOGIN : PERMANENT;
        Meaning meaning = ReplyCatalogue.standard().explain(stage, Reply.of(code, words));
        Meaning ofCode = ReplyCatalogue.standard().explain(stage, Reply.of(code, ""));
        return meaning.id().equals(ofCode.id()) ? Optional.empty() : Optional.of(meaning);
    }

    private static ClientMeaning block(Meaning meaning, String symptom) {
        Map<String, String> block = new HashMap<>();
        block.put("id", meaning.id());
        block.put("of", symptom);
        block.put("says", meaning.sentence().replaceFirst("\\.$", "[: {reply}]."));
        block.put("why", meaning.why());
        block.put("do", meaning.remedy());
        block.put("who", meaning.actor().name());
        Confidence sure = meaning.confidence();
        block.put("sure", (sure == Confidence.CERTAIN ? Confidence.LIKELY : sure).name());
        block.put("source", meaning.source());
        int telling = VAGUE.contains(meaning.id()) ? ClientMeaning.TELLING - 1 : ClientMeaning.TELLING + 1;
        block.put("telling", Integer.toString(telling));
        return new ClientMeaning(block);
    }
}
