/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipe for tokens, at a token endpoint of this machine that answers well, badly, endlessly and not at all. */
@Timeout(30)
class OAuthTokensTest {
    private static final OAuthTokens.Client CLIENT =
            new OAuthTokens.Client("the client/1", Secret.of("canary&client=secret"));
    private static final Secret REFRESH = Secret.of("canary-refresh+token");
    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    private interface Answer {
        void give(HttpExchange exchange) throws Exception;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(pool);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        pool.shutdownNow();
    }

    private URI answering(Answer answer) {
        server.createContext("/token", exchange -> {
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            try (exchange) {
                answer.give(exchange);
            } catch (IOException gone) {
                // the client has seen enough
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        });
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    private URI answering(int status, String body) {
        return answering(exchange -> {
            byte[] octets = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, octets.length);
            exchange.getResponseBody().write(octets);
        });
    }

    private static String text(Secret secret) {
        return new String(secret.revealUtf8(), StandardCharsets.UTF_8);
    }

    private static String answer(String token, String more) {
        return "{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\"" + more + "}";
    }

    @Test
    void aUsersTokenIsAskedForAndKept() throws Exception {
        OAuthTokens tokens = OAuthTokens.ofUser(answering(200, answer("one", ",\"expires_in\":3600")), CLIENT, REFRESH);
        assertThat(text(tokens.token(LONG))).isEqualTo("one");
        assertThat(text(tokens.token(LONG))).isEqualTo("one");
        assertThat(asked)
                .as("once, and every octet but letters and digits is escaped")
                .containsExactly(
                        "POST application/x-www-form-urlencoded grant_type=refresh%5Ftoken&client_id=the%20client%2F1"
                                + "&client_secret=canary%26client%3Dsecret&refresh_token=canary%2Drefresh%2Btoken");
    }

    @Test
    void anApplicationsTokenIsAskedForWithItsScope() throws Exception {
        OAuthTokens tokens =
                OAuthTokens.ofApplication(answering(200, answer("two", "")), CLIENT, OAuthTokens.MICROSOFT_APPLICATION);
        assertThat(text(tokens.token(LONG))).isEqualTo("two");
        assertThat(asked.get(0))
                .contains(
                        "grant_type=client%5Fcredentials&",
                        "&scope=https%3A%2F%2Foutlook%2Eoffice365%2Ecom%2F%2Edefault");
    }

    /** One that says nothing of its life, or lives for less than a minute, is used once. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''
        ,"expires_in":59
        ,"expires_in":-5
        ,"expires_in":"soon"
        """)
    void aTokenThatDoesNotLastIsNotKept(String life) throws Exception {
        OAuthTokens tokens = OAuthTokens.ofUser(answering(200, answer("one", life)), CLIENT, REFRESH);
        tokens.token(LONG);
        tokens.token(LONG);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aTokenThatHasExpiredIsNotGivenAgainWhereNoOtherCanBeHad() throws Exception {
        URI once = answering(exchange -> {
            boolean first = asked.size() == 1;
            byte[] octets = (first ? answer("one", ",\"expires_in\":61") : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(first ? 200 : 503, octets.length);
            exchange.getResponseBody().write(octets);
        });
        AtomicLong now = new AtomicLong();
        OAuthTokens tokens = OAuthTokens.ofUser(once, CLIENT, REFRESH).timedBy(now::get);
        assertThat(text(tokens.token(LONG))).isEqualTo("one");
        now.addAndGet(Duration.ofMillis(1_100).toNanos());
        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowable(() -> tokens.token(LONG))).hasMessageEndingWith("answered 503");
        }
    }

    @Test
    void aNewRefreshTokenTakesThePlaceOfTheOld() throws Exception {
        OAuthTokens tokens =
                OAuthTokens.ofUser(answering(200, answer("one", ",\"refresh_token\":\"next\"")), CLIENT, REFRESH);
        tokens.token(LONG);
        tokens.token(LONG);
        assertThat(asked.get(1)).endsWith("&refresh_token=next");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        400 | {"error":"invalid_grant","error_description":"canary-refresh+token"} | answered 400: invalid_grant
        401 | {"error":"invalid_client"}                                          | answered 401: invalid_client
        400 | {"error":"canary-refresh+token"}                                    | answered 400
        429 | slow down, canary&client=secret                                     | answered 429
        302 | {"access_token":"one","token_type":"bearer"}                        | answered 302
        200 | <html>canary&client=secret</html>                                   | holds no bearer token
        200 | {"access_token":"one","token_type":"mac"}                           | holds no bearer token
        200 | {"token_type":"bearer"}                                             | holds no bearer token
        200 | ''                                                                  | holds no bearer token
        200 | [1]                                                                 | holds no bearer token
        """)
    void whatIsNoTokenIsToldWithoutSecrets(int status, String body, String why) {
        Throwable thrown = catchThrowable(() ->
                OAuthTokens.ofUser(answering(status, body), CLIENT, REFRESH).token(LONG));
        StringWriter all = new StringWriter();
        thrown.printStackTrace(new PrintWriter(all));
        assertThat(thrown).isInstanceOf(IOException.class).hasMessageEndingWith(why);
        assertThat(all.toString()).doesNotContain("canary");
    }

    @Test
    void aBodyWithoutEndIsNotReadToItsEnd() {
        URI endless = answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (over.getCount() > 0) {
                body.write(new byte[8_192]);
            }
        });
        assertThat(catchThrowable(
                        () -> OAuthTokens.ofUser(endless, CLIENT, REFRESH).token(LONG)))
                .hasMessage("the answer of the token endpoint is too long");
    }

    @Test
    void silenceAndDripsEndWithTheTimeThatIsLeft() {
        URI drips = answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (!over.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                body.write(' ');
                body.flush();
            }
        });
        assertThat(catchThrowable(
                        () -> OAuthTokens.ofUser(drips, CLIENT, REFRESH).token(Duration.ofMillis(500))))
                .hasMessage("the token endpoint did not answer in time");
        server.removeContext("/token");
        URI silent = answering(exchange -> over.await());
        assertThat(catchThrowable(
                        () -> OAuthTokens.ofUser(silent, CLIENT, REFRESH).token(Duration.ofMillis(300))))
                .isInstanceOf(IOException.class);
        assertThat(catchThrowable(
                        () -> OAuthTokens.ofUser(silent, CLIENT, REFRESH).token(Duration.ZERO)))
                .hasMessage("no time is left to ask for a token");
        assertThat(asked).hasSize(2);
    }

    @Test
    void anInterruptEndsTheWait() {
        URI silent = answering(exchange -> over.await());
        Thread.currentThread().interrupt();
        assertThat(catchThrowable(
                        () -> OAuthTokens.ofUser(silent, CLIENT, REFRESH).token(LONG)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void onlyHttpsCarriesSecrets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OAuthTokens.ofUser(URI.create("http://mx.example.com/token"), CLIENT, REFRESH));
        assertThatIllegalArgumentException().isThrownBy(() -> OAuthTokens.microsoft("a/../b"));
        assertThat(OAuthTokens.microsoft("contoso.example"))
                .hasToString("https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token");
        assertThat(OAuthTokens.ofUser(OAuthTokens.GOOGLE, CLIENT, REFRESH))
                .hasToString("OAuthTokens[oauth2.googleapis.com]");
        assertThat(CLIENT.toString()).doesNotContain("canary");
    }

    @Test
    void aProbeLogsInByIt() {
        ScriptedServer mail = servers.play("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH XOAUTH2\n"
                + "C: AUTH XOAUTH2 dXNlcj1hZGEBYXV0aD1CZWFyZXIgdG9rZW4BAQ==\nS: 235 ok\nC: QUIT\nS: 221 bye");
        ProbeReport report = login(mail, OAuthTokens.ofUser(answering(200, answer("token", "")), CLIENT, REFRESH));
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    @Test
    void aProbeNamesATokenThatCannotBeHad() {
        ScriptedServer mail = servers.play("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH XOAUTH2\nC: QUIT\nS: 221 bye");
        ProbeReport report =
                login(mail, OAuthTokens.ofUser(answering(400, "{\"error\":\"invalid_grant\"}"), CLIENT, REFRESH));
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("auth.token-unavailable");
        assertThat(report.toString()).doesNotContain("canary");
    }

    private static ProbeReport login(ScriptedServer mail, OAuthTokens tokens) {
        return SmtpProbe.run(ProbeRequest.to("127.0.0.1", mail.port())
                .tls(TlsMode.PLAIN)
                .bearer("ada", tokens)
                .allowCleartextCredentials()
                .build());
    }
}
