/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static io.github.smtpprobe.request.MailPropertiesTest.codes;
import static io.github.smtpprobe.request.MailPropertiesTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is dangerous in mail settings, by the setting that is so, and how dangerous it is. */
class MailDangersTest {
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
            mail.debug.auth=true
            mail.smtp.timeout=0
            mail.smtp.writetimeout=1000
            """).dangerous()))
                .containsExactly(
                        "mail.debug.auth:logs-secrets",
                        "mail.smtp.connectiontimeout:no-limit",
                        "mail.smtp.ssl.checkserveridentity:no-identity",
                        "mail.smtp.ssl.protocols:old-version",
                        "mail.smtp.ssl.trust:trust-all",
                        "mail.smtp.starttls.enable:clear-text");
        assertThat(codes(read("""
            mail.smtps.host=smtp.example.com
            mail.smtps.ssl.trust=smtp.example.com
            mail.smtps.ssl.checkserveridentity=true
            mail.smtps.connectiontimeout=1
            mail.smtps.timeout=1
            mail.smtps.writetimeout=1
            """).dangerous())).containsExactly("mail.smtps.ssl.trust:trust-host");
        assertThat(codes(read("mail.smtp.host=a.example\nmail.smtp.starttls.enable=true")
                        .dangerous()))
                .contains(
                        "mail.smtp.starttls.required:downgrade", "mail.smtp.ssl.checkserveridentity:identity-default");
        assertThat(codes(read("mail.smtp.host=a\nmail.smtp.socketFactory.class=javax.net.ssl.SSLSocketFactory")
                        .dangerous()))
                .contains("mail.smtp.socketFactory.fallback:fallback");
        assertThat(codes(read("spring.mail.host=a\nspring.mail.ssl.enabled=true\nspring.mail.ssl.verify-hostname=no")
                        .dangerous()))
                .contains("spring.mail.ssl.verify-hostname:no-identity")
                .noneMatch(each -> each.contains("identity-default"));
        assertThat(codes(
                        read("spring.mail.host=a\nspring.mail.ssl.enabled=true").dangerous()))
                .noneMatch(each -> each.contains("identity"));
    }

    private static List<String> ranked(List<Problem> problems) {
        return problems.stream()
                .map(each -> each.severity().token() + " " + each)
                .toList();
    }

    /** What lets others read the login or pose as the server is worse than what harms only together with something else. */
    @Test
    void dangersAreRanked() {
        assertThat(ranked(read("""
            mail.smtp.host=a
            mail.smtp.ssl.trust=*
            mail.smtp.starttls.enable=true
            mail.smtp.auth=true
            mail.smtp.ssl.checkserveridentity=true
            mail.debug.auth=true
            """).dangerous()))
                .containsExactly(
                        "error mail.smtp.ssl.trust trusts every certificate, so that anybody on the way can pose as"
                                + " the server",
                        "error mail.smtp.starttls.required is not true, so that anybody on the way can switch TLS off"
                                + " and read the login",
                        "warning mail.smtp.connectiontimeout sets no limit, nor do mail.smtp.timeout and"
                                + " mail.smtp.writetimeout, so that a silent server blocks the program for ever",
                        "warning mail.debug.auth writes the login into the debug output as soon as there is one");
        assertThat(ranked(read("""
            spring.mail.host=a
            spring.mail.properties.mail.smtp.starttls.enable=true
            spring.mail.properties.mail.smtp.timeout=5000
            spring.mail.properties.mail.smtp.writetimeout=5000
            """).dangerous()))
                .as("no login, a version that is not known, and names as one would write them")
                .containsExactly(
                        "warning spring.mail.properties.mail.smtp.ssl.checkserveridentity is not set, and Spring Boot 2"
                                + " then accepts a valid certificate of any other host",
                        "warning spring.mail.properties.mail.smtp.starttls.required is not true, so that anybody on"
                                + " the way can switch TLS off",
                        "warning spring.mail.properties.mail.smtp.connectiontimeout sets no limit, so that a silent"
                                + " server blocks the program for ever");
        assertThat(codes(read("spring.mail.host=a\nspring.mail.properties[mail.smtp.ssl.trust]=*")
                        .dangerous()))
                .contains("spring.mail.properties[mail.smtp.ssl.trust]:trust-all");
        assertThat(ranked(read("mail.smtp.host=a\nmail.smtp.timeout=ten\nmail.smtp.connectiontimeout=1")
                        .dangerous()))
                .as("one that cannot be read is a problem, and not one that is missing")
                .containsExactly("warning mail.smtp.writetimeout sets no limit, so that a silent server blocks the"
                        + " program for ever");
    }
}
