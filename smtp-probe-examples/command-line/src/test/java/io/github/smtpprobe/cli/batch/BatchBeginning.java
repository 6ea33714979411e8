/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.cli.CommandLineTest;
import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What tests of {@code smtp-probe batch} begin with: servers, a list of targets, a batch of it, and the rows that it wrote. */
abstract class BatchBeginning {
    static final String WORKS = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250 mx.example.com
        C: QUIT
        S: 221 bye
        """;

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    Path list(String... lines) throws IOException {
        return Files.write(folder.resolve("list.txt"), List.of(lines));
    }

    static Result batch(Path list, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("batch", list.toString(), "--tls", "plain", "--interval", "0"));
        arguments.addAll(List.of(options));
        return CommandLineTest.run(arguments.toArray(new String[0]));
    }

    static List<JsonNode> rows(String text) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : text.lines().toList()) {
            rows.add(new ObjectMapper().readTree(line));
        }
        return rows;
    }
}
