/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The other side of SCRAM, by the JDK's own hashing and without the library: its numbers are a second opinion. */
public final class ScramServer {
    public static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
    public static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
    private static final String BEHIND = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    private final String hash;
    private final byte[] salted;
    private final int iterations;

    /** A server that knows a password. */
    public ScramServer(String mechanism, String password, int iterations) {
        this.hash = mechanism.replace("SCRAM-SHA-", "SHA").replace("-PLUS", "");
        this.iterations = iterations;
        try {
            int bits =
                    8 * MessageDigest.getInstance(hash.replace("SHA", "SHA-")).getDigestLength();
            this.salted = SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash)
                    .generateSecret(new PBEKeySpec(
                            password.toCharArray(), Base64.getDecoder().decode(SALT), iterations, bits))
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A mechanism with the nonce that this server expects. */
    public static SaslMechanism client(String name) {
        return new Scram(name, 1_000, context -> NONCE);
    }

    public String first() {
        return "r=" + NONCE + BEHIND + ",s=" + SALT + ",i=" + iterations;
    }

    /** The messages that the proofs are made of, where the header tells of channel bindings. */
    private String signed(String user, byte[] header) {
        return "n=" + user + ",r=" + NONCE + "," + first() + "," + withoutProof(header);
    }

    private static String withoutProof(byte[] header) {
        return "c=" + Base64.getEncoder().encodeToString(header) + ",r=" + NONCE + BEHIND;
    }

    /** What a client must answer. */
    public String expected(String user, byte[] header) {
        byte[] clientKey = mac(salted, "Client Key");
        byte[] proof = mac(digest(clientKey), signed(user, header));
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        return withoutProof(header) + ",p=" + Base64.getEncoder().encodeToString(proof);
    }

    public String last(String user, byte[] header) {
        return "v=" + Base64.getEncoder().encodeToString(mac(mac(salted, "Server Key"), signed(user, header)));
    }

    /** All that is as good as the password to a guesser, as octets in hexadecimal. */
    public List<String> derived(String user, byte[] header) {
        byte[] clientKey = mac(salted, "Client Key");
        byte[] serverKey = mac(salted, "Server Key");
        byte[] storedKey = digest(clientKey);
        List<String> all = new ArrayList<>();
        String expected = expected(user, header);
        for (byte[] each : List.of(
                salted,
                clientKey,
                serverKey,
                storedKey,
                mac(storedKey, signed(user, header)),
                mac(serverKey, signed(user, header)),
                Base64.getDecoder().decode(expected.substring(expected.indexOf(",p=") + 3)))) {
            all.add(HexFormat.of().formatHex(each));
        }
        return all;
    }

    private byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("Hmac" + hash);
            mac.init(new SecretKeySpec(key, "Hmac" + hash));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] digest(byte[] octets) {
        try {
            return MessageDigest.getInstance(hash.replace("SHA", "SHA-")).digest(octets);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
