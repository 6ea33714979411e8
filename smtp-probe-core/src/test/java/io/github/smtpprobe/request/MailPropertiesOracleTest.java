/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.sasl.BearerCredentials;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketFetcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail settings are read as Angus Mail reads them: it is asked what it does with the same settings. */
@Timeout(Patience.HANGING)
class MailPropertiesOracleTest {
    /** A multicast address: TCP goes to none, whatever listens on this machine. */
    private static final String NOBODY = "224.0.0.1";

    private static final Pattern CONSTANT = Pattern.compile("\\x01\\x00(.)(\\.[A-Za-z][A-Za-z0-9.-]+)", Pattern.DOTALL);

    private static Properties properties(String settings) {
        Properties properties = new Properties();
        for (String each : settings.split(",")) {
            String[] parts = each.split("=", 2);
            properties.setProperty(parts[0], parts[1]);
        }
        String protocol = protocol(properties);
        for (String each : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty("mail." + protocol + "." + each, "20000");
        }
        properties.setProperty("mail." + protocol + ".localhost", "probe.example");
        return properties;
    }

    private static String protocol(Properties properties) {
        boolean secure =
                properties.keySet().stream().anyMatch(each -> each.toString().startsWith("mail.smtps."));
        return properties.getProperty("mail.transport.protocol", secure ? "smtps" : "smtp");
    }

    private static Transport transport(Properties properties) throws MessagingException {
        return Session.getInstance(properties).getTransport(protocol(properties));
    }

