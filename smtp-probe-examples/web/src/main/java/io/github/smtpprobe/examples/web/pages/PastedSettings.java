/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.render.ClientSettings;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Settings for one program, to be pasted.
 *
 * @param program its name
 * @param file    where they go
 * @param lines   the settings
 */
public record PastedSettings(String program, String file, String lines) {
    static List<PastedSettings> of(ClientSettings settings) {
        String jakarta = settings.jakartaMail().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                .collect(Collectors.joining());
        return List.of(
                new PastedSettings("Spring Boot", "application.properties", settings.springBoot()),
                new PastedSettings("Jakarta Mail", "properties of the Session", jakarta),
                new PastedSettings("Simple Java Mail", "simplejavamail.properties", settings.simpleJavaMail()),
                new PastedSettings("nodemailer", "JavaScript", settings.nodemailer()),
                new PastedSettings("Postfix", "main.cf", settings.postfix()));
    }
}
