/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a dialogue, whatever program printed it.
 *
 * @param kind      who, or what happened
 * @param encrypted whether the program said that it was under TLS
 * @param text      without the program's own marks
 */
record ForeignLine(Kind kind, boolean encrypted, String text) {
    enum Kind {
        SERVER,
        CLIENT,
        TLS,
        TLS_FAILED,
        CLOSED,
        TIMEOUT,
        REFUSED
    }

    /** Ours, and nodemailer's behind its own prefix: {@code S: 220 mx}, {@code [time] DEBUG [id] C: EHLO me}. */
    private static final Pattern MARKED = Pattern.compile("^(?:\\[[^]]*] ?\\w* ?(?:\\[[^]]*] ?)?)?([SC])([:~]) ?(.*)$");
    /** swaks: {@code <-  220 mx}, {@code  -> EHLO me}, {@code <** 550 no}, and with a tilde under TLS. */
    private static final Pattern ARROW = Pattern.compile("^\\s*(<-|<~|<\\*\\*|<~\\*|->|~>|\\*\\*>|~\\*>)\\s+(.*)$");

    private static final Pattern REPLY = Pattern.compile("^[2-5][0-9][0-9](?:[ -].*)?$");
    private static final Pattern COMMAND = Pattern.compile(
            "(?i)^(EHLO|HELO|MAIL FROM:|RCPT TO:|AUTH |STARTTLS$|DATA$|RSET$|QUIT$|NOOP|VRFY |EXPN |HELP).*");
    private static final Pattern BASE64 = Pattern.compile("^[A-Za-z0-9+/]{4,}={0,2}$|^[*=]$");

    /** The lines that are part of a dialogue, in order. */
    static List<ForeignLine> read(String text) {
        List<ForeignLine> lines = new ArrayList<>();
        boolean challenged = false;
        boolean data = false;
        for (String raw : text.split("\r\n|\r|\n", -1)) {
            Optional<ForeignLine> line = line(raw, challenged, data);
            if (line.isEmpty()) {
                continue;
            }
            ForeignLine each = line.get();
            lines.add(each);
            if (each.kind == Kind.SERVER) {
                challenged = each.text.startsWith("334");
                data = each.text.startsWith("354");
            } else if (each.text.equals(".")) {
                data = false;
            }
        }
        return lines;
    }

    private static Optional<ForeignLine> line(String raw, boolean challenged, boolean data) {
        Matcher marked = MARKED.matcher(raw);
        if (marked.matches()) {
            return Optional.of(new ForeignLine(
                    marked.group(1).equals("S") ? Kind.SERVER : Kind.CLIENT,
                    marked.group(2).equals("~"),
                    marked.group(3)));
        }
        Matcher arrow = ARROW.matcher(raw);
        if (arrow.matches()) {
            boolean server = arrow.group(1).startsWith("<");
            return Optional.of(new ForeignLine(
                    server ? Kind.SERVER : Kind.CLIENT, arrow.group(1).contains("~"), arrow.group(2)));
        }
        String text = raw.strip();
        Optional<Kind> event = event(text);
        if (event.isPresent()) {
            return Optional.of(new ForeignLine(event.get(), false, text));
        }
        if (data && !text.equals(".")) {
            return Optional.empty(); // the message itself
        }
        if (REPLY.matcher(text).matches()) {
            return Optional.of(new ForeignLine(Kind.SERVER, false, text));
        }
        boolean command = COMMAND.matcher(text).matches()
                || text.equals(".")
                || (challenged && BASE64.matcher(text).matches());
        return command ? Optional.of(new ForeignLine(Kind.CLIENT, false, text)) : Optional.empty();
    }

    /** What programs say when no reply comes. */
    private static Optional<Kind> event(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("* tls-failed")
                || lower.contains("tls startup failed")
                || lower.contains("could not convert socket to tls")) {
            return Optional.of(Kind.TLS_FAILED);
        }
        if (lower.startsWith("* tls") || lower.startsWith("=== tls started")) {
            return Optional.of(Kind.TLS);
        }
        if (lower.contains("connection refused") || lower.contains("econnrefused")) {
            return Optional.of(Kind.REFUSED);
        }
        if (lower.startsWith("* timeout")
                || lower.contains("timed out")
                || lower.contains("etimedout")
                || lower.contains("timeout waiting")) {
            return Optional.of(Kind.TIMEOUT);
        }
        boolean closed = lower.startsWith("* closed")
                || lower.startsWith("* reset")
                || lower.contains("remote host closed connection")
                || lower.contains("connection closed by foreign host")
                || lower.contains("econnreset")
                || lower.contains("[eof]");
        return closed ? Optional.of(Kind.CLOSED) : Optional.empty();
    }
}
