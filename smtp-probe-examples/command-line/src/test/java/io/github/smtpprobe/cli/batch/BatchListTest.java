/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.CommandLineTest;
import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The lists that {@code smtp-probe batch} takes, of targets and of those who are left out, as people write them. */
class BatchListTest extends BatchBeginning {
    @Test
    void malformedLinesAreToldByNumberAndNeverRepeated() throws Exception {
        int good = servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient())
                .port();
        String secret = "Hunter2-of-canaries";
        Result result = batch(list(
                "127.0.0.1:" + good,
                "ada:" + secret + "@mx.example.com",
                "smtp://ada:" + secret + "@mx.example.com",
                "mx.example.com:" + secret,
                "a..b:25",
                secret + " " + secret + ":25",
                "mx:" + secret + "/",
                "127.0.0.1:70000",
                "no.port.example",
                "x".repeat(Lines.LONGEST + 1)));
        assertThat(result.code()).as(result.toString()).isEqualTo(4);
        assertThat(result.err())
                .contains("line 2 is", "line 3 is", "line 4 is", "line 5 is", "line 6 is", "line 7 is", "line 8 is")
                .contains(
                        "line 9 is passed over: it names no port",
                        "line 10 is passed over: it is longer than 8192 octets")
                .contains("9 lines are no target")
                .doesNotContain(secret, "Exception");
        assertThat(rows(result.out())).as("the others are probed").hasSize(1);
    }

    @Test
    void malformedLinesAreToldInTheirWords() throws Exception {
        Path strange = folder.resolve("strange.txt");
        byte[] latin = "b\u00FCcher.example:25\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = "a.example:25\n".getBytes(StandardCharsets.UTF_16LE);
        byte[] lines =
                "mx:192.0.2.1\nmx:[::1]\n192.0.2.1:99999x\n192.0.2.1:25#no blank\n".getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(strange)) {
            out.write(lines);
            out.write(latin);
            out.write(wide);
        }
        Result result = batch(strange, "--dry-run");
        assertThat(result.err())
                .contains("line 1 is passed over: the target is an IP address, which has no mail exchangers")
                .contains("line 2 is passed over: the target is an IP address, which has no mail exchangers")
                .contains(
                        "line 3 is passed over: the target names an invalid port: it must be a number from 1 to 65535")
                .contains(
                        "line 5 is passed over: it is not text in UTF-8",
                        "line 6 is passed over: it is not text in UTF-8");
        assertThat(result.out()).contains("1 target of 1 operator");
    }

    @Test
    void aQuotedFieldGoesOnInTheNextLine() throws Exception {
        Path csv = Files.writeString(folder.resolve("notes.csv"), """
                host,port,note
                a.example,25,"a note
                b.example

                with ""quotes"" in it"
                c.example,25,x
                bad host,25,"one
                two"
                d.example,25,"never closed
                e.example,25,x
                """);
        Result result = batch(csv, "--dry-run");
        assertThat(result.err())
                .contains("line 7 is passed over", "line 9 is passed over: a quote is not closed")
                .contains("2 lines are no target");
        assertThat(result.out()).contains("3 targets of");
    }

    @Test
    void anOpenQuoteTakesNoWholeFile() throws Exception {
        Path csv = folder.resolve("open.csv");
        List<String> lines = new ArrayList<>(List.of("host,note", "a.example:25,\"open"));
        lines.addAll(Collections.nCopies(30_000, "b.example:25,x"));
        Files.write(csv, lines);
        Result result = batch(csv, "--dry-run");
        assertThat(result.err())
                .contains("line 2 is passed over: a quote is not closed")
                .doesNotContain("line 3");
        assertThat(result.out()).contains("30000 targets of");
    }

    @Test
    void whatIsNoTextIsNotReadToItsEnd() {
        InputStream endless = new InputStream() {
            private boolean begun;

            @Override
            public int read() {
                begun = !begun;
                return begun ? 0xFF : '\n';
            }
        };
        StringWriter err = new StringWriter();
        int code = new CommandLine(new BatchCommand(endless))
                .setErr(new PrintWriter(err, true))
                .execute("-", "--tls", "plain", "--port", "25");
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("the list is not text: 20 lines cannot be read, and none before them is a target");
    }

    @Test
    void complaintsEnd() throws Exception {
        Path many = Files.write(folder.resolve("many.txt"), Collections.nCopies(3_000, "a..b:25"));
        Result result = batch(many, "--dry-run");
        assertThat(result.err().lines()).hasSizeLessThan(25);
        assertThat(result.err()).contains("further lines", "3000 lines are no target");
    }

    @Test
    void whoDoesNotWantItIsNotProbed() throws Exception {
        ScriptedServer server =
                servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient());
        Path not = folder.resolve("not.txt");
        Files.writeString(not, "example.org # and below\n127.0.0.0/8\n");
        Result result =
                batch(list("127.0.0.1:" + server.port(), "mail.Example.ORG.:25"), "--do-not-probe", not.toString());
        assertThat(server.connections()).isZero();
        assertThat(rows(result.out())).isEmpty();
        assertThat(result.err()).contains("2 targets in the --do-not-probe file were left out");
    }

    @Test
    void nobodyIsProbedByASlipOfThePen() throws Exception {
        ScriptedServer server =
                servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient());
        Path not = folder.resolve("not.txt");
        List<String> wrong = List.of(
                "127.0.0.300",
                "127.0.0",
                "127.0.0.1-5",
                "127.0.0.0-127.0.0.9",
                "127.0.0.1/33",
                "[::1",
                "a..b",
                "mx:example.org",
                "ada@example.org",
                "http://example.org",
                "two words",
                "nul\0nul");
        for (String each : wrong) {
            Files.writeString(not, "\uFEFFexample.org\n" + each + "\n");
            Result result = batch(list("127.0.0.1:" + server.port()), "--do-not-probe", not.toString());
            assertThat(result.code()).as(each).isEqualTo(2);
            assertThat(result.err())
                    .as(each)
                    .contains("--do-not-probe: line 2 is no name, address or network, such as");
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void whoDoesNotWantItIsKnownInEachSpelling() throws Exception {
        Path not = folder.resolve("not.txt");
        Map<String, String> same = Map.of(
                "*.example.org", "MAIL.example.org:25",
                ".example.net", "example.net:25",
                "b\u00FCcher.example", "xn--bcher-kva.example:25",
                "xn--bcher-kva.test", "www.B\u00DCCHER.test:25",
                "[::1]", "[0:0:0:0:0:0:0:1]:25",
                "2001:DB8::/32 # documentation", "[2001:db8::1]:25",
                "192.0.2.1", "192.0.2.1:25");
        for (Map.Entry<String, String> each : same.entrySet()) {
            Files.writeString(not, "\uFEFF" + each.getKey() + "\n");
            Result result = batch(list(each.getValue()), "--do-not-probe", not.toString());
            assertThat(result.err())
                    .as(each + " " + result)
                    .contains("1 target in the --do-not-probe file was left out");
        }
    }

    @Test
    void columnsArePartedAsSpreadsheetsDo() throws Exception {
        int good = servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient())
                .port();
        for (String separator : List.of(",", ";", "\t")) {
            String list = ("note,host,port\n\"a, b; c\",127.0.0.1," + good + "\nx,127.0.0.1,0" + good)
                    .replaceAll(",(?! )", separator);
            Result result = batch(Files.writeString(folder.resolve("columns.txt"), list), "--dry-run");
            assertThat(result.out()).as(separator + result).contains("2 targets of 1 operator, by the names");
        }
        assertThat(batch(list("domain", "mx:example.org"), "--dry-run").out()).contains("  1  example.org");
        assertThat(batch(list("host,host", "a.example,b.example"), "--dry-run").err())
                .contains("the header names the column \"host\" twice");
        assertThat(batch(list("host;password", "a.example;x"), "--dry-run").err())
                .contains("a column for credentials");
    }

    @Test
    void onlyTargetsCount() throws Exception {
        String good = "127.0.0.1:" + servers.play(WORKS).port();
        List<String> lines = new ArrayList<>(Collections.nCopies(100, good));
        lines.add(0, "target");
        lines.add("a..b:25");
        Result hundred = batch(Files.write(folder.resolve("hundred.csv"), lines), "--summary");
        assertThat(hundred.code()).as(hundred.err()).isEqualTo(4);
        assertThat(hundred.err()).contains("100 of 100 done");
        lines.add(good);
        Path more = Files.write(folder.resolve("more.csv"), lines);
        assertThat(batch(more).code()).isEqualTo(2);
        assertThat(batch(more, "--dry-run").err()).contains("more than 100 targets need --helo and --contact");
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThat(CommandLineTest.run("batch", "/no/such/list").err())
                .contains("LIST names a file that does not exist");
        assertThat(CommandLineTest.run("batch", folder.toString()).err())
                .contains("LIST names a folder, but needs a file");
    }
}