    private static PortPlan.PortMode read(Properties properties) {
        return ProbeRequest.fromMailProperties(properties)
                .request()
                .build()
                .ports()
                .entries()
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.smtp.auth=false",
                "mail.smtp.port=2525",
                "mail.smtp.port=0x9dd",
                "mail.smtp.port=-1",
                "mail.smtp.ssl.enable=true",
                "mail.smtp.ssl.enable=TRUE,mail.smtp.port=4465",
                "mail.smtps.auth=false",
                "mail.transport.protocol=smtps",
                "mail.transport.protocol=smtps,mail.smtps.port=4465",
                "mail.transport.protocol=smtps,mail.smtps.ssl.enable=false",
                "mail.smtp.socketFactory.port=4465",
                "mail.smtp.socketFactory.port=4465,mail.smtp.port=587,"
                        + "mail.smtp.socketFactory.class=javax.net.ssl.SSLSocketFactory,mail.smtp.socketFactory.fallback=false",
                "mail.smtp.socketFactory.class=javax.net.ssl.SSLSocketFactory,mail.smtp.socketFactory.fallback=false",
                "mail.smtp.ssl.enable=true,mail.smtp.ssl.socketFactory.port=4465,mail.smtp.port=587",
                "mail.smtp.ssl.enable=true,mail.smtp.ssl.socketFactory.port=4465,mail.smtp.port=587,"
                        + "mail.smtp.ssl.socketFactory.class=javax.net.ssl.SSLSocketFactory,mail.smtp.socketFactory.fallback=false",
                "mail.smtp.ssl.socketFactory.port=4465,mail.smtp.port=587,"
                        + "mail.smtp.ssl.socketFactory.class=javax.net.ssl.SSLSocketFactory",
            })
    void thePortIsTheOneThatItConnectsTo(String settings) throws Exception {
        Properties properties = properties(settings);
        properties.setProperty("mail.host", NOBODY);
        try (Transport transport = transport(properties)) {
            MailConnectException refused = catchThrowableOfType(MailConnectException.class, transport::connect);
            assertThat(read(properties).port()).isEqualTo(refused.getPort());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.smtp.auth=false",
                "mail.smtp.starttls.enable=true",
                "mail.smtp.starttls.required=true",
                "mail.smtp.starttls.required=true,mail.smtp.starttls.enable=false",
                "mail.smtp.ssl.enable=true",
                "mail.smtp.ssl.enable=true,mail.smtp.starttls.required=true",
                "mail.smtp.ssl.trust=*",
                "mail.smtp.socketFactory.class=javax.net.ssl.SSLSocketFactory,mail.smtp.socketFactory.fallback=false",
                "mail.smtp.ssl.socketFactory.class=javax.net.ssl.SSLSocketFactory",
                "mail.smtp.socketFactory.class=javax.net.DefaultSocketFactory",
                "mail.transport.protocol=smtps",
                "mail.transport.protocol=smtps,mail.smtps.ssl.enable=false",
            })
    void tlsBeginsWhereItBegins(String settings) throws Exception {
        String offered = conversation(settings, "250-mx\r\n250 STARTTLS\r\n");
        String without = conversation(settings, "250 mx\r\n");
        TlsMode seen = offered.startsWith("TLS")
                ? TlsMode.IMPLICIT_TLS
                : !offered.contains("STARTTLS")
                        ? TlsMode.PLAIN
                        : without.contains("NOOP") ? TlsMode.STARTTLS_IF_OFFERED : TlsMode.STARTTLS;
        Properties properties = properties(settings);
        properties.setProperty("mail.host", NOBODY);
        assertThat(read(properties).mode()).as(offered + " / " + without).isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.smtp.auth=true",
                "mail.smtp.auth=false",
                "mail.smtp.auth.login.disable=true",
                "mail.smtp.auth.login.disable=true,mail.smtp.auth.plain.disable=true,mail.smtp.auth.xoauth2.disable=false",
                "mail.smtp.auth.mechanisms=PLAIN LOGIN",
                "mail.smtp.auth.mechanisms=plain",
                "mail.smtp.auth.mechanisms=XOAUTH2",
                "mail.smtp.auth.mechanisms=XOAUTH2 PLAIN",
                "mail.smtp.auth.mechanisms=LOGIN PLAIN,mail.smtp.auth.login.disable=true",
                "mail.smtp.auth.mechanisms=LOGIN,mail.smtp.auth.xoauth2.disable=false",
            })
    void theMechanismIsTheOneThatItTakes(String settings) throws Exception {
        String heard = conversation(settings, "250-mx\r\n250 AUTH XOAUTH2 PLAIN LOGIN\r\n");
        Properties properties = properties(settings);
        properties.setProperty("mail.host", NOBODY);
        properties.setProperty("mail.smtp.user", "ada");
        properties.setProperty("mail.smtp.password", "secret-of-ada");
        ProbeRequest request =
                ProbeRequest.fromMailProperties(properties).request().build();
        String first = request.mechanisms().stream()
                .filter(List.of("XOAUTH2", "PLAIN", "LOGIN")::contains)
                .findFirst()
                .orElseThrow();
        assertThat(heard).contains("\nAUTH " + first);
        assertThat(request.credentials().orElseThrow() instanceof BearerCredentials)
                .isEqualTo(first.equals("XOAUTH2"));
    }

    /** What Angus Mail says to a server that offers this, or that TLS began; NOOP where it is content and goes on. */
    private static String conversation(String settings, String offer) throws Exception {
        Properties properties = properties(settings);
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> listen(listening, offer));
            try (Transport transport = transport(properties)) {
                transport.connect("127.0.0.1", listening.getLocalPort(), "ada", "secret-of-ada");
                transport.isConnected();
            } catch (MessagingException refused) {
                return heard(heard) + refused.getClass().getSimpleName();
            }
            return heard(heard);
        }
    }

    private static String heard(CompletableFuture<String> heard) throws Exception {
        try {
            return heard.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String listen(ServerSocket listening, String offer) {
        StringBuilder heard = new StringBuilder();
        try (Socket socket = listening.accept()) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            out.write("220 mx\r\n".getBytes(StandardCharsets.US_ASCII));
            int first = in.read();
            if (first == 0x16) {
                return "TLS";
            }
            heard.append((char) first);
            for (int each = in.read(); each >= 0; each = in.read()) {
                heard.append((char) each);
                String last = heard.substring(heard.lastIndexOf("\n", heard.length() - 2) + 1);
                if (last.startsWith("STARTTLS\r\n") || last.startsWith("AUTH ") && last.endsWith("\n")) {
                    return heard.toString();
                }
                if (each == '\n') {
                    out.write((last.startsWith("EHLO") ? offer : "250 ok\r\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
            return heard.toString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The ends of names stand in its class files as constants, each behind a tag and its length. */
    @Test
    void itReadsNoNameThatIsUnknownHere() throws Exception {
        for (Class<?> reader : List.of(SMTPTransport.class, SocketFetcher.class)) {
            Set<String> ends = new TreeSet<>();
            try (InputStream file = reader.getResourceAsStream(reader.getSimpleName() + ".class")) {
                Matcher constant = CONSTANT.matcher(new String(file.readAllBytes(), StandardCharsets.ISO_8859_1));
                while (constant.find()) {
                    int length = constant.group(1).charAt(0);
                    String end = constant.group(2);
                    if (end.length() >= length && !end.substring(0, length).endsWith(".")) {
                        ends.add(end.substring(0, length));
                    }
                }
            }
            assertThat(ends).contains(reader == SMTPTransport.class ? ".starttls.required" : ".ssl.trust");
            ends.remove(".disable"); // behind the name of a mechanism
            assertThat(ends).allMatch(each -> MailKeys.jakarta("mail.smtp" + each));
        }
    }
}
