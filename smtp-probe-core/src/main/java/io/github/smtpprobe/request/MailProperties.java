/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.text.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Mail settings of Jakarta Mail ({@code mail.smtp.*}, {@code mail.smtps.*}) or Spring Boot ({@code spring.mail.*}), turned into a
 * request that connects as a program with these settings would. Immutable and thread-safe; no message repeats a user name or a
 * secret.
 *
 * <p>Settings of Spring Boot may have any form that Spring Boot binds: with dots, brackets, hyphens or capitals, as nested maps
 * from a YAML file, or as environment variables ({@code SPRING_MAIL_HOST}). If there is at least one of them, {@code mail.*}
 * counts only below {@code spring.mail.properties}, as in Spring Boot. Defaults are those of Angus Mail 2.
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
     * The request that the settings describe. They determine its host, port, TLS mode, login, mechanisms, EHLO name, source
     * address and time limits:
     *
     * <ul>
     *   <li>STARTTLS that is enabled but not required becomes {@link TlsMode#STARTTLS_IF_OFFERED}.
     *   <li>The password comes from {@code spring.mail.password}, {@code mail.smtp.password} or {@code mail.password}. It is used
     *       as a token if XOAUTH2 or OAUTHBEARER is the first mechanism.
     *   <li>{@code mail.smtp.timeout} limits each step. The deadline of the whole probe is the default one.
     *   <li>Certificates are verified, and credentials are not sent in clear text, whatever the settings say.
     *   <li>The envelope is not taken from {@code mail.smtp.from}; the caller may add one.
     * </ul>
     *
     * <p>{@code build()} throws {@link InvalidRequest} as long as there are {@linkplain #problems() problems} of severity
     * {@link Problem.Severity#ERROR ERROR}. Most of them are resolved by setting the same option on the builder: after
     * {@link ProbeRequest.Builder#ports}, for example, {@code mail.smtp.port} no longer matters. The others, such as a wrong
     * {@code ssl.trust}, have to be corrected in the settings.
     *
     * @return a new builder for each call
     */
    public ProbeRequest.Builder request() {
        return request.copy();
    }

    /** {@return the names, as given, that look like mail settings but that neither program reads; often they are misspelt} */
    public List<String> unknown() {
        return unknown;
    }

    /**
     * Settings that endanger the login or the program. They do not prevent a request, and the probe does not share the danger.
     *
     * <p>These have severity {@link Problem.Severity#ERROR ERROR}, and are reason enough for a program not to start:
     *
     * <ul>
     *   <li>trust in every certificate, or in any certificate that the server shows ({@code ssl.trust})
     *   <li>names in certificates that are not checked ({@code ssl.checkserveridentity=false})
     *   <li>a login in clear text, or with STARTTLS that is not required
     *   <li>a socket factory with a fallback to clear text
     *   <li>debug output that is switched on and shows the login
     * </ul>
     *
     * <p>These have severity {@link Problem.Severity#WARNING WARNING}, and are meant for the log: STARTTLS that is not required,
     * without a login; names in certificates, if it depends on the version of the mail library whether they are checked; TLS
     * versions below 1.2; missing time limits; debug output that is switched off but would show the login.
     *
     * @return the problems, each with the name of its setting as it was given, or, for a missing setting, as it would be written
     */
    public List<Problem> dangerous() {
        return dangerous;
    }

    /**
     * Settings that keep the probe from testing, fully or in part, what the program will encounter.
     *
     * <p>These have severity {@link Problem.Severity#ERROR ERROR}, and make {@code request().build()} throw:
     *
     * <ul>
     *   <li>a value that cannot be read, such as a port that is not a number, a placeholder, or an encrypted password
     *   <li>a missing host, or settings that are kept elsewhere ({@code spring.mail.jndi-name})
     *   <li>a password without a user, {@code auth=true} without either, an empty password, or no mechanism left to log in with
     *   <li>an {@code ssl.trust} that does not name the server, so that the program refuses the server
     * </ul>
     *
     * <p>These have severity {@link Problem.Severity#WARNING WARNING}, and do not prevent a request:
     *
     * <ul>
     *   <li>a user without a password: neither the program nor the probe logs in
     *   <li>a login without {@code auth=true}: the program continues without it if the server offers none
     *   <li>mechanisms that the probe does not have, a proxy, a socket factory, and anything else that it does not follow
     *   <li>settings that are empty, or that stand where the program does not read them
     * </ul>
     *
     * @return the problems, each with the name of its setting as it was given, or, for a missing setting, as it would be written
     */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * {@return {@code unknown}, {@code dangerous} and {@code problems}, as plain maps and lists for any JSON library, without the
     * value of any secret}
     */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("unknown", unknown.stream().map(Printable::clean).toList());
        map.put("dangerous", Problem.asMaps(dangerous));
        map.put("problems", Problem.asMaps(problems));
        return map;
    }

    /** {@return how many settings are unknown, dangerous or problematic} */
    @Override
    public String toString() {
        return "MailProperties[unknown=" + unknown.size() + ", dangerous=" + dangerous.size() + ", problems="
                + problems.size() + "]";
    }
}
