/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.servers;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The side of a conversation on which a program was that wrote a log line. Mail servers can be on both sides, and name the
 * other side in the same form: {@code H=mx.example.com [192.0.2.1]} is either the server that refused Exim's mail, or the
 * client whose mail Exim refused.
 */
public enum LogSide {
    /** It sent mail, so the other side is the server. */
    SENT,
    /** It is the server, and the other side is its client. */
    RECEIVED,
    /** The line does not tell. */
    UNTOLD;

    private static final int READ = 1_000;

    private static final String ADDRESS = "\\[[0-9A-Fa-f.:]{3,45}](?::\\d{1,5})?";

    /** Exim's host, with what it knows about the connection. */
    private static final String EXIM = "(?:^|\\s)H=[^\\[]{0,300}(?:\\[[^]]{0,60}]\\) )?" + ADDRESS
            + "(?: [A-Za-z0-9]{1,6}=(?:\"[^\"]{0,300}\"|\\S{0,300}))*+";

    private static final List<Form> OF_SENDERS = List.of(
            // Exim
            form(
                    "(?:^|\\s)(?:\\w{6}-\\w{6,11}-\\w{2,4} |(?=\\S{1,2} \\S{1,320} (?:<[^>]{0,320}>"
                            + " )?[PRFT]=))(?:=>|->|\\*\\*|==|\\*>|>>) ",
                    "> ", "** ", "== "),
            form("SMTP error from remote mail(?:er| server)", "SMTP error from remote mail"),
            form("authenticator failed H=", "authenticator failed H="),
            form("TLS error on connection to ", "TLS error on connection to "),
            form("response to \"[^\"]{1,400}\" from ", "response to \""),
            form("sender verify (?:fail|defer)\\w{0,2} for <[^>]{0,320}>: host ", "sender verify "),
            form(
                    EXIM
                            + ":? (?:SMTP (?:error|timeout)|TLS session|[Rr]emote host|[Cc]onnection"
                            + " (?:refused|timed|reset)|[Nn]o route|[Nn]etwork)",
                    "H="),
            form("[Rr]emote host \\S{1,255} (?:\\[[^]]{1,60}] )?closed connection", "closed connection"),
            // Postfix
            form("/(?:smtp|lmtp|error|retry|local|virtual|pipe|bounce)(?:\\[\\d{1,9}])?: ", "/"),
            form("(?<![\\w-])to=<[^>]{0,320}>.{0,600} status=", "to=<"),
            // Sendmail
            form("(?<![\\w-])to=\\S{1,600}+ (?:ctladdr|x?delay|mailer)=", "to="),
            form("^\\s{0,9}\\((?:Deferred|host map: lookup|[Cc]onnect to )", "("),
            form("STARTTLS=client|ruleset=(?:tls_server|try_tls|tls_rcpt)", "STARTTLS=client", "ruleset="),
            // OpenSMTPD
            form(
                    ": [0-9a-f]{4,16} mta |(?<!\\w)mta (?:event=|delivery evpid=)|(?<![\\w-])smtp-out: ",
                    " mta ",
                    "mta event=",
                    "mta delivery ",
                    "smtp-out: "),
            // Courier, qmail, Haraka, mox, maddy, Stalwart
            form("(?<!\\w)courieresmtp(?:\\[\\d{1,9}])?: ", "courieresmtp"),
            form("(?<!\\w)delivery \\d{1,12}: (?:success|failure|deferral)", "delivery "),
            form("\\[outbound", "[outbound"),
            form("(?<!\\w)pkg=\"?(?:queue|smtpclient)", "pkg="),
            form("(?:^|\\s)(?:queue|remote|target\\.\\w{3,20}): [A-Za-z ]{3,60}\\s\\{", "{"),
            form(
                    "\\((?:delivery|queue)\\.[a-z-]{3,40}\\)|(?<!\\w)smtp::outbound::",
                    "(delivery.",
                    "(queue.",
                    "smtp::outbound::"));

