/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server sends behind the back of its own TLS, in the place of its reply to EHLO: it is told at once and by what it is. */
@Timeout(Patience.HANGING)
class StrayOctetsInTlsTest {

    private static final String SECRET = "correct horse battery staple";

    private static final Map<String, String> REPLIES = Map.of(
            "EHLO", "250-mx\r\n250 AUTH PLAIN\r\n",
            "AUTH", "235 2.7.0 ok\r\n",
            "MAIL", "250 2.1.0 ok\r\n",
            "RCPT", "250 2.1.5 ok\r\n");

    private static ProbeReport probe(String version, byte[] stray, boolean ends) throws IOException {
        return probe(version, stray, ends, "EHLO");
    }

    /** Stray octets take the place of the reply to one command. */
    private static ProbeReport probe(String version, byte[] stray, boolean ends, String verb) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Thread thread = new Thread(() -> serve(listener, version, stray, ends, verb), "stray-server");
            thread.setDaemon(true);
            thread.start();
            return SmtpProbe.builder()
                    .tlsSettings(DialogueFile.trusting())
                    .build()
                    .probe(ProbeRequest.to(DialogueFile.HOST, listener.getLocalPort())
                            .tls(TlsMode.IMPLICIT_TLS)
                            .connectTo("127.0.0.1")
                            .password("ada", SECRET.toCharArray())
                            .envelope("ada@example.com", "bob@example.com")
                            .deadline(Duration.ofSeconds(30))
                            .build());
        }
    }

    private static void serve(ServerSocket listener, String version, byte[] stray, boolean ends, String verb) {
        try (Socket socket = listener.accept();
                SSLSocket tls = (SSLSocket)
                        DialogueFile.good().serverContext().getSocketFactory().createSocket(socket, null, false)) {
            tls.setEnabledProtocols(new String[] {version});
            tls.getOutputStream().write("220 mx ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(tls.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = said.readLine(); !line.startsWith(verb); line = said.readLine()) {
                tls.getOutputStream().write(REPLIES.get(line.substring(0, 4)).getBytes(StandardCharsets.US_ASCII));
            }
            socket.getOutputStream().write(stray);
            if (!ends) {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // the probe has what it came for
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        250 mx.example.com | false | 20 octets came in clear text where only TLS records can come: "250 mx.example.com"
        500 error          | true  | 11 octets came in clear text where only TLS records can come: "500 error"
        250                | false | 5 octets came in clear text where only TLS records can come: "250"
        """)
    void clearTextIsNoRecord(String line, boolean ends, String words) throws Exception {
        for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
            ProbeReport report = probe(version, (line + "\r\n").getBytes(StandardCharsets.US_ASCII), ends);
            Finding cause = report.rootCause().orElseThrow();
            assertThat(cause.id()).as(report.toString()).isEqualTo("tls.broken");
            assertThat(cause.summary()).contains(words);
            assertThat(report.took()).isLessThan(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        00010203                     | false | 4 octets came that are not a TLS record; the first is 0x00
        170303502f                   | false | a TLS record of
        170303001800000000000000000000000000000000000000000000000000 | false | does not match its checksum
        17030300ff0102               | true  | the connection ended in the middle of a TLS record: 2 of its 255 octets came
        170303                       | true  | the connection ended in the middle of a TLS record, within its head
        """)
    void whatIsNoSoundRecordIsToldInWordsOfOurs(String octets, boolean ends, String words) throws Exception {
        for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
            ProbeReport report = probe(version, HexFormat.of().parseHex(octets), ends);
            Finding cause = report.rootCause().orElseThrow();
            assertThat(cause.id()).as(report.toString()).isEqualTo("tls.broken");
            assertThat(cause.summary()).contains(words).doesNotContain("max =", "Tag mismatch", "len =");
            assertThat(cause.remedy()).doesNotContain("EHLO name");
        }
    }

    /** What a server repeats of a login outside of TLS is masked as within. */
    @ParameterizedTest
    @ValueSource(strings = {SECRET, "Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ=="})
    void aSecretThatIsRepeatedInClearTextIsMasked(String echo) throws Exception {
        ProbeReport report =
                probe("TLSv1.3", ("535 " + echo + "\r\n").getBytes(StandardCharsets.US_ASCII), false, "AUTH");
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("tls.broken");
        assertThat(report.rootCause().orElseThrow().summary()).contains("[redacted]");
        assertThat(TextReport.render(report) + report.asMap() + report)
                .doesNotContain("horse battery", echo.substring(4, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO", "AUTH", "MAIL", "RCPT"})
    void isToldAtWhateverStep(String verb) throws Exception {
        byte[] clear = "250 ok\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] damaged = HexFormat.of().parseHex("1703030018" + "00".repeat(24));
        for (byte[] stray : new byte[][] {clear, damaged}) {
            Finding cause = probe("TLSv1.3", stray, false, verb).rootCause().orElseThrow();
            assertThat(cause.id()).as(cause.summary()).isEqualTo("tls.broken");
        }
    }
}
