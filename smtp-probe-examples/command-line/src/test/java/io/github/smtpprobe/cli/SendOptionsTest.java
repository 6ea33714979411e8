/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Test messages and early ends from the command line. */
class SendOptionsTest {
    private static final List<String> ENVELOPE = List.of("-f", "ada@example.com", "-t", "bob@example.com");

    @TempDir
    Path folder;

    private MailDrop drop;

    @BeforeEach
    void open() throws IOException {
        drop = new MailDrop();
    }

    @AfterEach
    void close() throws IOException {
        drop.close();
    }

    private CommandLineTest.Result run(List<String> envelope, String... more) {
        List<String> all = new ArrayList<>(List.of("127.0.0.1:" + drop.port(), "--tls", "plain"));
        all.addAll(envelope);
        all.addAll(List.of(more));
        return CommandLineTest.run(all.toArray(new String[0]));
    }

    @Test
    void nothingIsSentByAccident() {
        CommandLineTest.Result asked = run(ENVELOPE);
        assertThat(asked.code()).isZero();
        assertThat(asked.out()).doesNotContain("really sent");
        assertThat(drop.commands()).doesNotContain("DATA");
        for (String option : List.of("--header", "--body", "--attach")) {
            CommandLineTest.Result result = run(ENVELOPE, option, "X: canary");
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err())
                    .contains(option + " is of use with --send only: without it nothing is sent")
                    .doesNotContain("canary");
        }
        assertThat(run(List.of(), "--send").err()).contains("--send needs --from and --to");
        assertThat(run(List.of("-f", "ada@example.com"), "--send").err()).contains("--send needs --from and --to");
        assertThat(run(ENVELOPE, "--send", "--all").err())
                .contains("the message of --send cannot be sent with --all: it would be sent several times");
        assertThat(run(ENVELOPE, "--send", "--quit-after", "rcpt").err()).contains("nothing would be sent");
        assertThat(drop.messages()).isEmpty();
    }

    @Test
    void aTestMessageIsSentOnce() {
        CommandLineTest.Result result = run(ENVELOPE, "--send", "--ehlo", "client.example.org");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).endsWith("The server took the message (queue id 4F2A1B3C5D): it was really sent.\n");
        assertThat(drop.messages())
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains("\nFrom: ada@example.com\nTo: bob@example.com\nSubject: smtp-probe test ")
                        .containsPattern("\nMessage-ID: <[0-9a-f-]{36}@client\\.example\\.org>\n")
                        .contains("\nAuto-Submitted: auto-generated\n", "\n\nThis is a test message of smtp-probe "));
    }

    @Test
    void headerTextAndFilesAreWhatWasGiven() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), ".dot\nGrüße");
        Path file = Files.write(folder.resolve("Bücher.bin"), new byte[] {1, 2, 3});
        CommandLineTest.Result result = run(
                ENVELOPE,
                "--send",
                "--header=Subject: Grüße",
                "--header",
                "X-Trace: 7",
                "--body",
                "@" + text,
                "--attach",
                file.toString(),
                "--attach",
                "@" + file);
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(drop.messages())
                .singleElement()
                .satisfies(
                        message -> assertThat(message)
                                .contains("\nSubject: =?UTF-8?B?R3LDvMOfZQ==?=\nX-Trace: 7\nMIME-Version: 1.0\n")
                                .contains("\n\nLmRvdA0KR3LDvMOfZQ0K\n")
                                .containsPattern(
                                        "(?s)filename\\*=UTF-8''B%C3%BCcher.bin\n\nAQID\n.*filename\\*=UTF-8''B%C3%BCcher.bin\n"));
        assertThat(run(ENVELOPE, "--send", "--body", ".a\n..b").code()).isZero();
        assertThat(drop.messages().get(1)).endsWith("\n\n.a\n..b");
    }

    @Test
    void theNullReversePathNeedsASenderToRead() {
        List<String> bounce = List.of("-f", "<>", "-t", "bob@example.com");
        assertThat(run(bounce, "--send").err()).contains("--header 'From: …'");
        assertThat(run(bounce, "--send", "--header", "From: ada@example.com").code())
                .isZero();
        assertThat(drop.messages())
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .containsOnlyOnce("From: ada@example.com")
                        .contains("@smtp-probe.invalid>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--header|canary|--header must be 'Name: value'",
                "--header|X: canary\\nBcc: eve@example.com|--header must be one line",
                "--header|To: canäry@example.com|--header contains a mailbox that is not ASCII",
                "--header|Content-Type: multipart/canary|--header must name the type of a text",
                "--body|@/no/such/canary|--body names a file that does not exist",
                "--body|@/|--body names a folder",
                "--body|@|--body names a folder",
                "--attach|/no/such/canary|--attach names a file that does not exist",
                "--attach|/|--attach names a folder"
            })
    void whatCannotBeSentIsRefused(String option, String value, String words) {
        CommandLineTest.Result result = run(ENVELOPE, "--send", option, value.replace("\\n", "\n"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(words).doesNotContain("canary", "canäry");
        assertThat(drop.messages()).isEmpty();
    }

    @Test
    void aMessageMayBeTooLarge() throws IOException {
        Path large = Files.write(folder.resolve("large"), new byte[800 * 1024]);
        assertThat(run(ENVELOPE, "--send", "--attach", large.toString()).err())
                .contains("the message of --send is longer than 1048576 octets");
        assertThat(run(List.of("-f", "ä@example.com", "-t", "bob@example.com"), "--send")
                        .err())
                .contains("--send contains a mailbox that is not ASCII");
        assertThat(drop.messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "connect, ''",
        "BANNER, QUIT",
        "greeting, QUIT",
        "ehlo, EHLO QUIT",
        "Hello, EHLO QUIT",
        "mail, EHLO MAIL QUIT",
        "MAIL_FROM, EHLO MAIL QUIT",
        "rcpt, EHLO MAIL RCPT QUIT",
        "TO, EHLO MAIL RCPT QUIT"
    })
    void aConversationEndsWhereItShall(String stage, String verbs) {
        CommandLineTest.Result result = run(ENVELOPE, "--quit-after", stage, "--ehlo", "x.example");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(String.join(
                        " ",
                        drop.commands().stream()
                                .map(each -> each.split("[ :]")[0])
                                .toList()))
                .isEqualTo(verbs);
    }

    @Test
    void behindDataTheConnectionIsClosedAndNothingIsSent() {
        CommandLineTest.Result result = run(ENVELOPE, "--send", "--quit-after", "data");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).doesNotContain("really sent", "accepted the message");
        assertThat(drop.commands()).endsWith("DATA");
        assertThat(drop.messages()).isEmpty();
    }

    @Test
    void anEarlyEndMustBeReached() {
        assertThat(run(List.of(), "--quit-after", "mail").err()).contains("--quit-after mail needs --from");
        assertThat(run(List.of("-f", "a@example.com"), "--quit-after", "rcpt").err())
                .contains("--quit-after rcpt needs --from and --to");
        assertThat(run(ENVELOPE, "--quit-after", "data").err()).contains("need --send");
        assertThat(run(ENVELOPE, "--quit-after", "canary").err())
                .contains("--quit-after takes one of connect, greeting")
                .doesNotContain("canary");
        assertThat(run(ENVELOPE, "--quit-after", "quit").err()).contains("--quit-after must be a step");
        assertThat(run(ENVELOPE, "--send", "--quit-after", "end-of-data").code())
                .isZero();
        assertThat(drop.messages()).hasSize(1);
    }
}
