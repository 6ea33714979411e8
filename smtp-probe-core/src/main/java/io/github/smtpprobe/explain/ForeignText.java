/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import io.github.smtpprobe.smtp.ClientLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What programs print of a dialogue: the lines of it that are part of the dialogue, in order. */
final class ForeignText {
    // A dot is any character here: in a line may stand what Java takes for the end of one (U+0085, U+2028).

    /** Ours, and nodemailer's behind its own prefix: {@code S: 220 mx}, {@code [time] DEBUG [id] C: EHLO me}. */
    private static final Pattern MARKED = Pattern.compile(
            "^(?:\\[[^]]{0,200}+] ?\\w{0,40} ?(?:\\[[^]]{0,200}+] ?)?)?([SC])([:~]) ?(.*)$", Pattern.DOTALL);
    /** swaks: {@code <-  220 mx}, {@code  -> EHLO me}, {@code <** 550 no}, and with a tilde under TLS. */
    private static final Pattern ARROW =
            Pattern.compile("^\\s*+(<-|<~|<\\*\\*|<~\\*|->|~>|\\*\\*>|~\\*>)\\s++(.*)$", Pattern.DOTALL);
    /** Python's smtplib: {@code send: 'ehlo me\r\n'}, {@code reply: b'250 mx\r\n'}. */
    private static final Pattern PYTHON =
            Pattern.compile("^(send|reply): b?(['\"])(.*?)(?:\\\\r\\\\n)?\\2$", Pattern.DOTALL);
    /** JavaMail, which keeps logins out of its trace. */
    private static final Pattern JAVA_MAIL =
            Pattern.compile("^DEBUG SMTPS?: AUTH (\\S++) (command trace suppressed|succeeded|failed)$");

    private static final Pattern REPLY = Pattern.compile("^[2-5][0-9][0-9](?:[ -].*)?$", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile(
            "(?i)^(EHLO|HELO|MAIL FROM:|RCPT TO:|AUTH |STARTTLS$|DATA$|RSET$|QUIT$|NOOP|VRFY |EXPN |HELP).*",
            Pattern.DOTALL);
    private static final Pattern BASE64 = Pattern.compile("^[A-Za-z0-9+/]{4,}+={0,2}$|^[*=]$|^\\[redacted]$");

    private final List<ForeignLine> lines = new ArrayList<>();
    private boolean challenged;
    private boolean data;

    private ForeignText() {}

    static List<ForeignLine> read(List<String> raw) {
        ForeignText read = new ForeignText();
        for (int i = 0; i < raw.size(); i++) {
            read.line(raw.get(i), i + 1 < raw.size() ? raw.get(i + 1) : "").ifPresent(read::add);
        }
        return read.lines;
    }

    /** Whether it is a command, and neither a response to a challenge nor a line of a message. */
    static boolean command(String text) {
        return COMMAND.matcher(text).matches();
    }

    /** Whether it may be a response to a challenge. */
    static boolean base64(String text) {
        return BASE64.matcher(text).matches();
    }

    private void add(ForeignLine line) {
        lines.add(line);
        if (line.kind() == ForeignLine.Kind.SERVER) {
            challenged = line.text().startsWith("334");
            data = line.text().startsWith("354");
        } else if (line.text().equals(".")) {
            data = false;
        }
    }

    private Optional<ForeignLine> line(String raw, String next) {
        Matcher marked = MARKED.matcher(raw);
        if (marked.matches()) {
            return Optional.of(said(marked.group(1).equals("S"), marked.group(2).equals("~"), marked.group(3)));
        }
        Matcher arrow = ARROW.matcher(raw);
        if (arrow.matches()) {
            String mark = arrow.group(1);
            return Optional.of(said(mark.startsWith("<"), mark.contains("~"), arrow.group(2)));
        }
        Matcher python = PYTHON.matcher(raw);
        if (python.matches()) {
            return Optional.of(said(python.group(1).equals("reply"), false, python.group(3)));
        }
        String text = raw.strip();
        Optional<ForeignLine> bare = data && !text.equals(".") ? Optional.empty() : bare(text);
        return bare.isPresent() || data ? bare : around(text, next);
    }

    private static ForeignLine said(boolean server, boolean encrypted, String text) {
        return server ? ForeignLine.server(encrypted, text) : ForeignLine.client(encrypted, text);
    }

    /** As in a telnet window. */
    private Optional<ForeignLine> bare(String text) {
        if (REPLY.matcher(text).matches()) {
            return Optional.of(ForeignLine.server(false, text));
        }
        boolean client = command(text) || text.equals(".") || (challenged && base64(text));
        return client ? Optional.of(ForeignLine.client(false, text)) : Optional.empty();
    }

    /** What a program says about the dialogue. */
    private static Optional<ForeignLine> around(String text, String next) {
        Matcher login = JAVA_MAIL.matcher(text);
        if (login.matches()) {
            return switch (login.group(2)) {
                case "succeeded" -> Optional.of(ForeignLine.event(ForeignLine.Kind.LOGGED_IN, text));
                case "failed" -> Optional.empty(); // the exception that follows says why
                default -> Optional.of(ForeignLine.client(false, "AUTH " + login.group(1) + " " + ClientLine.MASK));
            };
        }
        Optional<ForeignLine> quoted = QuotedReply.in(text, next);
        return quoted.isPresent() ? quoted : Happening.in(text);
    }
}
