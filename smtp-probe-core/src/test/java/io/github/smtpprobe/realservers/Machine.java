/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The machine of one server: all files of this one with the server's packages laid over them. What runs there runs by chroot. */
final class Machine implements Closeable {
    private static final Pattern SERVICE = Pattern.compile("@(?:([a-z]+):)?([a-z0-9-]+)@");
    private static final Map<String, Integer> PORTS = new ConcurrentHashMap<>();

    private final String server;
    private final Path root;
    private final Path output;
    private final List<Process> running = new ArrayList<>();

    private Machine(String server, Path folder) {
        this.server = server;
        this.root = folder.resolve("root");
        this.output = folder.resolve("output.txt");
    }

    /** {@return the names of the servers whose packages could be had} */
    static List<String> all() {
        try (Stream<Path> folders = Files.list(folder())) {
            return folders.map(each -> each.getFileName().toString()).sorted().toList();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    static Machine of(String server) {
        Machine made = new Machine(server, folder().resolve(server));
        made.write("/etc/resolv.conf", "nameserver 127.0.0.1\n");
        return made;
    }

    private static Path folder() {
        String folder = System.getenv("REAL_SERVERS");
        if (folder == null) {
            throw new IllegalStateException("start this by .ci/real-servers, which unpacks the servers");
        }
        return Path.of(folder);
    }

    /** {@return where a file of a server's machine is on this one} */
    static Path path(String server, String path) {
        return folder().resolve(server).resolve("root").resolve(path.substring(1));
    }

    /** {@return the port of a service, chosen where it is first spoken of} */
    static int port(String server, String service) {
        return PORTS.computeIfAbsent(server + " " + service, key -> free());
    }

    private static synchronized int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return PORTS.containsValue(socket.getLocalPort()) ? free() : socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Writes a file of the test's resources, with ports in place of {@code @service@} and {@code @server:service@}. */
    Machine configure(String path, String resource) {
        try (InputStream text = Machine.class.getResourceAsStream("/real-servers/" + server + "/" + resource)) {
            return write(path, withPorts(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String withPorts(String text) {
        return SERVICE.matcher(text).replaceAll(found -> {
            String whose = found.group(1) == null ? server : found.group(1);
            return Integer.toString(port(whose, found.group(2)));
        });
    }

    /** {@return where a file of this machine is on that of the test} */
    Path path(String path) {
        return root.resolve(path.substring(1));
    }

    Machine write(String path, String text) {
        try {
            Path file = path(path);
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file); // it may be a link that leads out of this machine
            Files.writeString(file, text);
            return this;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    Machine append(String path, String text) {
        try {
            Files.writeString(root.resolve(path.substring(1)), text, StandardOpenOption.APPEND);
            return this;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Adds users, each with a group of the same name, as the packages' own scripts would. */
    Machine users(String... names) {
        int id = 20_000;
        for (String name : names) {
            id++;
            append("/etc/passwd", name + ":x:" + id + ":" + id + "::/var/mail/" + name + ":/bin/sh\n");
            groups(id, name);
        }
        return this;
    }

    Machine groups(int id, String... names) {
        for (String name : names) {
            append("/etc/group", name + ":x:" + id + ":\n");
        }
        return this;
    }

    /** Makes folders for one of the users. */
    Machine folders(String owner, String... paths) {
        for (String path : paths) {
            run("mkdir", "-p", path);
            run("chown", owner, path);
        }
        return this;
    }

    /** Runs a command to its end. */
    String run(String... command) {
        try {
            Process process = inside(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(server + ": " + String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(server + ": " + String.join(" ", command), failed);
        }
    }

    /** Starts a command that stays in the foreground. */
    void start(String... command) {
        try {
            running.add(inside(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private ProcessBuilder inside(String... command) {
        List<String> all = new ArrayList<>(List.of("chroot", root.toString()));
        all.addAll(Arrays.asList(command));
        return new ProcessBuilder(all);
    }

    boolean alive() {
        return running.stream().allMatch(Process::isAlive);
    }

    /** {@return what the server wrote about itself, for the day when it does not start} */
    String words(String log) {
        try {
            Path file = root.resolve(log.substring(1));
            return Files.readString(output) + (Files.exists(file) ? Files.readString(file) : "");
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    @Override
    public void close() {
        running.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        });
    }
}
