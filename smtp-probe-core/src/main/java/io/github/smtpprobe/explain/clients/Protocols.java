/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.explain.lines.SendingPort;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Decides which protocol the lines of a text are about if they name a protocol other than SMTP. Programs that read mail report
 * the same errors as programs that send it, and so do those that use a web server or a database.
 */
final class Protocols {
    /** A protocol and its purpose, in words for a sentence. */
    record Protocol(String name, String purpose, Pattern mark) {
        private static Protocol of(String name, String purpose, String mark) {
            return new Protocol(name, purpose, Pattern.compile(mark));
        }

        Map<String, String> values() {
            return Map.of("protocol", name, "purpose", purpose);
        }
    }

    /** How a dialogue line begins, after the sign of the program that printed it. */
    private static final String SAID = "^\\W{0,9}(?:\\w{1,8}: ?)?";

    private static final String TAGGED = SAID
            + "[A-Za-z]{0,6}\\d{1,8} (?:LOGIN|AUTHENTICATE|CAPABILITY|SELECT|EXAMINE|NAMESPACE|LIST|UID|IDLE)(?!\\w)";

    private static final String POP =
            "(?i)(?<![a-z])pop3?s?://|" + SAID + "(?-i:CAPA|STLS|UIDL|USER \\S{1,255}|PASS .{0,255})$";

    private static final Pattern SENDING =
            Pattern.compile("(?i)smtp|sendmail|mailer|postfix|exim|(?<!\\w)(?:ehlo|helo) |mail from:|rcpt" + " to:|"
                    + "invalid response code received from server|" // PEAR's Net_SMTP, in Roundcube
                    + SendingPort.BEHIND_HOST);

    /** Words about sending a mail that do not name a protocol. */
    private static final Pattern MAILING =
            Pattern.compile("(?i)(?<!\\w)send(?:ing)? (?:[a-z-]{1,20} ){0,3}e?-?mails?(?!\\w)");

    /** Protocols of mail: an error belongs to the one that is named nearest to it. */
    private static final List<Protocol> MAIL = List.of(
            Protocol.of(
                    "IMAP",
                    "a protocol for reading mail",
                    "(?i)(?<![a-z])imap|" + SendingPort.behindHost("143|993") + "|" + SAID
                            + "\\* (?:OK|BYE|PREAUTH|CAPABILITY) |" + TAGGED),
            Protocol.of(
                    "POP3",
                    "a protocol for fetching mail",
                    "(?i)(?<![a-z])pop(?:3|s?://|lib|\\.)|" + SendingPort.behindHost("110|995") + "|" + SAID
                            + "(?:\\+OK|-ERR)(?!\\w)|" + POP));

    /** A request to a web server, also if a program sends mail as well. */
    private static final Protocol WEB = Protocol.of(
            "HTTP",
            "the protocol of the web",
            "(?:Get|Post|Put|Head|GET|POST|PUT|HEAD|for|url:)"
                    + " [\\\\\"']{0,4}https?://|HTTPS?ConnectionPool|HTTPS?Connection object");

    /** Drivers of databases, also in a program that sends mail. */
    private static final List<Protocol> OWN = List.of(
            WEB,
            Protocol.of("PostgreSQL", "a database", "psycopg|org\\.postgresql"),
            Protocol.of("MySQL", "a database", "pymysql|MySQLdb|mysql\\.connector|com\\.mysql"));

    /** Services that only the line of an error reveals. */
    private static final List<Protocol> BESIDE = List.of(
            Protocol.of(
                    "HTTP",
                    "the protocol of the web",
                    "(?i)" + SendingPort.behindHost("443")
                            + "|(?<!\\w)method=\"?(?:get|post|put|patch|delete|head|options)(?!\\w)|connecting to upstream,|(?<!\\w)upstream[=:]|port 443(?!\\d)|urlopen error|requests\\.exceptions|axioserror"),
            Protocol.of("MySQL", "a database", "(?i)mysql|mariadb|" + SendingPort.behindHost("3306")),
            Protocol.of("PostgreSQL", "a database", "(?i)postgres|psycopg|" + SendingPort.behindHost("5432")),
            Protocol.of("Redis", "a data store", "(?i)redis|" + SendingPort.behindHost("6379")),
            Protocol.of("MongoDB", "a database", "(?i)mongo|" + SendingPort.behindHost("27017")),
            Protocol.of("SQL", "the language of databases", "SQLSTATE|PDOException|jdbc:|ORA-\\d"),
            Protocol.of(
                    "LDAP", "a protocol for directories", "(?i)(?<![a-z])ldap|" + SendingPort.behindHost("389|636")),
            Protocol.of("AMQP", "a protocol for message queues", "(?i)amqp|rabbitmq|" + SendingPort.behindHost("5672")),
            Protocol.of("FTP", "a protocol for files", "(?i)(?<![a-z])s?ftp(?![a-z])|" + SendingPort.behindHost("21")),
            Protocol.of(
                    "SSH",
                    "a protocol for logins to machines",
                    "(?i)(?<![a-z])sshd?(?![a-z]| remote key)|(?<![a-z])(?:kex|ssh)_exchange_identification| port 22(?!\\d)|"
                            + SendingPort.behindHost("22")));

