/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.InvalidRequest.Problem;
import java.util.List;

/**
 * Mail settings of Jakarta Mail ({@code mail.smtp.*}, {@code mail.smtps.*}) or Spring Boot ({@code spring.mail.*}), read as a
 * request that connects as such a program would. Immutable and thread-safe; no value of a setting is repeated in a message.
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
     * and password, so is the login: without it {@code build()} refuses the request.
     *
     * @return a builder of its own for each call; what is wrong with a value is reported by its {@code build()}
     */
    public ProbeRequest.Builder request() {
        return request.copy();
    }

    /** {@return names, as given, that begin like mail settings and that neither program reads: often a misspelling} */
    public List<String> unknown() {
        return unknown;
    }

    /** {@return settings that endanger the login or the program, such as trust in every certificate, or no time limit} */
    public List<Problem> dangerous() {
        return dangerous;
    }

    /** {@return settings that cannot be read, or that the request cannot follow, such as a proxy} */
    public List<Problem> problems() {
        return problems;
    }

    /** {@return how many settings are unknown, dangerous or a problem} */
    @Override
    public String toString() {
        return "MailProperties[unknown=" + unknown.size() + ", dangerous=" + dangerous.size() + ", problems="
                + problems.size() + "]";
    }
}
