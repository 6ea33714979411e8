/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.request.Problem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of mail settings that are none: a probe of another server, port or login than was meant would be a lie. */
class MailNonsenseTest {
    private static final List<String> NONSENSE = List.of(
            "58 7",
            "\u0000",
            "a\nb",
            "${NOT_REPLACED}",
            "tru",
            "70000000000",
            "\uD83D\uDE00",
            "a@b@c",
            "x=y;z",
            "\u001B[2J");

    /** Which of these a key can really have; everything else is nonsense to it. */
    private static final Map<String, List<String>> SENSE = Map.of(
            "password", List.of("58 7", "\u001B[2J", "a\nb", "tru", "70000000000", "\uD83D\uDE00", "a@b@c", "x=y;z"),
            "user", List.of("58 7", "tru", "70000000000", "\uD83D\uDE00", "a@b@c", "x=y;z"),
            "username", List.of("58 7", "tru", "70000000000", "\uD83D\uDE00", "a@b@c", "x=y;z"),
            "host", List.of("tru"),
            "localhost", List.of("tru"),
            "auth.mechanisms", List.of("tru", "58 7", "70000000000", "a\nb"),
            "sasl.mechanisms", List.of("tru", "58 7", "70000000000", "a\nb"));

    /** Any text is a name of a class, of certificates or of versions. */
    private static final List<String> NAMES =
            List.of("socketFactory.class", "ssl.socketFactory.class", "ssl.bundle", "ssl.protocols");

    private static Map<Object, Object> complete(String style) {
        Map<Object, Object> all = new LinkedHashMap<>();
        String prefix = style.equals("boot") ? "spring.mail.properties.mail.smtp." : "mail." + style + ".";
        boolean boot = style.equals("boot");
        all.put(boot ? "spring.mail.host" : prefix + "host", "mx.example");
        all.put(boot ? "spring.mail.username" : prefix + "user", "ada");
        all.put(boot ? "spring.mail.password" : prefix + "password", "secret-of-ada");
        all.put(prefix + "auth", "true");
        all.put(prefix + "starttls.required", "true");
        return all;
    }

