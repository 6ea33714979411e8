/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The targets that wait for their turn. Belongs to the thread that runs the batch. */
final class Turns {
    private final Deque<Job> waiting = new ArrayDeque<>();

    void enter(Job job) {
        waiting.add(job);
    }

    Optional<Job> next() {
        return Optional.ofNullable(waiting.poll());
    }

    int size() {
        return waiting.size();
    }
}
