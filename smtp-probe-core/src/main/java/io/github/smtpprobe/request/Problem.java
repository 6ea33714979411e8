/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.text.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong with a request, with mail settings or with a pasted text: its field, code, severity and message.
 * Immutable and thread-safe; instances with the same content are equal. It never contains a secret.
 *
 * <p>Field and message may be shown to the stranger who typed the request or pasted the text: they contain what was typed,
 * shortened and with control characters escaped, and the rules of the library, but nothing that was looked up. They are not
 * escaped for HTML.
 *
 * <p>The field is a parameter of one of {@link ProbeRequest}'s factories; a method of {@link ProbeRequest.Builder}, perhaps
 * followed by a dot and a part of its argument; or a mail setting as its user wrote it:
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
     * A problem that prevents the request, or a setting that endangers what the program sends.
     *
     * @param field   what it is about; control characters are escaped
     * @param code    what is wrong
     * @param message a message to follow the field's name
     * @return the problem
     */
    public static Problem error(String field, Code code, String message) {
        return new Problem(field, code, Severity.ERROR, message);
    }

    /**
     * A problem that does not prevent the request.
     *
     * @param field   what it is about; control characters are escaped
     * @param code    what is wrong
     * @param message a message to follow the field's name
     * @return the problem
     */
    public static Problem warning(String field, Code code, String message) {
        return new Problem(field, code, Severity.WARNING, message);
    }

    /** {@return the field, one of those listed in the description of this class} */
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

    /** {@return a message that follows the field's name; its wording may change with any release} */
    public String message() {
        return message;
    }

    /** The same problem of another field. */
    Problem of(String other) {
        return new Problem(other, code, severity, message);
    }

    /** {@return field, code, severity and message as strings, for any JSON library} */
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

    /** {@return field and message as one sentence} */
    @Override
    public String toString() {
        return field + " " + message;
    }

    /** How bad a problem is. More may be added, so a {@code switch} needs a {@code default}. */
    public enum Severity {
        /** No request is made. In {@link MailProperties#dangerous()}: others can read the login, or impersonate the server. */
        ERROR("error"),
        /**
         * A request is made. In {@link MailProperties#dangerous()}: a weakness that does harm only together with something
         * else.
         */
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

    /** What is wrong, as a stable token. More may be added, so a {@code switch} needs a {@code default}. */
    public enum Code {
        /** It is missing, null or empty. */
        REQUIRED("required"),
        /** It does not have the form that it must have. */
        MALFORMED("malformed"),
        /** It is a number or a value outside of what is allowed. */
        RANGE("range"),
        /** It has too many characters or octets. */
        TOO_LONG("too-long"),
        /** One of its lines has too many octets. */
        LINE_TOO_LONG("line-too-long"),
        /** It has too many elements. */
        TOO_MANY("too-many"),
        /** It conflicts with another option, or with the purpose of the probe. */
        CONFLICT("conflict"),

        /** A host or domain is blank, or contains a blank. */
        BLANK("blank"),
        /** A host or domain contains a line break. */
        LINE_BREAK("line-break"),
        /** A host or domain contains an invisible character. */
        CONTROL_CHARACTER("control-character"),
        /** A host or domain is a URL. */
        URL("url"),
        /** A host or domain is a mailbox, or is preceded by a user name. */
        MAILBOX("mailbox"),
        /** A host or domain is followed by a port. */
        PORT_IN_HOST("port-in-host"),
        /** A target contains a password, which everybody could see. */
        SECRET("secret"),

        /** There is no such file. */
        NOT_FOUND("not-found"),
        /** A file cannot be read. */
        UNREADABLE("unreadable"),
        /** A file contains no certificate, or a malformed one. */
        NO_CERTIFICATE("no-certificate"),

        /** A mail setting contains a placeholder that was not replaced by its value. */
        PLACEHOLDER("placeholder"),
        /** A mail setting is encrypted. */
        ENCRYPTED("encrypted"),
        /** Mail settings contain only a part of a login, or a login that they do not ask for. */
        INCOMPLETE("incomplete"),
        /** The probe cannot do what a mail setting asks for. */
        UNSUPPORTED("unsupported"),
        /** A mail setting stands where the program does not read it. */
        UNUSED("unused"),

        /** A pasted text contains nothing of SMTP. */
        NO_SMTP("no-smtp"),

        /** Mail settings trust every certificate. */
        TRUST_ALL("trust-all"),
        /** Mail settings trust whatever certificate the server shows. */
        TRUST_HOST("trust-host"),
        /** Mail settings accept the certificate of another host. */
        NO_IDENTITY("no-identity"),
        /** With these mail settings, it depends on the version of the mail library whether the certificate of another host is accepted. */
        IDENTITY_DEFAULT("identity-default"),
        /** Mail settings allow a TLS version that must not be used any more. */
        OLD_VERSION("old-version"),
        /** Mail settings fall back to clear text if TLS fails. */
        FALLBACK("fallback"),
        /** Mail settings continue in clear text if STARTTLS is not offered. */
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
