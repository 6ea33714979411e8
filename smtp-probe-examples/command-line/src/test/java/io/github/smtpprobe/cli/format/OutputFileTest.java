/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that somebody else may be reading. */
class OutputFileTest {
    @TempDir
    Path folder;

    private static void posix() {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    }

    private void onlyFile(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString())).containsExactly(name);
        }
    }

    @Test
    void nothingIsThereBeforeAndAllAfterwards() throws IOException {
        Path file = folder.resolve("smtp.prom");
        OutputFile place = OutputFile.check("--output", file);
        assertThat(file).doesNotExist();
        place.write("\u2713\n");
        assertThat(Files.readString(file)).isEqualTo("\u2713\n");
        onlyFile("smtp.prom");
    }

    @Test
    void whoeverHasItOpenReadsTheOldOne() throws IOException {
        Path file = Files.writeString(folder.resolve("smtp.prom"), "old and longer\n");
        posix();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        try (var reader = Files.newBufferedReader(file)) {
            OutputFile.check("--output", file).write("new\n");
            assertThat(reader.readLine()).isEqualTo("old and longer");
        }
        assertThat(Files.readString(file)).isEqualTo("new\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        onlyFile("smtp.prom");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        posix();
        Path real = Files.writeString(folder.resolve("real"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        OutputFile.check("--output", link).write("new");
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(real)).isEqualTo("new");
    }

    @Test
    void whatIsNoFileIsWrittenTo() {
        assumeThat(Path.of("/dev/null")).exists();
        OutputFile.check("--output", Path.of("/dev/null")).write("nothing");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void whatCannotBeWritten() throws IOException {
        assertThatThrownBy(() -> OutputFile.check("-o", folder)).hasMessage("-o names a folder, not a file");
        assertThatThrownBy(() -> OutputFile.check("-o", folder.resolve("none/file")))
                .hasMessage("-o names a file in a folder that does not exist");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> OutputFile.check("-o", file.resolve("below")))
                .hasMessage("-o names a file in a folder that does not exist");
        assertThatThrownBy(() -> OutputFile.check("-o", folder.resolve("n".repeat(300))))
                .hasMessage("-o names a file that cannot be written");
    }
}
