/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hundred recipients, each with a reply of many lines, cost what four times 25 of them cost. Counted are the octets of memory that
 * are taken for it, which are the same on any machine: whatever looks at all replies for each reply takes some each time.
 */
@Tag("sweep")
class ManyRecipientsTest {
    private static final int MOST = 100;
    private static final int PARTS = 4;
    private static final int LINES = 14;
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Replies of real servers, a hundred at a time, and hundreds of one kind. */
    static Stream<List<String>> replies() throws IOException {
        List<String> corpus = Files.readAllLines(Path.of("src/test/resources/corpus/replies.tsv")).stream()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells.length > 4 && cells[1].equals("RCPT_TO"))
                .map(cells -> cells[4].split("\\\\n", -1)[0])
                .filter(line -> line.matches("(?!421)[245][0-9]{2} [ -~]{1,120}"))
                .toList();
        Stream<List<String>> real =
                IntStream.range(0, corpus.size() / MOST).mapToObj(i -> corpus.subList(i * MOST, i * MOST + MOST));
        Stream<String> same = Stream.of(
                "250 accepted, but rejected as spam",
                "250 2.1.5 ok",
                "252 2.5.2 cannot verify the user, relay access denied",
                "550 no",
                "550 5.7.1 \"a\"@b.example <c@d.example> 192.0.2.1 2001:db8::1 https://e.example/?f=g&h",
                "550 5.7.26 SPF [x] with ip: [192.0.2.1] = did not pass DKIM = did not pass",
                "451 4.7.1 greylisted, try again in 300 seconds",
                "452 4.5.3 too many recipients");
        return Stream.concat(real, same.map(each -> Collections.nCopies(MOST, each)));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void costInProportion(List<String> replies) {
        taken(replies); // what is read once, such as tables
        long whole = taken(replies);
        long parts = IntStream.range(0, PARTS)
                .mapToObj(i -> replies.subList(i * MOST / PARTS, (i + 1) * MOST / PARTS))
                .mapToLong(ManyRecipientsTest::taken)
                .sum();
        assertThat(whole)
                .as("octets of memory, after %d for the parts", parts)
                .isLessThan(parts * 5 / 4); // arrays that grow by half, and the sorting of findings
    }

    private static long taken(List<String> replies) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(dialogue(replies)));
        SmtpProbe probe =
                SmtpProbe.builder().transport(memory).ticker(memory.ticker()).build();
        String[] recipients =
                IntStream.range(0, replies.size()).mapToObj(i -> mailbox(i)).toArray(String[]::new);
        ProbeRequest request = ProbeRequest.to("192.0.2.1", 25)
                .tls(TlsMode.PLAIN)
                .heloName("[192.0.2.99]")
                .envelope("ada@example.org", recipients)
                .build();
        long before = MEMORY.getCurrentThreadAllocatedBytes();
        ProbeReport report = probe.probe(request);
        assertThat(TextReport.render(report)).contains(mailbox(0));
        return MEMORY.getCurrentThreadAllocatedBytes() - before;
    }

    private static String mailbox(int number) {
        return "bob" + number + "@example.com";
    }

    private static String dialogue(List<String> replies) {
        StringBuilder script = new StringBuilder("S: 220 mx.example.com ESMTP\nC: EHLO [192.0.2.99]\n"
                + "S: 250 mx.example.com\nC: MAIL FROM:<ada@example.org>\nS: 250 2.1.0 ok\n");
        for (int i = 0; i < replies.size(); i++) {
            String code = replies.get(i).substring(0, 3);
            String text = replies.get(i).substring(4);
            script.append("C: RCPT TO:<").append(mailbox(i)).append(">\n");
            for (int line = 1; line < LINES; line++) {
                script.append("S: " + code + "-" + text + " " + line + "\n");
            }
            script.append("S: " + code + " " + text + "\n");
        }
        return script.append("C: RSET\nS: 250 2.0.0 ok\nC: QUIT\nS: 221 2.0.0 bye\n")
                .toString();
    }
}
