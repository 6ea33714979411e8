/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import io.github.smtpprobe.SmtpProbe;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The probe that the page runs. */
@Configuration
@EnableConfigurationProperties(PageSettings.class)
public class ProbeWiring {
    /**
     * Makes it.
     *
     * @param settings for whom it is
     * @return the probe, which reaches what the page's users may reach
     */
    @Bean
    public SmtpProbe pageProbe(PageSettings settings) {
        if (settings.staff()) {
            return SmtpProbe.standard();
        }
        SmtpProbe.Builder strangers = SmtpProbe.forUntrustedTargets().toBuilder();
        return settings.login()
                ? strangers.build()
                : strangers.withoutCredentials().build();
    }
}
