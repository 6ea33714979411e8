/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server answers to a ClientHello in place of a ServerHello: the report says what was seen, and blames nobody for what was not. */
@Timeout(Patience.HANGING)
@Tag("waits")
class TlsAnswersTest {
    /** What a server does with the ClientHello that it has read. */
    @FunctionalInterface
    private interface Answer {
        void give(byte[] hello, Socket socket) throws Exception;
    }

    private static ProbeReport probe(Answer answer, boolean startTls, TlsSettings settings) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Thread thread = new Thread(() -> serve(listener, answer, startTls), "answering-server");
            thread.setDaemon(true);
            thread.start();
            return SmtpProbe.builder()
                    .tlsSettings(settings)
                    .build()
                    .probe(ProbeRequest.to("127.0.0.1", listener.getLocalPort())
                            .tls(startTls ? TlsMode.STARTTLS : TlsMode.IMPLICIT_TLS)
                            .withoutSecondLook()
                            .deadline(Duration.ofSeconds(20))
                            .build());
        }
    }

    private static void serve(ServerSocket listener, Answer answer, boolean startTls) {
        try (Socket socket = listener.accept()) {
            if (startTls) {
                askedForTls(socket);
            }
            InputStream in = socket.getInputStream();
            byte[] head = in.readNBytes(5);
            byte[] body = in.readNBytes((head[3] & 0xFF) << 8 | head[4] & 0xFF);
            byte[] hello = Arrays.copyOf(head, 5 + body.length);
            System.arraycopy(body, 0, hello, 5, body.length);
            answer.give(hello, socket);
        } catch (Exception gone) {
            // the probe has what it came for
        }
    }

    private static void askedForTls(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = socket.getOutputStream();
        for (String reply : new String[] {"220 mx\r\n", "250-mx\r\n250 STARTTLS\r\n", "220 go\r\n"}) {
            out.write(reply.getBytes(StandardCharsets.US_ASCII));
            if (!reply.startsWith("220 go")) {
                in.readLine();
            }
        }
    }

    private static Answer octets(String hex) {
        return (hello, socket) -> {
            socket.getOutputStream().write(HexFormat.of().parseHex(hex));
            socket.getInputStream().readAllBytes();
        };
    }

    private static Reason reason(ProbeReport report) {
        TlsHandshake fact =
                report.decisive().orElseThrow().fact(TlsHandshake.class).orElseThrow();
        return ((Outcome.Failed) fact.outcome()).reason();
    }

    private static Finding cause(Answer answer, boolean startTls) throws IOException {
        return probe(answer, startTls, TlsSettings.standard()).rootCause().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {41, 42, 43, 44, 45, 46, 48, 49})
    void anAlertAboutACertificateThatNobodyAskedForIsTheServersMatter(int alert) throws Exception {
        for (boolean startTls : new boolean[] {true, false}) {
            Finding cause = cause(octets("15030300020" + "2" + HexFormat.of().toHexDigits((byte) alert)), startTls);
            assertThat(cause.actor()).as(cause.toString()).isEqualTo(Actor.SERVER_OPERATOR);
            assertThat(cause.id()).isIn("tls.certificate-alert", "tls.alert");
            assertThat(cause.summary()).doesNotContain("requires");
        }
        assertThat(cause(octets("1503030002022e"), true).id()).isEqualTo("tls.certificate-alert");
    }

    @Test
    void theAlertThatWantsACertificateIsBelieved() throws Exception {
        Finding cause = cause(octets("15030300020274"), true);
        assertThat(cause.id()).as(cause.toString()).isEqualTo("tls.client-certificate");
        assertThat(cause.explanation()).contains("this client showed none").doesNotContain("or not the right one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        47 | tls.nothing-in-common | YOU             | requires parameters that are more secure
        31 | tls.alert             | SERVER_OPERATOR | refuses a client that it does not permit
        78 | tls.alert             | SERVER_OPERATOR | probably no mail service
        c8 | tls.alert             | SERVER_OPERATOR | The alert gives no further reason
        """)
    void alertsMeanWhatTheirStandardSays(String alert, String id, Actor actor, String words) throws Exception {
        Finding cause = cause(octets("1503030002" + "02" + alert), true);
        assertThat(cause.id()).as(cause.toString()).isEqualTo(id);
        assertThat(cause.actor()).isEqualTo(actor);
        assertThat(cause.explanation()).contains(words).doesNotContain("supports none of the offered");
        assertThat(cause.summary()).doesNotContain("-56", "failed");
        assertThat(alert.equals("c8")).isEqualTo(cause.summary().contains("the alert 200, which has no name here"));
    }

    /** Whoever has begun to answer has a certificate and reads its key, as far as anybody can see. */
    @ParameterizedTest
    @CsvSource({"16030300520200004e0303, false", "'', true", "15030300020100, true"})
    void aServerThatEndsTheConnectionAmidItsAnswerIsNotSaidToLackACertificate(String begun, boolean lacks)
            throws Exception {
        Answer answer =
                (hello, socket) -> socket.getOutputStream().write(HexFormat.of().parseHex(begun));
        for (boolean startTls : new boolean[] {true, false}) {
            ProbeReport report = probe(answer, startTls, TlsSettings.standard());
            Finding cause = report.rootCause().orElseThrow();
            assertThat(cause.id()).as(cause.toString()).isEqualTo(startTls ? "starttls.then-closed" : "tls.closed");
            assertThat(cause.explanation().contains("certificate")).isEqualTo(lacks);
            assertThat(cause.explanation().contains("had begun to answer")).isEqualTo(!lacks);
            assertThat(reason(report)).isEqualTo(lacks ? Reason.TLS_CLOSED : Reason.TLS_CLOSED_MID_ANSWER);
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, TLS 1.3", "TLSv1.2, TLS 1.2"})
    void aVersionThatTheRequestLeavesOutIsNotTheServersAge(String offered, String words) throws Exception {
        TlsSettings one = TlsSettings.builder().protocols(offered).build();
        Finding cause = probe(octets("15030300020246"), true, one).rootCause().orElseThrow();
        assertThat(cause.id()).as(cause.toString()).isEqualTo("tls.version-not-offered");
        assertThat(cause.actor()).isEqualTo(Actor.YOU);
        assertThat(cause.summary()).contains("(" + words + ")");
        assertThat(cause.explanation()).contains("the alert protocol_version");
        Finding both = cause(octets("15030300020246"), true);
        assertThat(both.id()).isEqualTo("tls.old-protocol");
    }

    @ParameterizedTest
    @CsvSource({
        "00010203040506, tls.not-tls, neither TLS nor text",
        "160303ffff02, tls.invalid, a TLS record of 65540 octets",
        "1603030004abababab, tls.invalid, not valid TLS",
        "3232302d68656c6c6f0d0a, tls.plaintext-after-starttls, clear text",
    })
    void whatIsNoTlsIsCalledWhatItIs(String hex, String id, String words) throws Exception {
        Finding cause = cause(octets(hex), true);
        assertThat(cause.id()).as(cause.toString()).isEqualTo(id);
        assertThat(cause.summary()).contains(words);
        assertThat(cause.summary()).doesNotContain("max =");
    }

    @Test
    void anEchoIsCalledOne() throws Exception {
        for (boolean startTls : new boolean[] {true, false}) {
            Finding cause = cause((hello, socket) -> socket.getOutputStream().write(hello), startTls);
            assertThat(cause.id()).as(cause.toString()).isEqualTo("tls.echoed");
        }
    }

    @Test
    void aResetIsNoClose() throws Exception {
        for (boolean startTls : new boolean[] {true, false}) {
            ProbeReport reset = probe(
                    (hello, socket) -> {
                        socket.setSoLinger(true, 0);
                        socket.close();
                    },
                    startTls,
                    TlsSettings.standard());
            assertThat(reset.summary()).as(reset.toString()).contains("reset the connection");
            assertThat(reset.transcript().toString()).contains("* reset");
            ProbeReport closed = probe((hello, socket) -> socket.close(), startTls, TlsSettings.standard());
            assertThat(closed.summary()).as(closed.toString()).contains("closed the connection");
        }
    }

    @Test
    void aHandshakeThatBeganIsToldFromSilence() throws Exception {
        for (String begun : new String[] {"", "160303007a02"}) {
            try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
                Thread thread = new Thread(() -> serve(listener, octets(begun), true), "dripping-server");
                thread.setDaemon(true);
                thread.start();
                ProbeReport report = SmtpProbe.builder()
                        .build()
                        .probe(ProbeRequest.to("127.0.0.1", listener.getLocalPort())
                                .tls(TlsMode.STARTTLS)
                                .withoutSecondLook()
                                .deadline(Duration.ofMillis(2_500))
                                .build());
                TlsHandshake fact =
                        report.decisive().orElseThrow().fact(TlsHandshake.class).orElseThrow();
                assertThat(report.has("tls.timeout")).as(report.toString()).isTrue();
                assertThat(fact.description()).doesNotContain("start-up");
                assertThat(report.rootCause().orElseThrow().explanation().contains("6 octets"))
                        .as(report.toString())
                        .isEqualTo(!begun.isEmpty());
            }
        }
    }
}
