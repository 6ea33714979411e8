/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.ProxyHeader;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;

/**
 * What a row of the table asks, written as words with or without a value:
 * {@code tls=plain|starttls|if-offered|implicit} ·
 * {@code login=USER/PASSWORD}, by the password's name · {@code token=right|expired|forged|stored}, for {@code user=} ada or another ·
 * {@code ticket=right|none} of Kerberos, with {@code host=} another name ·
 * {@code external}, {@code as=} somebody or nobody · {@code anonymous} · {@code with=MECHANISM} · {@code clear} ·
 * {@code cert=ada|stranger}, the certificate of the client ·
 * {@code from=} and {@code to=} mailboxes parted by commas, {@code from=null} · {@code message=KIND} · {@code to-accepted} ·
 * {@code helo=} a name · {@code look} on in spite of the certificate · {@code beside} another open connection ·
 * {@code after} a probe of the same kind · {@code once}, since the server remembers whom it knows · {@code pipelining} ·
 * {@code every} mechanism · {@code lmtp} instead of SMTP · {@code hello=} a verb · {@code xclient=ADDR=192.0.2.7,NAME=…} ·
 * {@code insist} on STARTTLS and AUTH that are not offered ·
 * {@code header=v1|v2|v1-unknown|v2-local|v2-checksum|malformed|cut-short}, with a client's {@code /ADDRESS:PORT} behind {@code v1} and {@code v2} ·
 * {@code via=} proxies, see {@link Via}; with {@code names} the last resolves the server's · {@code unix=} a path on the server's machine.
 */
record Asked(String text, Map<String, String> words) {
    static Asked of(String text) {
        Map<String, String> words = new HashMap<>();
        Arrays.stream(text.trim().split(" +")).filter(word -> !word.isEmpty()).forEach(word -> {
            String[] parts = word.split("=", 2);
            words.put(parts[0], parts.length == 2 ? parts[1] : "");
        });
        return new Asked(text, words);
    }

    boolean has(String word) {
        return words.containsKey(word);
    }

    /** {@return the same, asked with PIPELINING} */
    Asked pipelining() {
        return of(text + " pipelining");
    }

    /** {@return whether the answers to an envelope hang on nothing but what is asked} */
    boolean anEnvelopeAlone() {
        return has("to") && !has("after") && !has("beside") && !has("once") && !has("hello");
    }

    ProbeRequest request(int port) {
        ProbeRequest.Builder request = ProbeRequest.to(words.getOrDefault("host", Names.HOST), port)
                .deadline(Duration.ofSeconds(20))
                .tls(mode());
        if (!has("names") && !has("unix")) {
            request.connectTo("127.0.0.1");
        }
        via().ifPresent(via -> via.addTo(request, has("names")));
        login(request);
        envelope(request);
        if (has("insist")) {
            insist(request);
        }
        if (has("xclient")) {
            Map<String, String> attributes = new HashMap<>();
            for (String each : words.get("xclient").split(",")) {
                attributes.put(each.split("=", 2)[0], each.split("=", 2)[1]);
            }
            request.xclient(attributes);
        }
        if (has("hello")) {
            request.helloVerb(words.get("hello"));
        }
        if (has("lmtp")) {
            request.lmtp();
        }
        if (has("header")) {
            request.proxyHeader(header(words.get("header")));
        }
        if (has("helo")) {
            request.heloName(words.get("helo"));
        }
        if (has("look")) {
            request.inspectInvalidCertificate();
        }
        if (has("pipelining")) {
            request.pipelining();
        }
        return request.build();
    }

    /** {@return the proxies on the way} */
    Optional<Via> via() {
        return Optional.ofNullable(words.get("via")).map(Via::new);
    }

    /** {@return the path of a Unix socket on the server's machine} */
    Optional<String> unix() {
        return Optional.ofNullable(words.get("unix"));
    }

