/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application. */
@SpringBootApplication
public class WebApplication {
    /**
     * Starts it.
     *
     * @param arguments of Spring Boot, such as {@code --spring.mail.host=smtp.example.com}
     */
    public static void main(String... arguments) {
        SpringApplication.run(WebApplication.class, arguments);
    }
}
