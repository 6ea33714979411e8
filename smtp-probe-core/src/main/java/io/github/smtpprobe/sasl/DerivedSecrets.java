/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The values that the JDK's clients derive from a password for a response. The clients do not expose them, but a server that
 * stores such values could send them, and anybody who reads them could log in with them or guess passwords offline. They are
 * therefore computed again, and masked in everything that is shown.
 */
final class DerivedSecrets {
    private static final Pattern DIRECTIVE =
            Pattern.compile("([a-z-]{1,20}+)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^,\"]*+))");

    private static final Pattern QUOTED = Pattern.compile("\\\\(.)");

    private final SaslContext context;
    private final PasswordCredentials credentials;

    DerivedSecrets(SaslContext context) {
        this.context = context;
        this.credentials = (PasswordCredentials) context.credentials();
    }

    /** Keeps the values secret from which a response was computed. */
    void keep(String mechanism, byte[] response) {
        try {
            switch (mechanism) {
                case "CRAM-MD5" -> cram(new String(response, StandardCharsets.ISO_8859_1));
                case "DIGEST-MD5" -> digest(new String(response, StandardCharsets.UTF_8));
                case "NTLM" -> ntlm(ByteBuffer.wrap(response).order(ByteOrder.LITTLE_ENDIAN));
                default -> {}
            }
        } catch (GeneralSecurityException | RuntimeException unlikeTheClients) {
            // the response itself is masked in any case
        }
    }

    private void cram(String response) {
        keep(HexFormat.of().parseHex(response.substring(response.lastIndexOf(' ') + 1)));
    }

    /** The values of RFC 2831 §2.1.2.1: H(user:realm:password) as servers store it, H(A1) of this session, and both proofs. */
    private void digest(String response) throws GeneralSecurityException {
        if (value("response", response).isEmpty()) {
            return;
        }
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        String nonces = ":" + value("nonce", response) + ":" + value("cnonce", response);
        keep(HexFormat.of().parseHex(value("response", response)));
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1}) {
            byte[] password = password(charset);
            md5.update((credentials.user() + ":" + value("realm", response) + ":").getBytes(charset));
            byte[] stored = md5.digest(password);
            Arrays.fill(password, (byte) 0);
            keep(stored);
            md5.update(stored);
            byte[] session = md5.digest(nonces.getBytes(StandardCharsets.UTF_8));
            keep(session);
            String uri = HexFormat.of().formatHex(md5.digest((":" + value("digest-uri", response)).getBytes(charset)));
            String proof = HexFormat.of().formatHex(session) + ":" + value("nonce", response) + ":"
                    + value("nc", response) + ":" + value("cnonce", response) + ":auth:" + uri;
            keep(md5.digest(proof.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String value(String name, String response) {
        Matcher directive = DIRECTIVE.matcher(response);
        while (directive.find()) {
            if (directive.group(1).equals(name)) {
                return directive.group(2) != null
                        ? QUOTED.matcher(directive.group(2)).replaceAll("$1")
                        : directive.group(3);
            }
        }
        return "";
    }

    /**
     * The values of MS-NLMP §3.3: the hash of the password, the hash that includes user and domain, and the responses in the
     * last message.
     */
    private void ntlm(ByteBuffer message) throws GeneralSecurityException {
        if (message.getInt(8) != 3) {
            return;
        }
        keep(field(message, 12));
        byte[] response = field(message, 20);
        keep(response);
        keep(Arrays.copyOf(response, 16));
        byte[] password = password(StandardCharsets.UTF_16LE);
        byte[] hash = Md4.of(password);
        Arrays.fill(password, (byte) 0);
        keep(hash);
        String user = new String(field(message, 36), StandardCharsets.UTF_16LE).toUpperCase(Locale.ROOT);
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(hash, "HmacMD5"));
        mac.update(user.getBytes(StandardCharsets.UTF_16LE));
        keep(mac.doFinal(field(message, 28)));
        Arrays.fill(hash, (byte) 0);
    }

    private static byte[] field(ByteBuffer message, int at) {
        byte[] field = new byte[Short.toUnsignedInt(message.getShort(at))];
        message.get(message.getInt(at + 4), field);
        return field;
    }

    private byte[] password(Charset charset) {
        byte[] octets = credentials.password().revealUtf8();
        byte[] encoded = charset.equals(StandardCharsets.UTF_8)
                ? octets.clone()
                : new String(octets, StandardCharsets.UTF_8).getBytes(charset);
        Arrays.fill(octets, (byte) 0);
        return encoded;
    }

    private void keep(byte[] made) {
        if (made.length > 0) {
            context.keepSecret(Secret.of(HexFormat.of().formatHex(made)));
            context.keepSecret(Secret.of(Base64.getEncoder().encodeToString(made)));
        }
    }
}