    /** What a client of another protocol says, or an address of its server. */
    private static final List<Pattern> SPOKEN =
            List.of(Pattern.compile("(?i)(?<![a-z])imaps?://|" + TAGGED), Pattern.compile(POP));

    /** Programs that send mail, by what they say about themselves. */
    private static final Pattern SENDER = Pattern.compile(
            "SMTP (?:connect\\(\\)|[Ee]rror|ERROR|->)|(?i:phpmailer|swift_|smtplib|smtptransport|debug smtp|nodemailer"
                    + "|smtpconnection|mailkit\\.net\\.smtp|net/smtp|net::smtp|smtpclient|smtp host:)");

    /** Words of a program that reads mail, outside of host names. */
    private static final Pattern READER =
            Pattern.compile("(?i)(?<![a-z])(?:imap4?|pop3?)s?://|(?<![a-z.])(?:imap4?|pop3)(?![\\w.])|imaplib|poplib");

    private static final int BESIDE_LINES = 8;

    /** How many lines away something may be from an error that it belongs to. */
    private static final int NEAR = 40;

    private static final int READ = 2_000;

    /** Whether any line is about sending mail. */
    private final boolean sending;

    /** For each line: 0 for SMTP, the index of a protocol of mail plus 1, or -1 if it names none. */
    private final int[] about;

    private final List<String> lines;

    Protocols(List<String> lines) {
        this.lines = lines;
        this.about = lines.stream().mapToInt(line -> mail(read(line))).toArray();
        this.sending = Arrays.stream(about).anyMatch(each -> each == 0)
                || lines.stream().anyMatch(each -> MAILING.matcher(read(each)).find());
    }

    private static String read(String line) {
        return line.substring(0, Math.min(READ, line.length()));
    }

    private static int mail(String line) {
        if (SENDING.matcher(line).find()) {
            return 0;
        }
        for (int i = 0; i < MAIL.size(); i++) {
            if (MAIL.get(i).mark().matcher(line).find()) {
                return i + 1;
            }
        }
        return -1;
    }

    /** The protocol that an error on a line is about; empty for SMTP, and if nothing tells. */
    Optional<Protocol> of(int line) {
        String own = read(lines.get(line));
        Optional<Protocol> named =
                OWN.stream().filter(each -> each.mark().matcher(own).find()).findFirst();
        if (named.isPresent()) {
            return named;
        }
        for (int i = 0; i <= NEAR; i++) {
            int mail = Math.max(at(line - i), at(line + i));
            boolean smtp = at(line - i) == 0 || at(line + i) == 0;
            if (smtp || mail > 0) {
                return smtp ? Optional.empty() : Optional.of(MAIL.get(mail - 1));
            }
        }
        Optional<Protocol> beside = beside(line);
        for (int i = 1; i <= BESIDE_LINES && !sending && beside.isEmpty(); i++) { // the other lines of a trace
            int place = i;
            beside = beside(line - place).or(() -> beside(line + place));
        }
        return beside;
    }

    private Optional<Protocol> beside(int line) {
        return line < 0 || line >= lines.size()
                ? Optional.empty()
                : BESIDE.stream()
                        .filter(each ->
                                each.mark().matcher(read(lines.get(line))).find())
                        .findFirst();
    }

    /**
     * Whether a line, or one right next to it, comes from a program that sends mail. Its host or port may belong to another
     * protocol.
     */
    boolean sends(int line) {
        return !READER.matcher(read(lines.get(line))).find()
                && lines
                        .subList(Math.max(0, line - BESIDE_LINES), Math.min(lines.size(), line + BESIDE_LINES + 1))
                        .stream()
                        .anyMatch(each -> SENDER.matcher(read(each)).find());
    }

    private int at(int line) {
        return line >= 0 && line < about.length ? about[line] : -1;
    }

    String line(int number) {
        return lines.get(number);
    }

    /** The line in which the client of a dialogue speaks another protocol, which it has to do more than once. */
    Optional<Integer> spoken() {
        List<Integer> said = IntStream.range(0, lines.size())
                .filter(each -> about[each] > 0
                        && SPOKEN.stream()
                                .anyMatch(one ->
                                        one.matcher(read(lines.get(each))).find()))
                .boxed()
                .toList();
        return said.size() > 1 ? Optional.of(said.get(0)) : Optional.empty();
    }
}
