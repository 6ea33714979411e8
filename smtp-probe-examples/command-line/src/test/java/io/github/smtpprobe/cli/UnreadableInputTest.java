/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.CommandLineTest.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A folder where a file or standard input is read: wrong arguments, and no fault of the program. */
@ResourceLock("System.in")
class UnreadableInputTest {
    private static final String ENVELOPE = " -f ada@example.com -t bob@example.com --send";

    @TempDir
    Path folder;

    /** As standard input is where it is a folder. */
    private static final class Folder extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("Is a directory");
        }
    }

    private static void isRefused(List<String> arguments) {
        isRefused(arguments, "");
    }

    private static void isRefused(List<String> arguments, String why) {
        InputStream before = System.in;
        Result result;
        try {
            System.setIn(new Folder());
            result = CommandLineTest.run(arguments.toArray(new String[0]));
        } finally {
            System.setIn(before);
        }
        assertThat(result.code()).as(arguments + " " + result).isEqualTo(2);
        assertThat(result.out()).as(arguments.toString()).isEmpty();
        assertThat(result.err())
                .as(arguments.toString())
                .startsWith("smtp-probe")
                .contains(why)
                .doesNotContain("internal error", "Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain",
                "explain --json",
                "render -",
                "render - --line 2",
                "batch - --dry-run",
                "127.0.0.1:1 -u ada --password-stdin",
                "127.0.0.1:1 -u ada --token --password-stdin",
                "127.0.0.1:1" + ENVELOPE + " --body -"
            })
    void standardInput(String line) {
        isRefused(List.of(line.split(" ")));
    }

    @Test
    void aPasswordOfAKey() throws Exception {
        Path key = folder.resolve("key.p12");
        java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (java.io.OutputStream out = Files.newOutputStream(key)) {
            store.store(out, "x".toCharArray());
        }
        isRefused(List.of("127.0.0.1:1", "--client-key=" + key, "--client-key-password-stdin"));
    }

    /** Whatever takes a file, with a folder, and with a place where there is none: each says which of the two it is. */
    @Test
    void eachFile() throws Exception {
        Path none = folder.resolve("none");
        String missing = none.resolve("file").toString();
        for (List<String> each : eachWith(folder.toString())) {
            isRefused(each, " names a folder");
        }
        for (List<String> each : eachWith(missing)) {
            isRefused(each, " does not exist");
        }
        assertThat(none).doesNotExist();
    }

    /** The value of a list of options is whole only with what they need. */
    private List<List<String>> eachWith(String file) throws IOException {
        Path list = Files.writeString(folder.resolve("list"), "127.0.0.1:1\n");
        CommandLine line = Commands.runnable("--help");
        List<List<String>> all = new ArrayList<>();
        for (OptionSpec option : line.getCommandSpec().options()) {
            if (option.paramLabel().equals("FILE")) {
                List<String> each = new ArrayList<>(List.of(("127.0.0.1:1" + ENVELOPE).split(" ", -1)));
                each.add(option.longestName() + "=" + file);
                all.add(each);
            }
        }
        for (String command : List.of("batch", "domain", "explain", "render")) {
            for (OptionSpec option :
                    line.getSubcommands().get(command).getCommandSpec().options()) {
                if (option.paramLabel().equals("FILE")) {
                    String what = command.equals("domain") ? "example.com" : list.toString();
                    all.add(List.of(command, what, option.longestName() + "=" + file));
                }
            }
        }
        all.add(List.of("render", file));
        all.add(List.of("batch", file));
        all.add(List.of("127.0.0.1:1", "@" + file));
        all.add(List.of(("127.0.0.1:1" + ENVELOPE + " --body @" + file).split(" ", -1)));
        assertThat(all).hasSizeGreaterThan(15);
        return all;
    }

    /** Of several the one is named, by its place. */
    @Test
    void oneOfSeveralFiles() throws Exception {
        Path there = Files.writeString(folder.resolve("there"), "x");
        List<String> arguments = new ArrayList<>(List.of(("127.0.0.1:1" + ENVELOPE).split(" ", -1)));
        arguments.addAll(List.of(
                "--attach", there.toString(), "--attach", folder.resolve("none").toString()));
        isRefused(arguments, "--attach (number 2) names a file that does not exist");
    }
}
