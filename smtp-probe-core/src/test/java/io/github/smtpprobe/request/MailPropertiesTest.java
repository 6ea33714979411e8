/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.request.InvalidRequest.Problem;
import io.github.smtpprobe.request.PortPlan.PortMode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailPropertiesTest {
    private static MailProperties read(String lines) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(lines));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return ProbeRequest.fromMailProperties(properties);
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream()
                .map(each -> each.field() + ":" + each.code())
                .sorted()
                .toList();
    }

    @Test
    void theSettingsOfSpringBootAreARequest() throws IOException {
        MailProperties settings = read("""
            spring.mail.host=smtp.example.com
            spring.mail.port=587
            spring.mail.username=ada@example.com
            spring.mail.password=\\ blank in front
            spring.mail.properties.mail.smtp.auth=true
            spring.mail.properties.mail.smtp.starttls.enable=true
            spring.mail.properties.mail.smtp.starttls.required=true
            spring.mail.properties[mail.smtp.localhost]=app.example.com
            spring.mail.properties.mail.smtp.localaddress=192.0.2.7
            spring.mail.properties.mail.smtp.connectiontimeout=5000
            spring.mail.properties.mail.smtp.timeout=3000
            spring.mail.properties.mail.smtp.writetimeout=3000
            server.port=8080
            """);
        ProbeRequest request = settings.request().build();

        assertThat(settings.unknown()).isEmpty();
        assertThat(settings.dangerous()).isEmpty();
        assertThat(settings.problems()).isEmpty();
        assertThat(request.target().name()).isEqualTo("smtp.example.com");
        assertThat(request.ports().ports()).containsExactly(new PortMode(587, TlsMode.STARTTLS));
        assertThat(request.credentialsKind()).contains("password");
        assertThat(request.heloName()).contains("app.example.com");
        assertThat(request.sourceAddress()).contains(InetAddress.getByName("192.0.2.7"));
        assertThat(request.timeouts().connect()).isEqualTo(Duration.ofSeconds(5));
        assertThat(request.timeouts().reply()).contains(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({
        "'mail.smtp.starttls.enable=true', 25, STARTTLS_IF_OFFERED",
        "'mail.smtp.starttls.required=true', 25, STARTTLS",
        "'mail.smtp.ssl.enable=true', 465, IMPLICIT_TLS",
        "'mail.smtp.ssl.enable=TRUE,mail.smtp.port=4465', 4465, IMPLICIT_TLS",
        "'mail.smtp.socketFactory.class=javax.net.ssl.SSLSocketFactory,mail.smtp.socketFactory.port=465', 465,"
                + " IMPLICIT_TLS",
        "'mail.transport.protocol=smtps,mail.smtps.port=466', 466, IMPLICIT_TLS",
        "'mail.smtps.auth=false', 465, IMPLICIT_TLS",
        "'spring.mail.protocol=smtps', 465, IMPLICIT_TLS",
        "'spring.mail.ssl.bundle=mine', 465, IMPLICIT_TLS",
        "'mail.smtp.port=2525', 2525, PLAIN",
    })
    void portAndModeAreThoseOfTheProgram(String settings, int port, TlsMode mode) {
        MailProperties read = read("mail.host=mx.example\n" + settings.replace(",", "\n"));
        assertThat(read.request().build().ports().ports()).containsExactly(new PortMode(port, mode));
    }

    @Test
    void aPasswordForXoauth2IsAToken() {
        MailProperties settings = read("""
            mail.smtp.host=smtp.example.com
            mail.smtp.user=ada@example.com
            mail.smtp.password=token-of-ada
            mail.smtp.auth.mechanisms=LOGIN XOAUTH2
            mail.smtp.auth.login.disable=true
            """);
        ProbeRequest request = settings.request().build();
        assertThat(request.credentialsKind()).contains("bearer");
        assertThat(request.mechanisms()).containsExactly("XOAUTH2");
    }

    @Test
    void dangersAreNamedWithTheirSetting() {
        assertThat(codes(read("""
            mail.smtp.host=smtp.example.com
            mail.smtp.user=ada
            mail.smtp.password=secret-of-ada
            mail.smtp.ssl.trust=*
            mail.smtp.ssl.checkserveridentity=false
            mail.smtp.ssl.protocols=TLSv1 TLSv1.2
            mail.smtp.socketFactory.fallback=true
            mail.smtp.timeout=0
            mail.smtp.writetimeout=1000
            """).dangerous()))
                .containsExactly(
                        "mail.smtp.connectiontimeout:no-limit",
                        "mail.smtp.socketFactory.fallback:fallback",
                        "mail.smtp.ssl.checkserveridentity:no-identity",
                        "mail.smtp.ssl.protocols:old-version",
                        "mail.smtp.ssl.trust:trust-all",
                        "mail.smtp.starttls.enable:clear-text",
                        "mail.smtp.timeout:no-limit");
        assertThat(codes(read("""
            mail.smtps.host=smtp.example.com
            mail.smtps.ssl.trust=smtp.example.com
            mail.smtps.connectiontimeout=1
            mail.smtps.timeout=1
            mail.smtps.writetimeout=1
            """).dangerous())).containsExactly("mail.smtps.ssl.trust:trust-host");
        assertThat(codes(read("mail.smtp.host=a.example\nmail.smtp.starttls.enable=true")
                        .dangerous()))
                .contains("mail.smtp.starttls.required:downgrade");
    }

    @Test
    void namesThatNobodyReadsAreUnknown() {
        assertThat(read("""
            mail.smtp.host=smtp.example.com
            mail.smtp.starttls.enabled=true
            mail.smtp.ssl=true
            spring.mail.user=ada
            spring.mail.properties.mail.smtp.tls=true
            spring.mail.test-connection=true
            mail.imap.host=imap.example.com
            mail.debug=true
            mailing.list=none
            """).unknown())
                .containsExactlyInAnyOrder(
                        "mail.smtp.starttls.enabled",
                        "mail.smtp.ssl",
                        "spring.mail.user",
                        "spring.mail.properties.mail.smtp.tls");
    }

    @Test
    void whatCannotBeReadOrFollowedIsAProblem() {
        MailProperties settings = read("""
            mail.transport.protocol=smtp
            mail.smtp.port=secret-of-ada
            mail.smtp.auth=yes
            mail.smtps.auth=true
            mail.smtp.localaddress=localhost
            mail.smtp.timeout=10s
            mail.smtp.proxy.host=proxy.example.com
            mail.smtp.socks.host=socks.example.com
            mail.smtp.ssl.socketFactory.class=com.example.TrustAll
            mail.smtp.ehlo=false
            """);
        assertThat(codes(settings.problems()))
                .containsExactly(
                        "mail.smtp.auth:malformed",
                        "mail.smtp.ehlo:unsupported",
                        "mail.smtp.host:required",
                        "mail.smtp.localaddress:malformed",
                        "mail.smtp.port:malformed",
                        "mail.smtp.proxy.host:unsupported",
                        "mail.smtp.socks.host:unsupported",
                        "mail.smtp.ssl.socketFactory.class:unsupported",
                        "mail.smtp.timeout:malformed",
                        "mail.smtps.auth:unused");
        assertThat(settings.problems().toString()).doesNotContain("secret-of-ada");
        assertThatThrownBy(() -> settings.request().build())
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("host");
        assertThat(codes(read("mail.smtp.host=a.example\nmail.smtp.auth=true\nmail.smtp.user=ada")
                        .problems()))
                .containsExactly("mail.smtp.auth:incomplete");
    }

    @Test
    void valuesOfAnyTypeAreTakenAsTheProgramTakesThem() {
        Map<Object, Object> properties = new HashMap<>();
        properties.put("mail.smtp.host", "smtp.example.com");
        properties.put("mail.smtp.port", 587);
        properties.put("mail.smtp.starttls.required", true);
        properties.put("mail.smtp.timeout", null);
        properties.put(null, "nothing");
        properties.put(7, "seven");
        MailProperties settings = ProbeRequest.fromMailProperties(properties);
        properties.clear();

        assertThat(settings.request().build().ports().ports()).containsExactly(new PortMode(587, TlsMode.STARTTLS));
        assertThat(codes(settings.problems())).containsExactly("mail.smtp.timeout:required");
    }

    @Test
    void eachRequestIsABuilderOfItsOwn() {
        MailProperties settings = read("mail.smtp.host=smtp.example.com");
        settings.request().heloName("changed.example.com");
        assertThat(settings.request().build().heloName()).isEmpty();
    }
}
