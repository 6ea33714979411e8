/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.text.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Mail settings of Jakarta Mail ({@code mail.smtp.*}, {@code mail.smtps.*}) or Spring Boot ({@code spring.mail.*}), read as a
 * request that connects as such a program would. Immutable and thread-safe; no user name and no secret is repeated in a message.
 *
 * <p>Settings of Spring Boot may stand in any form that it binds: with dots, brackets, hyphens or capitals, as nested maps of a YAML
 * file, as environment variables ({@code SPRING_MAIL_HOST}). Where there is one of them, {@code mail.*} counts only behind
 * {@code spring.mail.properties}, as for Spring Boot. Defaults are those of Angus Mail 2.
 *
 * <pre>{@code
 * MailProperties settings = ProbeRequest.fromMailProperties(System.getProperties());
 * settings.dangerous().forEach(each -> System.out.println(each.field() + " " + each.message()));
 * ProbeReport report = SmtpProbe.run(settings.request().build());
 * }</pre>
 *
 * @see <a href="https://eclipse-ee4j.github.io/angus-mail/docs/api/org.eclipse.angus.mail/org/eclipse/angus/mail/smtp/package-summary.html">the
 *     settings of Angus Mail</a>
 */
public final class MailProperties {
    private final ProbeRequest.Builder request;
    private final List<String> unknown;
    private final List<Problem> dangerous;
    private final List<Problem> problems;

    MailProperties(
            ProbeRequest.Builder request, List<String> unknown, List<Problem> dangerous, List<Problem> problems) {
        this.request = request;
        this.unknown = List.copyOf(unknown);
        this.dangerous = List.copyOf(dangerous);
        this.problems = List.copyOf(problems);
    }

    /**
     * The request that the settings describe, for the caller to complete: host, port, TLS, login, mechanisms, EHLO name, source
     * address and time limits. STARTTLS that is enabled but not required becomes {@link TlsMode#STARTTLS_IF_OFFERED}. A password is
     * taken of {@code spring.mail.password}, {@code mail.smtp.password} or {@code mail.password}, and taken for a token where XOAUTH2 is the
     * first mechanism. The probe stays stricter than the program may be: it verifies certificates, and sends credentials in clear
     * text only if the caller allows it. {@code mail.smtp.timeout} limits each step; the deadline of the whole stays the usual one.
     *
     * <p>The envelope is the caller's to add: {@code mail.smtp.from} is not taken. Where the settings ask for a login and do not give user
     * and password, so is the login.
     *
     * <p>No value is guessed: {@code build()} refuses the request with the {@linkplain #problems() problems} of severity
     * {@link Problem.Severity#ERROR ERROR}, by the names of the settings, until the caller has given the option anew that the setting
     * decides, such as {@link ProbeRequest.Builder#ports} for a port that is no number.
     *
     * @return a builder of its own for each call
     */
    public ProbeRequest.Builder request() {
        return request.copy();
    }

    /** {@return names, as given, that begin like mail settings and that neither program reads: often a misspelling} */
    public List<String> unknown() {
        return unknown;
    }

    /**
     * Settings that endanger the login or the program. Those of severity {@link Problem.Severity#ERROR ERROR}, such as trust in every
     * certificate, are reason enough not to start; a {@link Problem.Severity#WARNING WARNING} is one for the log. A request is
     * made with both, and does not share the danger.
     *
     * @return them, each with the name of its setting as it was given, or, of one that is missing, as it would be
     */
    public List<Problem> dangerous() {
        return dangerous;
    }

    /**
     * Settings that cannot be read, for which {@code request().build()} refuses the request: severity {@link Problem.Severity#ERROR
     * ERROR}; and settings that the request does not follow, such as a proxy: {@link Problem.Severity#WARNING WARNING}.
     *
     * @return them, each with the name of its setting as it was given, or, of one that is missing, as it would be
     */
    public List<Problem> problems() {
        return problems;
    }

    /** {@return {@code unknown}, {@code dangerous} and {@code problems}, as plain maps and lists for any JSON library; no value of a setting that is a secret} */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("unknown", unknown.stream().map(Printable::clean).toList());
        map.put("dangerous", Problem.asMaps(dangerous));
        map.put("problems", Problem.asMaps(problems));
        return map;
    }

    /** {@return how many settings are unknown, dangerous or a problem} */
    @Override
    public String toString() {
        return "MailProperties[unknown=" + unknown.size() + ", dangerous=" + dangerous.size() + ", problems="
                + problems.size() + "]";
    }
}
