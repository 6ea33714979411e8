/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The pages for readers: the README and those that it leads to, as these tests see them from their module. */
final class Pages {
    static final Path README = Path.of("../README.md");

    /** What the README only names: every option, limit and mechanism. */
    static final Path LIBRARY = Path.of("../smtp-probe-core/README.md");

    static final List<Path> READMES = List.of(
            README,
            LIBRARY,
            Path.of("../smtp-probe-examples/command-line/README.md"),
            Path.of("../smtp-probe-examples/web/README.md"),
            Path.of("../smtp-probe-examples/flink/README.md"));

    private Pages() {}

    /** All of them, one after the other. */
    static String all() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path page : READMES) {
            text.append(Files.readString(page)).append('\n');
        }
        return text.toString();
    }
}
