/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.start;

import io.github.smtpprobe.cli.Program;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/** The launcher with a jar beside it, as a user has them: the jar is made of this test's class path, since the build makes its own later. */
final class Installation {
    private static final Path LAUNCHER = Path.of("src/main/launcher/smtp-probe");

    private static final Pattern NEEDED = Pattern.compile("^(picocli|jackson-|dnsjava|slf4j-api|smtp-probe-core)");
    private static final Pattern LEFT_OUT =
            Pattern.compile("MANIFEST.MF$|[.](SF|DSA|RSA)$|module-info.class$|Test([$].*)?[.]class$");

    private final Path folder;
    private final Path launcher;

    private Installation(Path folder) {
        this.folder = folder;
        this.launcher = folder.resolve("smtp-probe");
    }

    static Installation in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(LAUNCHER, folder.resolve("smtp-probe"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Made.JAR, folder.resolve("smtp-probe.jar"));
        return new Installation(folder);
    }

    /** The jar of all installations, made once. */
    private static final class Made {
        static final Path JAR = jar();

        private static Path jar() {
            try {
                Path made = Files.createTempFile("smtp-probe", ".jar");
                made.toFile().deleteOnExit();
                write(made);
                return made;
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
    }

    private static void write(Path made) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Program.class.getName());
        try (OutputStream file = Files.newOutputStream(made);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.setLevel(Deflater.NO_COMPRESSION);
            Set<String> names = new HashSet<>();
            for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                Path part = Path.of(each);
                if (Files.isDirectory(part)) {
                    add(jar, part, names);
                } else if (NEEDED.matcher(part.getFileName().toString()).find()) {
                    try (FileSystem inside = FileSystems.newFileSystem(part)) {
                        add(jar, inside.getPath("/"), names);
                    }
                }
            }
        }
    }

    private static void add(JarOutputStream jar, Path content, Set<String> names) throws IOException {
        try (Stream<Path> all = Files.walk(content)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                String name = content.relativize(each).toString().replace(File.separatorChar, '/');
                if (!LEFT_OUT.matcher(name).find() && names.add(name)) {
                    jar.putNextEntry(new ZipEntry(name));
                    Files.copy(each, jar);
                }
            }
        }
    }

    Path launcher() {
        return launcher;
    }

    Path jar() {
        return folder.resolve("smtp-probe.jar");
    }

    /** What a run printed, and how it ended. */
    record Run(int code, String out, String err) {}

    /** One that was started. Its output goes to files: nothing waits for a reader. */
    record Running(Process process, Path out, Path err) {
        Run end() throws IOException, InterruptedException {
            int code = process.waitFor();
            return new Run(code, Files.readString(out), Files.readString(err));
        }
    }

    Run run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Running running = start(launcher, environment, arguments);
        running.process().getOutputStream().close();
        return running.end();
    }

    Running start(Path script, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("HOME", "XDG_CACHE_HOME", "JDK_JAVA_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }
}
