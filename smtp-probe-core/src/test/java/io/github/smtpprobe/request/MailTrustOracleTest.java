/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.request.Problem.Severity;
import io.github.smtpprobe.testkit.CertificateAuthority;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom Angus Mail trusts by {@code ssl.trust}: it is let loose on a server whose certificate nobody issued. */
@Tag("sweep")
@Timeout(Patience.HANGING)
class MailTrustOracleTest {
    private static final CertificateAuthority.Issued SELF_SIGNED = CertificateAuthority.selfSigned("localhost");
    private static final String FACTORY = "javax.net.ssl.SSLSocketFactory";

    /** What begins TLS, and whether {@code ssl.trust} is read beside it. */
    private static final Map<Map<String, String>, Boolean> BEGINNINGS = Map.of(
            Map.of("ssl.enable", "true"), true,
            Map.of("starttls.required", "true"), true,
            Map.of("starttls.enable", "true"), true,
            Map.of("ssl.enable", "true", "socketFactory.class", FACTORY, "socketFactory.fallback", "false"), true,
            Map.of("socketFactory.class", FACTORY, "socketFactory.fallback", "false"), true,
            Map.of("ssl.enable", "true", "ssl.socketFactory.class", FACTORY, "socketFactory.fallback", "false"), true,
            Map.of("ssl.enable", "true", "ssl.socketFactory.class", FACTORY), true,
            Map.of("starttls.required", "true", "ssl.socketFactory.class", FACTORY), false);

    /** Values, and what a program makes of them that reads the setting: the code of ours, if there is any. */
    private static final Map<String, Code> VALUES = Map.of(
            "*", Code.TRUST_ALL,
            "localhost", Code.TRUST_HOST,
            "other.example\tlocalhost ", Code.TRUST_HOST,
            "other.example", Code.CONFLICT,
            "other.example *", Code.CONFLICT,
            " *", Code.CONFLICT,
            "LOCALHOST", Code.CONFLICT,
            "localhost,other.example", Code.CONFLICT,
            "", Code.CONFLICT);

    static Stream<Arguments> settings() {
        return BEGINNINGS.entrySet().stream()
                .flatMap(begin -> VALUES.entrySet().stream()
                        .map(value -> Arguments.of(
                                begin.getKey(), value.getKey(), begin.getValue() ? value.getValue() : Code.UNUSED)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void whomItTrustsIsADangerAndWhomItRefusesAProblem(Map<String, String> begin, String value, Code expected)
            throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "localhost");
        begin.forEach((name, text) -> properties.setProperty("mail.smtp." + name, text));
        properties.setProperty("mail.smtp.ssl.trust", value);
        String seen = connected(properties);

        MailProperties read = ProbeRequest.fromMailProperties(properties);
        List<Problem> dangers = ofTrust(read.dangerous());
        List<Problem> problems = ofTrust(read.problems());
        assertThat(Stream.concat(dangers.stream(), problems.stream()))
                .as(seen)
                .extracting(Problem::code)
                .containsExactly(expected);
        boolean trusts = dangers.stream().anyMatch(each -> each.severity() == Severity.ERROR);
        boolean refuses = problems.stream().anyMatch(each -> each.severity() == Severity.ERROR);
        assertThat(seen).isEqualTo(trusts ? "connected" : refuses ? "not trusted" : "certificate");
    }

    private static List<Problem> ofTrust(List<Problem> problems) {
        return problems.stream()
                .filter(each -> each.field().equals("mail.smtp.ssl.trust"))
                .toList();
    }

    @SuppressWarnings("try") // closed at once where the program does not come
    private static String connected(Properties settings) throws Exception {
        Properties properties = new Properties();
        properties.putAll(settings);
        for (String each : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty("mail.smtp." + each, "20000");
        }
        properties.setProperty("mail.smtp.localhost", "probe.example");
        boolean atOnce = !properties.toString().contains("starttls");
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            if (properties.containsKey("mail.smtp.socketFactory.class")) {
                properties.setProperty("mail.smtp.socketFactory.port", String.valueOf(listening.getLocalPort()));
            }
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(listening, atOnce));
            try (Transport transport = Session.getInstance(properties).getTransport("smtp")) {
                transport.connect("localhost", listening.getLocalPort(), null, null);
                return "connected";
            } catch (MessagingException refused) {
                return words(refused).contains("Server is not trusted") ? "not trusted" : "certificate";
            } finally {
                listening.close();
                served.join();
            }
        }
    }

    private static String words(Throwable thrown) {
        return Stream.iterate(Optional.of(thrown), Optional::isPresent, each -> each.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .map(Throwable::toString)
                .toList()
                .toString();
    }

    /** One after the other: a program may come again. */
    private static void serve(ServerSocket listening, boolean atOnce) {
        while (!listening.isClosed()) {
            answer(listening, atOnce);
        }
    }

    private static void answer(ServerSocket listening, boolean atOnce) {
        try (Socket socket = listening.accept()) {
            Socket spoken = atOnce ? secured(socket) : socket;
            say(spoken, "220 mx");
            BufferedReader heard = heard(spoken);
            for (String line = heard.readLine(); line != null; line = heard.readLine()) {
                boolean offered = line.startsWith("EHLO") && spoken == socket;
                String well = line.equals("STARTTLS") ? "220 go" : "250 ok";
                say(spoken, offered ? "250-mx\r\n250 STARTTLS" : well);
                if (line.equals("STARTTLS")) {
                    spoken = secured(socket);
                    heard = heard(spoken);
                }
            }
        } catch (IOException refused) {
            // the program hangs up on a certificate that it does not trust, as is told on its side
        }
    }

    private static BufferedReader heard(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static void say(Socket socket, String line) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static Socket secured(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket)
                SELF_SIGNED.serverContext().getSocketFactory().createSocket(socket, "client", socket.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }
}
