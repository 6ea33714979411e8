/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** I-7: no thread and no descriptor stays behind. Counts those of the whole process, so it runs alone in a JVM of its own. */
@Tag("serial")
@EnabledOnOs(OS.LINUX)
class LeakTest {
    private static final List<String> NAMES = List.of(
            "auth-plain",
            "auth-535",
            "greeting-reset",
            "greeting-silence",
            "starttls-closed",
            "cert-untrusted",
            "ehlo-timeout",
            "quit-silent");

    private static final int ROUNDS = 10;

    @Test
    void nothingIsLeftBehind() throws Exception {
        List<DialogueFile> files =
                DialogueFile.all().filter(file -> NAMES.contains(file.name())).toList();
        assertThat(files).hasSize(NAMES.size());
        round(files);
        settle();
        long descriptors = descriptors();
        for (int i = 0; i < ROUNDS; i++) {
            round(files);
        }
        settle();
        // A dialogue that leaks leaves one descriptor a round; the JVM itself opens one or the other file when it
        // likes.
        assertThat(descriptors()).isLessThan(descriptors + ROUNDS);
        assertThat(libraryThreads()).isEmpty();
    }

    @Test
    void noThreadOutlivesItsBatch() {
        ManyServers servers = new ManyServers();
        ProbeRequest template =
                ProbeRequest.to("192.0.2.1", 25).tls(TlsMode.PLAIN).build();
        ProbeBatch.builder(SmtpProbe.builder().transport(servers).build())
                .build()
                .run(
                        IntStream.range(0, 1_000)
                                .mapToObj(i -> BatchTarget.server(template, "10.3." + (i >> 8) + "." + (i & 255))),
                        result -> {});
        settle();
        assertThat(libraryThreads()).isEmpty();
        assertThat(servers.open()).isZero();
    }

    /** All at once: most of them wait. */
    private static void round(List<DialogueFile> files) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(files.size());
        try {
            for (Future<Verdict> each :
                    threads.invokeAll(files.stream().map(LeakTest::probe).toList())) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Callable<Verdict> probe(DialogueFile file) {
        return () -> {
            try (ScriptedServer server = ScriptedServer.playing(file.script())
                    .tls(file.certificate().serverContext())
                    .lenient() // on a busy machine a step takes longer than the patience that these probes have
                    .start()) {
                return SmtpProbe.builder()
                        .tlsSettings(DialogueFile.trusting())
                        .build()
                        .probe(file.request(server.port(), Optional.of(Duration.ofMillis(100))))
                        .verdict();
            }
        };
    }

    /** The watchdog ends a second after its last watch, the server's threads when their sockets are closed. */
    private static void settle() {
        long patience = System.nanoTime() + Patience.AMPLE.toNanos();
        while (!(libraryThreads().isEmpty() && serverThreads() == 0) && System.nanoTime() < patience) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static List<String> libraryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("smtp-probe"))
                .toList();
    }

    private static long serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("scripted-"))
                .count();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
