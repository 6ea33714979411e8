/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something that a script has the server do and that no transcript shows.
 *
 * @param kind     what it does
 * @param argument the length of {@link Kind#PAUSE} and {@link Kind#DRIP}, such as {@code 200ms}; else empty
 */
record ScriptEvent(Kind kind, String argument) implements ScriptLine {
    /** What a server can do. */
    enum Kind {
        /** It waits. */
        PAUSE("pause", "[0-9]+ms"),
        /** It stays silent and open until the client goes. */
        SILENCE("silence", ""),
        /** From here on its octets come one by one, so far apart; under TLS each in a record of its own. */
        DRIP("drip", "[0-9]+ms"),
        /** It waits for the client's TLS hello and takes it off the wire, to answer it with raw octets. */
        CLIENT_HELLO("client-hello", ""),
        /** It asks for new keys; TLS 1.3 updates them, TLS 1.2 negotiates again. */
        REKEY("rekey", ""),
        /** It ends its direction and still reads. */
        HALF_CLOSED("half-closed", "");

        private final String word;
        private final Pattern argument;

        Kind(String word, String argument) {
            this.word = word;
            this.argument = Pattern.compile(argument);
        }
    }

    ScriptEvent {
        if (!kind.argument.matcher(argument).matches()) {
            throw new IllegalArgumentException("event " + kind.word + " cannot have the argument given");
        }
    }

    /** Reads a line; empty if it is one that a transcript has, too. */
    static Optional<ScriptEvent> read(String line) {
        String[] words = line.split(" ", 3);
        return words.length < 2 || !words[0].equals("*")
                ? Optional.empty()
                : Stream.of(Kind.values())
                        .filter(each -> each.word.equals(words[1]))
                        .findFirst()
                        .map(kind -> new ScriptEvent(kind, words.length > 2 ? words[2] : ""));
    }

    Duration length() {
        return Duration.ofMillis(Long.parseLong(argument.replace("ms", "")));
    }

    @Override
    public String toString() {
        return "* " + kind.word + (argument.isEmpty() ? "" : " " + argument);
    }
}
