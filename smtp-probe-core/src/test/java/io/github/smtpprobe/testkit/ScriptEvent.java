/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An action of the server that scripts can contain but transcripts cannot.
 *
 * @param kind     the action
 * @param argument the duration for {@link Kind#PAUSE} and {@link Kind#DRIP}, such as {@code 200ms}; otherwise empty
 */
record ScriptEvent(Kind kind, String argument) implements ScriptLine {
    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,9}ms");

    /** What a server can do. */
    enum Kind {
        /** It waits. */
        PAUSE("pause", true),
        /** It stays silent and open until the client goes. */
        SILENCE("silence", false),
        /** From here on its octets come one by one, so far apart; under TLS each in a record of its own. */
        DRIP("drip", true),
        /** It waits for the client's TLS hello and takes it off the wire, to answer it with raw octets. */
        CLIENT_HELLO("client-hello", false),
        /** It asks for new keys; TLS 1.3 updates them, TLS 1.2 negotiates again. */
        REKEY("rekey", false),
        /** It ends its direction and still reads. */
        HALF_CLOSED("half-closed", false);

        private final String word;
        private final boolean lasts;

        Kind(String word, boolean lasts) {
            this.word = word;
            this.lasts = lasts;
        }

        String word() {
            return word;
        }

        /** Whether it has a length. */
        boolean lasts() {
            return lasts;
        }
    }

    ScriptEvent {
        if (kind.lasts ? !MILLISECONDS.matcher(argument).matches() : !argument.isEmpty()) {
            throw new IllegalArgumentException(
                    kind.lasts
                            ? "behind \"" + kind.word + "\" stands a number of milliseconds, such as \"* " + kind.word
                                    + " 200ms\""
                            : "nothing stands behind \"" + kind.word + "\"");
        }
    }

    /** Reads an event; empty if a script alone has none of this name. */
    static Optional<ScriptEvent> read(String word, String argument) {
        return Stream.of(Kind.values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .map(kind -> new ScriptEvent(kind, argument));
    }

    Duration length() {
        return Duration.ofMillis(Long.parseLong(argument.replace("ms", "")));
    }

    @Override
    public String toString() {
        return "* " + kind.word + (argument.isEmpty() ? "" : " " + argument);
    }
}