    private static ProxyHeader header(String kind) {
        String[] parts = kind.split("/");
        ProxyHeader header = switch (parts[0]) {
            case "v1" -> ProxyHeader.v1();
            case "v2" -> ProxyHeader.v2();
            case "v2-checksum" -> ProxyHeader.v2().withChecksum();
            case "v1-unknown" -> ProxyHeader.unknown();
            case "v2-local" -> ProxyHeader.local();
            case "malformed" ->
                ProxyHeader.ofOctets("PROXY TCP4 here there 1 2\r\n".getBytes(StandardCharsets.US_ASCII));
            case "cut-short" ->
                ProxyHeader.ofOctets(Arrays.copyOf(ProxyHeader.local().octets(), 14));
            default -> throw new IllegalArgumentException(kind);
        };
        return parts.length < 2 ? header : header.source(parts[1]);
    }

    private void insist(ProbeRequest.Builder request) {
        if (mode() != TlsMode.PLAIN && mode() != TlsMode.IMPLICIT_TLS) {
            request.startTlsEvenIfNotOffered();
        }
        if (has("login")) {
            request.authEvenIfNotOffered();
        }
    }

    private TlsMode mode() {
        return switch (words.getOrDefault("tls", "starttls")) {
            case "plain" -> TlsMode.PLAIN;
            case "starttls" -> TlsMode.STARTTLS;
            case "if-offered" -> TlsMode.STARTTLS_IF_OFFERED;
            case "implicit" -> TlsMode.IMPLICIT_TLS;
            default -> throw new IllegalArgumentException(words.get("tls"));
        };
    }

    private void login(ProbeRequest.Builder request) {
        if (has("login")) {
            String[] parts = words.get("login").split("/");
            request.credentials(Credentials.password(parts[0], Secret.of(Passwords.of(parts[1]))));
        }
        if (has("token")) {
            String token = switch (words.get("token")) {
                case "stored" -> Tokens.STORED;
                case "right" -> Tokens.of("ada", Duration.ofHours(1));
                case "expired" -> Tokens.of("ada", Duration.ofHours(-1));
                default -> Tokens.of("ada", Duration.ofHours(1)).replaceAll("[.][^.]+$", ".Zm9yZ2Vk");
            };
            request.credentials(Credentials.bearer(words.getOrDefault("user", "ada"), left -> Secret.of(token)));
        }
        if (has("ticket")) {
            request.credentials(Credentials.kerberos(words.get("ticket").equals("right") ? Kdc.ada() : new Subject()));
        }
        if (has("external")) {
            request.credentials(has("as") ? Credentials.external(words.get("as")) : Credentials.external());
        }
        if (has("anonymous")) {
            request.credentials(Credentials.anonymous("probe@here.test"));
        }
        if (has("with")) {
            request.mechanisms(words.get("with").split(","));
        }
        if (has("every")) {
            request.tryEveryMechanism();
        }
        if (has("clear")) {
            request.allowCleartextCredentials();
        }
    }

    private void envelope(ProbeRequest.Builder request) {
        if (!has("to")) {
            return;
        }
        String[] to = words.get("to").split(",");
        if (words.get("from").equals("null")) {
            request.envelopeWithNullReversePath(to);
        } else {
            request.envelope(words.get("from"), to);
        }
        if (has("message")) {
            request.message(message(words.get("message")).getBytes(StandardCharsets.UTF_8));
        }
        if (has("to-accepted")) {
            request.sendToAccepted();
        }
    }

    private static String message(String kind) {
        String head = "From: ada@here.test\r\nDate: Thu, 26 Nov 2026 12:00:00 +0000\r\nMessage-ID: <1@here.test>\r\n";
        return switch (kind) {
            case "short" -> head + "Subject: hello\r\n\r\nA line.\r\n.\r\n..\r\n";
            case "8-bit" -> head + "Subject: hello\r\n\r\nGr\u00fc\u00dfe\r\n";
            case "3000" -> head + "Subject: hello\r\n\r\n" + "A line of some length, many times over.\r\n".repeat(75);
            case "300000" ->
                head + "Subject: hello\r\n\r\n" + "A line of some length, many times over.\r\n".repeat(7500);
            case "forbidden", "later" -> head + "Subject: " + kind + "\r\n\r\nA line.\r\n";
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
