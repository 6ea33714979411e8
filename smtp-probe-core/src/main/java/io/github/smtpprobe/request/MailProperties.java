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
     * The request that the settings describe. They give its host, port, TLS mode, login, mechanisms, EHLO name, source address and
     * time limits:
     *
     * <ul>
     *   <li>STARTTLS that is enabled but not required becomes {@link TlsMode#STARTTLS_IF_OFFERED}.
     *   <li>The password is that of {@code spring.mail.password}, {@code mail.smtp.password} or {@code mail.password}. It counts as a token
     *       where XOAUTH2 or OAUTHBEARER is the first mechanism.
     *   <li>{@code mail.smtp.timeout} limits each step. The deadline of the whole is the usual one.
     *   <li>Certificates are verified, and credentials are not sent in clear text, whatever the settings say.
     *   <li>The envelope is not taken from {@code mail.smtp.from}: the caller may add one.
     * </ul>
     *
     * <p>{@code build()} throws {@link InvalidRequest} as long as there are {@linkplain #problems() problems} of severity
     * {@link Problem.Severity#ERROR ERROR}. Most of them end when the caller gives the same option on the builder: after
     * {@link ProbeRequest.Builder#ports} nothing is asked of {@code mail.smtp.port}. The others, such as a wrong {@code ssl.trust},
     * have to be mended in the settings.
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
     * Settings that endanger the login or the program. A request is made with all of them, and does not share the danger.
     *
     * <p>Of severity {@link Problem.Severity#ERROR ERROR}, reason enough not to start, are:
     *
     * <ul>
     *   <li>trust in every certificate, or in any that the server shows ({@code ssl.trust})
     *   <li>names in certificates that are not checked ({@code ssl.checkserveridentity=false})
     *   <li>a login in clear text, or one with STARTTLS that is not required
     *   <li>a socket factory with a fallback to clear text
     *   <li>a debug output that is on and shows the login
     * </ul>
     *
     * <p>Of severity {@link Problem.Severity#WARNING WARNING}, for the log, are: STARTTLS that is not required, without a login; names
     * in certificates that the library checks or not, depending on its version; versions of TLS below 1.2; time limits that are missing; a
     * debug output that is off and would show the login.
     *
     * @return them, each with the name of its setting as it was given, or, of one that is missing, as it would be
     */
    public List<Problem> dangerous() {
        return dangerous;
    }

    /**
     * Settings because of which the probe could not tell, or not all, of what the program will meet.
     *
     * <p>Of severity {@link Problem.Severity#ERROR ERROR}, for which {@code request().build()} throws, are:
     *
     * <ul>
     *   <li>a value that cannot be read, such as a port that is no number, a placeholder, or an encrypted password
     *   <li>a host that is missing, or settings that are kept elsewhere ({@code spring.mail.jndi-name})
     *   <li>a password without a user, {@code auth=true} without both, an empty password; no mechanism left to log in with
     *   <li>{@code ssl.trust} that does not name the server, which the program then refuses
     * </ul>
     *
     * <p>Of severity {@link Problem.Severity#WARNING WARNING}, with which a request is made, are:
     *
     * <ul>
     *   <li>a user without a password: neither the program nor the probe logs in
     *   <li>a login without {@code auth=true}: the program goes on without it where the server offers none
     *   <li>mechanisms that the probe does not have, a proxy, a socket factory, and whatever else it does not follow
     *   <li>settings that are empty, or that the program does not read where they stand
     * </ul>
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
