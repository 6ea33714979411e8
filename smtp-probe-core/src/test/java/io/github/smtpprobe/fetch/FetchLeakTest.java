/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import static io.github.smtpprobe.fetch.Fetching.AUTHORITY;
import static io.github.smtpprobe.fetch.Fetching.HOST;
import static io.github.smtpprobe.fetch.PolicyHost.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** I-7: a fetch leaves no thread and no descriptor behind, however it ended. Counts those of the whole process, so it runs alone. */
@Tag("serial")
@Tag("sweep")
@EnabledOnOs(OS.LINUX)
class FetchLeakTest {
    private static final int ROUNDS = 10;
    private static final Duration TIME = Duration.ofMillis(50);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    @Test
    void nothingIsLeftBehind() throws Exception {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        round();
        ended(threads);
        long descriptors = descriptors();
        for (int i = 0; i < ROUNDS; i++) {
            round();
        }
        assertThat(ended(threads)).isEmpty();
        // A fetch that leaks leaves one descriptor a round; the JVM itself opens one or the other file when it likes.
        assertThat(descriptors()).isLessThan(descriptors + ROUNDS);
    }

    private static void round() throws Exception {
        Fetching.answer(ok("x"));
        Fetching.answer("nonsense\n");
        Fetching.answer("HTTP/1.1 301 x\r\nLocation: /\r\n\r\n");
        try (PolicyHost host = PolicyHost.https(AUTHORITY.issue("other.example"), ok("x"))) {
            new Fetching().from(host);
        }
        try (PolicyHost host = PolicyHost.https(AUTHORITY.issue(HOST), out -> new CountDownLatch(1).await())) {
            new Fetching().until(Fetching.in(TIME)).from(host);
        }
        try (PolicyHost host = PolicyHost.plain(socket -> new CountDownLatch(1).await())) {
            new Fetching().until(Fetching.in(TIME)).from(host);
        }
    }

    /** Threads that came and did not go, after a while: the watchdog ends a second after its last alarm. */
    private static List<Thread> ended(Set<Thread> before) {
        long end = System.nanoTime() + PATIENCE;
        List<Thread> left = left(before);
        while (!left.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            left = left(before);
        }
        return left;
    }

    private static List<Thread> left(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> !before.contains(each) && each.isAlive())
                .filter(each -> each.getThreadGroup() != null
                        && !each.getThreadGroup().getName().equals("system")
                        && !each.getThreadGroup().getName().equals("InnocuousThreadGroup"))
                .toList();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
