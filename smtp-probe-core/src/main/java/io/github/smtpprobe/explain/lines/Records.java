/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads logs that store what was said in the cells of a table: the W3C format of Internet Information Services, in which a plus
 * sign is a blank, the columns of MailEnable, the protocol logs of Exchange, and the traces of Stalwart.
 */
final class Records {
    private static final String VERB = "EHLO|HELO|MAIL|RCPT|DATA|AUTH|STARTTLS|RSET|QUIT|VRFY";

    private static final String ADDRESS = "[0-9A-Fa-f]{1,4}[0-9A-Fa-f.:]{2,40}";
    private static final String WORD = "\\S{1,80} ";
    private static final String CELL = "[^\\t]{0,100}\\t";

    private static final Pattern SENT = Pattern.compile(
            "OutboundConnectionCommand " + WORD + WORD + WORD + "\\d{1,5} (" + VERB + ") " + WORD + "(\\S{1,600}) ");
    private static final Pattern GOT = Pattern.compile("OutboundConnectionResponse " + WORD + WORD + WORD + "\\d{1,5} "
            + WORD + WORD + "([2-5]\\d\\d\\S{0,2000}) ");
    private static final Pattern RECEIVED = Pattern.compile(" SMTPSVC\\d{1,3} " + WORD + WORD + "\\d{1,5} (" + VERB
            + ") " + WORD + "(\\S{1,600}) ([245]\\d\\d) \\d{1,6} ");
    /** The columns of MailEnable in W3C format, with the address of the other side before them. */
    private static final Pattern ACTIVITY = Pattern.compile(
            " SMTP-(?:IN|OU) " + WORD + WORD + "\\d{1,9} (\\S{1,20}) (\\S{1,600})" + " ([2-5]\\d\\d[+-]\\S{0,2000}) ");

    private static final Pattern COLUMNS = Pattern.compile("\\tSMTP-(?:IN|OU)\\t" + CELL + CELL + CELL + CELL
            + "([^\\t]{0,2000})\\t([2-5]\\d\\d[ -][^\\t]{0,2000})(?:\\t|$)");

    /** The columns after the session id: its number, two endpoints, the direction, and what was said. */
    private static final Pattern EVENT = Pattern.compile(
            ",[0-9A-F]{4,20},\\d{1,6},[^,]{0,80},[^,]{0,80},[<>],(?:\"([^\"]{1,4000})\"|([^,\"]{1,4000}))");

    /** Exchange's own remarks, after the other endpoint. */
    private static final Pattern REMARK = Pattern.compile(
            ",[0-9A-F]{4,20},\\d{1,6},[^,]{0,80},([^,]{0,80}),\\*," + "\"?[^\",]{0,300}\"?,\"?([^\"]{0,2000})");

    /** Swift Mailer after its error, and Python's smtplib. */
    private static final Pattern TRACE =
            Pattern.compile("Log data: {0,3}(?:>>|<<|\\+\\+|--|!!) \\S|^send: '.{1,2000}' reply: b?'");

    private static final String LOG = "Log data:";
    private static final String REPEATED = "!! Expected response code ";

    private static final Pattern EXPECTED =
            Pattern.compile("^!! Expected response code \\S{3,20} but got code \"([45]\\d\\d)\"");

    private static final Pattern PARTS = Pattern.compile(
            "(?<=\\s)(?:(?:>>|<<|\\+\\+|!!) (?=\\S)|(?:send: |reply: b?)(?='))|(?<=\\s)reply: retcode ");

    private static final Pattern CODE = Pattern.compile("[2-5]\\d\\d(?:[ -]|$)");

    /** The client of the server that wrote the row. */
    private static final Pattern PEER = Pattern.compile("(?:^|\\d\\d:\\d\\d:\\d\\d |\\d\\d:\\d\\d:\\d\\d\\t)(" + ADDRESS
            + ")(?: \\S{1,255} SMTPSVC|\\s\\S{0,20}\\s?SMTP-IN\\s)|,(" + ADDRESS + "):\\d{1,5},<,\"?(?:" + VERB + ")");

    /** Stalwart, which logs raw lines with their line ends. */
    private static final Pattern RAW =
            Pattern.compile("\\(smtp\\.raw-(in|out)put\\).{0,600}?(?<!\\w)contents = \"(.{1,8000}?)\"?$");

    private static final Pattern LINES = Pattern.compile("\\\\r\\\\n");

    private final List<String> said = new ArrayList<>();
    private String client = "";

    private Records() {}

    /** The lines, with two or three in place of each such row. */
    static List<String> spoken(List<String> lines) {
        Records records = new Records();
        lines.forEach(records::row);
        return records.said;
    }

