/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** Settings that make no sense are refused when the application starts, by their name. */
class SettingsTest {
    @Configuration
    @EnableConfigurationProperties({PageSettings.class, QuotaSettings.class, AccessSettings.class})
    static class Settings {}

    @TempDir
    Path folder;

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void defaultsAreForStrangers() {
        application.run(started -> {
            assertThat(started.getBean(PageSettings.class).audience()).isEqualTo(Audience.STRANGERS);
            assertThat(started.getBean(PageSettings.class).login()).isFalse();
            assertThat(started.getBean(QuotaSettings.class).client()).isEqualTo(new Rate(30, Duration.ofMinutes(10)));
            assertThat(started.getBean(AccessSettings.class).proxies()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smtp-probe.deadline=0s | smtp-probe.deadline must be from 1s to 5m",
                "smtp-probe.deadline=1h | smtp-probe.deadline must be from 1s to 5m",
                "smtp-probe.deadline=soon | smtp-probe.deadline",
                "smtp-probe.at-once=0 | smtp-probe.at-once must be from 1",
                "smtp-probe.at-once=-1 | smtp-probe.at-once must be from 1",
                "smtp-probe.audience=everybody | smtp-probe.audience",
                "smtp-probe.login=maybe | smtp-probe.login",
                "smtp-probe.login-by=magic | smtp-probe.login-by",
                "smtp-probe.proxies=proxy.example.com | smtp-probe.proxies",
                "smtp-probe.proxies=10.0.0.0/33 | smtp-probe.proxies",
                "smtp-probe.proxies=10.0.0.0/99 | smtp-probe.proxies",
                "smtp-probe.proxies=2001:db8::/129 | smtp-probe.proxies",
                "smtp-probe.proxies=10.0.0.0/8x | smtp-probe.proxies",
                "smtp-probe.survey-deadline=6m | smtp-probe.survey-deadline must be from 1s to 5m",
                "smtp-probe.demo=perhaps | smtp-probe.demo",
                "smtp-probe.recipients=perhaps | smtp-probe.recipients",
                "smtp-probe.at-once=many | smtp-probe.at-once",
                "smtp-probe.quota.address=1000001/1h | smtp-probe.quota.address",
                "smtp-probe.quota.address=99999999999/1h | smtp-probe.quota.address",
                "smtp-probe.quota.recipient-domain=/1h | smtp-probe.quota.recipient-domain",
                "smtp-probe.quota.wrong-logins=10/2d | smtp-probe.quota.wrong-logins",
                "smtp-probe.quota.explanations=10/ | smtp-probe.quota.explanations",
                "smtp-probe.quota.survey-cost=0 | smtp-probe.quota.survey-cost",
                "smtp-probe.quota.streams-at-once=100001 | smtp-probe.quota.streams-at-once",
                "smtp-probe.quota.client-at-once=x | smtp-probe.quota.client-at-once",
                "smtp-probe.quota.client=30 | smtp-probe.quota.client",
                "smtp-probe.quota.client=0/10m | smtp-probe.quota.client",
                "smtp-probe.quota.client=-1/10m | smtp-probe.quota.client",
                "smtp-probe.quota.client=1/1ms | smtp-probe.quota.client",
                "smtp-probe.quota.client=1/fortnight | smtp-probe.quota.client",
                "smtp-probe.quota.target=4/1h | smtp-probe.quota.target",
                "smtp-probe.quota.streams=0 | smtp-probe.quota.streams",
                "smtp-probe.quota.recipient-cost=-1 | smtp-probe.quota.recipient-cost",
                "smtp-probe.quota.explanations-at-once=0 | smtp-probe.quota.explanations-at-once",
                "smtp-probe.quota.requests-at-once=0 | smtp-probe.quota.requests-at-once",
                "smtp-probe.quota.cleint=30/10m | smtp-probe.quota.cleint",
            })
    void nonsenseIsRefusedByName(String setting, String named) throws IOException {
        String told = told(setting);
        assertThat(told).contains(named);
        String value = setting.substring(setting.indexOf('=') + 1);
        String shown = named.endsWith(" must be from 1s to 5m")
                ? Duration.parse("PT" + value).toString()
                : named.equals("smtp-probe.quota.target") ? "allows 4 probes" : value;
        assertThat(told).as("the value").contains(shown);
    }

    /** What an operator reads: of several exceptions it is the words of the innermost alone. */
    private String told(String setting) throws IOException {
        Path log = folder.resolve("log");
        try {
            new SpringApplicationBuilder(Settings.class)
                    .web(WebApplicationType.NONE)
                    .run("--" + setting, "--logging.file.name=" + log)
                    .close();
        } catch (RuntimeException refused) {
            return Files.readString(log).replaceFirst("(?s).*APPLICATION FAILED TO START", "");
        }
        return "it was started";
    }

    @Test
    void aRateIsReadAsItIsWritten() {
        assertThat(Rate.valueOf("30/10m")).isEqualTo(new Rate(30, Duration.ofMinutes(10)));
        assertThat(Rate.valueOf(" 1/1d ")).isEqualTo(new Rate(1, Duration.ofDays(1)));
        assertThatThrownBy(() -> Rate.valueOf("ten a minute")).hasMessageContaining("such as 30/10m");
        assertThatThrownBy(() -> Rate.valueOf("1/2/3")).hasMessageContaining("such as 30/10m");
        assertThatThrownBy(() -> Rate.valueOf("٣/1m")).hasMessageContaining("such as 30/10m");
    }
}
