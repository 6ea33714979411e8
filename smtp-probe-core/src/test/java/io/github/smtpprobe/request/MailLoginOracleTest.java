/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.request.Problem.Severity;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether Angus Mail logs in with a part of a login, or by few mechanisms: it is asked, and the probe must not pass in silence. */
@Timeout(Patience.HANGING)
class MailLoginOracleTest {
    private static final String NOT_SET = "not set";

    /** Each part of a login set, empty and missing. */
    static Stream<Arguments> logins() {
        List<Arguments> all = new ArrayList<>();
        for (String user : List.of(NOT_SET, "", "ada")) {
            for (String password : List.of(NOT_SET, "", "secret-of-ada")) {
                for (String auth : List.of(NOT_SET, "", "false", "true")) {
                    all.add(Arguments.of(user, password, auth));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("logins")
    void aPartOfALoginIsNeverPassedOverInSilence(String user, String password, String auth) throws Exception {
        Properties properties = new Properties();
        put(properties, "mail.smtp.host", "mx.example");
        put(properties, "mail.smtp.user", user);
        put(properties, "mail.smtp.password", password);
        put(properties, "mail.smtp.auth", auth);
        String seen = seen(properties, "AUTH LOGIN PLAIN", text(user), text(password));
        MailProperties read = ProbeRequest.fromMailProperties(properties);
        List<Problem> ofLogin = read.problems().stream()
                .filter(each -> each.code() == Code.INCOMPLETE)
                .toList();
        InvalidRequest refused =
                catchThrowableOfType(InvalidRequest.class, () -> read.request().build());

        boolean whole = user.equals("ada") && password.equals("secret-of-ada");
        boolean any = user.equals("ada") || password.equals("secret-of-ada");
        assertThat(ofLogin.isEmpty()).isEqualTo(auth.equals("true") ? whole : !any);
        if (refused != null) {
            assertThat(seen).as("no login, or one with an empty part").isIn("refused", "AUTH");
            assertThat(refused.problems()).isEqualTo(ofLogin).hasSize(1);
        } else {
            assertThat(read.request().build().credentials().isPresent()).isEqualTo(whole);
            assertThat(seen).isEqualTo(whole || password.isEmpty() ? "AUTH" : "content");
            assertThat(ofLogin).allMatch(each -> each.severity() == Severity.WARNING);
        }
    }

    private static void put(Properties properties, String name, String value) {
        if (!value.equals(NOT_SET)) {
            properties.setProperty(name, value);
        }
    }

    private static Optional<String> text(String value) {
        return Optional.of(value).filter(each -> !each.equals(NOT_SET));
    }

    @Test
    void withoutAuthTheProgramIsContentWithAServerThatHasNoLogin() throws Exception {
        Properties properties = new Properties();
        assertThat(seen(properties, "SIZE", Optional.of("ada"), Optional.of("secret-of-ada")))
                .isEqualTo("content");
        assertThat(MailPropertiesTest.read("mail.smtp.host=a\nmail.user=ada\nmail.smtp.password=b")
                        .problems())
                .extracting(Problem::toString)
                .containsExactly("mail.smtp.auth is not true, so that the program asks no Authenticator, and goes on"
                        + " without a login where the server offers none; the probe demands the login");
    }

    @ParameterizedTest
    @CsvSource({
        "'spring.mail.username=ada', 'warning spring.mail.username is set, and spring.mail.password is missing:"
                + " the probe does not log in, nor does the program'",
        "'spring.mail.password=b', 'error spring.mail.password is set, and spring.mail.username is empty or missing:"
                + " the program would log in as nobody, or as the account that it runs under'",
        "'mail.user=ada', 'warning mail.user is set, and mail.smtp.password is missing:"
                + " the probe does not log in, nor does the program, unless it hands over a password of its own'",
        "'spring.mail.username=ada,spring.mail.password=', 'error spring.mail.password is empty, and there is no login"
                + " with an empty password'",
        "'spring.mail.username=ada,spring.mail.properties.mail.smtp.auth=true',"
                + " 'error spring.mail.properties.mail.smtp.auth asks for a login, and spring.mail.password is empty or"
                + " missing'",
        "'mail.smtp.auth=true', 'error mail.smtp.auth asks for a login, and mail.smtp.user and mail.smtp.password are"
                + " empty or missing'",
        "'mail.smtp.auth=true,mail.smtp.password=b', 'error mail.smtp.auth asks for a login, and mail.smtp.user is"
                + " empty or missing'",
        "'spring.mail.username=ada,spring.mail.password=b', 'warning spring.mail.properties.mail.smtp.auth is not true,"
                + " so that the program goes on without a login where the server offers none; the probe demands the"
                + " login'",
    })
    void theProblemNamesTheKeyToWrite(String settings, String problem) {
        String host = settings.startsWith("spring") ? "spring.mail.host=a\n" : "mail.smtp.host=a\n";
        MailProperties read = MailPropertiesTest.read(host + settings.replace(",", "\n"));
        assertThat(read.problems().stream().filter(each -> each.code() == Code.INCOMPLETE))
                .extracting(each -> each.severity().token() + " " + each)
                .containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.smtp.auth.login.disable=true\nmail.smtp.auth.plain.disable=true\n"
                        + "mail.smtp.auth.digest-md5.disable=true\nmail.smtp.auth.ntlm.disable=true",
                "mail.smtp.auth.mechanisms=",
                "mail.smtp.auth.mechanisms=\\ ",
            })
    void aProgramWithoutAnyMechanismIsAnError(String settings) throws Exception {
        Properties properties = new Properties();
        properties.load(new java.io.StringReader(settings));
        assertThat(seen(properties, "AUTH LOGIN PLAIN DIGEST-MD5 NTLM", Optional.of("ada"), Optional.of("b")))
                .isEqualTo("refused");
        MailProperties read = MailPropertiesTest.read(
                "mail.smtp.host=a\nmail.smtp.user=ada\nmail.smtp.password=b\nmail.smtp.auth=true\n" + settings);
        assertThat(read.problems())
                .singleElement()
                .satisfies(each -> assertThat(each.severity()).isEqualTo(Severity.ERROR))
                .satisfies(each -> assertThat(each.field()).startsWith("mail.smtp.auth."));
        assertThat(catchThrowableOfType(
                        InvalidRequest.class, () -> read.request().build()))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "mail.smtp.auth.mechanisms=GSSAPI, 'mail.smtp.auth.mechanisms leaves'",
        "mail.smtp.auth.mechanisms=X-ACME GSSAPI, 'mail.smtp.auth.mechanisms leaves'",
        "mail.smtp.auth.mechanisms=GSSAPI PLAIN, 'mail.smtp.auth.mechanisms names mechanisms'",
        "'mail.smtp.sasl.enable=true,mail.smtp.sasl.mechanisms=GSSAPI', 'mail.smtp.sasl.mechanisms leaves'",
        "mail.smtp.auth.mechanisms=NTLM DIGEST-MD5, ",
        "'mail.smtp.auth.login.disable=true,mail.smtp.auth.plain.disable=true', ",
        "'mail.smtp.sasl.enable=true,mail.smtp.sasl.mechanisms=CRAM-MD5', ",
        "mail.smtp.auth.mechanisms=PLAIN XOAUTH2, ",
        "mail.smtp.auth.login.disable=true, ",
    })
    void aMechanismThatTheProbeLacksIsAProblem(String settings, @Nullable String problem) throws Exception {
        Properties properties = new Properties();
        properties.load(new java.io.StringReader(settings.replace(",", "\n")));
        assertThat(seen(properties, "AUTH LOGIN PLAIN DIGEST-MD5 NTLM CRAM-MD5", Optional.of("ada"), Optional.of("b"))
                        .equals("AUTH"))
                .as("the program itself goes on to log in, with what it has")
                .isEqualTo(problem == null || !problem.endsWith("leaves") || settings.contains("sasl"));
        properties.setProperty("mail.smtp.host", "a");
        properties.setProperty("mail.smtp.user", "ada");
        properties.setProperty("mail.smtp.password", "b");
        properties.setProperty("mail.smtp.auth", "true");
        MailProperties read = ProbeRequest.fromMailProperties(properties);
        assertThat(read.problems()).hasSize(problem == null ? 0 : 1).allSatisfy(each -> {
            assertThat(each.toString())
                    .startsWith(problem)
                    .contains("PLAIN, LOGIN, OAUTHBEARER, XOAUTH2, DIGEST-MD5, CRAM-MD5, NTLM");
            assertThat(each.code()).isEqualTo(Code.UNSUPPORTED);
            assertThat(each.severity()).isEqualTo(Severity.WARNING);
        });
        assertThat(read.request().build().credentials()).isPresent();
    }

    /** Whether Angus Mail logs in at a server that offers this, is content without, or refuses to go on. */
    @SuppressWarnings("try") // closed at once where the program does not come
    private static String seen(Properties settings, String offer, Optional<String> user, Optional<String> password)
            throws Exception {
        Properties properties = new Properties();
        properties.putAll(settings);
        for (String each : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty("mail.smtp." + each, "20000");
        }
        properties.setProperty("mail.smtp.localhost", "probe.example");
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> asked = CompletableFuture.supplyAsync(() -> asked(listening, offer));
            String end = "content";
            try (Transport transport = Session.getInstance(properties).getTransport("smtp")) {
                transport.connect("127.0.0.1", listening.getLocalPort(), user.orElse(null), password.orElse(null));
            } catch (AuthenticationFailedException none) {
                end = "refused";
            } catch (MessagingException cut) {
                end = cut.toString();
            }
            listening.close();
            return asked.get(20, TimeUnit.SECONDS) ? "AUTH" : end;
        }
    }

    /** Whether the client begins to log in, which nobody waits the end of; it may not come at all. */
    private static boolean asked(ServerSocket listening, String offer) {
        try (Socket socket = listening.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            say(socket, "220 mx");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("AUTH ")) {
                    return true;
                }
                say(socket, line.startsWith("EHLO") ? "250-mx\r\n250 " + offer : "250 ok");
            }
            return false;
        } catch (IOException gone) {
            if (listening.isClosed()) {
                return false;
            }
            throw new UncheckedIOException(gone);
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
