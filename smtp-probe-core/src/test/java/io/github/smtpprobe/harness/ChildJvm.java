/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with this one's class path, for what has to be looked at from outside or with little memory. */
public final class ChildJvm {
    private final List<String> options = new ArrayList<>();
    private final Path directory;
    private String leftOut = "\0";

    public ChildJvm(Path directory, String... options) {
        this.directory = directory;
        this.options.addAll(List.of(options));
    }

    /** Leaves out of the class path what has these words in its own path. */
    public ChildJvm without(String words) {
        leftOut = words;
        return this;
    }

    /** Starts a main class; its output comes here. */
    public Process start(Class<?> main, String... arguments) throws IOException {
        return start(options, main, arguments);
    }

    private Process start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dlogback.configurationFile=logback-quiet.xml");
        command.add("-cp");
        command.add(classPath());
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** Runs a main class to its end, which is near: without what only a long run gains by. Returns what it printed. */
    public String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> brief = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        brief.addAll(options);
        Process process = start(brief, main, arguments);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("the child JVM failed:\n" + output);
        }
        return output;
    }

    private String classPath() {
        String here = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        StringBuilder absolute = new StringBuilder();
        for (String each : here.split(File.pathSeparator)) {
            if (each.replace('\\', '/').contains(leftOut)) {
                continue;
            }
            absolute.append(absolute.length() == 0 ? "" : File.pathSeparator)
                    .append(Path.of(each).toAbsolutePath());
        }
        return absolute.toString();
    }
}
