/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.explain.lines.Traces;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** A value in a program's words: where it ends, and what it is. */
final class ClientValue {
    private static final int LONGEST = 300;
    private static final int LONGEST_REPLY = 2_000;
    private static final int MOST_LINES = 4;
    /** The beginnings of sentences that mail programs put below the words of a server. */
    private static final List<String> ASKING = List.of(
            "please",
            "bitte",
            "veuillez",
            "revise",
            "compruebe",
            "verifique",
            "controllare",
            "verificare",
            "verifica",
            "проверьте",
            "пожалуйста",
            "请",
            "請",
            "at ",
            "   at",
            "de ",
            "kontroleer",
            "sprawdź");

    private static final String QUOTES = "'\"\\";

    private final ClientText text;
    private int at;

    private ClientValue(ClientText text, int at) {
        this.text = text;
        this.at = at;
    }

    /**
     * Reads a value.
     *
     * @param name   the name of the value
     * @param next   the words after it
     * @param values receives what was read
     * @return the index after it; -1 if there is no value
     */
    static int read(String name, ClientText text, int start, String next, Map<String, String> values) {
        ClientValue value = new ClientValue(text, start);
        return switch (name) {
            case "at" -> value.endpoint(values, false);
            case "to" -> value.endpoint(values, true);
            case "host" -> value.quoted(name, values, value.run(ClientValue::hostCharacter));
            case "port" -> value.quoted(name, values, value.run(ClientValue::digit));
            case "mechanism" -> value.quoted(name, values, value.run(each -> hostCharacter(each) && each != '.'));
            case "n" ->
                value.run(each -> ClientText.wordCharacter((char) each) || each == '.' || each == '-')
                                .isEmpty()
                        ? -1
                        : value.at;
            case "raw" -> value.raw(values);
            case "peer" -> value.peer(values);
            case "reply" -> next.isEmpty() ? value.reply(values) : value.until(name, next, values);
            default -> value.until(name, next, values);
        };
    }

    /** A run of characters after quotation marks. */
    private String run(IntPredicate characters) {
        skipQuotes();
        int start = at;
        while (at < start + LONGEST && at < text.length() && characters.test(text.at(at))) {
            at++;
        }
        while (at > start && (text.at(at - 1) == '.' || text.at(at - 1) == '-')) {
            at--; // the end of a sentence
        }
        return text.plain(start, at);
    }

    private void skipQuotes() {
        at += text.at(at) == '~' && text.at(at + 1) == 'c' ? 2 : 0; // an Erlang string in Elixir
        for (int i = 0; i < 3 && QUOTES.indexOf(text.at(at)) >= 0; i++) {
            at++;
        }
    }

    private int quoted(String name, Map<String, String> values, String value) {
        if (value.isEmpty()) {
            return -1;
        }
        skipQuotes();
        values.put(name, value);
        return at;
    }

    private int endpoint(Map<String, String> values, boolean withPort) {
        Endpoint found = Endpoint.read(text, at);
        found.put(values);
        return withPort && found.port().isEmpty() ? -1 : found.end();
    }

    /** Reads a client of a server; its address counts if that follows its name in brackets. */
    private int peer(Map<String, String> values) {
        skipQuotes();
        int start = at;
        while (at < start + LONGEST && hostCharacter(text.at(at))) {
            at++;
        }
        while (at > start && text.at(at - 1) == '.') {
            at--; // the end of a sentence
        }
        int name = at;
        at += text.at(at) == ' ' && text.at(at + 1) == '[' ? 1 : 0;
        int close = text.at(at) == '[' ? text.next("]", at, LONGEST) : -1;
        String peer = close < 0 ? text.plain(start, name) : text.plain(at + 1, close);
        at = close < 0 ? name : close + 1;
        if (!peer.isEmpty()) {
            values.put("peer", peer);
        }
        return peer.isEmpty() ? -1 : at;
    }

    /** Reads the next word unchanged, and the host name in it. */
    private int raw(Map<String, String> values) {
        int end = at;
        while (end < at + LONGEST && !Character.isWhitespace(text.at(end))) {
            end++;
        }
        if (end == at) {
            return -1;
        }
        end = closed(end);
        int sign = text.own(at, end).lastIndexOf('@');
        values.put(
                "raw", (sign < 0 ? "" : "\u2026") + text.own(at + Math.max(0, sign), end)); // a password may precede it
        String host = run(ClientValue::hostCharacter);
        if (!host.isEmpty()) {
            values.put("host", host);
        }
        return end;
    }

    /** The end of a value without the brackets around it and the quotation mark that closes it. */
    private int closed(int end) {
        int mark = end;
        while (mark > at + 1 && "}])".indexOf(text.at(mark - 1)) >= 0) {
            mark--;
        }
        return mark < end && text.at(mark - 1) == '"' ? mark - 1 : end;
    }

    /** Reads the rest of the line, up to a closing quotation mark, or the following lines. */
    private int reply(Map<String, String> values) {
        while (at < text.length() && Character.isWhitespace(text.at(at))) {
            at++;
        }
        at += text.at(at) == '"' ? 1 : 0;
        int end = text.lineEnd(at, LONGEST_REPLY);
        boolean below = text.plain(text.lineStart(at, LONGEST), at).isBlank();
        for (int i = 1; i < MOST_LINES && below && goesOn(end + 1); i++) {
            end = text.lineEnd(end + 1, LONGEST_REPLY);
        }
        int quote = text.next("\"", at, end - at);
        end = quote < 0 ? end : quote;
        values.put("reply", Traces.before(text.own(at, end)).strip().replace('\n', ' '));
        return end;
    }

    /** Whether a line belongs to the previous one, and is not a request to the user. */
    private boolean goesOn(int start) {
        if (start >= text.length()) {
            return false;
        }
        String line = text.plain(start, text.lineEnd(start, LONGEST_REPLY)).strip();
        return !line.isEmpty() && ASKING.stream().noneMatch(line::startsWith);
    }

    /** Reads anything up to the words after it; nothing if they do not follow. */
    private int until(String name, String next, Map<String, String> values) {
        if (next.isEmpty()) {
            return at;
        }
        int end = text.next(next, at, LONGEST);
        if (end > at && !name.equals("~")) {
            values.put(name, unquoted(text.own(at, end)));
        }
        return end;
    }

    private static String unquoted(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && (QUOTES + "`").indexOf(value.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && (QUOTES + "`").indexOf(value.charAt(to - 1)) >= 0) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean hostCharacter(int each) {
        return ClientText.wordCharacter((char) each) || each == '.' || each == '-' || each == '_';
    }

    private static boolean digit(int each) {
        return each >= '0' && each <= '9';
    }
}
