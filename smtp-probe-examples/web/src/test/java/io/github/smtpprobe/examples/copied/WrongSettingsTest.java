/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.copied;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.examples.web.monitoring.MailServerProbe;
import io.github.smtpprobe.examples.web.monitoring.RefusedStart;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/** Each setting wrong once: the message names it, says the rule, and repeats nothing that it held. */
class WrongSettingsTest {
    private static final String CANARY = "canary";

    @ComponentScan(basePackageClasses = MailServerProbe.class)
    static class Monitors {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smtp-probe.mail.every=canary | smtp-probe.mail.every must be a time such as 10s or 5m",
                "smtp-probe.mail.every=1ms | smtp-probe.mail.every must be from 1s to 24h",
                "smtp-probe.mail.deadline=canary | smtp-probe.mail.deadline must be a time such as 10s or 5m",
                "smtp-probe.mail.deadline=2h | smtp-probe.mail.deadline must be from 1s to 1h",
                "smtp-probe.start-up=canary | smtp-probe.start-up must be off, warn or fail",
                "smtp-probe.scrape.at-once=canary | smtp-probe.scrape.at-once must be a number from 1 to 200",
                "smtp-probe.scrape.at-once=0 | smtp-probe.scrape.at-once must be a number from 1 to 200",
                "smtp-probe.scrape.targets=a b canary | smtp-probe.scrape.targets has an entry that names no server",
                "smtp-probe.scrape.targets=canary:x | smtp-probe.scrape.targets has an entry that names an invalid port: it must be a number from 1 to 65535",
                "smtp-probe.modules.[a b].tls=canary | smtp-probe.modules must have names of letters, digits, _ and -",
                "smtp-probe.modules.a=canary | smtp-probe.modules must have names of letters, digits, _ and -",
                "smtp-probe.modules.a.pasword=canary | smtp-probe.modules.a.pasword is not a setting of a module",
                "smtp-probe.modules.a.tls=canary | smtp-probe.modules.a.tls must be plain, starttls-if-offered, starttls or implicit-tls",
                "smtp-probe.modules.a.port=canary | smtp-probe.modules.a.port must be a number from 1 to 65535",
                "smtp-probe.modules.a.deadline=1ms | smtp-probe.modules.a.deadline must be from 100ms to 1h",
                "smtp-probe.modules.a.deadline=canary | smtp-probe.modules.a.deadline must be a time such as 10s or 5m",
                "smtp-probe.modules.a.user=canary | smtp-probe.modules.a.password or a token is missing",
                "smtp-probe.modules.a.password=canary | smtp-probe.modules.a.user is missing",
                "smtp-probe.modules.a.token=canary | smtp-probe.modules.a.user is missing",
                "smtp-probe.modules.a.user=u;smtp-probe.modules.a.password=canary | smtp-probe.modules.a.targets must name the servers that may receive the login",
                "smtp-probe.modules.a.user=u;smtp-probe.modules.a.password=canary;smtp-probe.modules.a.token=canary | smtp-probe.modules.a.token must not be given together with a password",
                "smtp-probe.modules.a.tls=plain;smtp-probe.modules.a.targets=mx;smtp-probe.modules.a.user=u;smtp-probe.modules.a.password=canary | smtp-probe.modules.a.tls must not be plain with a login",
                "smtp-probe.modules.a.mechanisms=! | smtp-probe.modules.a.mechanisms ",
                "smtp-probe.modules.a.targets=canary:x | smtp-probe.modules.a.targets has an entry that names an invalid port",
                "smtp-probe.modules.a.from=no mailbox | smtp-probe.modules.a.from ",
                "smtp-probe.modules.a.to=canary@example.com | smtp-probe.modules.a.from is missing",
                "smtp-probe.modules.a.from=a@example.com;smtp-probe.modules.a.to=no mailbox | smtp-probe.modules.a.to ",
                "smtp-probe.modules.a.ehlo=no name | smtp-probe.modules.a.ehlo ",
            })
    void isNamed(String settings, String message) {
        String[] given = ("--" + settings.replace(";", ";--")
                        + ";--spring.mail.host=127.0.0.1;--spring.mail.port=9;--smtp-probe.scrape.enabled=true")
                .split(";");
        Path log = Running.newLog();
        assertThatThrownBy(() -> started(log, given).close()).hasRootCauseInstanceOf(RefusedStart.class);
        String told = Running.text(log);
        assertThat(told)
                .contains(
                        "APPLICATION FAILED TO START", "Description:\n\n" + message, "Action:\n\nCorrect the settings")
                .doesNotContain("\tat io.github");
        assertThat(told.substring(told.indexOf("APPLICATION FAILED"))).doesNotContain(CANARY);
    }

    /** The monitors, without the rest of an application: that takes ten times as long. */
    private static ConfigurableApplicationContext started(Path log, String... settings) {
        return new SpringApplicationBuilder(Monitors.class)
                .web(WebApplicationType.NONE)
                .properties("logging.config=classpath:copied/log.xml", "logging.file.name=" + log)
                .run(settings);
    }

    @Test
    void aWholeApplicationDoesNotStart() {
        Path log = Running.newLog();
        assertThatThrownBy(() -> Running.with(
                                log, null, "--smtp-probe.scrape.enabled=true", "--smtp-probe.scrape.at-once=0")
                        .close())
                .hasRootCauseInstanceOf(RefusedStart.class);
        assertThat(Running.text(log))
                .contains("Description:\n\nsmtp-probe.scrape.at-once must be a number from 1 to 200");
    }

    @Test
    void rightSettingsStart() {
        Path log = Running.newLog();
        started(log, "--smtp-probe.scrape.enabled=true", "--smtp-probe.modules.a.tls=plain")
                .close();
        assertThat(Running.text(log)).doesNotContain("APPLICATION FAILED");
    }
}