    /** Every key that can decide what is probed, in each style in which it can be given. */
    static Stream<String[]> keys() {
        List<String[]> all = new ArrayList<>();
        for (String style : List.of("smtp", "smtps")) {
            for (String each : MailKeys.SMTP) {
                all.add(new String[] {style, "mail." + style + "." + each});
            }
        }
        for (String each : MailKeys.SMTP) {
            all.add(new String[] {"boot", "spring.mail.properties.mail.smtp." + each});
        }
        for (String each : MailKeys.BOOT_WORDS) {
            all.add(new String[] {"boot", "spring.mail." + each});
        }
        for (String each : List.of("transport.protocol", "transport.protocol.rfc822", "debug.auth")) {
            all.add(new String[] {"smtp", "mail." + each});
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("keys")
    void nonsenseIsRefusedByTheNameThatWasTypedOrDecidesNothing(String style, String key) {
        PortPlan usual = ProbeRequest.fromMailProperties(complete(style))
                .request()
                .build()
                .ports();
        for (String nonsense : NONSENSE) {
            Map<Object, Object> settings = complete(style);
            settings.put(key, nonsense);
            if (key.contains("sasl.mechanisms")) {
                settings.put(key.replace("mechanisms", "enable"), "true");
            }
            if (key.endsWith("ocketFactory.port")) {
                settings.put(key.replace(".port", ".class"), "com.example.Factory");
            }
            if (key.endsWith(".ssl.socketFactory.port")) {
                settings.put(key.replace(".ssl.socketFactory.port", ".ssl.enable"), "true");
            }
            MailProperties read = ProbeRequest.fromMailProperties(settings);
            InvalidRequest refused = catchThrowableOfType(
                    InvalidRequest.class, () -> read.request().build());
            List<Problem> errors = read.problems().stream()
                    .filter(each -> each.severity() == Severity.ERROR)
                    .toList();
            assertThat(refused == null ? List.of() : refused.problems()).isEqualTo(errors);
            if (expected(style, key, nonsense)) {
                assertThat(errors).as(nonsense).extracting(Problem::field).containsOnly(key);
                assertThat(errors.toString()).doesNotContain("\u001B", "\n", "\u0000", "secret-of-ada");
            } else {
                assertThat(errors).as(nonsense).isEmpty();
            }
            if (refused == null && !key.contains("ocketFactory")) {
                assertThat(read.request().build().ports()).as(nonsense).isEqualTo(usual);
            }
        }
    }

    private static boolean expected(String style, String key, String nonsense) {
        String bare =
                key.replaceFirst("^(spring\\.mail\\.properties\\.mail\\.smtp|mail\\.smtps?|spring\\.mail|mail)\\.", "");
        boolean shadowed = style.equals("boot")
                && key.contains("properties")
                && List.of("host", "user", "password").contains(bare);
        boolean unread = !READ.contains(bare) || shadowed;
        boolean possible = SENSE.getOrDefault(bare, List.of()).contains(nonsense)
                || (NAMES.contains(bare) && !nonsense.startsWith("${"));
        return !unread && !possible;
    }

    /** All that decides which server, port, TLS and login a program uses, how long it waits, and what endangers it. */
    private static final TreeSet<String> READ = new TreeSet<>(List.of(
            "host port protocol transport.protocol transport.protocol.rfc822 user username password auth auth.mechanisms"
                    .split(" ")));

    static {
        READ.addAll(List.of(("auth.login.disable auth.plain.disable auth.digest-md5.disable auth.ntlm.disable"
                        + " auth.xoauth2.disable sasl.enable sasl.mechanisms ssl.enable ssl.enabled ssl.bundle starttls.enable"
                        + " starttls.required socketFactory.class socketFactory.port ssl.socketFactory.class"
                        + " ssl.socketFactory.port localhost localaddress connectiontimeout timeout writetimeout ehlo jndiname"
                        + " ssl.verifyhostname socketFactory.fallback ssl.trust ssl.protocols ssl.checkserveridentity debug.auth")
                .split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "spring.mail.port, 58 7, '58 7'",
        "SPRING_MAIL_PORT, abc, abc",
        "spring.mail.Port, 70000, 1 to 65535",
        "mail.smtp.port, 70000, 1 to 65535",
        "mail.smtps.port, 0, 1 to 65535",
        "mail.smtp.port, 587.0, 587.0",
        "mail.smtp.port, ' 587', 587",
        "mail.smtps.ssl.enable, yes, yes",
        "mail.smtp.starttls.enable, 'true ', true or false",
        "mail.smtp.timeout, 10s, 10s",
        "mail.smtp.ssl.trust, ${TRUST}, placeholder",
        "mail.smtp.host, http://mx.example, URL",
        "spring.mail.host, mx.example:25, port",
        "mail.smtp.localaddress, localhost, localhost",
        "spring.mail.properties.mail.smtp.connectiontimeout, 5 s, 5 s",
        "spring.mail.properties[mail.smtp.ssl.enable], maybe, maybe",
        "mail.transport.protocol, smpt, smpt",
    })
    void theRefusalNamesTheKeyAndSaysWhy(String key, String value, String words) {
        Map<Object, Object> settings = new HashMap<>();
        if (!key.toLowerCase(java.util.Locale.ROOT).startsWith("spring")) {
            settings.put(key.startsWith("mail.smtps.") ? "mail.smtps.host" : "mail.smtp.host", "mx.example");
        } else {
            settings.put("spring.mail.host", "mx.example");
        }
        settings.put(key, value);
        InvalidRequest refused = catchThrowableOfType(
                InvalidRequest.class,
                () -> ProbeRequest.fromMailProperties(settings).request().build());
        assertThat(refused.problems()).extracting(Problem::field).containsExactly(key);
        assertThat(refused).hasMessageContaining(words);
        assertThat(refused.asMap())
                .isEqualTo(Map.of("problems", List.of(refused.problems().get(0).asMap())));
    }

    @Test
    void whatTheCallerGivesAnewIsNoMoreWrong() {
        MailProperties settings = ProbeRequest.fromMailProperties(Map.of(
                "mail.smtp.host", "mx.example",
                "mail.smtp.port", "58 7",
                "mail.smtp.starttls.enable", "ja",
                "mail.smtp.timeout", "10s",
                "mail.smtp.localaddress", "localhost"));
        ProbeRequest.Builder request = settings.request();
        List<String> wrong = new ArrayList<>(
                List.of("mail.smtp.port", "mail.smtp.starttls.enable", "mail.smtp.localaddress", "mail.smtp.timeout"));
        List<Runnable> remedies = List.of(
                () -> request.ports(PortPlan.of(587)),
                () -> request.tls(TlsMode.STARTTLS),
                () -> request.sourceAddress(java.net.InetAddress.getLoopbackAddress()),
                () -> request.timeouts(Timeouts.STANDARD));
        for (Runnable each : remedies) {
            InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, request::build);
            assertThat(refused.problems()).extracting(Problem::field).containsExactlyInAnyOrderElementsOf(wrong);
            each.run();
            wrong.remove(0);
        }
        assertThat(request.build().ports()).isEqualTo(PortPlan.of(587));
        assertThat(request.build().toBuilder().build().ports()).isEqualTo(PortPlan.of(587));
        request.ports(PortPlan.of(70_000));
        assertThat(catchThrowableOfType(InvalidRequest.class, request::build).problems())
                .as("its own field again")
                .extracting(Problem::field)
                .containsExactly("port");
    }

    @Test
    void noSecretIsInTheMap() {
        MailProperties settings = ProbeRequest.fromMailProperties(Map.of(
                "mail.smtp.host", "mx.example",
                "mail.smtp.user", "ada",
                "mail.smtp.password", "secret-of-ada",
                "mail.smtp.port", "secret-of-ada",
                "mail.smtp.auth", "secret-of-ada",
                "mail.smtp.strange\u001B", "secret-of-ada"));
        assertThat(settings.asMap().keySet()).containsExactly("unknown", "dangerous", "problems");
        assertThat(settings.asMap().toString() + settings + settings.problems())
                .contains("mail.smtp.port", "must be a whole number", "clear-text")
                .doesNotContain("secret-of-ada", "\u001B");
    }
}