    private void row(String line) {
        Matcher raw = RAW.matcher(line);
        if (line.contains("smtp.raw-") && raw.find()) {
            String side = raw.group(1).equals("in") ? "C: " : "S: ";
            LINES.splitAsStream(raw.group(2)).forEach(each -> said.add(side + each));
            return;
        }
        if (TRACE.matcher(line).find()) {
            traced(line);
            return;
        }
        boolean services = line.contains("SMTPSVC");
        if (services || line.contains("SMTP-IN") || line.contains(",<,")) {
            peer(line);
        }
        if (services) {
            services(line, said);
        } else if (line.contains("\tSMTP-")) {
            columns(line, said);
        } else if (line.contains(" SMTP-")) {
            activity(line, said);
        } else {
            said.add(event(line));
        }
    }

    /** Splits a trace whose lines were joined to one by a logger, or by the person who pasted it. */
    private void traced(String line) {
        Matcher parts = PARTS.matcher(line);
        int log = line.indexOf(LOG);
        int from = log > 0 && line.indexOf(REPEATED, log) > 0 ? log : 0; // the line above it is the last error
        parts.region(from, line.length());
        parts.useTransparentBounds(true);
        while (parts.find()) {
            part(line.substring(from, parts.start()).strip());
            from = parts.start();
        }
        part(line.substring(from).strip());
    }

    /** Adds a part of it. What Swift Mailer had expected reveals the command, which the reply alone does not. */
    private void part(String part) {
        Matcher expected = EXPECTED.matcher(part);
        int last = said.size() - 1;
        if (expected.find() && last >= 0 && said.get(last).startsWith("<< " + expected.group(1))) {
            said.remove(last);
        }
        if (!part.isEmpty()) {
            said.add(part);
        }
    }

    /** Says once who the client is, as Postfix does. */
    private void peer(String line) {
        Matcher peer = PEER.matcher(line);
        boolean sent = line.contains("OutboundConnection");
        if (!sent && peer.find()) {
            String address = peer.group(1) == null ? peer.group(2) : peer.group(1);
            if (!address.equals(client)) {
                said.add("smtpd: connect from [" + address + "]");
            }
            client = address;
        }
    }

    /**
     * A row as a line. The side is determined by what was said, because the same sign means one side in a log of sending and
     * the other in one of receiving.
     */
    private static String event(String line) {
        Matcher remark = REMARK.matcher(line);
        if (remark.find()) {
            String said = remark.group(2);
            return said.equals("attempting to connect") ? said + " to " + remark.group(1) : said;
        }
        Matcher event = EVENT.matcher(line);
        if ((line.indexOf(",<,") < 0 && line.indexOf(",>,") < 0) || !event.find()) {
            return line;
        }
        String said = event.group(1) == null ? event.group(2) : event.group(1);
        return (CODE.matcher(said).lookingAt() ? "S: " : "C: ") + said;
    }

    private static void services(String line, List<String> said) {
        Matcher sent = SENT.matcher(line);
        Matcher got = GOT.matcher(line);
        Matcher received = RECEIVED.matcher(line);
        if (sent.find()) {
            said.add("C: " + command(sent.group(1), sent.group(2)));
        } else if (got.find()) {
            said.add("S: " + plain(got.group(1)));
        } else if (received.find()) {
            said.add("C: " + command(received.group(1), received.group(2)));
            answered(received.group(1), received.group(3), said);
        } else {
            said.add(line);
        }
    }

    /**
     * Adds a command and its reply. The row of DATA is written when the message has arrived, and that of QUIT has a code of its
     * own.
     */
    private static void answered(String verb, String code, List<String> said) {
        if (verb.equals("DATA") && code.startsWith("2")) {
            said.add("S: 354 ");
        }
        if (!verb.equals("QUIT")) {
            said.add("S: " + code + " ");
        }
    }

    private static String command(String verb, String argument) {
        boolean none = argument.equals("-") || verb.equals("DATA") || verb.equals("QUIT") || verb.equals("RSET");
        return none ? verb : verb + " " + plain(argument).strip();
    }

    private static String plain(String cell) {
        return cell.replace('+', ' ');
    }

    /** Adds the utterances of a row. Responses to a challenge are left blank there. */
    private static void activity(String line, List<String> said) {
        Matcher row = ACTIVITY.matcher(line);
        if (!row.find()) {
            said.add(line);
            return;
        }
        String command = row.group(2);
        if (!command.startsWith("{")) {
            said.add("C: " + (command.equals("-") ? row.group(1) : plain(command)));
        }
        said.add("S: " + plain(row.group(3)));
    }

    private static void columns(String line, List<String> said) {
        Matcher row = COLUMNS.matcher(line);
        if (!row.find()) {
            said.add(line);
            return;
        }
        if (!row.group(1).isBlank()) {
            said.add("C: " + row.group(1));
        }
        said.add("S: " + row.group(2));
    }
}
