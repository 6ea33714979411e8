/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong with a request, with mail settings or with a pasted text: which field, what, how bad, and in which words. Immutable and
 * thread-safe; two that say the same are equal. No secret is in any of it.
 *
 * <p>A stranger who typed what a request is made of, or who pasted a text, may be shown field and message: they hold what was typed,
 * cut and with control characters written out, the rules of the library, and nothing that was looked up. They are not escaped for HTML.
 *
 * <p>The field is an argument of {@link ProbeRequest}'s factories, a method of {@link ProbeRequest.Builder}, with a part of what it
 * takes behind a dot, or a mail setting as its user wrote it:
 *
 * <ul>
 *   <li>{@code host}, {@code domain}, {@code port}: of {@code to}, {@code toMxOf} and {@link TypedTarget}
 *   <li>{@code ports}, {@code tls}, {@code coverage}, {@code addressFamilies}, {@code connectTo}, {@code sourceAddress}, {@code road},
 *       {@code proxyHeader}, {@code heloName}, {@code helloVerb}, {@code lmtp}, {@code stopAfter}, {@code deadline}
 *   <li>{@code xclient}, {@code xclient.ADDR} and so on
 *   <li>{@code timeouts}, {@code timeouts.connect}, {@code timeouts.tls}, {@code timeouts.greeting}, {@code timeouts.reply},
 *       {@code timeouts.quit}
 *   <li>{@code credentials}, {@code credentials.user}, {@code credentials.password}, {@code credentials.token}, {@code credentials.kind},
 *       {@code mechanisms}, {@code authEvenIfNotOffered}, {@code startTlsEvenIfNotOffered}, {@code tryEveryMechanism}
 *   <li>{@code trustCertificate}, {@code trustedCertificates}
 *   <li>{@code envelope.from}, {@code envelope.to}, {@code envelope.to[0]} and on, {@code message}, {@code messageSize}
 *   <li>{@code spring.mail.port}, {@code mail.smtps.timeout}, {@code SPRING_MAIL_HOST} and so on: see {@link MailProperties}
 *   <li>{@code text}, {@code stage}, {@code reply}, {@code timeLimit}: of {@code Explain}
 * </ul>
 *
 * <p>What is wrong is one of {@link Code}.
 */
public final class Problem {
    private static final int LONGEST_FIELD = 200;

    private final String field;
    private final Code code;
    private final Severity severity;
    private final String message;

    private Problem(String field, Code code, Severity severity, String message) {
        this.field = Printable.cut(Printable.clean(Objects.requireNonNull(field, "field")), LONGEST_FIELD, "\u2026");
        this.code = Objects.requireNonNull(code, "code");
        this.severity = severity;
        this.message = Objects.requireNonNull(message, "message");
    }

    /**
     * A problem because of which no request is made, or a danger for whatever the program sends.
     *
     * @param field   what it is about; control characters are written out
     * @param code    what is wrong
     * @param message in words, to follow the field's name
     * @return the problem
     */
    public static Problem error(String field, Code code, String message) {
        return new Problem(field, code, Severity.ERROR, message);
    }

    /**
     * A problem with which a request is made all the same.
     *
     * @param field   what it is about; control characters are written out
     * @param code    what is wrong
     * @param message in words, to follow the field's name
     * @return the problem
     */
    public static Problem warning(String field, Code code, String message) {
        return new Problem(field, code, Severity.WARNING, message);
    }

    /** {@return what it is about: one of the fields in the description of this class} */
    public String field() {
        return field;
    }

    /** {@return what is wrong} */
    public Code code() {
        return code;
    }

    /** {@return how bad it is} */
    public Severity severity() {
        return severity;
    }

    /** {@return what is wrong, in words that follow the field's name and may change with any release} */
    public String message() {
        return message;
    }

    /** The same of another field. */
    Problem of(String other) {
        return new Problem(other, code, severity, message);
    }

