/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    static MailProperties read(String lines) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(lines));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return ProbeRequest.fromMailProperties(properties);
    }

    static List<String> codes(List<Problem> problems) {
        return problems.stream()
                .map(each -> each.field() + ":" + each.code().token())
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
            spring.mail.properties.[mail.smtp.ssl.checkserveridentity]=true
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
        assertThat(request.ports().entries()).containsExactly(new PortMode(587, TlsMode.STARTTLS));
        assertThat(request.credentialsKind()).contains("password");
        assertThat(request.heloName()).contains("app.example.com");
        assertThat(request.sourceAddress()).contains(InetAddress.getByName("192.0.2.7"));
        assertThat(request.timeouts().connect()).isEqualTo(Duration.ofSeconds(5));
        assertThat(request.timeouts().reply()).contains(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({
        "'spring.mail.protocol=smtps', 465, IMPLICIT_TLS",
        "'spring.mail.ssl.enabled=yes', 465, IMPLICIT_TLS",
        "'spring.mail.ssl.bundle=mine', 25, PLAIN",
        "'spring.mail.port= 2525 ', 2525, PLAIN",
        "'spring.mail.properties.mail.smtp.port=2525', 2525, PLAIN",
        "'spring.mail.port=587,spring.mail.properties.mail.smtp.port=2525', 587, PLAIN",
        "'mail.smtp.port=2525', 25, PLAIN",
        "'spring.mail.properties.mail.transport.protocol=smtps', 25, PLAIN",
    })
    void portAndModeAreThoseOfSpringBoot(String settings, int port, TlsMode mode) {
        MailProperties read = read("spring.mail.host=mx.example\n" + settings.replace(",", "\n"));
        assertThat(read.request().build().ports().entries()).containsExactly(new PortMode(port, mode));
    }

    @Test
    void whatIsNotReplacedOrNotDecryptedIsNotSent() {
        MailProperties settings = read("""
            spring.mail.host=${HOST:smtp.example.com}
            spring.mail.username=${USER}@example.com
            spring.mail.password=ENC(bm90IHRoZSBzZWNyZXQ=)
            spring.mail.properties.mail.smtp.auth=true
            """);
        assertThat(codes(settings.problems()))
                .containsExactly(
                        "spring.mail.host:placeholder",
                        "spring.mail.password:encrypted",
                        "spring.mail.username:placeholder");
        assertThat(settings.toString() + settings.problems()).doesNotContain("bm90", "USER");

        ProbeRequest odd = read("mail.smtp.host=a\nmail.smtp.user=ada\nmail.smtp.password=a${b}c")
                .request()
                .build();
        assertThat(odd.credentialsKind()).as("Jakarta Mail replaces nothing").contains("password");
    }

    @Test
    void hostileValuesOfEverySettingAreRefusedOrHarmless() {
        for (String name : List.of(
                "host",
                "port",
                "user",
                "password",
                "localhost",
                "localaddress",
                "timeout",
                "auth",
                "auth.mechanisms",
                "ssl.trust",
                "ssl.protocols",
                "socketFactory.class",
                "socketFactory.port",
                "sasl.mechanisms")) {
            for (String text :
                    List.of("", " ", "a\r\nb", "\0", "canary\u001B[2J", "\uD800", "x".repeat(1 << 16), "-1", "0x")) {
                Map<String, String> settings = new HashMap<>(Map.of(
                        "mail.smtp.host",
                        "mx.example",
                        "mail.smtp.user",
                        "ada",
                        "mail.smtp.password",
                        "secret",
                        "mail.smtp.sasl.enable",
                        String.valueOf(name.startsWith("sasl"))));
                settings.put("mail.smtp." + name, text);
                MailProperties read = ProbeRequest.fromMailProperties(settings);
                StringBuilder said = new StringBuilder(read.toString() + read.problems() + read.dangerous());
                try {
                    said.append(read.request().build());
                } catch (InvalidRequest refused) {
                    said.append(refused.getMessage());
                }
                assertThat(said.toString()).as(name).doesNotContain("\u001B", "\r", "\0", "x".repeat(300), "secret");
            }
        }
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
            mail.smtp.ssl.protocols=TLSv1.2
            mail.smtp.connectiontimeout=7200000
            mail.smtp.starttls.enable=true\s
            mail.smtp.auth.mechanisms=LOGIN,PLAIN
            mail.smtp.user=ada
            mail.smtp.password=secret-of-ada
            mail.smtp.ehlo=false
            mail.smtp.localport=99
            mail.smtp.ssl.trust=*
            mail.debug=nothing-is-read-here
            socksProxyHost=socks.example.com
            """);
        assertThat(codes(settings.problems()))
                .containsExactly(
                        "mail.smtp.auth.mechanisms:malformed",
                        "mail.smtp.auth:malformed",
                        "mail.smtp.connectiontimeout:range",
                        "mail.smtp.ehlo:unsupported",
                        "mail.smtp.host:required",
                        "mail.smtp.localaddress:malformed",
                        "mail.smtp.localport:unsupported",
                        "mail.smtp.port:malformed",
                        "mail.smtp.proxy.host:unsupported",
                        "mail.smtp.socks.host:unsupported",
                        "mail.smtp.ssl.protocols:unsupported",
                        "mail.smtp.ssl.socketFactory.class:unsupported",
                        "mail.smtp.ssl.trust:unused",
                        "mail.smtp.starttls.enable:malformed",
                        "mail.smtp.timeout:malformed",
                        "mail.smtps.auth:unused",
                        "socksProxyHost:unsupported");
        assertThat(settings.problems().toString()).doesNotContain("secret-of-ada");
        assertThatThrownBy(() -> settings.request().build())
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("host");
        assertThat(codes(read("mail.smtp.host=a.example\nmail.smtp.auth=true\nmail.smtp.user=ada")
                        .problems()))
                .containsExactly("mail.smtp.auth:incomplete");
        ProbeRequest.Builder login = read("mail.smtp.host=a.example\nmail.smtp.auth=true\nmail.smtp.user=ada")
                .request();
        assertThatThrownBy(login::build).hasMessageContaining("mail.smtp.auth asks for a login");
        assertThat(login.password("ada", "secret-of-ada".toCharArray()).build().credentials())
                .isPresent();
        assertThat(codes(read("mail.smtp.host=a.example\nmail.smtp.auth=yes").problems()))
                .containsExactly("mail.smtp.auth:malformed");
        assertThat(codes(read("mail.smtp.host=a.example\nmail.transport.protocol=aws")
                        .problems()))
                .containsExactly("mail.transport.protocol:unsupported");
        assertThat(codes(read("""
            spring.mail.host=a.example
            spring.mail.ssl.bundle=mine
            spring.mail.properties.mail.transport.protocol=smtps
            mail.smtp.auth=true
            """).problems()))
                .containsExactly(
                        "mail.smtp.auth:unused",
                        "spring.mail.properties.mail.transport.protocol:unused",
                        "spring.mail.ssl.bundle:unsupported");
        assertThat(codes(read("spring.mail.port=587").problems())).containsExactly("spring.mail.host:required");
    }

    @Test
    void valuesOfAnyTypeAreTakenAsTheProgramTakesThem() {
        Map<Object, Object> properties = new HashMap<>();
        properties.put("mail.smtp.host", "smtp.example.com");
        properties.put("mail.smtp.port", 587);
        properties.put("mail.smtp.starttls.required", true);
        properties.put("mail.smtp.quitwait", null);
        properties.put(null, "nothing");
        properties.put(7, "seven");
        MailProperties settings = ProbeRequest.fromMailProperties(properties);
        properties.clear();

        assertThat(settings.request().build().ports().entries()).containsExactly(new PortMode(587, TlsMode.STARTTLS));
        assertThat(codes(settings.problems())).containsExactly("mail.smtp.quitwait:required");
    }

    /** What is set to nothing was meant to be set. */
    @Test
    void anEmptySettingIsAProblemThoughItCountsAsMissing() {
        MailProperties settings = read("""
            spring.mail.host=a.example
            spring.mail.port=
            spring.mail.username=
            spring.mail.password=
            spring.mail.properties.mail.smtp.timeout=
            spring.mail.properties.mail.smtps.timeout=
            spring.mail.properties.mail.smtp.starttls.enable=
            spring.mail.properties.mail.smtp.ssl.trust=
            """);
        assertThat(codes(settings.problems()))
                .containsExactly(
                        "spring.mail.password:required",
                        "spring.mail.port:required",
                        "spring.mail.properties.mail.smtp.ssl.trust:conflict",
                        "spring.mail.properties.mail.smtp.starttls.enable:required",
                        "spring.mail.properties.mail.smtp.timeout:required",
                        "spring.mail.properties.mail.smtps.timeout:unused",
                        "spring.mail.username:required");
        assertThat(settings.problems()).noneMatch(each -> each.severity() == Problem.Severity.ERROR);
        assertThat(settings.request().build().ports().entries()).containsExactly(new PortMode(25, TlsMode.PLAIN));
        assertThat(codes(read("mail.smtp.host=").problems())).as("once").containsExactly("mail.smtp.host:required");
    }

    @Test
    void eachRequestIsABuilderOfItsOwn() {
        MailProperties settings = read("mail.smtp.host=smtp.example.com");
        settings.request().heloName("changed.example.com");
        assertThat(settings.request().build().heloName()).isEmpty();
    }
}
