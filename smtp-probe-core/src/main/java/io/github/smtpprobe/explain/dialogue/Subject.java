/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.clients.ClientError;
import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.lines.LogLine.Kind;
import io.github.smtpprobe.explain.lines.SendingPort;
import io.github.smtpprobe.explain.lines.Utterance;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides whether a text is about SMTP, since errors and refused logins occur elsewhere, too. */
final class Subject {
    private static final Set<Kind> HEARD = EnumSet.complementOf(EnumSet.of(Kind.CLIENT, Kind.TROUBLE, Kind.LEFT_OUT));

    /** Dialogues of other protocols (IMAP, POP3 and HTTP), and changes that git prints. */
    private static final Pattern OTHER =
            Pattern.compile("^\\W{0,9}(?:\\w{1,8}: ?)?(?:\\* (?:OK|PREAUTH|BYE|CAPABILITY) .*|"
                    + "[A-Za-z]{0,6}\\d{1,6} (?:OK|NO|BAD) .*|\\+OK(?: .*)?|-ERR .*|HTTP/\\d.\\d \\d{3}(?: .*)?"
                    + "|commit [0-9a-f]{7,40}(?: .*)?|\\d{1,7} files? changed, .*)$");

    /** A sign of mail; an address or a host name is not one. */
    private static final Pattern MAIL =
            Pattern.compile("(?i)smtp|starttls|(?<![\\w.@/-])(?:e-?)?mail(?!\\w{0,20}\\.\\w)"
                    + "|mailer|sendmail|deliver[iy]|recipient|postfix|exim|(?<!\\w)mta(?!\\w)|"
                    + SendingPort.BEHIND_HOST);

    /**
     * The length of a short text in lines. In a longer one, an error counts only if a sign of mail is near it, since prose and
     * programs mention errors, too.
     */
    private static final int SHORT = 30;

    private static final int NEAR = 12;
    /** Errors of programs that have nothing to do with networks or mail. */
    private static final Pattern PROGRAM =
            Pattern.compile("(?:NullPointer|IndexOutOfBounds|ClassCast|ClassNotFound|OutOfMemory|KeyError|TypeError)");

    /** Mail that is fetched. */
    private static final Pattern FETCHED = Pattern.compile("(?i)(?<![a-z])(?:pop3?|imap4?|pop[ -]?server)(?![a-z])");

    /** The web. */
    private static final Pattern WEB = Pattern.compile(SendingPort.behindHost("443"));

    /** A port for sending mail. */
    private static final Pattern PORT = Pattern.compile(SendingPort.BEHIND_HOST);

    /** The names of programs that transfer files. */
    private static final Pattern FILES =
            Pattern.compile("(?<![A-Za-z@.-])(?:s?ftps?|\\w{2,5}FTPd?|vsftpd)(?![\\w.])", Pattern.CASE_INSENSITIVE);

    private static final Pattern HELLO = Pattern.compile("(?i)(?:EHLO|HELO|LHLO)(?:\\s.*)?");
    private static final Pattern NEXT = Pattern.compile("(?i)(?:MAIL FROM:|AUTH |STARTTLS).*");
    /** Commands that only SMTP has. */
    private static final Pattern SENT = Pattern.compile("(?i)(?:EHLO|HELO|LHLO|MAIL FROM|RCPT TO).*", Pattern.DOTALL);

    private Subject() {}

    /** Whether a client sends more than a greeting, as only SMTP consists of. */
    private static boolean spoken(List<LogLine> read) {
        return said(read, HELLO) && said(read, NEXT);
    }

    private static boolean said(List<LogLine> read, Pattern command) {
        return read.stream()
                .anyMatch(line -> line.kind() == Kind.CLIENT
                        && command.matcher(line.text().strip()).matches());
    }

    /** Whether a client that sends mail met a server of another protocol, and quotes its greeting. */
    private static boolean misdirected(ClientError error) {
        return error.otherProtocol()
                && error.evidence().stream()
                        .noneMatch(line -> OTHER.matcher(line).matches());
    }

    /**
     * A client's error about another protocol, if nothing in the text is about sending mail.
     *
     * @param read   the lines that were found in it
     * @param errors the errors that clients report
     * @param text   all its lines
     */
    static Optional<ClientError> elsewhere(List<LogLine> read, List<ClientError> errors, List<String> text) {
        boolean sending = read.stream().anyMatch(Subject::sending)
                || text.stream().anyMatch(line -> FILES.matcher(line).find())
                || errors.stream().anyMatch(each -> !each.elsewhere() && !each.otherProtocol());
        return errors.stream().filter(each -> !sending && each.elsewhere()).findFirst();
    }

    /** Whether a line is a step of sending mail, or reports one. */
    private static boolean sending(LogLine line) {
        boolean client = line.kind() == Kind.CLIENT && SENT.matcher(line.text()).matches();
        boolean server = line.kind() == Kind.SERVER && Utterance.reply(line.text());
        return line.reported() || client || server;
    }

    /**
     * Whether the text is about SMTP.
     *
     * @param read   the lines that were found in it
     * @param errors the errors that clients report
     * @param text   all its lines
     */
    static boolean smtp(List<LogLine> read, List<ClientError> errors, List<String> text) {
        if (read.stream().anyMatch(line -> HEARD.contains(line.kind())) || spoken(read)) {
            return true;
        }
        boolean named = text.stream().anyMatch(line -> line.contains("smtp") || line.contains("SMTP"));
        boolean other = text.stream()
                .anyMatch(line ->
                        OTHER.matcher(line).matches() || FILES.matcher(line).find());
        List<LogLine> reported =
                read.stream().filter(line -> line.kind() == Kind.TROUBLE).toList();
        boolean trouble =
                reported.stream().anyMatch(line -> near(text, line.source().line()))
                        && reported.stream()
                                .noneMatch(line -> PROGRAM.matcher(line.text()).find());
        boolean mail = text.stream().anyMatch(line -> MAIL.matcher(line).find());
        boolean told = errors.stream().anyMatch(each -> near(text, each.line()));
        if (errors.stream().anyMatch(Subject::misdirected)) {
            return true;
        }
        boolean elsewhere = !named
                && text.stream()
                        .anyMatch(line -> FETCHED.matcher(line).find()
                                || (!mail && WEB.matcher(line).find()))
                && text.stream().noneMatch(line -> PORT.matcher(line).find());
        return told ? named || !(other || elsewhere) : trouble && mail;
    }

    /** Whether the text is short, or a line of it is near a sign of mail. */
    private static boolean near(List<String> text, int line) {
        return text.size() <= SHORT
                || text.subList(Math.max(0, line - NEAR), Math.min(text.size(), line + NEAR)).stream()
                        .anyMatch(each -> MAIL.matcher(each).find());
    }
}
