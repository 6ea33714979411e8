/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.util.Locale;
import java.util.Set;

/** The names of mail settings that Jakarta Mail (Angus Mail 2) and Spring Boot document. */
final class MailKeys {
    private static final String SPRING = "spring.mail.";
    private static final String SPRING_OTHERS = SPRING + "properties";

    /** Behind {@code mail.smtp.} or {@code mail.smtps.}. */
    private static final Set<String> SMTP = words("""
        host port user password from localhost localaddress localport ehlo
        auth auth.mechanisms auth.login.disable auth.plain.disable auth.digest-md5.disable auth.ntlm.disable
        auth.xoauth2.disable auth.ntlm.domain auth.ntlm.flags auth.xoauth2.two.line.authentication.format
        submitter dsn.notify dsn.ret allow8bitmime sendpartial sasl.enable sasl.mechanisms sasl.authorizationid
        sasl.realm sasl.usecanonicalhostname quitwait quitonsessionreject reportsuccess mailextension userset
        noop.strict chunksize connectiontimeout timeout writetimeout executor.writetimeout
        ssl.enable ssl.checkserveridentity ssl.trust ssl.protocols ssl.ciphersuites ssl.socketFactory
        ssl.socketFactory.class ssl.socketFactory.port ssl.hostnameverifier ssl.hostnameverifier.class
        socketFactory socketFactory.class socketFactory.fallback socketFactory.port
        starttls.enable starttls.required
        proxy.host proxy.port proxy.user proxy.password socks.host socks.port class\
        """);

    /** Behind {@code mail.}. */
    private static final Set<String> MAIL = words("""
        host user password from debug debug.auth debug.auth.username debug.auth.password transport.protocol
        transport.protocol.rfc822 alternates smtp.class event.scope event.executor\
        """);

    /** Behind {@code spring.mail.}. */
    private static final Set<String> BOOT = words("""
        host port username password protocol default-encoding defaultencoding jndi-name jndiname
        test-connection testconnection ssl.enabled ssl.bundle\
        """);

    /** What the same programs read for something else than sending. */
    private static final Set<String> OTHERS = words("imap. imaps. pop3. pop3s. store. mime. gimap. dsn.");

    private MailKeys() {}

    private static Set<String> words(String text) {
        return Set.of(text.trim().split("\\s+"));
    }

    /** A name as Jakarta Mail has it, where Spring Boot passes it on under a name of its own; any other as it is. */
    static String passedOn(String name) {
        if (name.startsWith(SPRING_OTHERS + ".")) {
            return name.substring(SPRING_OTHERS.length() + 1);
        }
        return name.startsWith(SPRING_OTHERS + "[") && name.endsWith("]")
                ? name.substring(SPRING_OTHERS.length() + 1, name.length() - 1)
                : name;
    }

    /** Whether a name looks like a mail setting. */
    static boolean about(String name) {
        return name.startsWith("mail.") || name.startsWith(SPRING);
    }

    /** Whether a name looks like a mail setting, and is none that is documented. */
    static boolean unknown(String name) {
        if (name.startsWith(SPRING)) {
            return !BOOT.contains(name.substring(SPRING.length()).toLowerCase(Locale.ROOT));
        }
        if (!about(name)) {
            return false;
        }
        String rest = name.substring("mail.".length());
        return !MAIL.contains(rest)
                && OTHERS.stream().noneMatch(rest::startsWith)
                && !(rest.startsWith("smtp.") && SMTP.contains(rest.substring("smtp.".length())))
                && !(rest.startsWith("smtps.") && SMTP.contains(rest.substring("smtps.".length())));
    }
}
