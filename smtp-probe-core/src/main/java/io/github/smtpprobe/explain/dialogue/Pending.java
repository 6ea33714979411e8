/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that wait for their replies, the oldest first. */
final class Pending {
    private final Deque<SentCommand> waiting = new ArrayDeque<>();
    private int logins;

    void add(SentCommand sent) {
        waiting.addLast(sent);
        count(sent, 1);
    }

    void addFirst(SentCommand sent) {
        waiting.addFirst(sent);
        count(sent, 1);
    }

    /** Adds a step with several replies, each of which belongs to another earlier command. */
    void addFirst(Stage stage, List<String> commands) {
        for (int i = commands.size() - 1; i >= 0; i--) {
            addFirst(new SentCommand(stage, commands.get(i)));
        }
    }

    @Nullable
    SentCommand peek() {
        return waiting.peek();
    }

    @Nullable
    SentCommand poll() {
        SentCommand first = waiting.poll();
        if (first != null) {
            count(first, -1);
        }
        return first;
    }

    /** Drops the commands before one of a kind, if such a command is pending: their replies are not shown. */
    void skipTo(Stage stage) {
        if (waiting.stream().anyMatch(each -> each.stage() == stage)) {
            while (waiting.getFirst().stage() != stage) {
                poll();
            }
        }
    }

    /** Whether this is the last pending command. */
    boolean ends(SentCommand sent) {
        return !waiting.isEmpty()
                && waiting.getLast().stage() == sent.stage()
                && waiting.getLast()
                        .command()
                        .strip()
                        .equalsIgnoreCase(sent.command().strip());
    }

    /** Whether the oldest pending command is of a kind. */
    boolean waits(Stage stage) {
        return !waiting.isEmpty() && waiting.getFirst().stage() == stage;
    }

    void clear() {
        waiting.clear();
        logins = 0;
    }

    /**
     * Keeps only the last of the commands without a reply, which shows how far the client got. QUIT does not count, since it
     * says nothing.
     */
    void keepLast() {
        while (waiting.size() > 1 && waiting.getLast().stage() == Stage.QUIT) {
            waiting.removeLast();
        }
        while (waiting.size() > 1) {
            poll();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether a login is pending. */
    boolean login() {
        return logins > 0;
    }

    private void count(SentCommand sent, int more) {
        logins += sent.stage() == Stage.AUTH ? more : 0;
    }
}
