/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose mailbox a reply names, if its words tell. */
public record LoneReply(Stage stage, Pattern form) {
    private static final Pattern MAILBOX = Pattern.compile("<([^<>\\s]{1,64}@[^<>\\s]{1,255})>");

    /** Whose mailbox a reply names, where its words tell. */
    private static final Pattern OF_SENDER = Pattern.compile(
            ">\\W{0,9}(?:sender|from)(?!\\w)|(?<!\\w)(?:sender|from)(?: address)?\\W{1,9}<", Pattern.CASE_INSENSITIVE);

    private static final Pattern OF_RECIPIENT = Pattern.compile(
            ">\\W{0,9}(?:recipient|to|user|mailbox)(?!\\w)|(?<!\\w)(?:recipient|to|user|mailbox)(?: address)?\\W{1,9}<",
            Pattern.CASE_INSENSITIVE);

    private static final List<LoneReply> ALL = List.of(
            of(Stage.AUTH, "(?:334|235|432|53[458])(?:[ -]|$)"),
            of(Stage.AUTH, "454[ -].{0,300}(?:authenticat|login|password|credential)"),
            of(
                    Stage.AUTH,
                    "[45]\\d\\d[ -](?:[45]\\.\\d\\.\\d )?(?:error: )?auth(?:entication)? (?:is )?not (?:enabled|available)(?!\\w)"),
            of(Stage.STARTTLS, "454[ -].{0,100}(?<!\\w)tls(?!\\w)|4\\d\\d[ -](?:4\\.7\\.\\d )?tls handshake failed"),
            of(Stage.STARTTLS, "220[ -].{0,100}(?<!\\w)tls(?!\\w)"),
            of(Stage.GREETING, "220(?:[ -]|$)"),
            of(
                    Stage.GREETING,
                    "(?:554|421)[ -][\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,9} e?smtp(?![\\w:])(?!.{0,80}(?:clos|time|idle|command))"),
            of(Stage.QUIT, "221(?:[ -]|$)"),
            of(Stage.DATA, "354(?:[ -]|$)"),
            of(Stage.END_OF_DATA, "5\\d\\d[ -].{0,60}(?:message|body|header) lines? (?:is |are )?too long"),
            of(Stage.MAIL_FROM, "250[ -]2\\.1\\.0(?!\\w)"),
            of(Stage.RCPT_TO, "556(?:[ -]|$)"), // RFC 7504
            of(Stage.RCPT_TO, "25[01][ -]2\\.1\\.5(?!\\w)|[45]\\d\\d[ -].{0,300}recipient address rejected"),
            of(
                    Stage.EHLO,
                    "250-(?s:.{0,2000})\\n"
                            + "250[ -](?:size|pipelining|8bitmime|auth|starttls|enhancedstatuscodes|help|dsn|smtputf8"
                            + "|chunking|ok)(?!\\w)"),
            of(
                    Stage.END_OF_DATA,
                    "250[ -].{0,300}(?:queued|accepted for|(?:message|mail)"
                            + " (?:\\S{1,60} )?(?:accepted|received|ok|saved|sent)|(?<!\\w)id=|(?<!\\w)qp \\d|2\\.6\\.0(?!\\w))|250["
                            + " -]2\\.0\\.0 ok:? +[\\w.-]{6,}"));

    private static final Pattern VAGUE = Pattern.compile(
            "(?:5\\.5\\.[024] )?syntax error(?:[,:]? (?:in |command )[\\w ,/-]{0,60})?[.!]?(?: [\\w-]{6,40}\\.\\d{1,4}(?: - gsmtp)?)?\\s{0,9}",
            Pattern.CASE_INSENSITIVE);

    private static LoneReply of(Stage stage, String form) {
        return new LoneReply(stage, Pattern.compile("^(?:" + form + ")", Pattern.CASE_INSENSITIVE));
    }

    /** The command that a complete reply answered; empty if it may have been one of several. */
    public static Optional<Stage> stage(Reply reply) {
        StringBuilder wire = new StringBuilder();
        for (int i = 0; i < reply.lines().size(); i++) {
            boolean last = i == reply.lines().size() - 1;
            wire.append(reply.code())
                    .append(last ? ' ' : '-')
                    .append(reply.lines().get(i))
                    .append(last ? "" : "\n");
        }
        return stage(wire.toString());
    }

    /** The command that a reply answered; empty if it may have been one of several. */
    public static Optional<Stage> stage(String reply) {
        return ALL.stream()
                .filter(each -> each.form.matcher(reply).find())
                .map(LoneReply::stage)
                .findFirst();
    }

    /**
     * The step that the words of a refusal are about; empty if they tell none, such as that something is malformed, without
     * saying what.
     */
    public static Optional<Stage> about(Reply refusal) {
        int code = refusal.code().value();
        boolean vague = (code == 500 || code == 501 || code == 555)
                && VAGUE.matcher(refusal.text()).matches();
        return vague ? Optional.empty() : ReplyCatalogue.standard().about(refusal);
    }

    /** The mailbox that a reply names. */
    public static String mailbox(String reply) {
        Matcher mailbox = MAILBOX.matcher(reply);
        return mailbox.find() ? mailbox.group(1) : "";
    }

    /**
     * The mailbox of the command that a reply answered: the known one of the sender or the recipient, otherwise the one in the
     * reply, unless that is the other party's.
     *
     * @param sender    the sender; may be empty
     * @param recipient the recipient; may be empty
     */
    public static String mailbox(Stage stage, String reply, String sender, String recipient) {
        boolean mail = stage == Stage.MAIL_FROM;
        String own = mail ? sender : recipient;
        String other = mail ? recipient : sender;
        String said = mailbox(reply);
        boolean others = said.equalsIgnoreCase(other)
                || (mail ? OF_RECIPIENT : OF_SENDER).matcher(reply).find();
        return !own.isEmpty() ? own : others ? "" : said;
    }

    /** A command like the one that a reply answers, with a mailbox that may be empty. */
    public static String command(Stage stage, String mailbox) {
        return switch (stage) {
            case MAIL_FROM -> mailbox.isEmpty() ? "" : "MAIL FROM:<" + mailbox + ">";
            case RCPT_TO -> mailbox.isEmpty() ? "" : "RCPT TO:<" + mailbox + ">";
            default -> "";
        };
    }
}
