/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.util.List;
import java.util.Set;

/** The names of mail settings that Jakarta Mail (Angus Mail 2) and Spring Boot (3 and 4) read. */
final class MailKeys {
    /** The prefix of Spring Boot's own settings. */
    static final String BOOT = "spring.mail.";

    /** The prefix of Jakarta Mail's settings that Spring Boot passes on. */
    static final String PASSED_ON = BOOT + "properties";

    private static final List<String> PREFIXES = List.of(BOOT, "mail.smtp.", "mail.smtps.", "mail.");

    /** After {@code mail.smtp.} or {@code mail.smtps.}: the documented names, and four more that the code reads. */
    static final Set<String> SMTP = words("""
        host port user password from localhost localaddress localport ehlo
        auth auth.mechanisms auth.login.disable auth.plain.disable auth.digest-md5.disable auth.ntlm.disable
        auth.xoauth2.disable auth.ntlm.domain auth.ntlm.flags auth.ntlm.v2 auth.ntlm.unicode auth.ntlm.lmcompat
        auth.xoauth2.two.line.authentication.format
        submitter dsn.notify dsn.ret allow8bitmime sendpartial sasl.enable sasl.mechanisms sasl.authorizationid
        sasl.realm saslrealm sasl.usecanonicalhostname quitwait quitonsessionreject reportsuccess mailextension
        userset noop.strict chunksize connectiontimeout timeout writetimeout executor.writetimeout usesocketchannels
        ssl.enable ssl.checkserveridentity ssl.trust ssl.protocols ssl.ciphersuites ssl.socketFactory
        ssl.socketFactory.class ssl.socketFactory.port ssl.hostnameverifier ssl.hostnameverifier.class
        socketFactory socketFactory.class socketFactory.fallback socketFactory.port
        starttls.enable starttls.required
        proxy.host proxy.port proxy.user proxy.password socks.host socks.port class\
        """);

    /** After {@code mail.}. */
    private static final Set<String> MAIL = words("""
        host user password from debug debug.quote debug.auth debug.auth.username debug.auth.password
        transport.protocol transport.protocol.rfc822 alternates replyallcc event.scope event.executor socket.debug\
        """);

    /** After {@code spring.mail.}, without hyphens. */
    static final Set<String> BOOT_WORDS = words("""
        host port username password protocol defaultencoding jndiname testconnection
        ssl.enabled ssl.bundle ssl.verifyhostname\
        """);

    /** After any of the prefixes: the settings that are on or off. */
    private static final Set<String> SWITCHES = words("""
        auth auth.login.disable auth.plain.disable auth.digest-md5.disable auth.ntlm.disable auth.xoauth2.disable
        sasl.enable ssl.enable ssl.enabled ssl.checkserveridentity ssl.verifyhostname starttls.enable starttls.required
        socketFactory.fallback ehlo debug.auth debug.auth.password\
        """);

    /** After any of the prefixes: the settings that are numbers. */
    private static final Set<String> NUMBERS =
            words("port socketFactory.port ssl.socketFactory.port connectiontimeout timeout writetimeout");

    /** Settings that the same programs read for purposes other than sending. */
    private static final Set<String> OTHERS = words("imap. imaps. pop3. pop3s. gimap. store. mime. dsn. mbox.");

    private MailKeys() {}

    private static Set<String> words(String text) {
        return Set.of(text.trim().split("\\s+"));
    }

    /** Whether Spring Boot binds a name, given without prefix and hyphens and in lower case. */
    static boolean boot(String word) {
        return BOOT_WORDS.contains(word);
    }

    /** The name that Spring Boot binds for an environment variable, in which underscores stand for dots and hyphens. */
    static String bootOf(String dotted) {
        String squeezed = dotted.replace(".", "");
        return BOOT_WORDS.stream()
                .filter(each -> each.replace(".", "").equals(squeezed))
                .findFirst()
                .orElse(dotted);
    }

    /** Whether a setting is on or off, by its full name. */
    static boolean isSwitch(String name) {
        return SWITCHES.contains(bare(name));
    }

    /** Whether a setting is a number, by its full name. */
    static boolean isNumber(String name) {
        return NUMBERS.contains(bare(name));
    }

    /** A full name without its prefix. */
    static String bare(String name) {
        return PREFIXES.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(prefix -> name.substring(prefix.length()))
                .orElse(name);
    }

    /** A full name as the documentation writes it. */
    static String documented(String name) {
        return name.startsWith(BOOT)
                ? name.replace("jndiname", "jndi-name").replace("verifyhostname", "verify-hostname")
                : name;
    }

    /** Whether any part of Jakarta Mail reads a name, not only the one that sends. */
    static boolean jakarta(String name) {
        if (!name.startsWith("mail.")) {
            return false;
        }
        String rest = name.substring("mail.".length());
        return MAIL.contains(rest)
                || OTHERS.stream().anyMatch(rest::startsWith)
                || (rest.startsWith("smtp.") && SMTP.contains(rest.substring("smtp.".length())))
                || (rest.startsWith("smtps.") && SMTP.contains(rest.substring("smtps.".length())));
    }
}
