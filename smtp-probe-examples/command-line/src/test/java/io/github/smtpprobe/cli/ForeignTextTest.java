/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.sasl.Secret;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other charsets make of texts: read where it says which it is, refused where a character was lost, and never sent as something else. */
@ResourceLock("System.in")
class ForeignTextTest {
    private static final String MARK = "\uFEFF";
    private static final String LOST = "p\uFFFDssword";

    @TempDir
    Path folder;

    private static Result run(byte[] in, String... arguments) {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(in));
            return CommandLineTest.run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private static byte[] marked(String charset, String text) {
        return (MARK + text).getBytes(Charset.forName(charset));
    }

    private static Secret secret(Map<String, String> environment, byte[] in) {
        return new SecretSource("--password", environment, new ByteArrayInputStream(in))
                .read(environment.isEmpty(), environment.isEmpty() ? null : "NAME", "password", "ada at mx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:1 -u " + LOST,
                "127.0.0.1:1 -f " + LOST + "@example.com -t bob@example.com",
                "127.0.0.1:1 -f ada@example.com -t bob@example.com --send --body " + LOST,
                "127.0.0.1:1 --ca " + LOST,
                "127.0.0.1:1 --external=" + LOST,
                "batch list -f " + LOST + "@example.com",
                "batch " + LOST,
                "domain " + LOST,
                "render " + LOST
            })
    void anArgumentThatLostACharacterIsRefused(String line) {
        Result result = CommandLineTest.run(line.split(" ", -1));
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err())
                .contains(" holds a character that the charset of the locale does not have", "LC_ALL=C.UTF-8")
                .doesNotContain(LOST);
        assertThat(CommandLineTest.run("--format", "nagios", "127.0.0.1:1", "-u", LOST)
                        .out())
                .startsWith("SMTP UNKNOWN");
    }

    @Test
    void aReplyMayHaveLostOne() {
        assertThat(CommandLineTest.run("explain", "550 5.1.1 Empf\uFFFDnger unbekannt")
                        .out())
                .contains("5.1.1");
    }

    @Test
    void aSecretThatLostACharacterIsRefused() {
        assertThatThrownBy(() -> secret(Map.of("NAME", LOST), new byte[0]))
                .hasMessageContaining("LC_ALL=C.UTF-8")
                .hasMessageNotContaining(LOST);
        assertThatThrownBy(() -> secret(Map.of(), "p\u00e4ssword\n".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("standard input holds a password that is not text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aMarkTellsTheCharsetAndIsNoPartOfTheText(String charset) throws Exception {
        assertThat(secret(Map.of(), marked(charset, "p\u00e4ss\uD83D\uDE00word\r\nmore"))
                        .revealUtf8())
                .isEqualTo("p\u00e4ss\uD83D\uDE00word".getBytes(StandardCharsets.UTF_8));

        assertThat(run(marked(charset, "220 mx\r\n550 5.1.1 no such user\r\n"), "explain")
                        .out())
                .contains("550 5.1.1 no such user");

        String report = Json.line(Explain.dialogue("550 5.1.1 no such user\n").asMap());
        byte[] two = marked(charset, report + "\r\n" + report + "\r\n");
        assertThat(run(two, "render", "-", "--line", "2").code()).isEqualTo(1);
        Path kept = Files.write(folder.resolve("kept"), marked(charset, report));
        assertThat(run(new byte[0], "render", kept.toString()).out()).contains("5.1.1 no such user");

        Path list = Files.write(folder.resolve("list"), marked(charset, "127.0.0.1:1\r\nb\u00fccher.example:1\r\n"));
        Path not = Files.write(folder.resolve("not"), marked(charset, "b\u00fccher.example\r\n"));
        Result dry = run(new byte[0], "batch", list.toString(), "--dry-run", "--do-not-probe", not.toString());
        assertThat(dry.out()).as(dry.toString()).contains("1 target of 1 operator", "127.0.0.1");

        Path config = Files.write(folder.resolve("config"), marked(charset, "nonsense = 1\r\n"));
        assertThat(run(new byte[0], "127.0.0.1:1", "--config", config.toString())
                        .err())
                .contains("line 1 of the file of --config is for something that is not an option");
    }

    /** Characters of two halves, of which some lie where a block ends. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aLongTextIsWhole(String charset) throws Exception {
        String text = "x" + "\uD83D\uDE00".repeat(10_000);
        try (InputStream in = new UnicodeInput(new ByteArrayInputStream(marked(charset, text)))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
        }
    }

    /** What only begins like a mark is text; nothing is lost where a stream is short. */
    @ParameterizedTest
    @CsvSource({"''", "EF", "EFBB", "EFBB41", "FE", "FF", "FF41", "FEFE", "41", "4142", "FEFF"})
    void whatIsNoMarkIsText(String octets) throws Exception {
        byte[] given = HexFormat.of().parseHex(octets);
        try (InputStream in = new UnicodeInput(new ByteArrayInputStream(given))) {
            assertThat(in.readAllBytes()).isEqualTo(octets.equals("FEFF") ? new byte[0] : given);
        }
    }

    /** Lines that come one at a time are there one at a time. */
    @Test
    void nothingIsWaitedForButTheFirstOctet() throws Exception {
        InputStream live = new InputStream() {
            private final Iterator<Integer> octets =
                    List.of((int) 'a', (int) '\n').iterator();

            @Override
            public int read() {
                assertThat(octets.hasNext()).as("more is asked for").isTrue();
                return octets.next();
            }
        };
        try (InputStream in = new UnicodeInput(live)) {
            assertThat(in.read()).isEqualTo('a');
            assertThat(in.read()).isEqualTo('\n');
        }
    }
}
