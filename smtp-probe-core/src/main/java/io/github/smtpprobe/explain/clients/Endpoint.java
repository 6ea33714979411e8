/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import java.util.Map;
import java.util.Set;

/**
 * Host and port in the forms in which programs join them: {@code ssl://mx.example.com:465}, {@code mx.example.com[192.0.2.1]:25},
 * {@code mx.example.com/192.0.2.1:587}, {@code [2001:db8::1]:25}, {@code ::1:1025}.
 *
 * @param host may be empty
 * @param port may be empty
 * @param marked whether there are quotation marks around it or an address beside it
 * @param end  the index after it; -1 if there is no endpoint
 */
record Endpoint(String host, String port, boolean marked, int end) {
    private static final int LONGEST = 300;
    /** Words that occur in place of a host. */
    private static final Set<String> WORDS = Set.of("server", "host", "remote", "smtp", "the", "at", "mailserver");

    private static final Endpoint NONE = new Endpoint("", "", false, -1);

    static Endpoint read(ClientText text, int start) {
        return new Reader(text, start).read();
    }

    /** Whether it may be a host, and not a word of a sentence: it has a dot, a digit, a port, or marks around it. */
    private boolean named() {
        return !host.isEmpty()
                && !WORDS.contains(host)
                && (marked
                        || !port.isEmpty()
                        || host.equals("localhost")
                        || !host.chars().allMatch(Character::isLetter));
    }

    void put(Map<String, String> values) {
        if (named()) {
            values.put("host", host);
        }
        if (!port.isEmpty()) {
            values.put("port", port);
        }
    }

    /** Reads an endpoint from left to right. */
    private static final class Reader {
        private final ClientText text;
        private final int from;
        private int at;
        private boolean marked;

        Reader(ClientText text, int at) {
            this.text = text;
            this.from = at;
            this.at = at;
        }

        Endpoint read() {
            quotes();
            int first = at;
            scheme();
            marked = at > from || at > first;
            int start = at;
            if (text.at(at) == '[') {
                String host = bracketed();
                return host.isEmpty() ? NONE : ended(host);
            }
            String name = run("._-");
            if ((text.at(at) == ':' && !digit(text.at(at + 1))) || name.isEmpty() || manyColons(start)) {
                at = start;
                return address(name);
            }
            int end = at;
            at = text.at(at) == ' ' && text.at(at + 1) == '[' ? at + 1 : at;
            if (text.at(at) != '[' || bracketed().isEmpty()) {
                at = end;
            }
            marked |= at > end;
            if (text.at(at) == '/') {
                marked = true;
                at++;
                run("._-");
            }
            return ended(name);
        }

        /** An IPv6 address without brackets; if a port follows, it is the last group. */
        private Endpoint address(String name) {
            int start = at;
            String run = run(".:_-");
            int last = run.lastIndexOf(':');
            if (run.indexOf(':') == last || run.indexOf('.') > 0) {
                at = start + name.length();
                return name.isEmpty() ? NONE : new Endpoint(name, "", marked, at);
            }
            String port = run.substring(last + 1);
            boolean named =
                    port.length() > 1 && port.length() < 6 && port.chars().allMatch(Character::isDigit);
            quotes();
            return new Endpoint(named ? run.substring(0, last) : run, named ? port : "", true, at);
        }

        private boolean manyColons(int start) {
            int colons = 0;
            for (int i = start;
                    i < start + LONGEST && (text.at(i) == ':' || Character.digit(text.at(i), 16) >= 0);
                    i++) {
                colons += text.at(i) == ':' ? 1 : 0;
            }
            return colons > 1;
        }

        private Endpoint ended(String host) {
            String port = "";
            if (text.at(at) == ':' && digit(text.at(at + 1))) {
                at++;
                port = run("");
            }
            quotes();
            return new Endpoint(
                    host, port.chars().allMatch(Character::isDigit) && port.length() < 6 ? port : "", marked, at);
        }

        private String bracketed() {
            at++;
            String inside = run(".:%_-");
            boolean closes = text.at(at) == ']';
            boolean cut = text.at(at) == '\n';
            at = closes ? at + 1 : at;
            return closes || cut ? inside : ""; // otherwise they contain a sentence
        }

        private String run(String more) {
            int start = at;
            while (at < start + LONGEST
                    && at < text.length()
                    && (ClientText.wordCharacter(text.at(at)) || more.indexOf(text.at(at)) >= 0)) {
                at++;
            }
            while (at > start && ".-".indexOf(text.at(at - 1)) >= 0) {
                at--; // the end of a sentence
            }
            return text.plain(start, at);
        }

        private void scheme() {
            int end = at;
            while (end < at + 8 && ClientText.wordCharacter(text.at(end))) {
                end++;
            }
            at = end > at && text.at(end) == ':' && text.at(end + 1) == '/' && text.at(end + 2) == '/' ? end + 3 : at;
            for (int i = at; i < at + LONGEST && !Character.isWhitespace(text.at(i)); i++) {
                at = text.at(i) == '@' ? i + 1 : at; // user and password precede it
            }
        }

        private void quotes() {
            for (int i = 0; i < 3 && "'\"\\".indexOf(text.at(at)) >= 0; i++) {
                at++;
            }
        }

        private static boolean digit(char each) {
            return each >= '0' && each <= '9';
        }
    }
}
