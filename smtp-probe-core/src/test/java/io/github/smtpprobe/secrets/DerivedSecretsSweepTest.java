/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Surfaces;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.ScramServer;
import io.github.smtpprobe.sasl.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that knows the password and says in its refusal all that it got, and all that the client made on the way to it. */
@Timeout(Patience.HANGING)
class DerivedSecretsSweepTest {
    private static final String PASSWORD = "correct-horse-battery";
    private static final byte[] CLEAR = "n,,".getBytes(StandardCharsets.US_ASCII);
    private static final String NTLM = "4e544c4d5353500002000000" + "0800080038000000" + "01828200" + "0123456789abcdef"
            + "0000000000000000" + "0400040040000000" + "0000000000000000" + "4100430045004d00" + "00000000";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static byte[] md5(byte[]... parts) throws Exception {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        for (byte[] each : parts) {
            md5.update(each);
        }
        return md5.digest();
    }

    private static String value(String name, String response) {
        Matcher matcher = Pattern.compile("(?:^|,)" + name + "=\"?([^\",]*)").matcher(response);
        assertThat(matcher.find()).as(name + " in " + response).isTrue();
        return matcher.group(1);
    }

    /** What the server answers the messages of a client with. */
    private static List<String> challenges(String mechanism) {
        return switch (mechanism) {
            case "LOGIN" -> List.of("VXNlcm5hbWU6", "UGFzc3dvcmQ6");
            case "CRAM-MD5" -> List.of(base64(utf8("<1896.697170952@postoffice.reston.mci.net>")));
            case "DIGEST-MD5" ->
                List.of(base64(utf8(
                        "realm=\"mx.test\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8")));
            case "NTLM" -> List.of(base64(HexFormat.of().parseHex(NTLM)));
            case "OAUTHBEARER", "XOAUTH2" -> List.of(base64(utf8("{\"status\":\"401\"}")));
            case "PLAIN" -> List.of();
            default -> List.of(base64(utf8(new ScramServer(mechanism, PASSWORD, 4096).first())));
        };
    }

    /** Octets that the client made of the password. */
    private static List<byte[]> made(String mechanism, List<byte[]> responses) throws Exception {
        List<byte[]> all = new ArrayList<>();
        byte[] last = responses.get(responses.size() - 1);
        String text = new String(last, StandardCharsets.UTF_8);
        if (mechanism.startsWith("SCRAM")) {
            new ScramServer(mechanism, PASSWORD, 4096)
                    .derived("user", CLEAR)
                    .forEach(hex -> all.add(HexFormat.of().parseHex(hex)));
        }
        if (mechanism.equals("CRAM-MD5")) {
            all.add(HexFormat.of().parseHex(text.substring(text.indexOf(' ') + 1)));
        }
        if (mechanism.equals("DIGEST-MD5")) {
            byte[] stored = md5(utf8("user:mx.test:" + PASSWORD));
            byte[] session = md5(stored, utf8(":OA6MG9tEQGm2hh:" + value("cnonce", text)));
            byte[] uri = md5(utf8(":" + value("digest-uri", text)));
            all.addAll(List.of(
                    stored,
                    session,
                    HexFormat.of().parseHex(value("response", text)),
                    md5(utf8(HexFormat.of().formatHex(session) + ":OA6MG9tEQGm2hh:00000001:" + value("cnonce", text)
                            + ":auth:" + HexFormat.of().formatHex(uri)))));
        }
        if (mechanism.equals("NTLM")) {
            all.addAll(ntlm(last));
        }
        return all;
    }