    private static final List<Form> OF_SERVERS = List.of(
            // Exim
            form("(?:^|\\s)\\w{6}-\\w{6,11}-\\w{2,4} <= |(?:^|\\s)<= \\S{1,320} [HUP]=", "<= "),
            form(
                    EXIM + " (?:temporarily rejected|rejected|discarded|Warning:|incomplete transaction|sender verify)",
                    "H="),
            form("rejected (?:(?:RCPT|MAIL) <[^>]{0,320}>: |connection in \")", "rejected "),
            form("authenticator failed for ", "authenticator failed for "),
            form("TLS (?:\\w{1,9} )?error on connection from ", "error on connection from "),
            form(
                    "(?:^|\\s)SMTP (?:(?:call|connection) from [^\\[]{0,255}\\[|(?:command|data) timeout"
                            + " .{0,60}connection from|(?:protocol|syntax) .{0,300}?(?<!\\w)H=)",
                    "SMTP "),
            form("no (?:host name|IP address) found for ", " found for "),
            form("(?:^|\\s)[Cc]onnection from [^\\[]{0,255}\\[[^]]{1,60}] refused", "] refused"),
            form("unexpected disconnection while reading SMTP command", "unexpected disconnection"),
            // Postfix
            form("/(?:smtps?/|submissions?/)?(?:smtpd|postscreen|tlsproxy)(?:\\[\\d{1,9}])?: ", "/"),
            form("milter-(?:reject|hold): ", "milter-"),
            // Sendmail
            form("ruleset=\\w{3,20}, ", "ruleset="),
            form("(?<![\\w-])from=[^,]{0,330}, size=\\d", ", size="),
            form(
                    "STARTTLS=server|did not issue MAIL/EXPN|lost input channel from|AUTH failure \\(",
                    "STARTTLS=server",
                    "did not issue MAIL/EXPN",
                    "lost input channel from",
                    "AUTH failure ("),
            // OpenSMTPD
            form(": [0-9a-f]{4,16} smtp |(?<![\\w-])smtp (?:connected address=|failed-command |event=)", "smtp "),
            form("(?<![\\w-])smtp-in: ", "smtp-in: "),
            // Courier, qmail
            form("(?<!\\w)(?:courieresmtpd|rblsmtpd|qmail-smtpd)(?:\\[\\d{1,9}])?: ", "smtpd"),
            // Haraka, mox, maddy, Stalwart
            form("(?<!\\w)(?:dis)?connect ip=", "connect ip="),
            form("(?<!\\w)pkg=\"?smtpserver", "pkg="),
            form("(?:^|\\s)(?:smtp|submission)(?:/\\w{1,20})?: [A-Za-z ]{3,60}\\s\\{", "{"),
            form("\\((?:smtp|auth)\\.[a-z-]{3,40}\\)|(?<!\\w)smtp::inbound::", "(smtp.", "(auth.", "smtp::inbound::"),
            // nginx
            form(", client: \\S{1,255}(?: using starttls)?, server: (?![^,]{0,255}, request: )", ", client: "));

    /**
     * What the lines of a side look like.
     *
     * @param signs of which at least one is in each line that the pattern finds: it is searched for in no other line, because
     *              there are many patterns, and most lines are of none of these programs
     */
    record Form(Pattern pattern, List<String> signs) {
        boolean in(String line) {
            for (String sign : signs) {
                if (line.contains(sign)) {
                    return pattern.matcher(line).find();
                }
            }
            return false;
        }
    }

    private static Form form(String pattern, String... signs) {
        return new Form(Pattern.compile(pattern), List.of(signs));
    }

    /** The side that a line reveals; if it quotes a reply from elsewhere, the origin of that reply counts. */
    public static LogSide of(CharSequence line) {
        String read = line.subSequence(0, Math.min(READ, line.length())).toString();
        return any(OF_SENDERS, read) ? SENT : any(OF_SERVERS, read) ? RECEIVED : UNTOLD;
    }

    private static boolean any(List<Form> forms, String line) {
        return forms.stream().anyMatch(form -> form.in(line));
    }

    /** All that is searched for. */
    static Stream<Form> forms() {
        return Stream.concat(OF_SENDERS.stream(), OF_SERVERS.stream());
    }
}
