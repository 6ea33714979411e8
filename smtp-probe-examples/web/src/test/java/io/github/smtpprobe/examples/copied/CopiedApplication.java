/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.copied;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.examples.web.monitoring.MailServerProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Somebody else's application, which has copied the package for monitors and nothing besides. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(CopiedApplication.Packages.class)
@ComponentScan(basePackageClasses = MailServerProbe.class)
public class CopiedApplication {
    static final String PASSWORD = "password-of-the-application";

    /** Where Spring Boot looks for mix-ins. */
    @AutoConfigurationPackage(basePackageClasses = MailServerProbe.class)
    static class Packages {}

    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        return http.csrf(csrf -> csrf.disable())
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .httpBasic(Customizer.withDefaults())
                .build();
    }

    /** Its shortest work: with the usual one, a third of a second for each request would be the half of the tests' time. */
    @Bean
    PasswordEncoder passwords() {
        return new BCryptPasswordEncoder(4);
    }

    @Bean
    InMemoryUserDetailsManager users(PasswordEncoder passwords) {
        return new InMemoryUserDetailsManager(User.withUsername("monitor")
                .password(passwords.encode(PASSWORD))
                .roles("MONITOR")
                .build());
    }

    /** A controller as anybody writes it. */
    @RestController
    static class Reports {
        @GetMapping("/report")
        ProbeReport report(@RequestParam int port) {
            return SmtpProbe.run(
                    ProbeRequest.to("127.0.0.1", port).tls(TlsMode.PLAIN).build());
        }

        @PostMapping("/verdict")
        Map<String, String> verdict(@RequestBody ProbeReport report) {
            return Map.of("verdict", report.verdict().token());
        }
    }
}