    /** {@return field, code, severity and message, as texts and tokens for any JSON library} */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("field", field);
        map.put("code", code.token());
        map.put("severity", severity.token());
        map.put("message", message);
        return map;
    }

    static List<Map<String, Object>> asMaps(List<Problem> problems) {
        return problems.stream().map(Problem::asMap).toList();
    }

    private List<Object> parts() {
        return List.of(field, code, severity, message);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Problem that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return field and message, as one sentence} */
    @Override
    public String toString() {
        return field + " " + message;
    }

    /** How bad a problem is. More may come: a {@code switch} needs a {@code default}. */
    public enum Severity {
        /** No request is made; of {@link MailProperties#dangerous()}: others can read the login, or pose as the server. */
        ERROR("error"),
        /** A request is made; of {@link MailProperties#dangerous()}: a weakness that harms only together with something else. */
        WARNING("warning");

        private final String token;

        Severity(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code error}} */
        public String token() {
            return token;
        }

        /**
         * Finds a severity by its token.
         *
         * @param token such as {@code error}
         * @return the severity; empty if this release knows none of that token
         */
        public static Optional<Severity> ofToken(String token) {
            return Tokens.find(values(), Severity::token, token);
        }
    }

    /** What is wrong, as a stable token. More may come: a {@code switch} needs a {@code default}. */
    public enum Code {
        /** It is missing, null or empty. */
        REQUIRED("required"),
        /** It does not have the form that it must have. */
        MALFORMED("malformed"),
        /** It is a number or a value outside of what is allowed. */
        RANGE("range"),
        /** It has more characters or octets than are allowed. */
        TOO_LONG("too-long"),
        /** It has a line with more octets than are allowed. */
        LINE_TOO_LONG("line-too-long"),
        /** It has more elements than are allowed. */
        TOO_MANY("too-many"),
        /** It contradicts another option, or what the probe is for. */
        CONFLICT("conflict"),

        /** A host or domain is blank, or has a blank in it. */
        BLANK("blank"),
        /** A host or domain has a line break in it. */
        LINE_BREAK("line-break"),
        /** A host or domain has a character in it that nobody can see. */
        CONTROL_CHARACTER("control-character"),
        /** A host or domain is a URL. */
        URL("url"),
        /** A host or domain is a mailbox, or has a user name in front. */
        MAILBOX("mailbox"),
        /** A host or domain has a port behind it. */
        PORT_IN_HOST("port-in-host"),
        /** A target holds a password, which everybody could see. */
        SECRET("secret"),

        /** There is no such file. */
        NOT_FOUND("not-found"),
        /** A file cannot be read. */
        UNREADABLE("unreadable"),
        /** A file has no certificate in it, or one that is none. */
        NO_CERTIFICATE("no-certificate"),

        /** A mail setting holds a placeholder that was not replaced by its value. */
        PLACEHOLDER("placeholder"),
        /** A mail setting is encrypted. */
        ENCRYPTED("encrypted"),
        /** Mail settings give a part of a login and not all of it, or do not ask for the login that they give. */
        INCOMPLETE("incomplete"),
        /** The probe cannot do what a mail setting asks for. */
        UNSUPPORTED("unsupported"),
        /** The program does not read a mail setting where it stands. */
        UNUSED("unused"),

        /** A pasted text holds nothing of SMTP. */
        NO_SMTP("no-smtp"),

        /** Mail settings trust every certificate. */
        TRUST_ALL("trust-all"),
        /** Mail settings trust whatever certificate the server shows. */
        TRUST_HOST("trust-host"),
        /** Mail settings take the certificate of another host. */
        NO_IDENTITY("no-identity"),
        /** Mail settings leave it to the version of the library whether the certificate of another host is taken. */
        IDENTITY_DEFAULT("identity-default"),
        /** Mail settings allow a version of TLS that must not be used any more. */
        OLD_VERSION("old-version"),
        /** Mail settings go on in clear text where TLS fails. */
        FALLBACK("fallback"),
        /** Mail settings go on in clear text where STARTTLS is not offered. */
        DOWNGRADE("downgrade"),
        /** Mail settings send the login in clear text. */
        CLEAR_TEXT("clear-text"),
        /** Mail settings wait without a limit. */
        NO_LIMIT("no-limit"),
        /** Mail settings write the login into logs. */
        LOGS_SECRETS("logs-secrets");

        private final String token;

        Code(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code required}} */
        public String token() {
            return token;
        }

        /**
         * Finds a code by its token.
         *
         * @param token such as {@code required}
         * @return the code; empty if this release knows none of that token
         */
        public static Optional<Code> ofToken(String token) {
            return Tokens.find(values(), Code::token, token);
        }
    }
}
