/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A dialogue with what to ask and what to expect in its head, so that a transcript from the field becomes a test by adding two lines. */
public record DialogueFile(String name, Map<String, List<String>> head, Script script) {
    public static final String HOST = "mx.example.com";
    public static final String PASSWORD = "correct-horse-battery";
    public static final String TOKEN = "ya29.token-of-the-canary";
    private static final Path DIALOGUES = Path.of("src/test/resources/dialogues");
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static final Map<String, CertificateAuthority.Issued> CERTIFICATES = certificates();

    public static Stream<DialogueFile> all() {
        try (Stream<Path> files = Files.walk(DIALOGUES)) {
            return files.filter(Files::isRegularFile).sorted().map(DialogueFile::read).toList().stream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static DialogueFile read(Path file) {
        try {
            String text = Files.readString(file);
            Map<String, List<String>> head = new HashMap<>();
            text.lines().filter(line -> line.startsWith("# ")).forEach(line -> {
                int colon = line.indexOf(": ");
                head.computeIfAbsent(line.substring(2, colon), key -> new ArrayList<>())
                        .add(line.substring(colon + 2));
            });
            return new DialogueFile(
                    DIALOGUES.relativize(file).toString().replace(".txt", ""), head, Script.parse(text));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public String one(String key, String otherwise) {
        return head.getOrDefault(key, List.of(otherwise)).get(0);
    }

    public List<String> many(String key) {
        return head.getOrDefault(key, List.of());
    }

    public boolean has(String key) {
        return head.containsKey(key);
    }

    public boolean waits() {
        String text = script.toString();
        return text.contains("* timeout") || text.contains("* silence");
    }

    public boolean takesLong() {
        return script.toString().matches("(?s).*\\* (pause|drip) [0-9]{4,}ms.*");
    }

    public ProbeRequest request(int port) {
        return request(port, Optional.empty());
    }

    public ProbeRequest request(int port, Optional<Duration> limit) {
        boolean relay = port == 25;
        ProbeRequest.Builder request = ProbeRequest.to(HOST, relay && has("lmtp") ? 24 : port)
                .tls(TlsMode.valueOf(one("mode", "PLAIN")))
                .connectTo("127.0.0.1")
                .deadline(Duration.ofSeconds(20));
        if (!has("second-look")) {
            request.withoutSecondLook();
        }
        limit.ifPresent(each -> request.timeouts(Timeouts.STANDARD
                .withConnect(each)
                .withTls(each)
                .withGreeting(each)
                .withReply(each)
                .withQuit(each)));
        switch (one("credentials", "none")) {
            case "password" -> request.credentials(Credentials.password("ada@example.com", Secret.of(PASSWORD)));
            case "bearer" -> request.credentials(Credentials.bearer("ada@example.com", left -> Secret.of(TOKEN)));
            case "external" -> request.credentials(Credentials.external());
            case "external-as" -> request.credentials(Credentials.external("ada@example.com"));
            case "anonymous" -> request.credentials(Credentials.anonymous("ada@example.com"));
            default -> {}
        }
        if (has("mechanisms")) {
            request.mechanisms(one("mechanisms", "").split(","));
        }
        if (has("cleartext")) {
            request.allowCleartextCredentials();
        }
        if (has("starttls-even-if-not-offered")) {
            request.startTlsEvenIfNotOffered();
        }
        if (has("auth-even-if-not-offered")) {
            request.authEvenIfNotOffered();
        }
        if (has("proxy-header")) {
            request.proxyHeader(ProxyHeaderWords.header(one("proxy-header", "")));
        }
        if (has("send-to-accepted")) {
            request.sendToAccepted();
        }
        if (has("inspect")) {
            request.inspectInvalidCertificate();
        }
        if (has("pipelining")) {
            request.pipelining();
        }
        if (has("lmtp")) {
            request.lmtp();
        }
        if (has("hello-verb")) {
            request.helloVerb(one("hello-verb", ""));
        }
        if (has("xclient")) {
            Map<String, String> attributes = new HashMap<>();
            many("xclient").forEach(each -> attributes.put(each.split("=", 2)[0], each.split("=", 2)[1]));
            request.xclient(attributes);
        }
        if (has("stop")) {
            request.stopAfter(Stage.valueOf(one("stop", "")));
        }
        if (has("envelope")) {
            String[] paths = one("envelope", "").split(" ");
            String[] to = Arrays.copyOfRange(paths, 1, paths.length);
            if (paths[0].equals("<>")) {
                request.envelopeWithNullReversePath(to);
            } else {
                request.envelope(paths[0], to);
            }
        }
        if (has("message-size")) {
            request.messageSize(Long.parseLong(one("message-size", "")));
        }
        if (has("message")) {
            String text = one("message", "").replace("\\r", "\r").replace("\\n", "\n");
            request.message(text.getBytes(StandardCharsets.UTF_8));
        }
        return request.build();
    }

    public CertificateAuthority.Issued certificate() {
        return CERTIFICATES.get(one("certificate", "good"));
    }

    public static CertificateAuthority.Issued good() {
        return CERTIFICATES.get("good");
    }

    public static CertificateAuthority authority() {
        return AUTHORITY;
    }

    public static TlsSettings trusting(String... protocols) {
        try {
            TlsSettings.Builder settings = TlsSettings.builder().trustStore(AUTHORITY.trustStore());
            return (protocols.length == 0 ? settings : settings.protocols(protocols)).build();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Where TLS is not what is tried: a fingerprint is checked faster than a chain, and the hello of TLS 1.2 has no keys, of which
     * that of TLS 1.3 has two.
     */
    public static TlsSettings quickly() {
        return TlsSettings.builder()
                .trustCertificate(Certificate.fingerprint(good().chain().get(0)))
                .protocols("TLSv1.2")
                .build();
    }

    private static Map<String, CertificateAuthority.Issued> certificates() {
        Instant now = Instant.now();
        Map<String, CertificateAuthority.Issued> made = new HashMap<>();
        made.put("good", AUTHORITY.intermediate().issue(HOST));
        made.put("expired", AUTHORITY.issue(now.minus(Duration.ofDays(90)), now.minus(Duration.ofDays(3)), HOST));
        made.put("not-yet-valid", AUTHORITY.issue(now.plus(Duration.ofDays(3)), now.plus(Duration.ofDays(90)), HOST));
        made.put("expiring", AUTHORITY.issue(now.minus(Duration.ofDays(85)), now.plus(Duration.ofDays(5)), HOST));
        made.put("wrong-name", AUTHORITY.issue("other.example.net"));
        made.put("self-signed", CertificateAuthority.selfSigned(HOST));
        made.put("untrusted", CertificateAuthority.create().intermediate().issue(HOST));
        made.put("private-root", CertificateAuthority.create().issue(HOST));
        made.put("incomplete", AUTHORITY.intermediate().issue(HOST).withoutIntermediates());
        made.put("weak", AUTHORITY.issueRsa(1024, HOST));
        return made;
    }

    @Override
    public String toString() {
        return name;
    }
}