    private static List<byte[]> ntlm(byte[] last) throws Exception {
        byte[] password = PASSWORD.getBytes(StandardCharsets.UTF_16LE);
        byte[] hash = new byte[16];
        MD4Digest md4 = new MD4Digest();
        md4.update(password, 0, password.length);
        md4.doFinal(hash, 0);
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(hash, "HmacMD5"));
        ByteBuffer message = ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN);
        mac.update("USER".getBytes(StandardCharsets.UTF_16LE));
        byte[] named =
                mac.doFinal(Arrays.copyOfRange(last, message.getInt(32), message.getInt(32) + message.getShort(28)));
        int at = message.getInt(24);
        byte[] proof = Arrays.copyOfRange(last, at, at + 16);
        byte[] challenge = HexFormat.of().parseHex("0123456789abcdef");
        byte[] blob = Arrays.copyOfRange(last, at + 16, at + message.getShort(20));
        mac.init(new SecretKeySpec(named, "HmacMD5"));
        mac.update(challenge);
        assertThat(mac.doFinal(blob))
                .as("the hash is the one that the client used")
                .isEqualTo(proof);
        return List.of(hash, named, proof);
    }

    private static Set<String> forms(List<byte[]> sent, List<byte[]> made) {
        Set<String> forms = new LinkedHashSet<>();
        for (byte[] each : made) {
            String hex = HexFormat.of().formatHex(each);
            forms.addAll(List.of(
                    hex, hex.toUpperCase(Locale.ROOT), base64(each), base64(utf8(hex)), base64(utf8(base64(each)))));
        }
        sent.stream().filter(each -> each.length >= 8).forEach(each -> forms.add(base64(each)));
        forms.addAll(List.of(PASSWORD, base64(utf8(PASSWORD)), HexFormat.of().formatHex(utf8(PASSWORD))));
        return forms;
    }

    private static Set<String> serve(ServerSocket listening, String mechanism) {
        try (Socket socket = listening.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            say(socket, "220 mx");
            in.readLine();
            say(socket, "250-mx\r\n250 AUTH " + mechanism);
            List<byte[]> responses = new ArrayList<>();
            String[] command = in.readLine().split(" ");
            if (command.length > 2) {
                responses.add(Base64.getDecoder().decode(command[2]));
            }
            for (String challenge : challenges(mechanism)) {
                say(socket, "334 " + challenge);
                responses.add(Base64.getDecoder().decode(in.readLine()));
            }
            Set<String> forms = forms(responses, made(mechanism, responses));
            for (String form : forms) {
                for (int from = 0; from < form.length(); from += 400) {
                    say(socket, "535-5.7.8 you sent " + form.substring(from, Math.min(form.length(), from + 400)));
                }
            }
            say(socket, "535 5.7.8 no");
            in.readLine();
            say(socket, "221 bye");
            return forms;
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PLAIN",
                "LOGIN",
                "CRAM-MD5",
                "DIGEST-MD5",
                "NTLM",
                "OAUTHBEARER",
                "XOAUTH2",
                "SCRAM-SHA-1",
                "SCRAM-SHA-256",
                "SCRAM-SHA-512"
            })
    void nothingOfItIsShown(String mechanism) throws Exception {
        boolean token = mechanism.contains("OAUTH") || mechanism.contains("BEARER");
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<Set<String>> said = CompletableFuture.supplyAsync(() -> serve(listening, mechanism));
            SmtpProbe.Builder probe = SmtpProbe.builder();
            if (mechanism.startsWith("SCRAM")) {
                probe.mechanism(ScramServer.client(mechanism));
            }
            ProbeReport report = probe.build()
                    .probe(ProbeRequest.to("127.0.0.1", listening.getLocalPort())
                            .tls(TlsMode.PLAIN)
                            .credentials(
                                    token
                                            ? Credentials.bearer("user", left -> Secret.of(PASSWORD))
                                            : Credentials.password("user", Secret.of(PASSWORD)))
                            .allowCleartextCredentials()
                            .deadline(Duration.ofSeconds(20))
                            .build());
            Set<String> forms = said.get();
            assertThat(report.transcript().toString()).as(report.toString()).contains("you sent [redacted]");
            for (String surface : Surfaces.of(report)) {
                for (String form : forms) {
                    String part = form.substring(0, Math.min(form.length(), 400));
                    assertThat(surface.contains(part))
                            .as(part + " is shown: " + surface)
                            .isFalse();
                }
            }
        }
    }
}
