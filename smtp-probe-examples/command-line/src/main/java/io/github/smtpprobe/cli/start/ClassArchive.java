/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.start;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The archive of this program's classes, ready for the JVM to map (JEP 350), which halves the time that a process needs to
 * start. The launcher names the file, and passes it to the JVM if it exists. After each run, it is checked whether the archive
 * still fits; if not, a second JVM makes it again, which {@linkplain Rehearsal rehearses}. Nothing here changes the outcome of
 * a run: if the directory cannot be written, there is no archive. Of several first runs at the same time, only one makes it.
 */
public final class ClassArchive {
    private static final String PROPERTY = "smtpprobe.archive";
    private static final long MOST_SECONDS = 60;

    /** How long a JVM that could not make an archive is not asked again. */
    private static final Duration GIVEN_UP = Duration.ofDays(1);

    private final Path file;
    private final Path origin;
    private final Path jar;

    private ClassArchive(Path file, Path jar) {
        this.file = file;
        this.origin = Path.of(file + ".txt");
        this.jar = jar;
    }

    /** Maintains the archive that the launcher named; does nothing if the program was started without it. */
    public static void keepNamed() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            new ClassArchive(Path.of(named), Path.of(System.getProperty("java.class.path"))).keep();
        }
    }

    /** Makes the archive if it is missing or stale. That takes a second or two, otherwise a millisecond. */
    private void keep() {
        try {
            if (Files.isRegularFile(jar) && !fits()) {
                Files.createDirectories(folder());
                makeAlone();
            }
        } catch (IOException unwritable) {
            return; // the next process starts as slowly as this one, nothing more
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean fits() throws IOException {
        if (!Files.isRegularFile(origin)) {
            return false;
        }
        Origin made = Origin.read(origin);
        Origin now = Origin.now(jar, file);
        if (!made.archive().equals(Origin.NONE)) {
            return made.equals(now);
        }
        Instant triedAt = Files.getLastModifiedTime(origin).toInstant();
        return made.sameMakers(now) && triedAt.plus(GIVEN_UP).isAfter(Instant.now());
    }

    private void makeAlone() throws IOException, InterruptedException {
        Path lock = Path.of(file + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null && !fits()) { // otherwise another process is making it, or has just made it
                make();
                clear();
            }
        }
    }

    private void make() throws IOException, InterruptedException {
        Path fresh = Path.of(file + ".new");
        Files.deleteIfExists(fresh);
        Files.deleteIfExists(origin); // until the new archive is complete, nothing says that the old one fits
        if (rehearse(fresh) && Files.isRegularFile(fresh)) {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(fresh);
            Files.deleteIfExists(file);
        }
        Origin.now(jar, file).write(origin);
    }

    /** Runs the rehearsal. The options must be those of the launcher, or the JVM would not accept the archive. */
    private boolean rehearse(Path fresh) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder second = new ProcessBuilder(
                java,
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=off",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:ArchiveClassesAtExit=" + fresh,
                "-cp",
                jar.toString(),
                Rehearsal.class.getName());
        Process rehearsal = second.redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return rehearsal.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && rehearsal.exitValue() == 0;
        } finally {
            rehearsal.destroyForcibly();
        }
    }

    /** Deletes the archives of jars and JVMs that no longer exist. */
    private void clear() throws IOException {
        try (DirectoryStream<Path> origins = Files.newDirectoryStream(folder(), "*.jsa.txt")) {
            for (Path each : origins) {
                if (!each.equals(origin) && !Origin.read(each).current()) {
                    String archive = each.toString().replaceFirst("\\.txt$", "");
                    for (String end : List.of(".txt", ".lock", ".new", "")) {
                        Files.deleteIfExists(Path.of(archive + end));
                    }
                }
            }
        }
    }

    private Path folder() throws IOException {
        @Nullable Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder");
        }
        return folder;
    }
}
