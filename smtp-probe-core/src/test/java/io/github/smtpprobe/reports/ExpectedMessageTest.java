/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code * message} of a script: what it takes, what it compares, and where it ends. */
class ExpectedMessageTest {
    private static final String REST = "S: 250 ok\nC: QUIT\nS: 221 bye";

    private static final Route ROUTE =
            new Route("mx.example.com", false, InetAddress.getLoopbackAddress(), 25, TlsMode.PLAIN);

    private static MemoryTransport play(String script, byte[] sent, int piece) throws IOException {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(script));
        Deadline deadline = Deadline.after(Duration.ofSeconds(5), memory.ticker());
        Connection connection = memory.connect(ROUTE, deadline);
        for (int from = 0; from < sent.length; from += piece) {
            connection.write(Arrays.copyOfRange(sent, from, Math.min(sent.length, from + piece)), deadline);
        }
        return memory;
    }

    private static MemoryTransport play(String script, String sent) throws IOException {
        return play(script, sent.getBytes(StandardCharsets.ISO_8859_1), 10_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10_000})
    void itComesWithoutTheDotsThatSmtpAdds(int piece) throws IOException {
        String script = "* message\nC: Subject: hi\nC: \nC: .dot\nC: ..\nC: \\xE9t\\xE9\n" + REST;
        String sent = "Subject: hi\r\n\r\n..dot\r\n...\r\n\u00e9t\u00e9\r\n.\r\nQUIT\r\n";
        MemoryTransport memory = play(script, sent.getBytes(StandardCharsets.ISO_8859_1), piece);
        memory.verify();
        assertThat(memory.messages())
                .singleElement()
                .isEqualTo("Subject: hi\r\n\r\n.dot\r\n..\r\n\u00e9t\u00e9\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a\\n.\\nb\\r\\n
        a\\r\\n.\\nb\\r\\n
        a\\r\\n.\\rb\\r\\n
        a\\n.\\r\\nb\\r\\n
        .\\r.\\r\\n
        """)
    void onlyADotBetweenWholeLineEndsEndsIt(String written) throws IOException {
        String text = written.replace("\\r", "\r").replace("\\n", "\n");
        MemoryTransport memory = play("* message any\n" + REST, text + ".\r\nQUIT\r\n");
        memory.verify();
        assertThat(memory.messages())
                .singleElement()
                .satisfies(each -> assertThat(new String(each, StandardCharsets.ISO_8859_1))
                        .isEqualTo(text.replaceAll("(^|\r\n)[.]", "$1")));
    }

    @Test
    void anEmptyOneIsOneToo() throws IOException {
        MemoryTransport memory = play("* message\n" + REST, ".\r\nQUIT\r\n");
        memory.verify();
        assertThat(memory.messages()).singleElement().isEqualTo(new byte[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        * message any                              | Subject: x/y/
        * message                                  | ''
        * message/C: Subject: x/C: y               | Subject: x/y/
        * message/C: Subject: [redacted]/C: y      | Subject: x/y/
        * message containing                       | Subject: x/y/
        * message containing/C: Subject: x         | From: a/Subject: x/y/
        * message containing/C: Subject: x/C: y    | Subject: x/From: a/y/z/
        """)
    void itIsAsExpected(String expected, String sent) throws IOException {
        play(expected.replace('/', '\n') + "\n" + REST, sent.replace("/", "\r\n") + ".\r\nQUIT\r\n")
                .verify();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        * message                               | x/      | expected the message's end as line 1 of the message, but the client sent "C: x"
        * message/C: x                          | ''      | expected "C: x" as line 1 of the message, but the client sent the message's end
        * message/C: x/C: y                     | x/z/    | expected "C: y" as line 2 of the message, but the client sent "C: z"
        * message/C: ..x                        | ..x/    | expected "C: ..x" as line 1 of the message, but the client sent "C: .x"
        * message containing/C: y/C: x          | x/y/    | expected a message with "C: x" behind "C: y", but the client's has no such line
        * message containing/C: z               | x/y/    | expected a message with "C: z", but the client's has no such line
        * message containing/C: x/C: x          | x/      | expected a message with "C: x" behind "C: x", but the client's has no such line
        """)
    void itIsNotAsExpected(String expected, String sent, String problem) throws IOException {
        MemoryTransport memory =
                play(expected.replace('/', '\n') + "\n" + REST, sent.replace("/", "\r\n") + ".\r\nQUIT\r\n");
        assertThat(memory.problems()).singleElement().asString().contains(problem);
    }

    @Test
    void oneThatDoesNotEndIsAwaited() throws IOException {
        assertThat(play("* message any\n" + REST, "Subject: x\r\n").problems())
                .singleElement()
                .asString()
                .contains("\"* message any\" (entry 1) was awaited, but of it came only \"C: Subject: x\"");
    }

    @Test
    void oneWithoutEndIsGivenUp() throws IOException {
        byte[] much = new byte[10 * 1024 * 1024 + 2];
        Arrays.fill(much, (byte) 'x');
        assertThat(play("* message any\n" + REST, much, 1024 * 1024).problems())
                .singleElement()
                .asString()
                .contains("the client's message has more than 10485760 octets");
    }

    /** What is written is read again as it is, also where lines of the client follow that are not of the message. */
    @Test
    void itPrintsAsItIsWritten() {
        String script = "C: DATA\nS: 354 go\n* message containing\nC: Subject: x\nC: .dot\nS: 250 ok\nC: QUIT\n";
        assertThat(Script.parse(script)).hasToString(script);
        String any = "* message any\nC: QUIT\n";
        assertThat(Script.parse(any)).hasToString(any);
        assertThat(Script.parse(any).lines()).hasSize(2);
    }
}
