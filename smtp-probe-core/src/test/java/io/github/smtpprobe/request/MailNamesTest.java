/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static io.github.smtpprobe.request.MailPropertiesTest.codes;
import static io.github.smtpprobe.request.MailPropertiesTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.request.PortPlan.PortMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The names of mail settings, however they were given. */
class MailNamesTest {
    /** One setting in every way in which Spring Boot binds it. */
    @Test
    void namesAreReadInEveryWayOfWriting() {
        for (Map<String, ?> each : List.of(
                Map.of("spring.mail.properties.mail.smtp.starttls.required", "true"),
                Map.of("spring.mail.properties[mail.smtp.starttls.required]", "true"),
                Map.of("spring.mail.properties.[mail.smtp.starttls.required]", "true"),
                Map.of("Spring.Mail.Properties.mail.smtp.starttls.required", "true"),
                Map.of("SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED", "true"),
                Map.of("spring", Map.of("mail", Map.of("properties", Map.of("[mail.smtp.starttls.required]", true)))),
                Map.of("spring.mail", Map.of("properties.mail.smtp", Map.of("starttls", Map.of("required", true)))))) {
            Map<Object, Object> all = new HashMap<>(each);
            all.put("SPRING_MAIL_HOST", "mx.example");
            MailProperties settings = ProbeRequest.fromMailProperties(all);
            assertThat(settings.unknown()).as(each.toString()).isEmpty();
            assertThat(settings.problems()).as(each.toString()).isEmpty();
            assertThat(settings.request().build().ports().entries())
                    .as(each.toString())
                    .containsExactly(new PortMode(25, TlsMode.STARTTLS));
        }
        for (String each : List.of(
                "spring.mail.jndi-name",
                "spring.mail.jndiName",
                "spring.mail.jndi_name",
                "SPRING_MAIL_JNDINAME",
                "SPRING_MAIL_JNDI_NAME",
                "SPRING.MAIL.JNDI-NAME")) {
            MailProperties settings =
                    ProbeRequest.fromMailProperties(Map.of(each, "mail/Session", "spring.mail.host", "a"));
            assertThat(settings.unknown()).as(each).isEmpty();
            assertThat(codes(settings.problems())).as(each).containsExactly(each + ":unsupported");
        }
    }

    @Test
    void theDefaultsOfPropertiesAreReadToo() {
        Properties usual = new Properties();
        usual.setProperty("mail.smtp.host", "usual.example");
        usual.setProperty("mail.smtp.port", "587");
        Properties properties = new Properties(usual);
        properties.setProperty("mail.smtp.port", "2525");
        ProbeRequest request =
                ProbeRequest.fromMailProperties(properties).request().build();
        assertThat(request.target().name()).isEqualTo("usual.example");
        assertThat(request.ports().entries()).containsExactly(new PortMode(2525, TlsMode.PLAIN));
    }

    @Test
    void oneSettingInTwoWaysIsAProblemWhereTheyDiffer() {
        Map<Object, Object> settings = new LinkedHashMap<>();
        settings.put("spring.mail.host", "a.example");
        settings.put("SPRING_MAIL_HOST", "a.example");
        assertThat(ProbeRequest.fromMailProperties(settings).problems()).isEmpty();
        settings.put("spring.mail.Host", "b.example");
        assertThat(codes(ProbeRequest.fromMailProperties(settings).problems()))
                .containsExactly("spring.mail.Host:conflict");
    }

    @Test
    void namesThatNobodyReadsAreUnknown() {
        assertThat(read("""
            spring.mail.host=smtp.example.com
            spring.mail.user=ada
            spring.mail.properties.mail.smtp.tls=true
            spring.mail.properties.smtp.auth=true
            spring.mail.properties=true
            spring.mail.test-connection=true
            SPRING_MAIL_PROPERTIES_MAIL_SMTP_SOCKETFACTORY_CLASS=com.example.Factory
            mail.smtp.starttls.enabled=true
            mail.smtp.ssl=true
            mail.imap.host=imap.example.com
            mail.debug=true
            mailing.list=none
            spring.mailer=none
            """).unknown())
                .containsExactlyInAnyOrder(
                        "mail.smtp.starttls.enabled",
                        "mail.smtp.ssl",
                        "spring.mail.user",
                        "spring.mail.properties",
                        "spring.mail.properties.smtp.auth",
                        "spring.mail.properties.mail.smtp.tls",
                        "SPRING_MAIL_PROPERTIES_MAIL_SMTP_SOCKETFACTORY_CLASS");
    }

    @Test
    void objectsThatWerePutInAreNotAskedForTheirWords() {
        Object silent = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("nobody asks");
            }
        };
        Map<Object, Object> itself = new HashMap<>();
        itself.put("mail", itself);
        itself.put("spring", itself);
        itself.put("mail.smtp.host", "mx.example");
        itself.put("mail.smtp.user", silent);
        itself.put("mail.smtp.socketFactory", silent);
        itself.put(silent, silent);
        itself.put("mail.smtp.port", 587L);
        MailProperties settings = ProbeRequest.fromMailProperties(itself);
        assertThat(codes(settings.problems()))
                .contains("mail.smtp.socketFactory:unsupported", "mail.smtp.port:malformed");
    }
}
